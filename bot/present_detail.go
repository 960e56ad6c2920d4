package bot

import (
	"fmt"

	"github.com/partnerbot/partnerbot/bot/view"
	"github.com/partnerbot/partnerbot/domain"
)

// detailDeals is how many movers and risks the digest's thread names: all that a digest holds.
const detailDeals = 20

// digestDetail is what the digest leaves out, in its thread: the waterfall to the cent, more deals, and the method.
func digestDetail(d domain.Digest, to reader) view.DigestDetail {
	say := digestWords{d, to}
	return view.DigestDetail{
		Title: "Behind the number of " + to.day(d.Forecast.Terms.AsOf), Waterfall: say.exact(),
		Movers: say.movers(detailDeals), Risks: say.risks(detailDeals), Method: say.method(),
	}
}

// exact is every part of the waterfall that is not zero, in full amounts, which add up.
func (d digestWords) exact() []view.Fact {
	w := d.Forecast.Waterfall
	facts := []view.Fact{{Label: "Open " + d.from(), Value: d.money(w.Start).String()}}
	for _, p := range parts(w) {
		if p.minor > 0 {
			facts = append(facts, view.Fact{Label: capital(p.label), Value: p.sign + " " + d.money(p.minor).String()})
		}
	}
	return append(facts, view.Fact{Label: "Open " + d.until(), Value: d.money(w.End).String()})
}

// method says how the numbers are reckoned.
func (d digestWords) method() []string {
	s, t := d.Program.Settings, d.Forecast.Terms
	return []string{
		fmt.Sprintf("%s is %s to %s. A deal counts in the quarter that its close date falls in, when a partner sourced or "+
			"influenced it.", t.Quarter, d.to.day(t.First), d.to.day(t.Last)),
		"Coverage is the open amount of the quarter over what is still missing to the goal after what is won.",
		"Required coverage is 1 over the win rate of the four quarters before this one, by amount; with too few closed deals, " +
			times(s.RequiredCoverage) + ".",
		fmt.Sprintf("Stalled is an open deal with no change of stage for %s.", plural(s.StalledDealDays, "day")),
		"Short amounts are cut off, never rounded up.",
	}
}
