package domain_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/partnerbot/partnerbot/domain"
)

// A turn is one thing that somebody tries, however little it fits.
type turn struct {
	by     int
	act    int
	behind int // how many revisions ago the person last looked
	hours  int
}

var turns = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) turn {
	return turn{
		by: rapid.IntRange(0, 5).Draw(t, "by"), act: rapid.SampledFrom([]int{0, 0, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5, 6, 7, 8}).Draw(t, "act"),
		behind: rapid.SampledFrom([]int{0, 0, 0, 0, 1}).Draw(t, "behind"), hours: rapid.IntRange(0, 300).Draw(t, "hours"),
	}
}), 25, 25)

// Whatever people try on a deal, and in whatever order, its events follow the transition table from one to the next,
// and nothing happens after the end.
func TestHistoriesOfADeal(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for seed := range 15 {
		d := o.registerAs(t, o.Sam, o.lateClaim(o.Northwind))
		for _, turn := range turns.Example(seed) {
			o.Clock.Advance(time.Duration(turn.hours) * time.Hour)
			if err := o.try(t, d, turn); err != nil && domain.CodeOf(err) == "" {
				t.Fatalf("seed %d: %+v fails: %v", seed, turn, err)
			}
		}
		o.checkHistory(t, d)
		o.end(t, d)
	}
}

func (o *office) try(t *testing.T, d domain.Deal, turn turn) (err error) {
	a := o.Actor([]domain.Person{o.Sam, o.Mara, o.Lena, o.Remy, o.Pia, o.Cora}[turn.by])
	id, ctx := d.Registration.ID, t.Context()
	revision := max(o.kept(t, d).Revision-turn.behind, 0)
	day := o.World.Program.DateOf(o.Clock.Now())
	switch turn.act {
	case 0:
		_, err = o.Approve(ctx, a, id, revision)
	case 1:
		_, err = o.Reject(ctx, a, id, revision, domain.ReasonUnqualified, "Not now")
	case 2:
		_, err = o.AskInfo(ctx, a, id, revision, "Who?")
	case 3:
		_, err = o.Answer(ctx, a, id, revision, "Their CIO")
	case 4:
		_, err = o.Update(ctx, a, id, revision, domain.Update{Amount: ptr(usd(int64(turn.hours) + 1)), CloseDate: ptr(day.AddDays(9))})
	case 5:
		_, err = o.Win(ctx, a, id, revision, usd(100), day)
	case 6:
		_, err = o.Lose(ctx, a, id, revision, "No budget")
	case 7:
		_, err = o.Withdraw(ctx, a, id, revision, "No more")
	case 8:
		o.expire(t)
	}
	return err
}

// checkHistory follows the status from event to event.
func (o *office) checkHistory(t *testing.T, d domain.Deal) {
	t.Helper()
	events, err := o.Store.Events(t.Context(), d.Registration.ID)
	if err != nil {
		t.Fatal(err)
	}
	at := domain.InReview // where registering leaves it
	for _, e := range events[1:] {
		if e.Kind == domain.EventUpdated {
			if at != domain.Converted {
				t.Errorf("updated while %s", at)
			}
			continue
		}
		if _, ok := domain.Transition(domain.Status(e.Old), domain.Status(e.New)); !ok || domain.Status(e.Old) != at {
			t.Errorf("%s from %s to %s, when it was %s", e.Kind, e.Old, e.New, at)
		}
		at = domain.Status(e.New)
	}
	if r := o.kept(t, d); r.Status != at {
		t.Errorf("the registration is %s, and its events end with %s", r.Status, at)
	}
}

// end makes the place of a deal free for the next one.
func (o *office) end(t *testing.T, d domain.Deal) {
	t.Helper()
	r := o.kept(t, d)
	if !r.Status.Held() {
		return
	}
	by := o.Sam
	if r.Status == domain.Converted {
		by = o.Remy
	}
	if _, err := o.Withdraw(t.Context(), o.Actor(by), r.ID, r.Revision, "Next"); err != nil {
		t.Fatal(err)
	}
}
