package domain_test

import (
	"strings"
	"sync"
	"testing"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/domaintest"
)

// sign has Lena sign a candidate for Mara.
func (o *office) sign(t *testing.T, name string) (domain.Partner, error) {
	t.Helper()
	return o.Sign(t.Context(), o.Actor(o.Lena), domain.Signing{Candidate: o.listed(t, name).ID, Owner: o.Mara.ID})
}

func TestSign(t *testing.T) {
	t.Parallel()
	o, _ := recruiting(t)
	c := o.listed(t, "Hooli")
	a := o.Actor(o.Lena)
	in := domain.Signing{
		Candidate: c.ID, On: date(t, "2026-10-31"), Owner: o.Mara.ID, TheirOwner: " Hal \n Hooli ", TheirMail: " hal@hooli.com ",
	}
	var got domain.Partner
	for range 2 { // the same request
		var err error
		if got, err = o.Sign(t.Context(), a, in); err != nil {
			t.Fatal(err)
		}
	}
	fit := 100
	want := domain.Partner{
		ID: got.ID, ProgramID: o.World.Program.ID, Name: "Hooli", OwnerID: &o.Mara.ID, TheirOwner: "Hal Hooli", TheirMail: "hal@hooli.com",
		SignedOn: date(t, "2026-10-31"), Status: domain.PartnerActive, Fit: &fit, Revision: 1,
	}
	wantSame(t, "what is kept", o.partner(t, got.ID), want)
	path := o.path(t, got.ID)
	wantSame(t, "the path", o.dues(t, got.ID), map[string]string{
		"owner": "2026-11-02", "kickoff": "2026-11-07", "exam": "2026-11-30", "first_deal": "2026-12-30",
	})
	if path["owner"].DoneOn != want.SignedOn || !path["kickoff"].DoneOn.IsZero() || path["exam"].Step.People != 2 {
		t.Errorf("the path is %+v", path)
	}
	signed, err := o.Candidate(t.Context(), o.Actor(o.Lena), c.ID)
	if err != nil || signed.Status != domain.CandidateSigned || signed.PartnerID == nil || *signed.PartnerID != got.ID {
		t.Errorf("the candidate is %+v, %v", signed, err)
	}
	e := o.event(t, got.ID, domain.EventSigned)
	if e.New != "Hooli" || e.Reason != "fit 100" || *e.ActorID != o.Lena.ID {
		t.Errorf("the event is %+v", e)
	}
	o.wantHeard(t, e, o.Mara)
	_, err = o.Sign(t.Context(), o.Actor(o.Lena), in)
	wantCode(t, err, domain.Conflict)
}

// Partners who have signed keep the path that they signed with.
func TestSign_ThePathOfThatDay(t *testing.T) {
	t.Parallel()
	o, _ := recruiting(t)
	first, err := o.sign(t, "Hooli")
	if err != nil {
		t.Fatal(err)
	}
	before := o.path(t, first.ID)
	_, err = o.WritePath(t.Context(), o.Actor(o.Lena), "", 0, "Kick-off | 1 | by hand\nFirst deal | 9 | first registration\nThird | 10 | first win")
	if err != nil {
		t.Fatal(err)
	}
	second, err := o.sign(t, "Umbrella")
	if err != nil {
		t.Fatal(err)
	}
	wantSame(t, "the path of who signed before", o.path(t, first.ID), before)
	wantSame(t, "the path of who signs now", o.dues(t, second.ID), map[string]string{
		"kickoff": "2026-11-04", "first_deal": "2026-11-12", "third": "2026-11-13",
	})
}

func TestSign_Refused(t *testing.T) {
	t.Parallel()
	o, _ := recruiting(t)
	c := o.listed(t, "Hooli")
	for name, x := range map[string]struct {
		spoil func(*domain.Signing)
		want  []string
	}{
		"a day to come":    {func(s *domain.Signing) { s.On = o.today().AddDays(1) }, []string{"signed_on"}},
		"long ago":         {func(s *domain.Signing) { s.On = o.today().AddDays(-367) }, []string{"signed_on"}},
		"no mail":          {func(s *domain.Signing) { s.TheirMail = "hal" }, []string{"their_mail"}},
		"a private mail":   {func(s *domain.Signing) { s.TheirMail = "hal@gmail.com" }, []string{"their_mail"}},
		"nobody":           {func(s *domain.Signing) { s.Owner = domain.ID{} }, []string{"owner"}},
		"a seller":         {func(s *domain.Signing) { s.Owner = o.Sam.ID }, []string{"owner"}},
		"from outside":     {func(s *domain.Signing) { s.Owner = o.Pia.ID }, []string{"owner"}},
		"another tenant's": {func(s *domain.Signing) { s.Owner = o.stranger(t).ID }, []string{"owner"}},
		"all of it": {func(s *domain.Signing) {
			s.On, s.TheirMail, s.Owner = o.today().AddDays(1), "hal", o.Sam.ID
		}, []string{"signed_on", "their_mail", "owner"}},
	} {
		in := domain.Signing{Candidate: c.ID, Owner: o.Mara.ID}
		x.spoil(&in)
		_, err := o.Sign(t.Context(), o.Actor(o.Lena), in)
		wantFields(t, name, err, x.want...)
	}
	if kept, err := o.Candidate(t.Context(), o.Actor(o.Lena), c.ID); err != nil || kept.Status != domain.CandidateListed {
		t.Errorf("the candidate is %+v, %v", kept, err)
	}
	_, err := o.Sign(t.Context(), o.Actor(o.Lena), domain.Signing{Candidate: domaintest.NewID(), Owner: o.Mara.ID})
	wantCode(t, err, domain.NotFound)
	taken := o.listed(t, "Umbrella")
	o.turn(t, o.Globex.ID, func(p *domain.Partner) { p.Name = "UMBRELLA" }) // of that name there is a partner by now
	_, err = o.Sign(t.Context(), o.Actor(o.Lena), domain.Signing{Candidate: taken.ID, Owner: o.Mara.ID})
	wantCode(t, err, domain.Conflict)
	in := domain.Signing{Candidate: c.ID, Owner: o.Lena.ID, On: o.today().AddDays(-366)}
	p, err := o.Sign(t.Context(), o.Actor(o.Mara), in)
	if err != nil || *p.OwnerID != o.Lena.ID || p.SignedOn != in.On {
		t.Errorf("a lead who owns a runway: %+v, %v", p, err)
	}
}

// Of two who sign at the edge of the cohort's cap, one does.
func TestSign_TwoAtOnce(t *testing.T) {
	t.Parallel()
	o, _ := recruiting(t)
	o.settings(t, func(s *domain.Settings) { s.CohortCap = 3 })
	errs := make([]error, 4)
	var wg sync.WaitGroup
	for i := range errs {
		a, in := o.Actor(o.Lena), domain.Signing{Candidate: o.listed(t, "Candidate "+string(rune('A'+i))).ID, Owner: o.Mara.ID}
		wg.Go(func() { _, errs[i] = o.Sign(t.Context(), a, in) })
	}
	wg.Wait()
	signed := 0
	for _, err := range errs {
		if err == nil {
			signed++
			continue
		}
		wantGate(t, "one too many", err, domain.GateCohort)
	}
	if signed != 1 {
		t.Errorf("%d signed, want 1", signed)
	}
}

// Of two who sign one candidate at once, one does.
func TestSign_OneCandidateTwice(t *testing.T) {
	t.Parallel()
	o, _ := recruiting(t)
	in := domain.Signing{Candidate: o.listed(t, "Hooli").ID, Owner: o.Mara.ID}
	var errs [2]error
	var wg sync.WaitGroup
	for i := range errs {
		a := o.Actor(o.Lena)
		wg.Go(func() { _, errs[i] = o.Sign(t.Context(), a, in) })
	}
	wg.Wait()
	if errs[0] != nil {
		errs[0], errs[1] = errs[1], errs[0]
	}
	if errs[0] != nil || domain.CodeOf(errs[1]) != domain.Conflict {
		t.Errorf("the answers are %v, want one of them Conflict", errs)
	}
}

// A threshold that is raised later asks for the reason that nobody had to give.
func TestSign_BelowTheThresholdOfToday(t *testing.T) {
	t.Parallel()
	o, _ := recruiting(t)
	half := domain.Candidacy{Name: "Half", Levels: map[string]int{"reach": 2, "skill": 0, "focus": 0}}
	c, err := o.AddCandidate(t.Context(), o.Actor(o.Lena), half)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := o.WriteProfile(t.Context(), o.Actor(o.Lena), "", 0, domain.WrittenProfile{Criteria: goodCriteria, Threshold: "60"}); err != nil {
		t.Fatal(err)
	}
	in := domain.Signing{Candidate: c.ID, Owner: o.Mara.ID}
	_, err = o.Sign(t.Context(), o.Actor(o.Lena), in)
	wantCode(t, err, domain.Conflict)
	if err == nil || !strings.Contains(err.Error(), "50, below the threshold of 60") || !strings.Contains(err.Error(), "`/partner add Half`") {
		t.Errorf("refused with %v", err)
	}
	half.Reason = "They ask us every week"
	if _, err := o.AddCandidate(t.Context(), o.Actor(o.Lena), half); err != nil {
		t.Fatal(err)
	}
	if _, err := o.Sign(t.Context(), o.Actor(o.Lena), in); err != nil {
		t.Errorf("with a reason: %v", err)
	}
}

// A company signs once: whose website a partner has is that partner, unless they have exited.
func TestSign_TheWebsiteOfAPartner(t *testing.T) {
	t.Parallel()
	o, _ := recruiting(t)
	c := o.listedWith(t, "Hooli", "hooli.com")
	o.turn(t, o.Globex.ID, func(p *domain.Partner) { p.Domain = "hooli.com" })
	in := domain.Signing{Candidate: c.ID, Owner: o.Mara.ID}
	_, err := o.Sign(t.Context(), o.Actor(o.Lena), in)
	wantCode(t, err, domain.Conflict)
	if err == nil || !strings.Contains(err.Error(), "hooli.com is the website of Globex, who signed already.") ||
		!strings.Contains(err.Error(), "`/partner add Hooli`") {
		t.Errorf("refused with %v", err)
	}
	if kept, err := o.Candidate(t.Context(), o.Actor(o.Lena), c.ID); err != nil || kept.Status != domain.CandidateListed {
		t.Errorf("the candidate is %+v, %v", kept, err)
	}
	o.exit(t, o.Globex)
	if p, err := o.Sign(t.Context(), o.Actor(o.Lena), in); err != nil || p.Domain != "hooli.com" {
		t.Errorf("once Globex has exited: %+v, %v", p, err)
	}
}
