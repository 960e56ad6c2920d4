package domain_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"pgregory.net/rapid"

	"github.com/partnerbot/partnerbot/domain"
)

var (
	monday = time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	stands = domain.MessageRef{Platform: domain.Slack, Workspace: "T1", Channel: "C1", TS: "1.2"}
)

func TestDeliveryStates(t *testing.T) {
	t.Parallel()
	post := domain.Delivery{Kind: domain.ReviewCard, State: domain.Queued, Wanted: 2}
	card := domain.Delivery{Kind: domain.ReviewCard, State: domain.Sent, Wanted: 3, Shown: 2, Message: stands}
	for _, c := range []struct {
		name   string
		before domain.Delivery
		a      domain.Attempt
		want   domain.Delivery
	}{
		{"a post that arrived", post, domain.Attempt{Result: domain.Arrived, Message: stands}, domain.Delivery{State: domain.Sent, Shown: 2, Message: stands}},
		{"a post to be tried again", post, domain.Attempt{Result: domain.NotYet, Problem: "busy"}, domain.Delivery{State: domain.Queued, Problem: "busy"}},
		{"a post whose turn comes later", post, domain.Attempt{Result: domain.Held}, domain.Delivery{State: domain.Queued}},
		{"a post refused", post, domain.Attempt{Result: domain.Refused, Problem: "no channel"}, domain.Delivery{State: domain.Failed, Problem: "no channel"}},
		{"a post nobody can speak for", post, domain.Attempt{Result: domain.Unknown, Problem: "time-out"}, domain.Delivery{State: domain.Uncertain, Problem: "time-out"}},
		{"a result nobody knows", post, domain.Attempt{}, domain.Delivery{State: domain.Uncertain}},
		{"a post too late", post, domain.Attempt{Result: domain.Pointless}, domain.Delivery{State: domain.Dropped}},
		{"an edit that arrived", card, domain.Attempt{Result: domain.Arrived}, domain.Delivery{State: domain.Sent, Shown: 3, Message: stands}},
		{"an edit to be tried again", card, domain.Attempt{Result: domain.NotYet, Problem: "busy"}, domain.Delivery{State: domain.Sent, Shown: 2, Message: stands, Problem: "busy"}},
		{"an edit nobody can speak for, done again", card, domain.Attempt{Result: domain.Unknown}, domain.Delivery{State: domain.Sent, Shown: 2, Message: stands}},
		{"an edit of what was deleted", card, domain.Attempt{Result: domain.Refused, Problem: "gone"}, domain.Delivery{State: domain.Sent, Shown: 3, Message: stands, Problem: "gone"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			begun, ok := c.before.Begun(monday)
			if !ok {
				t.Fatal("not begun")
			}
			got := begun.After(c.a)
			c.want.Kind, c.want.Wanted, c.want.Attempts = c.before.Kind, c.before.Wanted, 1
			if c.a.Result == domain.Arrived || c.a.Result == domain.Held {
				c.want.Attempts = 0
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("after (-want +got):\n%s", diff)
			}
		})
	}
}

func TestWhatIsNotDue(t *testing.T) {
	t.Parallel()
	for name, d := range map[string]domain.Delivery{
		"shown":                     {Kind: domain.ReviewCard, State: domain.Sent, Wanted: 2, Shown: 2},
		"a note is never edited":    {Kind: domain.HistoryNote, State: domain.Sent, Wanted: 2, Shown: 1},
		"under way":                 {Kind: domain.ReviewCard, State: domain.Sending, SendingSince: monday},
		"cut short":                 {Kind: domain.ReviewCard, State: domain.Sending, SendingSince: monday.Add(-time.Hour)},
		"an edit under way":         {Kind: domain.ReviewCard, State: domain.Sent, Wanted: 2, Shown: 1, SendingSince: monday},
		"uncertain, though changed": {Kind: domain.ReviewCard, State: domain.Uncertain, Wanted: 2, Shown: 0},
		"failed":                    {Kind: domain.ReviewCard, State: domain.Failed, Wanted: 2},
		"dropped":                   {Kind: domain.DigestPost, State: domain.Dropped, Wanted: 1},
	} {
		if got, ok := d.Begun(monday); ok || cmp.Diff(d, got) != "" {
			t.Errorf("%s: begun as %+v", name, got)
		}
	}
}

func TestAnEditCutShortIsDoneAgain(t *testing.T) {
	t.Parallel()
	d := domain.Delivery{Kind: domain.ReviewCard, State: domain.Sent, Wanted: 2, Shown: 1, SendingSince: monday}
	if _, ok := d.After(domain.Attempt{Result: domain.Unknown}).Begun(monday); !ok {
		t.Error("an edit whose process died is never done again")
	}
}

// A card that stands for a year is edited many times, and each edit has all the patience of the first.
func TestAttemptsCountSinceItLastArrived(t *testing.T) {
	t.Parallel()
	d := domain.Delivery{Kind: domain.ReviewCard, State: domain.Queued, Wanted: 1}
	for _, step := range []struct {
		result domain.Result
		want   int
	}{
		{domain.NotYet, 1}, {domain.Held, 1}, {domain.NotYet, 2}, {domain.Arrived, 0}, {domain.Unknown, 1}, {domain.Arrived, 0},
	} {
		begun, ok := d.Begun(monday)
		if !ok {
			t.Fatalf("before %s: not begun", step.result)
		}
		if d = begun.After(domain.Attempt{Result: step.result}); d.Attempts != step.want {
			t.Errorf("after %s: %d attempts, want %d", step.result, d.Attempts, step.want)
		}
		if step.result == domain.Arrived {
			d.Wanted++
		}
	}
}

// Whatever happens to attempts, and whenever processes die in them, a message that may have arrived is never posted
// again.
func TestNothingIsPostedTwice(t *testing.T) {
	t.Parallel()
	results := []domain.Result{domain.Arrived, domain.NotYet, domain.Held, domain.Refused, domain.Unknown, domain.Pointless}
	rapid.Check(t, func(t *rapid.T) {
		d := domain.Delivery{Kind: domain.ReviewCard, State: domain.Queued, Wanted: 1}
		mayStand := false
		for range rapid.IntRange(1, 30).Draw(t, "steps") {
			d.Wanted += rapid.IntRange(0, 1).Draw(t, "changes")
			if !d.SendingSince.IsZero() { // its process died
				d = d.After(domain.Attempt{Result: domain.Unknown})
				continue
			}
			begun, ok := d.Begun(monday)
			if !ok {
				continue
			}
			posts := begun.State == domain.Sending
			if posts && mayStand {
				t.Fatal("posted what may stand already")
			}
			d = begun
			if rapid.Bool().Draw(t, "dies") {
				mayStand = true
				continue
			}
			r := rapid.SampledFrom(results).Draw(t, "result")
			mayStand = mayStand || posts && (r == domain.Arrived || r == domain.Unknown)
			d = d.After(domain.Attempt{Result: r, Message: stands})
			if d.State == domain.Sending || !d.SendingSince.IsZero() {
				t.Fatalf("still %s since %s after an attempt", d.State, d.SendingSince)
			}
		}
	})
}

func TestAdminNotes(t *testing.T) {
	t.Parallel()
	people := []domain.Person{
		{ID: uuid.UUID{1}, Roles: []domain.Role{domain.Admin}, Identities: []domain.Identity{{Platform: domain.Console}, {Platform: domain.Teams, Workspace: "W"}}},
		{ID: uuid.UUID{2}, Roles: []domain.Role{domain.Seller}},
		{ID: uuid.UUID{3}, Roles: []domain.Role{domain.Admin}, Outside: true},
	}
	d := domain.Delivery{ID: uuid.UUID{9}, ProgramID: uuid.UUID{8}, Kind: domain.ReviewCard, State: domain.Uncertain}
	got := domain.AdminNotes(d, people, uuid.New)
	if len(got) != 1 || *got[0].To.PersonID != people[0].ID || got[0].Subject != d.ID || got[0].To.Platform != domain.Teams {
		t.Fatalf("notes %+v, want one to the admin, about the delivery, in Teams", got)
	}
	for _, d := range []domain.Delivery{got[0], {Kind: domain.AdminNote, State: domain.Failed}, {Kind: domain.ReviewCard, State: domain.Sent}} {
		if notes := domain.AdminNotes(d, people, uuid.New); notes != nil {
			t.Errorf("a %s that is %s is told of", d.Kind, d.State)
		}
	}
}

func TestUseful(t *testing.T) {
	t.Parallel()
	d := domain.Delivery{UsefulUntil: monday}
	if d.Useful(monday) || !d.Useful(monday.Add(-time.Second)) || !(domain.Delivery{}).Useful(monday) {
		t.Error("a delivery is useful until its time is over, and always without one")
	}
}
