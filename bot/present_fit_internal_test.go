package bot

import (
	"testing"

	"github.com/partnerbot/partnerbot/domain/activation"
)

func TestForetold(t *testing.T) {
	t.Parallel()
	share := func(activated, of int) activation.Share { return activation.Share{Activated: activated, Of: of} }
	for want, r := range map[string]activation.ByFit{
		"": {Fitted: share(2, 3), Below: share(0, 1)},
		"Of 12 who fitted, 9 were activated within 90 days; of 5 below the threshold, 1.": {Fitted: share(9, 12), Below: share(1, 5)},
		"Of 1 who fitted, 1 was activated within 90 days; of 4 below the threshold, 0.":   {Fitted: share(1, 1), Below: share(0, 4)},
		"All 5 who were scored fitted, and 3 were activated within 90 days: there is nobody below the threshold to compare with.": {
			Fitted: share(3, 5),
		},
		"All 6 who were scored were below the threshold, and 1 was activated within 90 days: there is nobody who fitted to compare with.": {
			Below: share(1, 6),
		},
	} {
		if got := foretold(r, 90); got != want {
			t.Errorf("of %+v it says %q, want %q", r, got, want)
		}
	}
	want := "How well the fit foretold activation is told here once 5 partners who were scored have had their 90 days."
	if got := foretells(activation.ByFit{}, 90); got != want {
		t.Errorf("at first it says %q", got)
	}
}
