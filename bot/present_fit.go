package bot

import (
	"fmt"

	"github.com/partnerbot/partnerbot/domain/activation"
)

// foretold is what the fit foretold of activation, in one sentence with its counts; "" while it would be chance.
func foretold(r activation.ByFit, days int) string {
	window := plural(days, "day")
	switch f, b := r.Fitted, r.Below; {
	case !r.Known():
		return ""
	case b.Of == 0:
		return fmt.Sprintf("All %d who were scored fitted, and %s activated within %s: there is nobody below the threshold to compare with.",
			f.Of, were(f.Activated), window)
	case f.Of == 0:
		return fmt.Sprintf("All %d who were scored were below the threshold, and %s activated within %s: there is nobody who fitted to compare with.",
			b.Of, were(b.Activated), window)
	default:
		return fmt.Sprintf("Of %d who fitted, %s activated within %s; of %d below the threshold, %d.",
			f.Of, were(f.Activated), window, b.Of, b.Activated)
	}
}

// foretells is the same, or from when on it can be said.
func foretells(r activation.ByFit, days int) string {
	if s := foretold(r, days); s != "" {
		return s
	}
	return fmt.Sprintf("How well the fit foretold activation is told here once %d partners who were scored have had their %s.",
		activation.LeastScored, plural(days, "day"))
}

func were(n int) string {
	if n == 1 {
		return "1 was"
	}
	return fmt.Sprintf("%d were", n)
}
