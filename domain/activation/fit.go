package activation

import "github.com/partnerbot/partnerbot/domain/calendar"

// LeastScored is how many partners who were scored must have had their window before anything is said of what the fit
// foretold: fewer are chance.
const LeastScored = 5

// Share is how many of some partners were activated within the window.
type Share struct{ Activated, Of int }

// ByFit is how partners who were scored before they signed did, once their window has passed.
type ByFit struct {
	Fitted Share // with a fit of the threshold and more
	Below  Share
}

// RateByFit holds what the fit foretold against what came of it on a day: of the partners who were scored, and whose
// window of so many days has passed, how many were activated within it. fits says of a fit whether it is one, by the
// profile of the partner's type.
func RateByFit(all []Signed, today calendar.Date, window int, fits func(partnerType string, fit int) bool) ByFit {
	var r ByFit
	for _, s := range all {
		if s.Fit == nil || s.early() || !s.ripe(today, window) {
			continue
		}
		side := &r.Fitted
		if !fits(s.Type, *s.Fit) {
			side = &r.Below
		}
		side.Of++
		if s.activatedWithin(window) {
			side.Activated++
		}
	}
	return r
}

// Known tells whether enough partners were scored and had their window for a word about it.
func (r ByFit) Known() bool { return r.Fitted.Of+r.Below.Of >= LeastScored }
