package bottest_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/slack"
	"github.com/partnerbot/partnerbot/bot/teams"
)

// ask is a field as a person sees it on either platform.
type ask struct {
	ID, Label string
	Optional  bool
	Values    []string
	Options   []form.Option // with those that stand in a field that is searched
	Under     string        // its hint, and what is wrong with it
}

// sheet is a form as a person sees it.
type sheet struct {
	Title, Submit string
	Above         string // what is wrong with the whole, and the introduction
	Asks          []ask
}

// The same is asked on both platforms, with the same words, and what was typed stands where it was typed.
func TestParity_Forms(t *testing.T) {
	t.Parallel()
	for _, s := range form.Samples() {
		want := sheetOf(s.Form)
		modal, err := slack.RenderForm(s.Form)
		if err != nil {
			t.Fatal(err)
		}
		encoded, err := json.Marshal(modal)
		if err != nil {
			t.Fatal(err)
		}
		card, err := teams.RenderForm(s.Form)
		if err != nil {
			t.Fatal(err)
		}
		if diff := gocmp.Diff(want, slackSheet(decode(t, encoded))); diff != "" {
			t.Errorf("%s is another form on Slack (-form +drawn):\n%s", s.Name, diff)
		}
		if diff := gocmp.Diff(want.namingChannels(s.Form), teamsSheet(decode(t, card.JSON), card.Title)); diff != "" {
			t.Errorf("%s is another form on Teams (-form +drawn):\n%s", s.Name, diff)
		}
	}
}

func sheetOf(f form.Form) sheet {
	s := sheet{Title: f.Title, Submit: f.Submit, Above: read(f.Problem + " " + f.Intro)}
	for _, field := range f.Fields {
		a := ask{ID: field.ID, Label: field.Label, Optional: field.Optional, Under: read(field.Hint + " " + field.Error)}
		for i, v := range field.Values {
			a.Values = append(a.Values, typed(v))
			if field.Kind == form.Lookup {
				a.Options = append(a.Options, form.Option{Value: v, Label: field.Labels[i]})
			}
		}
		if field.Kind == form.Choice {
			a.Options = field.Options
		}
		s.Asks = append(s.Asks, a)
	}
	return s
}

// namingChannels says below a channel's id what it is called, which Slack shows in the field itself.
func (s sheet) namingChannels(f form.Form) sheet {
	s.Asks = slices.Clone(s.Asks)
	for i, field := range f.Fields {
		if field.Kind == form.Channel && len(field.Labels) > 0 {
			s.Asks[i].Under = read("Now it is " + field.Labels[0] + ". " + s.Asks[i].Under)
		}
	}
	return s
}

// typed is what was typed as it is compared: the beginning, since a field holds no more than it may.
func typed(s string) string {
	if s = read(s); len(s) > 50 {
		return s[:50]
	}
	return s
}

func str(o object, key string) string {
	s, _ := o[key].(string)
	return s
}

func list(o object, key string) []object {
	all, _ := o[key].([]any)
	var objects []object
	for _, x := range all {
		objects = append(objects, x.(object))
	}
	return objects
}

// textOf is a text object's text, "" when there is none.
func textOf(o object, key string) string {
	inner, _ := o[key].(object)
	return str(inner, "text")
}

func slackSheet(modal object) sheet {
	s := sheet{Title: textOf(modal, "title"), Submit: textOf(modal, "submit")}
	for _, b := range list(modal, "blocks") {
		if b["type"] != "input" {
			s.say(slackSays(b))
			continue
		}
		e := b["element"].(object)
		a := ask{ID: str(b, "block_id"), Label: textOf(b, "label"), Optional: b["optional"] == true, Under: read(textOf(b, "hint"))}
		for _, key := range []string{"initial_value", "initial_date", "initial_user", "initial_conversation"} {
			if v := str(e, key); v != "" {
				a.Values = append(a.Values, typed(v))
			}
		}
		users, _ := e["initial_users"].([]any)
		for _, u := range users {
			a.Values = append(a.Values, u.(string))
		}
		if o, ok := e["initial_option"].(object); ok {
			a.Values = append(a.Values, str(o, "value"))
			if e["type"] == "external_select" {
				a.Options = append(a.Options, slackOption(o))
			}
		}
		for _, group := range append(list(e, "option_groups"), e) {
			for _, o := range list(group, "options") {
				a.Options = append(a.Options, slackOption(o))
			}
		}
		s.Asks = append(s.Asks, a)
	}
	return s
}

func slackOption(o object) form.Option {
	return form.Option{Value: str(o, "value"), Label: textOf(o, "text")}
}

// slackSays is a text of a modal, without the sign and the label that stand before an error.
func slackSays(b object) string {
	says, sign := strings.CutPrefix(read(slackText(b)), "⚠️ ")
	if _, wrong, ok := strings.Cut(says, ": "); ok && sign && b["type"] == "context" {
		return wrong
	}
	return says
}

// say adds a text to what it stands under.
func (s *sheet) say(text string) {
	to := &s.Above
	if len(s.Asks) > 0 {
		to = &s.Asks[len(s.Asks)-1].Under
	}
	*to = read(*to + " " + text)
}

func teamsSheet(card object, title string) sheet {
	s := sheet{Title: title, Submit: str(list(card, "actions")[0], "title")}
	for _, e := range list(card, "body") {
		if !strings.HasPrefix(str(e, "type"), "Input.") {
			s.say(teamsText(e, false))
			continue
		}
		a := ask{ID: str(e, "id"), Label: str(e, "label"), Optional: e["isRequired"] != true}
		switch v := str(e, "value"); {
		case v == "":
		case e["isMultiSelect"] == true:
			a.Values = strings.Split(v, ",")
		default:
			a.Values = []string{typed(v)}
		}
		for _, c := range list(e, "choices") {
			a.Options = append(a.Options, form.Option{Value: str(c, "value"), Label: str(c, "title")})
		}
		s.Asks = append(s.Asks, a)
	}
	return s
}

// Several people or channels may stand in a form; a sample must have one, or nothing is compared above.
func TestParity_FormsHaveWhatIsCompared(t *testing.T) {
	t.Parallel()
	for name, has := range map[string]func(form.Field) bool{
		"several people":    func(f form.Field) bool { return f.Kind == form.Person && len(f.Values) > 1 },
		"a channel":         func(f form.Field) bool { return f.Kind == form.Channel && len(f.Values) > 0 },
		"a found value":     func(f form.Field) bool { return f.Kind == form.Lookup && len(f.Values) > 0 },
		"many options":      func(f form.Field) bool { return len(f.Options) > 50 },
		"an error":          func(f form.Field) bool { return f.Error != "" },
		"an optional field": func(f form.Field) bool { return f.Optional },
	} {
		if !slices.ContainsFunc(form.Samples(), func(s form.Sample) bool { return slices.ContainsFunc(s.Form.Fields, has) }) {
			t.Errorf("no sample of a form has %s", name)
		}
	}
}
