package domain_test

import (
	"strings"
	"testing"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/calendar"
	"github.com/partnerbot/partnerbot/domain/domaintest"
)

// complete has Mara say that one of Northwind's checkpoints is done.
func (o *office) complete(t *testing.T, key string, done domain.StepDone) error {
	t.Helper()
	_, err := o.CompleteStep(t.Context(), o.Actor(o.Mara), o.Northwind.ID, key, done)
	return err
}

func TestCompleteStep(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	got, err := o.CompleteStep(t.Context(), o.Actor(o.Mara), o.Northwind.ID, "kickoff", domain.StepDone{
		On: date(t, "2026-10-30"), Evidence: " https://northwind.example/notes \n", People: []string{"Nobody asked"},
	})
	if err != nil {
		t.Fatal(err)
	}
	wantSame(t, "what is kept", o.partner(t, o.Northwind.ID), got)
	// What happened is that somebody said so, today.
	if got.ActiveOn != o.today() || got.DealtOn != o.today() || !got.ActivatedOn.IsZero() || got.Revision != o.Northwind.Revision+1 {
		t.Errorf("the partner is %+v", got)
	}
	c := o.path(t, o.Northwind.ID)["kickoff"]
	if c.DoneOn != date(t, "2026-10-30") || *c.DoneByID != o.Mara.ID || c.DoneBy != "Mara Manager" || c.Evidence != "https://northwind.example/notes" {
		t.Errorf("the checkpoint is %+v", c)
	}
	e := o.lastOf(t, o.Northwind.ID, domain.EventStepDone)
	if e.New != "Kick-off" || e.Reason != c.Evidence || *e.ActorID != o.Mara.ID {
		t.Errorf("the event is %+v", e)
	}
	o.wantHeard(t, e)
	if other := o.path(t, o.Globex.ID)["kickoff"]; !other.DoneOn.IsZero() {
		t.Errorf("so has Globex: %+v", other)
	}
}

func TestCompleteStep_Order(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	exam := domain.StepDone{Evidence: "exam.pdf", People: []string{"Nia", "Ned"}}
	err := o.complete(t, "certification", exam)
	wantCode(t, err, domain.Conflict)
	if err == nil || err.Error() != "Kick-off comes first, and it is not done yet." {
		t.Errorf("refused with %v", err)
	}
	for _, key := range []string{"kickoff", "joint_plan", "certification"} { // what comes first alone is in order
		if err := o.complete(t, key, exam); err != nil {
			t.Errorf("%s: %v", key, err)
		}
	}
	wantSame(t, "who is certified", o.path(t, o.Northwind.ID)["certification"].People, exam.People)
}

func TestCompleteStep_Refused(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	if err := o.complete(t, "kickoff", domain.StepDone{Evidence: "notes"}); err != nil {
		t.Fatal(err)
	}
	before := o.partner(t, o.Northwind.ID)
	at := func(day string, evidence string, people ...string) domain.StepDone {
		return domain.StepDone{On: date(t, day), Evidence: evidence, People: people}
	}
	fifty := strings.Fields(strings.Repeat("a ", 50))
	for i := range fifty {
		fifty[i] = strings.Repeat("a", i+1)
	}
	for name, c := range map[string]struct {
		key  string
		done domain.StepDone
		want []string
	}{
		"no evidence":           {"joint_plan", at("2026-11-03", " \n"), []string{"evidence"}},
		"too much of it":        {"joint_plan", at("2026-11-03", strings.Repeat("e", 501)), []string{"evidence"}},
		"a day to come":         {"joint_plan", at("2026-11-04", "plan"), []string{"done_on"}},
		"a day before they did": {"joint_plan", at("2026-08-31", "plan"), []string{"done_on"}},
		"nobody certified":      {"certification", at("2026-11-03", "exam"), []string{"people"}},
		"one of two, twice":     {"certification", at("2026-11-03", "exam", "Nia", " nia ", ""), []string{"people"}},
		"a crowd":               {"certification", at("2026-11-03", "exam", append(fifty, "one more")...), []string{"people"}},
		"a name without end":    {"certification", at("2026-11-03", "exam", "Nia", strings.Repeat("n", 121)), []string{"people"}},
		"all of it":             {"certification", at("2026-11-04", ""), []string{"done_on", "evidence", "people"}},
	} {
		wantFields(t, name, o.complete(t, c.key, c.done), c.want...)
	}
	wantCode(t, o.complete(t, "tea", at("2026-11-03", "cup")), domain.NotFound)
	wantSame(t, "the partner after that", o.partner(t, o.Northwind.ID), before)
	// The first and the last day, and as many people as there may be.
	if err := o.complete(t, "joint_plan", at("2026-09-01", strings.Repeat("e", 500))); err != nil {
		t.Errorf("on the day that they signed: %v", err)
	}
	if err := o.complete(t, "certification", at("2026-11-03", "exam", fifty...)); err != nil {
		t.Errorf("fifty people: %v", err)
	}
}

// What is done by what is kept is never said by anybody.
func TestCompleteStep_ByItself(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for _, key := range []string{"first_registration", "first_win"} {
		err := o.complete(t, key, domain.StepDone{Evidence: "I saw it"})
		wantCode(t, err, domain.Invalid)
		if err == nil || !strings.Contains(err.Error(), "by itself") {
			t.Errorf("%s: %v", key, err)
		}
	}
	lone := o.lone(t, "Lone")
	_, err := o.CompleteStep(t.Context(), o.Actor(o.Lena), lone.ID, "owner", domain.StepDone{Evidence: "Me"})
	wantCode(t, err, domain.Invalid)
	if err == nil || !strings.Contains(err.Error(), "reassign") {
		t.Errorf("owner: %v", err)
	}
	for key, c := range o.path(t, lone.ID) {
		if !c.DoneOn.IsZero() {
			t.Errorf("%s is done", key)
		}
	}
}

func TestCompleteStep_Twice(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	a, done := o.Actor(o.Mara), domain.StepDone{Evidence: "notes"}
	for range 2 { // the same request
		if _, err := o.CompleteStep(t.Context(), a, o.Northwind.ID, "kickoff", done); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(o.events(t, o.Northwind.ID, domain.EventStepDone)); n != 1 {
		t.Errorf("%d events, want 1", n)
	}
	o.days(1)
	_, err := o.CompleteStep(t.Context(), o.Actor(o.Lena), o.Northwind.ID, "kickoff", domain.StepDone{Evidence: "mine"})
	wantCode(t, err, domain.Conflict)
	if err == nil || err.Error() != "Kick-off was done on 2026-11-03, says Mara Manager." {
		t.Errorf("refused with %v", err)
	}
	err = o.complete(t, "owner", done)
	if domain.CodeOf(err) != domain.Conflict || err.Error() != "Owner named was done on 2026-09-01." {
		t.Errorf("refused with %v", err)
	}
	if c := o.path(t, o.Northwind.ID)["kickoff"]; c.Evidence != "notes" || c.DoneBy != "Mara Manager" {
		t.Errorf("the checkpoint is %+v", c)
	}
}

func TestSetDue(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	set := func(key string, due calendar.Date, reason string) error {
		_, err := o.SetDue(t.Context(), o.Actor(o.Mara), o.Northwind.ID, key, due, reason)
		return err
	}
	for name, c := range map[string]struct {
		due    calendar.Date
		reason string
		want   []string
	}{
		"no day":      {calendar.Date{}, "Why not", []string{"due"}},
		"today":       {o.today(), "Why not", []string{"due"}},
		"too far":     {o.today().AddDays(366), "Why not", []string{"due"}},
		"no reason":   {o.today().AddDays(1), " ", []string{"reason"}},
		"a long tale": {o.today().AddDays(1), strings.Repeat("r", 501), []string{"reason"}},
	} {
		wantFields(t, name, set("kickoff", c.due, c.reason), c.want...)
	}
	wantCode(t, set("owner", o.today().AddDays(9), "Late"), domain.Conflict)
	wantCode(t, set("tea", o.today().AddDays(9), "Late"), domain.NotFound)
	before := o.dues(t, o.Northwind.ID)
	for _, due := range []calendar.Date{o.today().AddDays(365), o.today().AddDays(1)} {
		if err := set("kickoff", due, "They move offices"); err != nil {
			t.Fatal(err)
		}
	}
	before["kickoff"] = "2026-11-04"
	wantSame(t, "the dates", o.dues(t, o.Northwind.ID), before)
	e := o.lastOf(t, o.Northwind.ID, domain.EventNewDate)
	if e.Old != "2027-11-03" || e.New != "Kick-off: 2026-11-04" || e.Reason != "They move offices" {
		t.Errorf("the event is %+v", e)
	}
	if p := o.partner(t, o.Northwind.ID); !p.ActiveOn.IsZero() {
		t.Errorf("a new date is a sign of life: %+v", p)
	}
}

// Evidence of a checkpoint keeps an activated partner from being dormant, as a registration does; a contact does not.
func TestCompleteStep_isEvidence(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.approved(t)
	o.days(80)
	if _, err := o.LogContact(t.Context(), o.Actor(o.Mara), o.Northwind.ID, calendar.Date{}, "Called"); err != nil {
		t.Fatal(err)
	}
	if p := o.partner(t, o.Northwind.ID); p.DealtOn != o.today().AddDays(-80) {
		t.Errorf("after a contact, the last evidence is of %s", p.DealtOn)
	}
	_, err := o.CompleteStep(t.Context(), o.Actor(o.Mara), o.Northwind.ID, "kickoff", domain.StepDone{On: o.today().AddDays(-3), Evidence: "notes.pdf"})
	if err != nil {
		t.Fatal(err)
	}
	if p := o.partner(t, o.Northwind.ID); p.DealtOn != o.today() {
		t.Errorf("after the kick-off, the last evidence is of %s, want today", p.DealtOn)
	}
}

func TestAssignStep(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	assign := func(key string, owner *domain.ID, theirs string) error {
		_, err := o.AssignStep(t.Context(), o.Actor(o.Mara), o.Northwind.ID, key, owner, theirs)
		return err
	}
	_, err := o.CompleteStep(t.Context(), o.Actor(o.Sam), o.Northwind.ID, "kickoff", domain.StepDone{Evidence: "notes"})
	wantCode(t, err, domain.Forbidden)
	if err := assign("joint_plan", &o.Sam.ID, " Nia \n North "); err != nil {
		t.Fatal(err)
	}
	c := o.path(t, o.Northwind.ID)["joint_plan"]
	if c.OwnerID == nil || *c.OwnerID != o.Sam.ID || c.TheirOwner != "Nia North" || !c.DoneOn.IsZero() {
		t.Errorf("the checkpoint is %+v", c)
	}
	e := o.lastOf(t, o.Northwind.ID, domain.EventStepOwner)
	if e.New != "Joint go-to-market plan: Sam Seller" || e.Reason != "Nia North" {
		t.Errorf("the event is %+v", e)
	}
	o.wantHeard(t, e, o.Sam)
	if err := assign("joint_plan", &o.Sam.ID, "Nia North"); err != nil {
		t.Fatal(err)
	}
	o.wantHeard(t, o.lastOf(t, o.Northwind.ID, domain.EventStepOwner)) // it is no news
	if err := assign("certification", &o.Mara.ID, ""); err != nil {
		t.Fatal(err)
	}
	o.wantHeard(t, o.lastOf(t, o.Northwind.ID, domain.EventStepOwner)) // who did it themselves
	// Who sees to one checkpoint may say that this one is done, and no more.
	_, err = o.CompleteStep(t.Context(), o.Actor(o.Sam), o.Northwind.ID, "kickoff", domain.StepDone{Evidence: "notes"})
	wantCode(t, err, domain.Forbidden)
	_, err = o.LogContact(t.Context(), o.Actor(o.Sam), o.Northwind.ID, calendar.Date{}, "Called")
	wantCode(t, err, domain.Forbidden)
	if err := assign("kickoff", &o.Sam.ID, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := o.CompleteStep(t.Context(), o.Actor(o.Sam), o.Northwind.ID, "kickoff", domain.StepDone{Evidence: "notes"}); err != nil {
		t.Error(err)
	}
	_, err = o.SetDue(t.Context(), o.Actor(o.Sam), o.Northwind.ID, "joint_plan", o.today().AddDays(9), "Later")
	wantCode(t, err, domain.Forbidden)

	if err := assign("joint_plan", nil, ""); err != nil {
		t.Fatal(err)
	}
	if c := o.path(t, o.Northwind.ID)["joint_plan"]; c.OwnerID != nil || c.TheirOwner != "" {
		t.Errorf("back with the manager, the checkpoint is %+v", c)
	}
	if e := o.lastOf(t, o.Northwind.ID, domain.EventStepOwner); e.New != "Joint go-to-market plan: the partner's manager" {
		t.Errorf("the event is %+v", e)
	}
	stranger := o.stranger(t)
	for name, id := range map[string]domain.ID{"nobody": {}, "unknown": domaintest.NewID(), "from outside": o.Pia.ID, "another tenant's": stranger.ID} {
		wantFields(t, name, assign("joint_plan", &id, ""), "owner")
	}
	wantFields(t, "a long name", assign("joint_plan", &o.Sam.ID, strings.Repeat("n", 121)), "their_owner")
	wantCode(t, assign("kickoff", &o.Sam.ID, ""), domain.Conflict)
	wantCode(t, assign("tea", &o.Sam.ID, ""), domain.NotFound)
}
