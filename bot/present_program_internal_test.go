package bot

import (
	"testing"
	"time"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/calendar"
)

// What is done before its quarter began is said to be, since its dates are still to come.
func TestPlanLine(t *testing.T) {
	t.Parallel()
	first, last := calendar.On(2026, time.July, 1), calendar.On(2026, time.September, 30)
	for name, c := range map[string]struct {
		state domain.PhaseState
		today int // of July, by the program's zone
		want  string
	}{
		"to come": {domain.PhaseToCome, 0, "To come"}, "before": {domain.PhaseDone, 0, "Done early"}, "in it": {domain.PhaseDone, 1, "Done"},
		"now": {domain.PhaseNow, 1, "Now"}, "too late": {domain.PhaseBehind, 99, "Behind"},
	} {
		today := calendar.On(2026, time.July, 1).AddDays(c.today - 1)
		to := reader{time.UTC, today.AddDays(1).In(time.UTC)} // it is tomorrow there
		l := planLine(domain.Phase{Name: "Build", First: first, Last: last, State: c.state}, today, to)
		if l.Status.Text != c.want || l.When != "Jul 1 to Sep 30" {
			t.Errorf("%s: %+v, want %s", name, l, c.want)
		}
	}
}
