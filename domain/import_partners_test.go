package domain_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/calendar"
)

// list is an import of partners, with what was refused, as "row: field: message".
type list struct {
	all     []domain.ImportedPartner
	steps   []string
	err     error // with which the rows end
	refused []string
	passed  []string
}

func (l *list) in() domain.PartnerImport {
	given := 0
	return domain.PartnerImport{
		From: "partners.csv", Steps: l.steps,
		Rows: func(yield func(domain.ImportedPartner, error) bool) {
			for _, p := range l.all {
				if given++; !yield(p, nil) {
					return
				}
			}
			if l.err != nil {
				yield(domain.ImportedPartner{}, l.err)
			}
		},
		Refuse: func(faults []domain.FieldError) {
			for _, f := range faults {
				l.refused = append(l.refused, fmt.Sprintf("%d: %s: %s", given, f.Field, f.Message))
			}
		},
		Pass: func(f domain.FieldError) {
			l.passed = append(l.passed, fmt.Sprintf("%d: %s: %s", given, f.Field, f.Message))
		},
	}
}

// bring imports partners who are all right, and wants the count.
func (o *office) bring(t *testing.T, want domain.ImportCount, all ...domain.ImportedPartner) {
	t.Helper()
	l := list{all: all, steps: []string{"certification", "joint_plan", "kickoff"}}
	got, err := o.ImportPartners(t.Context(), o.system(), l.in())
	if err != nil || got != want || len(l.refused) > 0 {
		t.Errorf("%+v, %v, %q; want %+v", got, err, l.refused, want)
	}
}

func (o *office) partnerCalled(t *testing.T, name string) (domain.Partner, map[string]domain.Checkpoint) {
	t.Helper()
	p, err := o.Store.PartnerByName(t.Context(), o.World.Program.ID, name)
	if err != nil {
		t.Fatal(err)
	}
	path, err := o.Store.Checkpoints(t.Context(), p.ID)
	if err != nil {
		t.Fatal(err)
	}
	steps := map[string]domain.Checkpoint{}
	for _, c := range path {
		steps[c.Step.Key] = c
	}
	return p, steps
}

// happened are the kinds of what happened to a partner, with what each says.
func (o *office) happened(t *testing.T, id domain.ID) []string {
	t.Helper()
	events, err := o.Store.Events(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, e := range events {
		all = append(all, strings.Join([]string{e.Kind, e.Old, e.New, e.Reason}, "|"))
	}
	return all
}

func day(t *testing.T, s string) calendar.Date {
	t.Helper()
	d, err := calendar.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// hooli is a partner with all that a list may say of one who is active.
func hooli(t *testing.T) domain.ImportedPartner {
	return domain.ImportedPartner{
		Name: "Hooli  Inc", Website: "https://www.hooli.com/about", SignedOn: day(t, "2026-08-03"), Owner: "u0mara@INITECH.example",
		TheirOwner: "Hal", TheirMail: "hal@hooli.com",
		Done: map[string]calendar.Date{"kickoff": day(t, "2026-08-10"), "certification": day(t, "2026-09-20")},
	}
}

func TestImportPartners_new(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.bring(t, domain.ImportCount{Added: 1}, hooli(t))
	got, steps := o.partnerCalled(t, "hooli inc")
	wantSame(t, "partner", got, domain.Partner{
		ID: got.ID, ProgramID: o.World.Program.ID, Name: "Hooli Inc", Domain: "hooli.com", OwnerID: &o.Mara.ID, TheirOwner: "Hal",
		TheirMail: "hal@hooli.com", SignedOn: day(t, "2026-08-03"), Status: domain.PartnerActive, ActiveOn: day(t, "2026-09-20"), WatchedOn: o.today(), Revision: 1,
	})
	var stand []string
	for _, s := range o.World.Program.Path {
		c := steps[s.Key]
		stand = append(stand, strings.Join([]string{s.Key, c.Due.String(), c.DoneOn.String(), c.DoneBy, c.Evidence}, " "))
	}
	none := calendar.Date{}.String()
	wantSame(t, "path", stand, []string{
		"owner 2026-08-05 2026-08-03  ",
		"kickoff 2026-08-10 2026-08-10 import imported from partners.csv",
		"certification 2026-09-02 2026-09-20 import imported from partners.csv",
		"joint_plan 2026-12-18 " + none + "  ",
		"first_registration 2027-01-02 " + none + "  ",
		"first_win 2027-03-03 " + none + "  ",
	})
	wantSame(t, "events", o.happened(t, got.ID), []string{"partner.signed||Hooli Inc|imported from partners.csv"})
	wantSame(t, "events of the program", o.happened(t, o.World.Program.ID), []string{"program.imported||partners: 1 added, 0 changed, 0 unchanged|"})
}

func TestImportPartners_statuses(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	on := day(t, "2026-08-03")
	o.bring(t, domain.ImportCount{Added: 3},
		domain.ImportedPartner{Name: "Parked", SignedOn: on, Status: domain.PartnerParked, ParkedUntil: day(t, "2026-11-13"), Reason: "They move"},
		domain.ImportedPartner{Name: "Exited", SignedOn: on, Status: domain.PartnerExited, Owner: o.Lena.Email, Reason: "They sell their own"},
		domain.ImportedPartner{Name: "Unowned", SignedOn: on, Reason: "none that counts"})
	p, steps := o.partnerCalled(t, "Parked")
	if p.Status != domain.PartnerParked || p.ParkedUntil != day(t, "2026-11-13") || p.StatusReason != "They move" {
		t.Errorf("parked: %+v", p)
	}
	if due := steps["kickoff"].Due; due != day(t, "2026-11-20") { // seven days from today, when the path begins, ten parked
		t.Errorf("parked: the kick-off is due on %s", due)
	}
	p, steps = o.partnerCalled(t, "Exited")
	if p.Status != domain.PartnerExited || p.StatusReason != "They sell their own" || *p.OwnerID != o.Lena.ID || steps["kickoff"].Due != day(t, "2026-08-10") {
		t.Errorf("exited: %+v", p)
	}
	p, steps = o.partnerCalled(t, "Unowned")
	if p.Status != domain.PartnerActive || p.StatusReason != "" || p.OwnerID != nil || !steps["owner"].DoneOn.IsZero() {
		t.Errorf("unowned: %+v", p)
	}
}

func TestImportPartners_again(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	rows := []domain.ImportedPartner{hooli(t), {Name: "globex", SignedOn: day(t, "2026-09-01")}, {Name: "Northwind Traders"}}
	o.bring(t, domain.ImportCount{Added: 1, Unchanged: 2}, rows...)
	before, _ := o.partnerCalled(t, "Hooli Inc")
	o.bring(t, domain.ImportCount{Unchanged: 3}, rows...)
	o.bring(t, domain.ImportCount{Added: 1, Unchanged: 3}, append(rows, domain.ImportedPartner{Name: "New", SignedOn: day(t, "2026-09-01")})...)
	after, _ := o.partnerCalled(t, "Hooli Inc")
	wantSame(t, "partner", after, before)
	wantSame(t, "events", len(o.happened(t, after.ID)), 1)
}

// A known partner takes what is news, from another spelling of the name or from the website, and keeps the rest.
func TestImportPartners_known(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	_, err := o.CompleteStep(t.Context(), o.Actor(o.Mara), o.Globex.ID, "kickoff", domain.StepDone{On: day(t, "2026-09-05"), Evidence: "notes.pdf"})
	if err != nil {
		t.Fatal(err)
	}
	o.bring(t, domain.ImportCount{Changed: 1}, domain.ImportedPartner{Name: "GLOBEX", Website: "globex.com"})
	before, _ := o.partnerCalled(t, "Globex")
	o.bring(t, domain.ImportCount{Changed: 1}, domain.ImportedPartner{
		Name: "Globex International", Website: "https://globex.com", SignedOn: day(t, "2026-07-01"), Owner: o.Lena.Email, TheirOwner: "Gil",
		TheirMail: "gil@globex.com", Status: domain.PartnerExited, Reason: "Gone",
		Done: map[string]calendar.Date{"kickoff": day(t, "2026-08-08"), "joint_plan": day(t, "2026-08-20")},
	})
	want := before
	want.OwnerID, want.TheirOwner, want.TheirMail, want.Revision = &o.Lena.ID, "Gil", "gil@globex.com", before.Revision+1
	got, steps := o.partnerCalled(t, "Globex")
	wantSame(t, "partner", got, want)
	if c := steps["kickoff"]; c.DoneOn != day(t, "2026-09-05") || c.DoneBy != o.Mara.Name || c.Evidence != "notes.pdf" {
		t.Errorf("what was done is now %+v", c)
	}
	if c := steps["joint_plan"]; c.DoneOn != day(t, "2026-08-20") || c.DoneBy != "import" {
		t.Errorf("what is news is %+v", c)
	}
	wantSame(t, "events", o.happened(t, got.ID)[1:], []string{
		"partner.owner|Mara Manager|Lena Lead|imported from partners.csv",
		"partner.step_done||Joint go-to-market plan|imported from partners.csv",
	})
	o.bring(t, domain.ImportCount{Changed: 1}, domain.ImportedPartner{Name: "GLOBEX", Website: "globex.de"})
	if got, _ := o.partnerCalled(t, "Globex"); got.Domain != "globex.de" || *got.OwnerID != o.Lena.ID || got.TheirOwner != "Gil" {
		t.Errorf("an empty cell changed %+v", got)
	}
}

// The status of who is known is decided in the program: that a list has another one is told, and is no change.
func TestImportPartners_otherStatus(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.lone(t, "Gone")
	gone, _ := o.partnerCalled(t, "Gone")
	if _, err := o.Exit(t.Context(), o.Actor(o.Lena), gone.ID, "They sell their own"); err != nil {
		t.Fatal(err)
	}
	before, _ := o.partnerCalled(t, "Globex")
	l := list{all: []domain.ImportedPartner{
		{Name: "Globex", Status: domain.PartnerParked, Owner: o.Mara.Email},
		{Name: "Northwind Traders", Status: domain.PartnerExited},
		{Name: "Gone", Status: domain.PartnerActive},
	}}
	n, err := o.ImportPartners(t.Context(), o.system(), l.in())
	if err != nil || n != (domain.ImportCount{Unchanged: 3}) || len(l.refused) > 0 {
		t.Errorf("%+v, %v, %q", n, err, l.refused)
	}
	wantSame(t, "passed", l.passed, []string{
		"1: status: Globex is known as active, and stays so. Park them with `/partner park`.",
		"2: status: Northwind Traders is known as active, and stays so. Part with them with `/partner exit`.",
		"3: status: Gone is known as exited, and stays so.",
	})
	after, _ := o.partnerCalled(t, "Globex")
	wantSame(t, "partner", after, before)
}

// Who was parked until a day that has come is active again, whatever was decided then.
func TestImportPartners_parkedBefore(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	if _, err := o.Park(t.Context(), o.Actor(o.Lena), o.Globex.ID, o.today().AddDays(5), "They move"); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		days int
		says domain.PartnerStatus
		want []string
	}{
		{4, domain.PartnerActive, []string{"1: status: Globex is known as parked, and stays so."}},
		{0, domain.PartnerParked, nil},
		{1, domain.PartnerActive, nil},
		{0, domain.PartnerParked, []string{"1: status: Globex is known as active, and stays so. Park them with `/partner park`."}},
	} {
		o.days(c.days)
		l := list{all: []domain.ImportedPartner{{Name: "Globex", Status: c.says}}}
		if n, err := o.ImportPartners(t.Context(), o.system(), l.in()); err != nil || n != (domain.ImportCount{Unchanged: 1}) {
			t.Errorf("%+v, %v", n, err)
		}
		wantSame(t, fmt.Sprintf("passed on %s when the list says %s", o.today(), c.says), l.passed, c.want)
	}
}

func TestImportPartners_exitedStay(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	if _, err := o.Exit(t.Context(), o.Actor(o.Lena), o.Globex.ID, "They sell their own"); err != nil {
		t.Fatal(err)
	}
	before, _ := o.partnerCalled(t, "Globex")
	o.bring(t, domain.ImportCount{Unchanged: 1}, domain.ImportedPartner{
		Name: "Globex", Status: domain.PartnerActive, Owner: o.Lena.Email, TheirOwner: "Gil",
		Done: map[string]calendar.Date{"kickoff": day(t, "2026-09-08")},
	})
	after, steps := o.partnerCalled(t, "Globex")
	wantSame(t, "partner", after, before)
	if !steps["kickoff"].DoneOn.IsZero() {
		t.Errorf("the kick-off is done: %+v", steps["kickoff"])
	}
}

func TestImportPartners_exitedMeanwhile(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	var gone domain.Partner
	crossed := o.crossedBy(func() { gone = o.exit(t, o.Globex) })
	l := list{steps: []string{"kickoff"}, all: []domain.ImportedPartner{{
		Name: "Globex", Owner: o.Lena.Email, TheirOwner: "Gil", Done: map[string]calendar.Date{"kickoff": day(t, "2026-09-08")},
	}}}
	if n, err := crossed.ImportPartners(t.Context(), o.system(), l.in()); err != nil || n != (domain.ImportCount{Unchanged: 1}) {
		t.Errorf("%+v, %v", n, err)
	}
	after, steps := o.partnerCalled(t, "Globex")
	wantSame(t, "partner", after, gone)
	o.wantLast(t, o.Globex.ID, domain.EventExited)
	if !steps["kickoff"].DoneOn.IsZero() {
		t.Errorf("the kick-off is done: %+v", steps["kickoff"])
	}
}

// Somebody with an account on either platform owns what either account owns.
func TestImportPartners_ownerWithTwoAccounts(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.InTeams(t, "A. Mara Manager", o.Mara.Email, domain.PartnerManager)
	o.bring(t, domain.ImportCount{Unchanged: 1}, domain.ImportedPartner{Name: "Globex", Owner: o.Mara.Email})
	o.InTeams(t, "A. Sam Seller", o.Sam.Email, domain.PartnerManager)
	o.bring(t, domain.ImportCount{Changed: 1}, domain.ImportedPartner{Name: "Globex", Owner: o.Sam.Email})
	if got, _ := o.partnerCalled(t, "Globex"); *got.OwnerID == o.Sam.ID || *got.OwnerID == o.Mara.ID {
		t.Errorf("the account without a part owns %+v", got)
	}
}

func TestImportPartners_allOrNothing(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	gone := func() {
		t.Helper()
		_, err := o.Store.PartnerByName(t.Context(), o.World.Program.ID, "Hooli Inc")
		wantCode(t, err, domain.NotFound)
		wantSame(t, "events of the program", o.happened(t, o.World.Program.ID), []string(nil))
	}
	broken := errors.New("line 3 is bad")
	l := list{all: []domain.ImportedPartner{hooli(t)}, steps: []string{"kickoff"}, err: broken}
	if _, err := o.ImportPartners(t.Context(), o.system(), l.in()); !errors.Is(err, broken) {
		t.Errorf("a bad row: %v", err)
	}
	gone()
	l.err = nil
	n, err := o.TryImportPartners(t.Context(), o.system(), l.in())
	if err != nil || n != (domain.ImportCount{Added: 1}) {
		t.Errorf("a try: %+v, %v", n, err)
	}
	gone()
}

func TestImportPartners_checkpoints(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for keys, want := range map[string]string{
		"kickof": "done.kickof: the program's path has no such checkpoint. What can be imported is: kickoff (Kick-off), " +
			"certification (Certification), joint_plan (Joint go-to-market plan).",
		"owner":              "done.owner cannot be imported. This is done as soon as the partner has an owner: reassign it.",
		"first_registration": "done.first_registration cannot be imported. This is done by itself, with the partner's first approved registration.",
		"first_win":          "done.first_win cannot be imported. This is done by itself, with the partner's first deal that is won.",
		"kickof first_win plan": "done.first_win cannot be imported. This is done by itself, with the partner's first deal that is won.\n" +
			"done.kickof, done.plan: the program's path has no such checkpoint. What can be imported is: kickoff (Kick-off), " +
			"certification (Certification), joint_plan (Joint go-to-market plan).",
	} {
		l := list{steps: strings.Fields(keys)}
		if _, err := o.ImportPartners(t.Context(), o.system(), l.in()); domain.CodeOf(err) != domain.Invalid || err.Error() != want {
			t.Errorf("%s: got %v, want %q", keys, err, want)
		}
	}
}

// A partner on an older path has what that path calls by the key, and only what is done by hand.
func TestImportPartners_olderPath(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	_, steps := o.partnerCalled(t, "Globex")
	old := steps["first_win"]
	old.Step.Key = "reference"
	o.World.Change(t, func(ctx context.Context, tx domain.Tx) error {
		if err := tx.SaveCheckpoint(ctx, old); err != nil {
			return err
		}
		_, err := tx.UpdateProgram(ctx, o.World.Program.ID, func(p *domain.Program) error {
			p.Path = append(p.Path, p.Path[1])
			p.Path[len(p.Path)-1].Key = "reference"
			return nil
		})
		return err
	})
	l := list{steps: []string{"reference"}, all: []domain.ImportedPartner{
		{Name: "Globex", Done: map[string]calendar.Date{"reference": day(t, "2026-10-01")}},
		{Name: "Northwind Traders", Done: map[string]calendar.Date{"reference": day(t, "2026-10-01")}},
	}}
	n, err := o.ImportPartners(t.Context(), o.system(), l.in())
	if err != nil || n != (domain.ImportCount{Unchanged: 2}) || len(l.refused) > 0 {
		t.Errorf("%+v, %v, %q", n, err, l.refused)
	}
}

func TestImportPartners_refuses(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	l := list{}
	_, err := o.ImportPartners(t.Context(), o.Actor(o.Mara), l.in())
	wantCode(t, err, domain.Forbidden)
	_, err = o.ImportPartners(t.Context(), o.Actor(o.Remy), l.in())
	wantCode(t, err, "")
	_, err = o.ImportPartners(t.Context(), o.unset(t), l.in())
	wantCode(t, err, domain.Unready)
}
