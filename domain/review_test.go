package domain_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/domaintest"
	"github.com/partnerbot/partnerbot/domain/forecast"
)

func TestApprove(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	d := o.register(t)
	now := o.Clock.Advance(2 * time.Hour)
	got, err := o.Approve(t.Context(), o.Actor(o.Remy), d.Registration.ID, 1)
	if err != nil {
		t.Fatal(err)
	}
	r := o.kept(t, d)
	if r.Status != domain.Converted || *r.DecidedBy != o.Remy.ID || !r.DecidedAt.Equal(now) || got.Decider.Name != "Remy RevOps" {
		t.Errorf("approved as %+v", r)
	}
	if !r.ProtectedFrom.Equal(now) || !r.ProtectedUntil.Equal(now.AddDate(0, 0, 90)) {
		t.Errorf("protected from %s until %s, want 90 days", r.ProtectedFrom, r.ProtectedUntil)
	}
	opp, err := o.Store.Opportunity(t.Context(), *r.OpportunityID)
	if err != nil {
		t.Fatal(err)
	}
	wantSame(t, "opportunity", opp, domain.Opportunity{
		ID: opp.ID, ProgramID: o.World.Program.ID, AccountID: &r.AccountID, Name: "Acme · Initech Cloud", Product: "Initech Cloud",
		OwnerID: &o.Sam.ID, RegistrationID: &r.ID, PartnerID: &o.Northwind.ID, Attribution: forecast.Sourced,
		Amount: 4_200_000, Stage: "Prospecting", Category: forecast.Pipeline, Outcome: forecast.Open, NextStep: "Send the quote",
		CreatedAt: now, StageSince: now, CloseDate: r.Claim.CloseDate, Revision: 1,
	})
	e := o.last(t, d, domain.EventApproved)
	if note, ok := o.told(t, e); !ok || *note.To.PersonID != o.Sam.ID || note.To.Platform != domain.Slack {
		t.Errorf("the submitter's note is %+v, %v", note, ok)
	}
	if _, ok := o.noted(t, d, e); !ok {
		t.Error("nothing is in the card's thread")
	}
	if converted := o.last(t, d, domain.EventConverted); converted.Reason != "sourced" {
		t.Errorf("converted as %q, want sourced", converted.Reason)
	}
	if card := o.card(t, d); card.Wanted != 2 {
		t.Errorf("the card is wanted in version %d, want 2", card.Wanted)
	}
	wantSame(t, "what Remy may do now", got.May, []domain.Act{
		domain.ActSee, domain.ActUpdate, domain.ActSetStage, domain.ActWin, domain.ActLose, domain.ActCancel,
	})
}

func TestApproveJoinsTheDealThatIsWorkedOn(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	var account domain.Account
	o.World.Change(t, func(ctx context.Context, tx domain.Tx) (err error) {
		account, err = tx.LockAccount(ctx, domain.Account{
			ID: domaintest.NewID(), ProgramID: o.World.Program.ID, Name: "Acme", Domain: "acme.com", Key: domain.AccountKey("Acme", "acme.com", ""),
		})
		return err
	})
	direct := o.pipeline(t, account, func(*domain.Opportunity) {})
	d := o.register(t)
	if f := d.Registration.Findings; len(f) != 1 || f[0].Kind != domain.DirectOpportunity {
		t.Fatalf("findings %+v, want the direct opportunity", f)
	}
	got := o.approve(t, d)
	want := direct
	want.PartnerID, want.RegistrationID, want.Attribution, want.Revision = &o.Northwind.ID, &d.Registration.ID, forecast.Influenced, 2
	wantSame(t, "opportunity", *got.Opportunity, want)
}

func TestApproveGivesNoOpportunityToTwoPartners(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	d := o.register(t)
	o.pipeline(t, d.Account, func(opp *domain.Opportunity) {
		opp.PartnerID, opp.Attribution, opp.SourceKey = &o.Globex.ID, forecast.Sourced, "crm-1"
	})
	_, err := o.Approve(t.Context(), o.Actor(o.Remy), d.Registration.ID, 1)
	wantCode(t, err, domain.Conflict)
	if r := o.kept(t, d); r.Status != domain.InReview || r.Revision != 1 {
		t.Errorf("the registration is %s in revision %d, want it untouched", r.Status, r.Revision)
	}
}

func TestAPartnerWhoseTimeIsOverGivesTheDealUp(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	first := o.approved(t)
	o.Clock.Set(first.Registration.ProtectedUntil)
	second := o.registerAs(t, o.Sam, o.lateClaim(o.Globex))
	if f := second.Registration.Findings; len(f) != 1 || f[0].Kind != domain.RecentlyExpired || f[0].Effect != domain.Route {
		t.Fatalf("findings %+v, want what expired just now", f)
	}
	o.Clock.Advance(time.Second)
	o.expire(t)
	got := o.approve(t, second)
	if got.Opportunity.ID != first.Opportunity.ID || *got.Opportunity.PartnerID != o.Globex.ID || got.Opportunity.Attribution != forecast.Influenced {
		t.Errorf("opportunity %+v, want the first one, influenced by Globex", got.Opportunity)
	}
	for _, p := range []domain.Person{o.Pia, o.Lena} {
		shown, err := o.Deal(t.Context(), o.Actor(p), first.Registration.ID)
		if err != nil || shown.Opportunity != nil {
			t.Errorf("%s sees %+v under the first partner's deal, %v", p.Name, shown.Opportunity, err)
		}
	}
}

func (o *office) lateClaim(p domain.Partner) domain.Claim {
	c := o.Claim(p, "Acme", "acme.com")
	c.CloseDate = o.World.Program.DateOf(o.Clock.Now()).AddDays(30)
	return c
}

func TestReviewersDoNotDecideOnTheirOwn(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	d := o.registerAs(t, o.Remy, o.Claim(o.Northwind, "Acme", "acme.com"))
	_, err := o.Approve(t.Context(), o.Actor(o.Remy), d.Registration.ID, 1)
	wantCode(t, err, domain.Forbidden)

	o.pipeline(t, d.Account, func(opp *domain.Opportunity) { opp.OwnerID, opp.Product = &o.Lena.ID, "Initech Edge" })
	_, err = o.Approve(t.Context(), o.Actor(o.Lena), d.Registration.ID, 1)
	wantCode(t, err, domain.Forbidden)
	shown, err := o.Deal(t.Context(), o.Actor(o.Lena), d.Registration.ID)
	if err != nil {
		t.Fatal(err)
	}
	wantSame(t, "what Lena may do, who owns a rival", shown.May, []domain.Act{domain.ActSee, domain.ActCancel})
}

func TestWhoMayDecide(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	d := o.register(t)
	for _, p := range []domain.Person{o.Sam, o.Mara, o.Cora, o.Ada, o.Pia} {
		_, err := o.Approve(t.Context(), o.Actor(p), d.Registration.ID, 1)
		wantCode(t, err, domain.Forbidden)
		_, err = o.Reject(t.Context(), o.Actor(p), d.Registration.ID, 1, domain.ReasonDuplicate, "No")
		wantCode(t, err, domain.Forbidden)
	}
	if r := o.kept(t, d); r.Status != domain.InReview {
		t.Errorf("the registration is %s", r.Status)
	}
}

func TestReject(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	d := o.register(t)
	_, err := o.Reject(t.Context(), o.Actor(o.Lena), d.Registration.ID, 1, "mood", " ")
	var refused *domain.Error
	if !errors.As(err, &refused) {
		t.Fatalf("error %v", err)
	}
	wantSame(t, "fields", fields(refused.Fields), []string{"reason", "remark"})

	if _, err := o.Reject(t.Context(), o.Actor(o.Lena), d.Registration.ID, 1, domain.ReasonThinEvidence, "Who was in the room?"); err != nil {
		t.Fatal(err)
	}
	r := o.kept(t, d)
	if r.Status != domain.Rejected || r.Reason != domain.ReasonThinEvidence || r.Remark != "Who was in the room?" || r.OpportunityID != nil {
		t.Errorf("rejected as %+v", r)
	}
	if e := o.last(t, d, domain.EventRejected); e.Old != "in_review" || e.New != "rejected" || e.Reason != r.Remark {
		t.Errorf("event %+v", e)
	}
	o.registerAs(t, o.Sam, o.Claim(o.Globex, "Acme", "acme.com")) // the place is free again
}

func TestTheSecondOfTwoReviewersHearsWhatTheFirstDid(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	d := o.register(t)
	if _, err := o.Reject(t.Context(), o.Actor(o.Remy), d.Registration.ID, 1, domain.ReasonDuplicate, "Known"); err != nil {
		t.Fatal(err)
	}
	_, err := o.Approve(t.Context(), o.Actor(o.Lena), d.Registration.ID, 1)
	wantCode(t, err, domain.Stale)
	if err == nil || !strings.Contains(err.Error(), "rejected by Remy RevOps") {
		t.Errorf("Lena hears %q", err)
	}
	_, err = o.Reject(t.Context(), o.Actor(o.Remy), d.Registration.ID, 1, domain.ReasonDuplicate, "Known")
	if err == nil || !strings.Contains(err.Error(), "rejected by you") {
		t.Errorf("Remy, clicking twice, hears %q", err)
	}
	_, err = o.Approve(t.Context(), o.Actor(o.Lena), d.Registration.ID, 2)
	wantCode(t, err, domain.Conflict)
}

func TestTwoReviewersAtOnce(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	d := o.register(t)
	errs := make([]error, 8)
	var wg sync.WaitGroup
	for i := range errs {
		a := o.Actor([]domain.Person{o.Remy, o.Lena}[i%2])
		wg.Go(func() {
			if i%4 < 2 {
				_, errs[i] = o.Approve(t.Context(), a, d.Registration.ID, 1)
			} else {
				_, errs[i] = o.Reject(t.Context(), a, d.Registration.ID, 1, domain.ReasonDuplicate, "Known")
			}
		})
	}
	wg.Wait()
	decided := 0
	for _, err := range errs {
		if err == nil {
			decided++
			continue
		}
		wantCode(t, err, domain.Stale)
	}
	if decided != 1 {
		t.Errorf("decided %d times", decided)
	}
	if r := o.kept(t, d); r.Revision != 2 {
		t.Errorf("revision %d, want 2", r.Revision)
	}
}

func TestAClickDeliveredTwiceIsOneDecision(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	d := o.register(t)
	a := o.Actor(o.Remy)
	for range 2 {
		got, err := o.Approve(t.Context(), a, d.Registration.ID, 1)
		if err != nil || got.Registration.Status != domain.Converted {
			t.Fatalf("approved as %s, %v", got.Registration.Status, err)
		}
	}
}

func TestAskAndAnswer(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	d := o.register(t) // Tuesday 09:00, due Thursday 09:00 UTC
	id := d.Registration.ID
	o.Clock.Advance(24 * time.Hour)
	if _, err := o.AskInfo(t.Context(), o.Actor(o.Remy), id, 1, "Who is the sponsor?"); err != nil {
		t.Fatal(err)
	}
	r := o.kept(t, d)
	if r.Status != domain.NeedsInfo || r.Remark != "Who is the sponsor?" || !r.AskedAt.Equal(o.Clock.Now()) {
		t.Errorf("asked as %+v", r)
	}
	if _, ok := o.told(t, o.last(t, d, domain.EventInfoAsked)); !ok {
		t.Error("the submitter is not told of the question")
	}
	_, err := o.Answer(t.Context(), o.Actor(o.Remy), id, 2, "Me")
	wantCode(t, err, domain.Forbidden)
	_, err = o.Approve(t.Context(), o.Actor(o.Remy), id, 2)
	wantCode(t, err, domain.Conflict)

	answered := o.Clock.Advance(7 * 24 * time.Hour)
	if _, err := o.Answer(t.Context(), o.Actor(o.Sam), id, 2, "Their CIO."); err != nil {
		t.Fatal(err)
	}
	r = o.kept(t, d)
	if want := answered.Add(24 * time.Hour); r.Status != domain.InReview || !r.DecideBy.Equal(want) || !r.AskedAt.IsZero() || r.Remark != "" {
		t.Errorf("after the answer %s, due %s, asked %s; want the day that was left", r.Status, r.DecideBy, r.AskedAt)
	}
	e := o.last(t, d, domain.EventAnswered)
	if _, ok := o.noted(t, d, e); !ok || e.Reason != "Their CIO." {
		t.Errorf("the answer %q is not in the card's thread", e.Reason)
	}
	if _, ok := o.told(t, e); ok {
		t.Error("Sam is told of Sam's answer")
	}
}

func TestQuestionsAndAnswersSaySomething(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	d := o.register(t)
	_, err := o.AskInfo(t.Context(), o.Actor(o.Remy), d.Registration.ID, 1, " \n")
	wantCode(t, err, domain.Invalid)
	_, err = o.Answer(t.Context(), o.Actor(o.Sam), d.Registration.ID, 1, strings.Repeat("x", 2001))
	wantCode(t, err, domain.Invalid)
}

func TestAnAppealIsDecidedByAnotherPerson(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	d := o.register(t)
	id := d.Registration.ID
	if _, err := o.Reject(t.Context(), o.Actor(o.Remy), id, 1, domain.ReasonThinEvidence, "Who was there?"); err != nil {
		t.Fatal(err)
	}
	o.World.Change(t, func(ctx context.Context, tx domain.Tx) error { // nobody can appeal from a chat yet
		_, err := tx.UpdateRegistration(ctx, id, func(r *domain.Registration) error {
			r.Status = domain.Appealed
			return nil
		})
		return err
	})
	_, err := o.Approve(t.Context(), o.Actor(o.Remy), id, 3)
	wantCode(t, err, domain.Forbidden)
	if err == nil || err.Error() != "D-1001 can be approved only by another person than who rejected it." {
		t.Errorf("Remy hears %q", err)
	}
	_, err = o.Reject(t.Context(), o.Actor(o.Remy), id, 3, domain.ReasonThinEvidence, "Still no")
	wantCode(t, err, domain.Forbidden)
	got, err := o.Approve(t.Context(), o.Actor(o.Lena), id, 3)
	if err != nil || got.Registration.Status != domain.Converted {
		t.Errorf("granted as %s, %v", got.Registration.Status, err)
	}
	if e := o.last(t, d, domain.EventApproved); e.Old != "appealed" {
		t.Errorf("approved from %s, want from appealed", e.Old)
	}
}

func TestAPartnersOwnRegistrationIsTheManagersDeal(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	d := o.approve(t, o.registerAs(t, o.Pia, o.Claim(o.Northwind, "Acme", "acme.com")))
	if got := d.Opportunity.OwnerID; got == nil || *got != o.Mara.ID {
		t.Errorf("the opportunity is %v's, want Mara's, who looks after the partner", got)
	}
	note, ok := o.told(t, o.last(t, d, domain.EventApproved))
	if !ok || note.To.Workspace != "T0NORTHWIND" || *note.To.PersonID != o.Pia.ID {
		t.Errorf("the note goes to %+v, %v; want Pia in her own workspace", note.To, ok)
	}
}
