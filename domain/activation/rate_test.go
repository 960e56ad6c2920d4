package activation_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/partnerbot/partnerbot/domain/activation"
	"github.com/partnerbot/partnerbot/domain/calendar"
)

func TestRate(t *testing.T) {
	t.Parallel()
	on := func(n int) calendar.Date { return day(n) }
	all := []activation.Signed{
		{SignedOn: on(0), ActivatedOn: on(40)},
		{SignedOn: on(0), ActivatedOn: on(90)},
		{SignedOn: on(0), ActivatedOn: on(91)}, // too late to count, not too late to be a first deal
		{SignedOn: on(9)},                      // the window has passed on day 100
		{SignedOn: on(10), ActivatedOn: on(20)},
		{SignedOn: on(60)},
		{SignedOn: on(60), Exited: true},                      // nobody waits for its first deal
		{SignedOn: on(0), ActivatedOn: on(0), Imported: true}, // nobody knows when it signed
	}
	got := activation.Rate(all, on(100), 90)
	want := activation.Rates{Activated: 2, Ripe: 4, Open: 3, Reached: 4, NotYet: 2, Early: 1, MedianDays: 40}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the rates (-want +got):\n%s", diff)
	}
	if p, ok := got.Percent(); p != 50 || !ok {
		t.Errorf("the activation rate is %d, %v", p, ok)
	}
	if _, ok := activation.Rate(all[4:], on(60), 90).Percent(); ok {
		t.Error("there is a rate before any window has passed")
	}
	if got := activation.Rate(nil, on(100), 90); got != (activation.Rates{}) {
		t.Errorf("of nobody: %+v", got)
	}
}
