package bot

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"github.com/partnerbot/partnerbot/bot/intent"
	"github.com/partnerbot/partnerbot/bot/view"
	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/calendar"
	"github.com/partnerbot/partnerbot/domain/forecast"
)

// sampleDeal is a deal in a status, with every date that the status has.
func sampleDeal(s domain.Status) domain.Deal {
	at := time.Date(2026, 11, 6, 19, 0, 0, 0, time.UTC)
	cam := domain.Person{ID: uuid.UUID{3}, Name: "Cam Ruiz"}
	return domain.Deal{
		Program: newYork, Partner: northwind, Account: domain.Account{Name: "Acme Corp", Domain: "acme.com"}, Submitter: cam,
		Registration: domain.Registration{
			ID: uuid.UUID{9}, Number: 1042, Status: s, Revision: 3, SubmittedAt: at, DecideBy: at.AddDate(0, 0, 4), AskedAt: at,
			DecidedAt: at, ProtectedUntil: at.AddDate(0, 0, 90), Reason: domain.ReasonUnqualified, Remark: "Is a budget set",
			Claim: domain.Claim{
				Customer: "Acme Corp", Product: "Analytics", Amount: domain.Money{Minor: 25_000_00, Currency: "USD"},
				CloseDate: calendar.On(2027, 1, 15), ContactName: "Dana Reyes", ContactEmail: "dana@acme.com",
				HowEngaged: "They ran the discovery.", NextStep: "Workshop",
			},
		},
	}
}

func happened(kind, reason string) domain.Event {
	by := ben.ID
	return domain.Event{
		Kind: kind, Reason: reason, ActorID: &by, ActorName: ben.Name, At: time.Date(2026, 11, 6, 20, 30, 0, 0, time.UTC),
	}
}

func TestReviewCard_inEveryStatus(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		status       domain.Status
		event        domain.Event
		due, outcome string
	}{
		{domain.InReview, happened(domain.EventSubmitted, ""), "Decide by Tue, Nov 10, 14:00 EST", ""},
		{
			domain.InReview, happened(domain.EventAnswered, "Yes."), "Decide by Tue, Nov 10, 14:00 EST",
			"Ben Okafor answered on Fri, Nov 6, 15:30 EST. “Yes.”",
		},
		{
			domain.NeedsInfo, happened(domain.EventInfoAsked, "Why?"), "Withdrawn by itself if no answer comes by Fri, Nov 13, 14:00 EST",
			"Ben Okafor asked for information on Fri, Nov 6, 15:30 EST. “Why?”",
		},
		{
			domain.Converted, happened(domain.EventApproved, ""), "",
			"Ben Okafor approved it on Fri, Nov 6, 15:30 EST. Protected until Feb 4, 2027.",
		},
		{
			domain.Rejected, happened(domain.EventRejected, "Later."), "",
			"Ben Okafor rejected it on Fri, Nov 6, 15:30 EST: The deal is not qualified. “Later.”",
		},
		{domain.Won, happened(domain.EventWon, "$27,500"), "", "Ben Okafor marked it won for $27,500 on Fri, Nov 6, 15:30 EST."},
		{domain.Lost, happened(domain.EventLost, "Price."), "", "Ben Okafor marked it lost on Fri, Nov 6, 15:30 EST. “Price.”"},
		{domain.Cancelled, happened(domain.EventCancelled, "Twice."), "", "Ben Okafor canceled it on Fri, Nov 6, 15:30 EST. “Twice.”"},
		{domain.Expired, happened(domain.EventExpired, ""), "", "Its protection ended on Feb 4, 2027."},
	} {
		t.Run(string(x.status)+" "+x.event.Kind, func(t *testing.T) {
			t.Parallel()
			d := sampleDeal(x.status)
			d.Events = []domain.Event{x.event}
			c := reviewCard(d, everyone(newYork, monday))
			if c.Due != x.due || c.Outcome != x.outcome {
				t.Errorf("got  %q, %q\nwant %q, %q", c.Due, c.Outcome, x.due, x.outcome)
			}
			if len(c.Actions) != 1 || c.Actions[0].Intent.Name != intent.ShowDeal {
				t.Errorf("with nothing to decide, its buttons are %+v", c.Actions)
			}
		})
	}
}

func TestReviewCard_findingsAskOnceMore(t *testing.T) {
	t.Parallel()
	d := sampleDeal(domain.InReview)
	d.May = []domain.Act{domain.ActApprove, domain.ActReject, domain.ActAskInfo, domain.ActUpdate}
	late := everyone(newYork, monday.AddDate(0, 0, 7))
	if c := reviewCard(d, late); len(c.Actions) != 3 || c.Actions[0].Confirm != nil || c.Due != "The decision was due by Tue, Nov 10, 14:00 EST" {
		t.Errorf("without findings: %+v", c)
	}
	d.Registration.Findings = []domain.Finding{
		{Effect: domain.Warn, Text: "A similar name."}, {Effect: domain.Route, Text: strings.Repeat("An open deal. ", 50)},
	}
	c := reviewCard(d, late)
	if x := c.Actions[0].Confirm; x == nil || len([]rune(x.Text)) > 300 || !strings.HasPrefix(x.Text, "An open deal.") {
		t.Errorf("before an approval it asks %+v", x)
	}
	if diff := cmp.Diff([]view.Tone{view.Plain, view.Bad}, []view.Tone{c.Findings[0].Tone, c.Findings[1].Tone}); diff != "" {
		t.Errorf("tones (-want +got):\n%s", diff)
	}
}

func TestDecisionNote_saysWhatToDoNext(t *testing.T) {
	t.Parallel()
	itself := happened(domain.EventWithdrawn, "no answer came in time")
	itself.ActorID, itself.ActorName = nil, "partnerbot"
	for want, e := range map[string]domain.Event{
		"Ben Okafor approved it. No other partner can register this deal until Feb 4, 2027. Keep amount, close date and next " +
			"step current: they are in the forecast now.": happened(domain.EventApproved, ""),
		"Ben Okafor rejected it: The deal is not qualified.":                                       happened(domain.EventRejected, "No."),
		"Ben Okafor asks. Answer by Fri, Nov 13, 15:30 EST, or the registration is withdrawn.":     happened(domain.EventInfoAsked, "Why?"),
		"Its protection ended on Feb 4, 2027. Register it again if the deal is still alive.":       happened(domain.EventExpired, ""),
		"No answer came in time, so it was withdrawn. Register it again once you have the answer.": itself,
		"Ben Okafor marked it won for $5.":                                                         happened(domain.EventWon, "$5"),
		"Ben Okafor withdrew it.":                                                                  happened(domain.EventWithdrawn, "Mistake."),
	} {
		if got := decisionNote(sampleDeal(domain.Status(e.New)), e, everyone(newYork, monday)).Lead; got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}

func TestDealCard_lead(t *testing.T) {
	t.Parallel()
	for status, want := range map[domain.Status]string{
		domain.InReview:  "The deal desk decides by Tue, Nov 10, 14:00 EST.",
		domain.NeedsInfo: "The deal desk asks: Is a budget set. It is withdrawn without an answer by Fri, Nov 13, 14:00 EST.",
		domain.Converted: "No other partner can register it until Feb 4, 2027.",
		domain.Rejected:  "The deal is not qualified. Is a budget set",
		domain.Won:       "",
	} {
		if got := dealCard(sampleDeal(status), everyone(newYork, monday)).Lead; got != want {
			t.Errorf("%s: got %q, want %q", status, got, want)
		}
	}
}

func TestDealCard_withoutAWebsiteSaysWhy(t *testing.T) {
	t.Parallel()
	d := sampleDeal(domain.InReview)
	d.Account.Domain, d.Registration.Claim.Country, d.Registration.Claim.NoWebsite = "", "DE", "a bakery"
	if got := dealCard(d, everyone(newYork, monday)).Facts[1].Value; got != "Acme Corp (DE, no website: a bakery)" {
		t.Errorf("got %q", got)
	}
}

func TestDealActions_offerOneWayToTakeADealBack(t *testing.T) {
	t.Parallel()
	d := sampleDeal(domain.InReview)
	d.May = []domain.Act{domain.ActSee, domain.ActWithdraw, domain.ActCancel}
	if got := dealActions(d, domain.Acts()...); len(got) != 1 || got[0].Label != "Withdraw" {
		t.Errorf("got %+v", got)
	}
	d.May = []domain.Act{domain.ActCancel}
	want := intent.Intent{Name: intent.Withdraw, ID: d.Registration.ID.String(), Revision: 3}
	if got := dealActions(d, domain.Acts()...); len(got) != 1 || got[0].Label != "Cancel" || got[0].Intent != want {
		t.Errorf("got %+v", got)
	}
}

func TestDealLines(t *testing.T) {
	t.Parallel()
	many := func(n int) (deals []domain.Deal) {
		for range n {
			deals = append(deals, sampleDeal(domain.InReview))
		}
		return deals
	}
	for n, want := range map[int]string{0: "", 10: "", 11: "and 1 more", 50: "and 40 more", 51: "and more than 40 others"} {
		if _, more := dealLines(many(n), 10, 51, everyone(newYork, monday)); more != want {
			t.Errorf("%d deals: %q, want %q", n, more, want)
		}
	}
	lines, _ := dealLines(many(1), 10, 51, everyone(newYork, monday))
	if want := "Northwind · $25K · closes Jan 15, 2027 · decide by Nov 10"; lines[0].Detail != want {
		t.Errorf("got %q, want %q", lines[0].Detail, want)
	}
	late := sampleDeal(domain.NeedsInfo)
	if got := dealLine(late, everyone(newYork, monday.AddDate(0, 1, 0))).Detail; !strings.HasSuffix(got, "answer was due Nov 13") {
		t.Errorf("got %q", got)
	}
}

func TestDealLine_ofAClosedDeal(t *testing.T) {
	t.Parallel()
	d := sampleDeal(domain.Won)
	d.Opportunity = &domain.Opportunity{Amount: 27_500_00, Outcome: forecast.Won, CloseDate: calendar.On(2026, 11, 8)}
	if got, want := dealLine(d, everyone(newYork, monday)).Detail, "Northwind · $27.5K · closed Nov 8"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	facts := dealCard(d, everyone(newYork, monday)).Facts
	if facts[3].Value != "$27,500" || facts[4] != (view.Fact{Label: "Closed", Value: "Nov 8, 2026"}) {
		t.Errorf("got %+v", facts[3:5])
	}
	if got, want := dealLine(sampleDeal(domain.Withdrawn), everyone(newYork, monday)).Detail, "Northwind · $25K"; got != want {
		t.Errorf("a withdrawn one: got %q, want %q", got, want)
	}
}

func TestReader_midnightIsTheEndOfTheDayBefore(t *testing.T) {
	t.Parallel()
	to := everyone(newYork, monday)
	if got, want := to.deadline(monday), "the end of Sun, Nov 8"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := to.deadline(monday.Add(time.Minute)), "Mon, Nov 9, 00:01 EST"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestReader(t *testing.T) {
	t.Parallel()
	t0 := time.Date(2026, 12, 31, 23, 30, 0, 0, time.UTC)
	berlin := readerOf(domain.Person{TimeZone: "Europe/Berlin"}, newYork, t0)
	if got := berlin.moment(t0); got != "Fri, Jan 1, 00:30 CET" {
		t.Errorf("in Berlin it is %s", got)
	}
	if got := berlin.moment(t0.Add(-time.Hour)); got != "Thu, Dec 31, 2026, 23:30 CET" {
		t.Errorf("the hour before is %s", got)
	}
	nowhere := readerOf(domain.Person{TimeZone: "Mars/Olympus"}, newYork, t0)
	if got := nowhere.moment(t0); got != "Thu, Dec 31, 18:30 EST" {
		t.Errorf("somebody of an unknown zone reads %s", got)
	}
	if got := nowhere.dayOf(t0); got != "Dec 31, 2026" {
		t.Errorf("and the day %s", got)
	}
}
