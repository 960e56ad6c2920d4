package bot

import (
	"testing"

	"github.com/partnerbot/partnerbot/domain"
)

// Of a candidate below a threshold that was raised since, nobody said why it is kept.
func TestScorecard_belowTheThresholdOfToday(t *testing.T) {
	t.Parallel()
	p := domain.Program{Motion: domain.Motion{Profile: domain.PartnerProfile{Threshold: 60}}}
	c := domain.Candidate{Name: "Adatum", Fit: 50}
	if got, want := scorecard(c, p, domain.Actor{}).Lead, "50 is below 60, which was raised since. Score it again and say why to keep it."; got != want {
		t.Errorf("without a reason it reads %q, want %q", got, want)
	}
	c.Reason = "their CTO asked"
	if got, want := scorecard(c, p, domain.Actor{}).Lead, "50 is below 60. Kept because: their CTO asked."; got != want {
		t.Errorf("with one it reads %q, want %q", got, want)
	}
}
