package bot_test

import (
	"strings"
	"testing"
	"time"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/intent"
	"github.com/partnerbot/partnerbot/bot/view"
)

const day = 24 * time.Hour

func (o *office) partnerPage(r bot.Reply) view.PartnerPage {
	o.t.Helper()
	v, ok := r.View.(view.PartnerPage)
	if !ok {
		o.t.Fatalf("want a partner's page, got %#v with form %+v", r.View, r.Form)
	}
	return v
}

func (o *office) partnerList(r bot.Reply) view.PartnerList {
	o.t.Helper()
	v, ok := r.View.(view.PartnerList)
	if !ok {
		o.t.Fatalf("want a list of partners, got %#v with form %+v", r.View, r.Form)
	}
	return v
}

// onPartner is an intent about a partner, or about a checkpoint of it.
func (o *office) onPartner(name string, n intent.Name, step ...string) intent.Intent {
	return intent.Intent{Name: n, ID: strings.Join(append([]string{o.partnerID(name)}, step...), ":")}
}

// fills submits the form that an action opens, as it opens but for these values.
func (o *office) fills(who string, i intent.Intent, v form.Values) bot.Reply {
	o.t.Helper()
	opened := o.clicks(who, i)
	if opened.Form == nil {
		o.t.Fatalf("%s opens %#v", i.Name, opened.View)
	}
	f := opened.Form.Fill(v)
	all := form.Values{}
	for _, x := range f.Fields {
		if len(x.Values) > 0 {
			all[x.ID] = x.Values
		}
	}
	return o.submit(who, f.Name, f.Meta, all)
}

func labels(actions []view.Action) string {
	var all []string
	for _, a := range actions {
		all = append(all, a.Label)
	}
	return strings.Join(all, ", ")
}

func fact(facts []view.Fact, label string) string {
	for _, f := range facts {
		if f.Label == label {
			return f.Value
		}
	}
	return ""
}

// fault is what is wrong with a field of a form that was refused.
func (o *office) fault(r bot.Reply, want form.Name, id string) string {
	o.t.Helper()
	return field(o.t, o.form(r, want), id).Error
}

func TestPartners_areListedTheWorstFirst(t *testing.T) {
	t.Parallel()
	o := newProgram(t)
	list := o.partnerList(o.types(max, "partner", ""))
	if len(list.Lines) != 2 || list.Lead != "2 due soon" || list.Lines[0].Status.Text != "Due soon" {
		t.Fatalf("got %+v", list)
	}
	if want := "Kick-off by Nov 16 · Max Vogt · signed Nov 9"; list.Lines[0].Detail != want {
		t.Errorf("got %q, want %q", list.Lines[0].Detail, want)
	}
	o.fills(max, o.onPartner("Contoso", intent.StepDone, "kickoff"), form.Values{"evidence": {"minutes.pdf"}})
	o.wait(8 * day)
	for words, want := range map[string]string{
		"list": "Northwind, Contoso", "list late": "Northwind", "list on-track stalled": "Contoso", "list mine cont": "Contoso",
		"list parked": "", "list nobody such": "",
	} {
		var names []string
		list := o.partnerList(o.types(max, "partner", words))
		for _, l := range list.Lines {
			names = append(names, l.Name)
		}
		if got := strings.Join(names, ", "); got != want || want == "" && list.Empty == "" {
			t.Errorf("%s lists %q, want %q", words, got, want)
		}
	}
	late := o.partnerList(o.types(ann, "partner", "list late"))
	if !strings.HasPrefix(late.Lines[0].Detail, "Kick-off is 1 day overdue") || late.Title != "Partners: late" {
		t.Errorf("got %+v", late)
	}
	if n := o.notice(o.types(pat, "partner", "list")); !strings.Contains(n.Text, "this company only") {
		t.Errorf("a partner's own people read %+v", n)
	}
}

func TestPartner_isShownByItsNameAlone(t *testing.T) {
	t.Parallel()
	o := newProgram(t)
	for _, words := range []string{"show northwind", "Northwind", "north", `show "Northwind"`} {
		if p := o.partnerPage(o.types(max, "partner", words)); p.Title != "Northwind" {
			t.Errorf("%s shows %q", words, p.Title)
		}
	}
	if list := o.partnerList(o.types(max, "partner", "show")); list.Title != "Which partner?" || len(list.Lines) != 2 {
		t.Errorf("show alone: %+v", list)
	}
	if n := o.notice(o.types(max, "partner", "lits")); !strings.HasSuffix(n.Text, "Did you mean /partner list?") {
		t.Errorf("a slip: %+v", n)
	}
	if n := o.notice(o.types(max, "partner", "show Fabrikam")); !strings.Contains(n.Text, "no partner named") {
		t.Errorf("nobody's name: %+v", n)
	}
	if n := o.notice(o.types(max, "partner", "o")); !strings.Contains(n.Text, "Say which: Contoso, Northwind") {
		t.Errorf("half a name: %+v", n)
	}
}

func TestPartnerPage_tellsHowItStands(t *testing.T) {
	t.Parallel()
	o := newProgram(t)
	o.approved()
	o.wait(2 * day)
	p := o.partnerPage(o.types(max, "partner", "Northwind"))
	for label, want := range map[string]string{
		"Our owner": "Max Vogt", "Their owner": "not named", "Signed": "Nov 9, 2026, 2 days ago", "Activated": "Nov 9, 2026",
		"Attribution": "1 sourced, 0 influenced", "Open pipeline": "$25K", "Won": "$0", "Last contact": "Nov 9, 2 days ago",
	} {
		if got := fact(p.Facts, label); got != want {
			t.Errorf("%s is %q, want %q", label, got, want)
		}
	}
	if p.Lead != "Kick-off is due by Nov 16." || p.Status.Text != "Due soon" || len(p.Deals) != 1 || len(p.Checkpoints) != 6 {
		t.Errorf("got %+v", p)
	}
	if c := p.Checkpoints[2]; c.Detail != "after Kick-off" || c.When != "due Dec 9" || c.Status.Text != "Open" {
		t.Errorf("a checkpoint: %+v", c)
	}
	if c := p.Checkpoints[4]; c.Status.Text != "Done" || c.When != "Nov 9" {
		t.Errorf("the first registration: %+v", c)
	}
	if h := p.History[0]; h.Who != "Ann Lee" || h.What != "signed it, named in the setup" {
		t.Errorf("the history begins with %+v", h)
	}
	if h := p.History[len(p.History)-1]; h.What != "activated it: its first registration is approved" {
		t.Errorf("the history ends with %+v", h)
	}
}

func TestPartnerPage_offersWhatItsReaderMayDo(t *testing.T) {
	t.Parallel()
	o := newProgram(t)
	for who, want := range map[string]string{
		max: "Done: Kick-off, New date, Who sees to it, Log a contact, Ask for help, Snooze, Reassign, Park",
		ann: "Done: Kick-off, New date, Who sees to it, Log a contact, Ask for help, Snooze, Reassign, Park, Exit",
		cam: "",
	} {
		p := o.partnerPage(o.types(who, "partner", "Northwind"))
		if got := labels(p.Actions); got != want {
			t.Errorf("%s is offered %q, want %q", who, got, want)
		}
	}
	n := o.notice(o.clicks(cam, o.onPartner("Northwind", intent.Snooze)))
	if !strings.Contains(n.Text, "partner's owner") || !strings.Contains(n.Text, "does this") {
		t.Errorf("Cam is told %+v", n)
	}
	for _, words := range []string{"snooze", "park", "exit", "owner", "contact", "checkpoint", "assign"} {
		o.partnerList(o.types(ann, "partner", words))
		if n := o.notice(o.types(cam, "partner", words+" Northwind")); n.Tone != view.Bad {
			t.Errorf("%s by Cam: %+v", words, n)
		}
	}
}

func TestCheckpoint_isDoneWithEvidence(t *testing.T) {
	t.Parallel()
	o := newProgram(t)
	f := o.form(o.types(max, "partner", "checkpoint northwind"), form.CheckpointDone)
	if f.Title != "Done: Kick-off" || field(t, f, "done_on").Values[0] != "2026-11-09" {
		t.Errorf("it opens %+v", f)
	}
	typed := form.Values{"done_on": {"2026-12-24"}}
	again := o.submit(max, f.Name, f.Meta, typed)
	if o.fault(again, f.Name, "evidence") == "" || o.fault(again, f.Name, "done_on") != "This day is still to come. Choose today or earlier." {
		t.Errorf("got %+v", again.Form)
	}
	if got := field(t, *again.Form, "done_on").Values; len(got) != 1 || got[0] != "2026-12-24" {
		t.Errorf("what was typed is %q", got)
	}
	p := o.partnerPage(o.submit(max, f.Name, f.Meta, form.Values{"done_on": {"2026-11-09"}, "evidence": {"minutes.pdf"}}))
	if p.Lead != "The checkpoint is done. Certification is due by Dec 9." || p.Checkpoints[1].Detail != "Max Vogt · minutes.pdf" {
		t.Errorf("got %+v", p)
	}
	certify := o.onPartner("Northwind", intent.StepDone, "certification")
	few := o.fills(max, certify, form.Values{"evidence": {"portal"}, "people": {"Dana Reyes"}})
	if o.fault(few, form.CheckpointDone, "people") == "" {
		t.Errorf("one person certified: %+v", few.Form)
	}
	o.partnerPage(o.fills(max, certify, form.Values{"evidence": {"portal"}, "people": {"Dana Reyes\nKai Lund"}}))
	n := o.notice(o.clicks(max, certify))
	if n.Text != "Certification is done already: by Max Vogt on Nov 9." || labels(n.Actions) != "See the partner" {
		t.Errorf("a second time: %+v", n)
	}
}

func TestCheckpoint_getsANewDate(t *testing.T) {
	t.Parallel()
	o := newProgram(t)
	kickoff := o.onPartner("Northwind", intent.NewDate, "kickoff")
	again := o.fills(max, kickoff, form.Values{"due": {"tomorrow"}, "reason": {"Dana is away"}})
	if got := o.fault(again, form.DueDate, "due"); !strings.HasPrefix(got, "Type the date as year, month and day") {
		t.Errorf("got %q", got)
	}
	p := o.partnerPage(o.fills(max, kickoff, form.Values{"due": {"2026-12-01"}, "reason": {"Dana is away"}}))
	if last := p.History[len(p.History)-1]; last.What != "moved Kick-off to Dec 1: Dana is away" || p.Checkpoints[1].When != "due Dec 1" {
		t.Errorf("got %+v", p)
	}
}

func TestPartner_waits(t *testing.T) {
	t.Parallel()
	o := newProgram(t)
	again := o.fills(max, o.onPartner("Northwind", intent.Snooze), form.Values{"until": {"2027-06-01"}, "reason": {"Holidays"}})
	if got := o.fault(again, form.Snooze, "until"); !strings.HasPrefix(got, "That is too far away") {
		t.Errorf("a long snooze: %q", got)
	}
	p := o.partnerPage(o.fills(max, o.onPartner("Northwind", intent.Snooze), form.Values{"until": {"2026-12-01"}, "reason": {"Holidays"}}))
	if fact(p.Facts, "No alerts until") != "Dec 1: Holidays" || !strings.HasPrefix(p.Lead, "No alert comes until Dec 1.") {
		t.Errorf("snoozed: %+v", p)
	}
	p = o.partnerPage(o.fills(max, o.onPartner("Northwind", intent.Park), form.Values{"until": {"2027-02-01"}, "reason": {"Their merger"}}))
	if p.Status.Text != "Parked" || !strings.HasSuffix(p.Lead, "Parked until Feb 1, 2027: Their merger.") {
		t.Errorf("parked: %+v", p)
	}
	o.wait(85 * day)
	if p = o.partnerPage(o.types(max, "partner", "Northwind")); p.Status.Text == "Parked" {
		t.Errorf("after its day it is %+v", p.Status)
	}
}

func TestPartner_leavesForGood(t *testing.T) {
	t.Parallel()
	o := newProgram(t)
	exit := o.onPartner("Northwind", intent.Exit)
	if n := o.notice(o.clicks(max, exit)); !strings.Contains(n.Text, "partnerships lead parts") {
		t.Errorf("Max is told %+v", n)
	}
	if o.fault(o.fills(ann, exit, form.Values{"reason": {"They never met us"}}), form.Exit, "confirm") == "" {
		t.Error("it is not asked twice")
	}
	p := o.partnerPage(o.fills(ann, exit, form.Values{"reason": {"They never met us"}, "confirm": {form.Parting}}))
	if p.Status.Text != "Left" || len(p.Actions) != 0 || !strings.HasPrefix(p.Lead, "Northwind has left the program: ") || strings.Count(p.Lead, "has left") != 1 {
		t.Errorf("got %+v", p)
	}
	if n := o.notice(o.clicks(ann, intent.Intent{Name: intent.Touch, ID: exit.ID})); !strings.Contains(n.Text, "nothing about it changes any more") {
		t.Errorf("after that: %+v", n)
	}
}

func TestPartner_helpIsAskedForAndGiven(t *testing.T) {
	t.Parallel()
	o := newProgram(t)
	p := o.partnerPage(o.fills(max, o.onPartner("Northwind", intent.AskHelp), form.Values{"need": {"A sponsor on their side"}}))
	if !strings.HasSuffix(p.Lead, "Help is asked for: A sponsor on their side.") || !strings.Contains(labels(p.Actions), "Helped") {
		t.Errorf("asked: %+v", p)
	}
	if n := o.notice(o.clicks(ann, o.onPartner("Northwind", intent.Helped))); n.Text != "The help with Northwind is given." || n.Next != "Its owner is told." {
		t.Errorf("got %+v", n)
	}
	p = o.partnerPage(o.types(ann, "partner", "Northwind"))
	if strings.Contains(p.Lead, "Help is asked for") || !strings.Contains(labels(p.Actions), "Ask for help") {
		t.Errorf("given: %+v", p)
	}
	if n := o.notice(o.clicks(ann, o.onPartner("Northwind", intent.Helped))); !strings.Contains(n.Text, "No help is asked for") {
		t.Errorf("a second time: %+v", n)
	}
}

// The answer names who was told: the leads and the owner, without who asked.
func TestPartner_helpIsToldToTheOthers(t *testing.T) {
	t.Parallel()
	o := newProgram(t)
	ask := func(who, want string) {
		t.Helper()
		p := o.partnerPage(o.fills(who, o.onPartner("Northwind", intent.AskHelp), form.Values{"need": {"A sponsor"}}))
		if !strings.HasPrefix(p.Lead, want) {
			t.Errorf("%s reads %q", who, p.Lead)
		}
	}
	ask(max, "Told of it: Ann Lee.")
	ask(ann, "Told of it: Max Vogt.")
	o.fills(ann, o.onPartner("Northwind", intent.Reassign), form.Values{"owner": {ann}})
	ask(ann, "It is kept with the partner: there is nobody else to tell.")
}

func TestContact_isLogged(t *testing.T) {
	t.Parallel()
	o := newProgram(t)
	o.wait(3 * day)
	f := o.form(o.types(max, "partner", "contact Northwind"), form.Touch)
	if o.fault(o.submit(max, f.Name, f.Meta, form.Values{"day": {"2026-11-01"}, "note": {"A call"}}), form.Touch, "day") == "" {
		t.Error("a contact before the signature is taken")
	}
	p := o.partnerPage(o.submit(max, f.Name, f.Meta, form.Values{"day": {"2026-11-11"}, "note": {"A call with Dana"}}))
	if fact(p.Facts, "Last contact") != "Nov 11, yesterday" || p.History[len(p.History)-1].What != "was in touch on Nov 11: A call with Dana" {
		t.Errorf("got %+v", p)
	}
}
