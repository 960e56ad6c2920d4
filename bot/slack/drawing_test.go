package slack_test

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	slackgo "github.com/slack-go/slack"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/bot/bottest/adaptertest"
	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/slack"
	"github.com/partnerbot/partnerbot/bot/view"
)

// The playground holds what is drawn to Slack's rules and limits, which it knows from Slack's pages and not from here.
func TestSamples_SlackTakesThem(t *testing.T) {
	t.Parallel()
	w := newTown(t, nil)
	var next view.View
	w.bot.Answer = func(context.Context, bot.Request) bot.Reply { return bot.Reply{View: next, To: bot.HomeTab} }
	api := slackgo.New(token, slackgo.OptionAPIURL(w.apiURL))
	for _, s := range view.Samples() {
		text, blocks, err := slack.Render(s.View)
		ok(t, err)
		_, _, err = api.PostMessageContext(soon(t), "CDESK", slackgo.MsgOptionText(text, false), slackgo.MsgOptionBlocks(blocks...))
		if err != nil {
			t.Errorf("%s as a message: %v", s.Name, err)
		}
		next = s.View
		ok(t, w.As("UANN").Command(soon(t), "#elsewhere", "/deal home"))
		w.drain(t)
		if last := w.Calls()[len(w.Calls())-1]; last.Method != "views.publish" || last.Error != "" {
			t.Errorf("%s as a Home tab: %s", s.Name, last.Error)
		}
	}
	if log := w.log.String(); strings.Contains(log, "WARN") || strings.Contains(log, "ERROR") {
		t.Error(log)
	}
}

// What stands in a form when it opens comes back when it is sent as it is.
func TestForms_RoundTrip(t *testing.T) {
	t.Parallel()
	sent := 0
	for _, s := range form.Samples() {
		var got form.Values
		w := newTown(t, func(r bot.Request) bot.Reply {
			if r.Kind == bot.Submit {
				got = r.Values
				return bot.Reply{}
			}
			return bot.Reply{Form: &s.Form}
		})
		m := w.openForm(t, "#deal-desk")
		if m.Title != s.Form.Title || m.CallbackID != string(s.Form.Name) {
			t.Errorf("%s opened as %q, %s", s.Name, m.Title, m.CallbackID)
		}
		errors := must[map[string]string](t)(m.Submit(soon(t)))
		if len(errors) > 0 {
			continue // a field that must be filled in is empty
		}
		sent++
		want := form.Values{}
		for _, f := range s.Form.Fields {
			for _, v := range f.Values {
				want[f.ID] = append(want[f.ID], visible(v))
			}
		}
		for id := range got {
			got[id][0] = visible(got[id][0])
		}
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s comes back otherwise (-filled +sent):\n%s", s.Name, diff)
		}
	}
	if sent < 10 {
		t.Errorf("only %d forms could be sent", sent)
	}
}

// visible is s without what nobody sees, and without what does not fit into a text field.
func visible(s string) string {
	s = regexp.MustCompile("[\x00-\x09\x0b-\x1f\u202a-\u202e\u2066-\u2069]").ReplaceAllString(s, "")
	if cut := []rune(strings.TrimSpace(s)); len(cut) > 200 {
		return string(cut[:200])
	}
	return strings.TrimSpace(s)
}

// Whatever somebody types is shown as it was typed: the playground draws markup like Slack, and here there is none.
func TestRender_Inert(t *testing.T) {
	t.Parallel()
	w := newTown(t, nil)
	api := slackgo.New(token, slackgo.OptionAPIURL(w.apiURL))
	for _, typed := range []string{
		"<!channel> <!here> <@UANN> <#CDESK> <https://evil.test|bank>", "&lt;!channel&gt; &amp; co", "*bold* _it_ ~gone~ `code`",
		"a *b* c", "> quoted", "line\n> quoted", "*", "* * *", "snake_case_name", "(*bold*)", "```x```",
		"<!date^1392734382^{date}|now>", "@channel #general https://x.test jane_doe@x.test", "5 < 7 > 3 & 2",
	} {
		for _, v := range []view.View{
			view.Notice{Text: typed},
			view.Notice{Text: "x", Next: typed, Points: []string{typed}},
			view.DealCard{Ref: "D-1", Title: typed, Lead: typed, Facts: []view.Fact{{Label: "Customer", Value: typed}}},
			view.ReviewCard{Ref: "D-1", Title: "x", Story: typed, Due: typed, Findings: []view.Finding{{Text: typed}}},
			view.DealList{Title: "x", Lines: []view.DealLine{{Ref: "D-1", Title: typed, Detail: typed}}},
			view.StallAlert{Title: "x", Items: []view.StallItem{{Name: typed, Problem: typed, Detail: typed, Consequence: typed}}},
			view.StallAlert{Title: "x", Items: []view.StallItem{{Name: "Acme", Problem: typed, Settled: typed}}, More: typed},
			view.PartnerList{Title: "x", Lead: typed, Lines: []view.PartnerLine{{Name: typed, Detail: typed}}},
			view.PartnerPage{Title: "x", Lead: typed, Checkpoints: []view.CheckpointLine{{Name: typed, When: typed, Detail: typed}}},
			view.Scorecard{Title: "x", Lead: typed, Lines: []view.ScoreLine{{Name: typed, Level: typed, Points: typed}}},
			view.TeamWeekly{Headline: typed, Activated: []string{typed}, Decisions: []view.PartnerLine{{Name: typed}}},
			view.Digest{Headline: typed, Waterfall: typed, Movers: []view.DigestLine{{Title: typed, Detail: typed}}},
		} {
			text, blocks, err := slack.Render(v)
			ok(t, err)
			channel, ts, err := api.PostMessageContext(soon(t), "CDESK", slackgo.MsgOptionText(text, false), slackgo.MsgOptionBlocks(blocks...))
			ok(t, err)
			m, _ := w.As("UANN").Message(channel, ts)
			oneLine := strings.Join(strings.Fields(typed), " ")
			if shown := strings.Join(strings.Fields(m.Text()), " "); !strings.Contains(shown, oneLine) {
				t.Errorf("%T: typed %q, shown %q", v, typed, shown)
			}
		}
	}
}

// nasty are pieces of Slack's own markup.
var nasty = []string{"<!channel>", ":+1:"}

// FuzzRender: no view, whatever it says, breaks a limit of Slack's, cuts a rune, or lets markup through.
func FuzzRender(f *testing.F) {
	adaptertest.FuzzViews(f, nasty, func(t *testing.T, v view.View) {
		text, blocks, err := slack.Render(v)
		if err != nil {
			t.Fatalf("%+v: %v", v, err)
		}
		encoded, err := json.Marshal(blocks)
		if err != nil || len(encoded) > 12_000 || len(blocks) > 50 || text == "" {
			t.Fatalf("%d bytes, %d blocks, text %q, %v", len(encoded), len(blocks), text, err)
		}
		var drawn any
		if err := json.Unmarshal(encoded, &drawn); err != nil {
			t.Fatal(err)
		}
		isInert(t, map[string]any{"type": "mrkdwn", "text": text, "verbatim": true})
		isInert(t, drawn)
	})
}

// entities are all that may follow an ampersand in mrkdwn.
var entities = regexp.MustCompile(`&(amp|lt|gt);`)

func isInert(t *testing.T, drawn any) {
	t.Helper()
	switch d := drawn.(type) {
	case []any:
		for _, x := range d {
			isInert(t, x)
		}
	case map[string]any:
		if d["type"] == "mrkdwn" {
			text := entities.ReplaceAllString(d["text"].(string), "")
			if strings.ContainsAny(text, "<>&") || d["verbatim"] != true {
				t.Errorf("markup gets through: %q", d["text"])
			}
		}
		for key, x := range d {
			if key != "action_id" && key != "value" { // nobody sees them
				isInert(t, x)
			}
		}
	case string:
		if !utf8.ValidString(d) || strings.ContainsAny(d, "\x00\u202e") {
			t.Errorf("shown as it must not be: %q", d)
		}
	}
}

// FuzzRenderForm: no form that has ids of its own and not too many fields breaks a limit of Slack's.
func FuzzRenderForm(f *testing.F) {
	f.Add([]byte(strings.Repeat("\x03\x11\x26\x27\x05\x09\x17", 30)))
	f.Add([]byte(strings.Repeat("\xff\xfe\x01\x14\x16\x19", 60)))
	kinds := []form.Kind{
		form.Text, form.LongText, form.Amount, form.Date, form.Email, form.Choice, form.Lookup, form.Person, form.Channel,
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var drawn form.Form
		(&adaptertest.Filler{Data: data, Nasty: append(nasty, adaptertest.Nasty...)}).Fill(reflect.ValueOf(&drawn).Elem())
		drawn.Name, drawn.Meta = "register", "1|register|0|"
		for i := range drawn.Fields {
			drawn.Fields[i].ID, drawn.Fields[i].Kind = fmt.Sprint("field_", i), kinds[i%len(kinds)]
			drawn.Fields[i].Source = "partners"
		}
		m, err := slack.RenderForm(drawn)
		if err != nil {
			t.Fatalf("%+v: %v", drawn, err)
		}
		encoded, err := json.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		var again any
		if err := json.Unmarshal(encoded, &again); err != nil {
			t.Fatal(err)
		}
		isInert(t, again)
	})
}

func TestRenderForm_Refuses(t *testing.T) {
	t.Parallel()
	text := form.Field{ID: "a", Kind: form.Text, Label: "A"}
	for name, f := range map[string]form.Form{
		"a field twice":   {Name: "x", Title: "X", Fields: []form.Field{text, text}},
		"101 fields":      {Name: "x", Title: "X", Fields: many(text, 101)},
		"a nameless one":  {Name: "x", Title: "X", Fields: []form.Field{{Kind: form.Text, Label: "A"}}},
		"a very long id":  {Name: "x", Title: "X", Fields: []form.Field{{ID: strings.Repeat("x", 256), Label: "A"}}},
		"too much to say": {Name: "x", Title: "X", Meta: strings.Repeat("x", 3000), Fields: []form.Field{text}},
	} {
		if _, err := slack.RenderForm(f); err == nil {
			t.Errorf("%s is drawn", name)
		}
	}
}

// More options than a menu may have are put into groups, so that each can be chosen.
func TestRenderForm_ManyOptions(t *testing.T) {
	t.Parallel()
	f := form.Form{Name: "x", Title: "X", Fields: []form.Field{{ID: "zone", Kind: form.Choice, Label: "Zone", Values: []string{"v149"}}}}
	for i := range 250 {
		f.Fields[0].Options = append(f.Fields[0].Options, form.Option{Value: fmt.Sprint("v", i), Label: fmt.Sprint("Zone ", i)})
	}
	var got form.Values
	w := newTown(t, func(r bot.Request) bot.Reply {
		if r.Kind == bot.Submit {
			got = r.Values
			return bot.Reply{}
		}
		return bot.Reply{Form: &f}
	})
	m := w.openForm(t, "#deal-desk")
	if was := m.Value("Zone"); was != "Zone 149" {
		t.Errorf("opened with %q", was)
	}
	ok(t, m.Fill(soon(t), "Zone", "Zone 249"))
	must[map[string]string](t)(m.Submit(soon(t)))
	if got.Get("zone") != "v249" {
		t.Errorf("sent %v", got)
	}
}
