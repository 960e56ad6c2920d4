package domain_test

import (
	"errors"
	"testing"
	"time"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/calendar"
	"github.com/partnerbot/partnerbot/domain/forecast"
)

func ptr[T any](v T) *T { return &v }

func usd(minor int64) domain.Money { return domain.Money{Minor: minor, Currency: "USD"} }

func TestUpdate(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	d := o.approved(t)
	day := calendar.On(2026, time.December, 20)
	o.Clock.Advance(time.Hour)
	got, err := o.Update(t.Context(), o.Actor(o.Sam), d.Registration.ID, 2, domain.Update{
		Amount: ptr(usd(5_000_000)), CloseDate: &day, NextStep: ptr(" Sign  "), Stage: ptr("Negotiation"),
	})
	if err != nil {
		t.Fatal(err)
	}
	opp := got.Opportunity
	if opp.Amount != 5_000_000 || opp.CloseDate != day || opp.NextStep != "Sign" || opp.Stage != "Negotiation" ||
		opp.Category != forecast.Commit || !opp.StageSince.Equal(o.Clock.Now()) {
		t.Errorf("opportunity %+v", opp)
	}
	if c := o.kept(t, d).Claim; c.Amount != usd(5_000_000) || c.CloseDate != day || c.NextStep != "Sign" {
		t.Errorf("claim %+v", c)
	}
	e := o.last(t, d, domain.EventUpdated)
	if e.Old != "amount $42,000; close date 2026-12-15; stage Prospecting; next step Send the quote" ||
		e.New != "amount $50,000; close date 2026-12-20; stage Negotiation; next step Sign" {
		t.Errorf("event from %q to %q", e.Old, e.New)
	}
	if _, ok := o.noted(t, d, e); !ok {
		t.Error("the update is not in the card's thread")
	}
}

func TestUpdateKeepsWhatIsNotSaid(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	d := o.approved(t)
	before := *d.Opportunity
	o.Clock.Advance(time.Hour)
	got, err := o.Update(t.Context(), o.Actor(o.Pia), d.Registration.ID, 2, domain.Update{NextStep: ptr("Call again")})
	if err != nil {
		t.Fatal(err)
	}
	before.NextStep, before.Revision = "Call again", 2
	wantSame(t, "opportunity", *got.Opportunity, before)
}

// A form sends every field, also those that were not touched; the opportunity was worth more than the claim before.
func TestUpdateLeavesTheOpportunityWhatWasNotTouched(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	d := o.register(t)
	before := o.pipeline(t, d.Account, func(opp *domain.Opportunity) {
		opp.Estimated, opp.CloseDate = true, calendar.On(2027, time.January, 29)
	})
	d = o.approve(t, d)
	if d.Opportunity == nil || d.Opportunity.ID != before.ID {
		t.Fatalf("linked %+v, want the opportunity that was there", d.Opportunity)
	}
	c := d.Registration.Claim
	got, err := o.Update(t.Context(), o.Actor(o.Pia), d.Registration.ID, 2, domain.Update{
		Amount: &c.Amount, CloseDate: &c.CloseDate, NextStep: ptr("Call again"),
	})
	if err != nil {
		t.Fatal(err)
	}
	opp := got.Opportunity
	if opp.Amount != before.Amount || !opp.Estimated || opp.CloseDate != before.CloseDate || opp.NextStep != "Call again" {
		t.Errorf("opportunity %+v, want only another next step than in %+v", opp, before)
	}
}

func TestUpdateRefusals(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	d := o.approved(t)
	yesterday := o.World.Program.DateOf(o.Clock.Now()).AddDays(-1)
	_, err := o.Update(t.Context(), o.Actor(o.Sam), d.Registration.ID, 2, domain.Update{
		Amount: &domain.Money{}, CloseDate: &yesterday, NextStep: ptr(" "), Stage: ptr("Won"),
	})
	var refused *domain.Error
	if !errors.As(err, &refused) {
		t.Fatalf("error %v", err)
	}
	wantSame(t, "fields", fields(refused.Fields), []string{"amount", "close_date", "next_step", "stage"})
	for name, c := range map[string]struct {
		by   domain.Person
		u    domain.Update
		want domain.Code
	}{
		"nothing":                   {o.Sam, domain.Update{}, domain.Invalid},
		"the same again":            {o.Sam, domain.Update{Amount: ptr(usd(4_200_000)), Stage: ptr("Prospecting")}, domain.Invalid},
		"a stage, by the partner":   {o.Pia, domain.Update{Stage: ptr("Negotiation")}, domain.Forbidden},
		"by somebody else's seller": {o.Cora, domain.Update{NextStep: ptr("x")}, domain.Forbidden},
	} {
		_, err := o.Update(t.Context(), o.Actor(c.by), d.Registration.ID, 2, c.u)
		if domain.CodeOf(err) != c.want {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
	inReview := o.registerAs(t, o.Sam, o.Claim(o.Northwind, "Umbrella", "umbrella.com"))
	_, err = o.Update(t.Context(), o.Actor(o.Sam), inReview.Registration.ID, 1, domain.Update{NextStep: ptr("x")})
	wantCode(t, err, domain.Conflict)
}

// A day that passed since is no fault of who changes something else.
func TestUpdateBesideAnOldCloseDate(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	d := o.approved(t)
	o.Clock.Set(time.Date(2026, 12, 20, 12, 0, 0, 0, time.UTC))
	old := d.Registration.Claim.CloseDate
	if _, err := o.Update(t.Context(), o.Actor(o.Sam), d.Registration.ID, 2, domain.Update{CloseDate: &old, NextStep: ptr("Call")}); err != nil {
		t.Errorf("update: %v", err)
	}
}

func TestWin(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	d := o.approved(t)
	day := o.World.Program.DateOf(o.Clock.Now())
	_, err := o.Win(t.Context(), o.Actor(o.Sam), d.Registration.ID, 2, domain.Money{}, day.AddDays(1))
	var refused *domain.Error
	if !errors.As(err, &refused) {
		t.Fatalf("error %v", err)
	}
	wantSame(t, "fields", fields(refused.Fields), []string{"amount", "closed_on"})
	_, err = o.Win(t.Context(), o.Actor(o.Sam), d.Registration.ID, 2, usd(1), o.World.Program.DateOf(d.Registration.SubmittedAt).AddDays(-1))
	if !errors.As(err, &refused) {
		t.Fatalf("won before it was registered: %v", err)
	}
	wantSame(t, "fields", fields(refused.Fields), []string{"closed_on"})
	_, err = o.Win(t.Context(), o.Actor(o.Pia), d.Registration.ID, 2, usd(1), day)
	wantCode(t, err, domain.Forbidden)

	got, err := o.Win(t.Context(), o.Actor(o.Mara), d.Registration.ID, 2, usd(4_500_000), day)
	if err != nil {
		t.Fatal(err)
	}
	opp := got.Opportunity
	if o.kept(t, d).Status != domain.Won || opp.Outcome != forecast.Won || opp.Category != forecast.Closed ||
		opp.Amount != 4_500_000 || opp.CloseDate != day || opp.Attribution != forecast.Sourced {
		t.Errorf("won as %+v", opp)
	}
	if _, ok := o.told(t, o.last(t, d, domain.EventWon)); !ok {
		t.Error("Sam is not told")
	}
	_, err = o.Lose(t.Context(), o.Actor(o.Sam), d.Registration.ID, 3, "Changed my mind")
	wantCode(t, err, domain.Conflict)
}

func TestLose(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	d := o.approved(t)
	_, err := o.Lose(t.Context(), o.Actor(o.Sam), d.Registration.ID, 2, "")
	wantCode(t, err, domain.Invalid)
	got, err := o.Lose(t.Context(), o.Actor(o.Sam), d.Registration.ID, 2, "No budget")
	if err != nil {
		t.Fatal(err)
	}
	if got.Opportunity.Outcome != forecast.Lost || got.Opportunity.CloseDate != o.World.Program.DateOf(o.Clock.Now()) || o.kept(t, d).Status != domain.Lost {
		t.Errorf("lost as %+v", got.Opportunity)
	}
	if e := o.last(t, d, domain.EventLost); e.Reason != "No budget" {
		t.Errorf("reason %q", e.Reason)
	}
}

func TestWithdraw(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	d := o.register(t)
	if _, err := o.Withdraw(t.Context(), o.Actor(o.Pia), d.Registration.ID, 1, "Registered by mistake"); err != nil {
		t.Fatal(err)
	}
	if r := o.kept(t, d); r.Status != domain.Withdrawn {
		t.Errorf("the registration is %s", r.Status)
	}
	_, err := o.Withdraw(t.Context(), o.Actor(o.Sam), d.Registration.ID, 2, "Again")
	wantCode(t, err, domain.Conflict)
}

func TestCancel(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	d := o.approved(t)
	_, err := o.Withdraw(t.Context(), o.Actor(o.Sam), d.Registration.ID, 2, "No more")
	wantCode(t, err, domain.Conflict)
	_, err = o.Withdraw(t.Context(), o.Actor(o.Cora), d.Registration.ID, 2, "No more")
	wantCode(t, err, domain.Forbidden)
	got, err := o.Withdraw(t.Context(), o.Actor(o.Lena), d.Registration.ID, 2, "The customer chose directly")
	if err != nil {
		t.Fatal(err)
	}
	opp := got.Opportunity
	if o.kept(t, d).Status != domain.Cancelled || opp.PartnerID != nil || opp.Attribution != forecast.Unattributed || opp.Outcome != forecast.Open {
		t.Errorf("canceled with %+v, want the deal in the pipeline without its partner", opp)
	}
	if _, ok := o.told(t, o.last(t, d, domain.EventCancelled)); !ok {
		t.Error("Sam is not told")
	}
	if shown, err := o.Deal(t.Context(), o.Actor(o.Pia), d.Registration.ID); err != nil || shown.Opportunity != nil {
		t.Errorf("Pia sees %+v of a deal that is her company's no more, %v", shown.Opportunity, err)
	}
}

// A reviewer who registered the deal withdraws it while it is in review, and cancels it after.
func TestAReviewersOwnDealIsWithdrawnThenCanceled(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	d := o.registerAs(t, o.Remy, o.Claim(o.Northwind, "Acme", "acme.com"))
	if _, err := o.Withdraw(t.Context(), o.Actor(o.Remy), d.Registration.ID, 1, "Mine"); err != nil || o.kept(t, d).Status != domain.Withdrawn {
		t.Errorf("withdrawn as %s, %v", o.kept(t, d).Status, err)
	}
	d = o.registerAs(t, o.Remy, o.Claim(o.Northwind, "Acme", "acme.com"))
	d, err := o.Approve(t.Context(), o.Actor(o.Lena), d.Registration.ID, 1)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := o.Withdraw(t.Context(), o.Actor(o.Remy), d.Registration.ID, 2, "Mine"); err != nil || o.kept(t, d).Status != domain.Cancelled {
		t.Errorf("canceled as %s, %v", o.kept(t, d).Status, err)
	}
}
