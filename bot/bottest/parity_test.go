package bottest_test

import (
	"cmp"
	"encoding/json"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/intent"
	"github.com/partnerbot/partnerbot/bot/slack"
	"github.com/partnerbot/partnerbot/bot/teams"
	"github.com/partnerbot/partnerbot/bot/view"
)

// bothDraw gives a view as both platforms show it to a person who may do what its buttons say.
func bothDraw(t *testing.T, v view.View) (onSlack, onTeams object) {
	t.Helper()
	_, blocks, err := slack.Render(v)
	if err != nil {
		t.Fatal(err)
	}
	encoded, err := json.Marshal(map[string]any{"blocks": blocks})
	if err != nil {
		t.Fatal(err)
	}
	card, err := teams.RenderOwn(v)
	if err != nil {
		t.Fatal(err)
	}
	return decode(t, encoded), decode(t, card.JSON)
}

// short is every sample that is not there to be cut.
func shortSamples() []view.Sample {
	return slices.DeleteFunc(view.Samples(), func(s view.Sample) bool { return strings.HasSuffix(s.Name, "_long") })
}

// What can be done with a thing does not depend on the chat it is read in.
func TestParity_Actions(t *testing.T) {
	t.Parallel()
	for _, s := range shortSamples() {
		onSlack, onTeams := bothDraw(t, s.View)
		var want []press
		for _, a := range view.Actions(s.View) {
			want = append(want, press{a.Label, cmp.Or(a.URL, a.Intent.Encode())})
		}
		byMeaning := func(a, b press) int { return cmp.Or(cmp.Compare(a.Means, b.Means), cmp.Compare(a.Label, b.Label)) }
		slices.SortFunc(want, byMeaning) // the buttons of a Home tab are above its lists, of a card below
		for platform, got := range map[string][]press{"Slack": slackPresses(onSlack), "Teams": teamsPresses(onTeams)} {
			slices.SortFunc(got, byMeaning)
			if diff := gocmp.Diff(want, got); diff != "" {
				t.Errorf("%s on %s has other buttons (-view +drawn):\n%s", s.Name, platform, diff)
			}
		}
		// In a dialog and for everybody there are others by design, but never more than the view has.
		for _, p := range teamsPresses(cardOf(t, s.View, teams.RenderDialog)) {
			if !slices.Contains(want, p) {
				t.Errorf("%s has a button of its own in a dialog: %v", s.Name, p)
			}
		}
	}
}

func cardOf(t *testing.T, v view.View, draw func(view.View) (teams.Card, error)) object {
	t.Helper()
	card, err := draw(v)
	if err != nil {
		t.Fatal(err)
	}
	return decode(t, card.JSON)
}

// silence is a text of a view that is not drawn, and why. only names the platform that it is not drawn on, "" for both.
type silence struct {
	field string // Type.Field
	only  string
	when  func(in reflect.Value) bool // nil: always
	why   string
}

var silences = []silence{
	{
		"ReviewCard.Due", "", func(in reflect.Value) bool { return in.FieldByName("Outcome").String() != "" },
		"what was decided stands in place of when to decide",
	},
	{"DealList.Empty", "", hasLines, "said only of a list that is empty"},
	{"HomeSection.Empty", "", hasLines, "said only of a list that is empty"},
	{"PartnerList.Empty", "", hasLines, "said only of a list that is empty"},
	{"PartnerPage.DealsEmpty", "", has("Deals"), "said only of a list that is empty"},
	{"TeamWeekly.Empty", "", has("Decisions"), "said only of a list that is empty"},
	{"StallItem.Status", "", has("Settled"), "what became of it stands in its place"},
	{"StallItem.Detail", "", has("Settled"), "what became of it stands in its place"},
	{"StallItem.Consequence", "", has("Settled"), "what became of it stands in its place"},
	{"StallItem.Actions", "", has("Settled"), "nothing is left to do with it"},
	{"Mention.Name", "Slack", has("User"), "Slack itself names whom it notifies"},
	{"Mention.User", "", nil, "an id, which nobody reads"},
	{"HistoryNote.Ref", "", nil, "posted in the thread of the card, which says what it is about"},
	{"Share.Label", "", nil, "a length for a chart; the headline has the words"},
	{"Confirm.No", "Teams", nil, "the question is unfolded by a button, and folded again by it: nothing says no"},
	{"Action.URL", "", nil, "an address to go to, not to read"},
}

func hasLines(in reflect.Value) bool {
	partners := in.FieldByName("Partners")
	return in.FieldByName("Lines").Len() > 0 || partners.IsValid() && partners.Len() > 0
}

func has(field string) func(reflect.Value) bool {
	return func(in reflect.Value) bool { return in.FieldByName(field).Len() > 0 }
}

// unread are the types whose texts nobody reads.
var unread = []reflect.Type{reflect.TypeFor[intent.Intent](), reflect.TypeFor[form.Name](), reflect.TypeFor[view.Tone]()}

// reader collects the texts of a view that are meant for reading.
type reader struct {
	platform string
	texts    []string
	used     map[string]bool // silences that were met
}

func (r *reader) read(v reflect.Value) {
	if slices.Contains(unread, v.Type()) {
		return
	}
	switch v.Kind() {
	case reflect.String:
		r.texts = append(r.texts, v.String())
	case reflect.Slice:
		for i := range v.Len() {
			r.read(v.Index(i))
		}
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			r.read(v.Elem())
		}
	case reflect.Struct:
		if p, ok := v.Interface().(view.Pillar); ok {
			r.pillar(p)
		}
		for i := range v.NumField() {
			if f := v.Field(i); !f.IsZero() && !r.silent(v, v.Type().Field(i).Name) {
				r.read(f)
			}
		}
	}
}

// pillar says in words what is no text of a view.
func (r *reader) pillar(p view.Pillar) {
	stands := "not yet"
	if p.Standing {
		stands = "stands"
	}
	r.texts = append(r.texts, strconv.Itoa(p.Number)+" "+p.Name, stands)
}

func (r *reader) silent(in reflect.Value, field string) bool {
	name := in.Type().Name() + "." + field
	for _, s := range silences {
		if s.field == name && (s.only == "" || s.only == r.platform) && (s.when == nil || s.when(in)) {
			r.used[name] = true
			return true
		}
	}
	return false
}

// Every text of a view is on both platforms, as often as it is in the view.
func TestParity_Texts(t *testing.T) {
	t.Parallel()
	used := map[string]bool{"Action.URL": true} // no sample has a link
	for _, s := range shortSamples() {
		onSlack, onTeams := bothDraw(t, s.View)
		for _, drawn := range []struct{ platform, where, text string }{
			{"Slack", "Slack", slackText(onSlack)},
			{"Teams", "Teams", teamsText(onTeams, false)},
			{"Teams", "Teams without badges and charts", teamsText(onTeams, true)},
			{"Teams", "a dialog of Teams", teamsText(cardOf(t, s.View, teams.RenderDialog), false)},
		} {
			r := reader{platform: drawn.platform, used: used}
			r.read(reflect.ValueOf(s.View))
			if len(r.texts) == 0 {
				t.Errorf("nothing is to be read on %s", s.Name)
			}
			for text, times := range expected(s.Name, r.texts) {
				if got := strings.Count(read(drawn.text), text); got < times {
					t.Errorf("%s on %s says %q %d times, the view %d times; drawn is:\n%s", s.Name, drawn.where, text, got, times, drawn.text)
				}
			}
		}
	}
	for _, s := range silences {
		if !used[s.field] {
			t.Errorf("%s is drawn, or there is no sample of it: it is no exception any more (%s)", s.field, s.why)
		}
	}
}

// expected are texts as they are compared, and how often each is to be there. Of what somebody typed to do harm, the
// beginning is enough, once: labels, titles and lines of that length are cut on both platforms.
func expected(sample string, texts []string) map[string]int {
	all := map[string]int{}
	for _, text := range texts {
		text = read(text)
		if strings.HasSuffix(sample, "_hostile") && len(text) > 30 {
			text = text[:30]
		}
		switch {
		case text == "":
		case strings.HasSuffix(sample, "_hostile"):
			all[text] = 1
		default:
			all[text]++
		}
	}
	return all
}
