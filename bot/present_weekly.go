package bot

import (
	"fmt"

	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/intent"
	"github.com/partnerbot/partnerbot/bot/view"
	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/activation"
)

// teamWeekly is the weekly activation post, and the answer to who asks for it.
func teamWeekly(w domain.Weekly, to reader) view.TeamWeekly {
	v := view.TeamWeekly{
		Title: "Partners in the week of " + to.shortDay(w.Day.Monday()), Headline: rateOf(w), Facts: weeklyFacts(w),
		Foretold: foretold(w.ByFit, w.Program.Settings.ActivationDays),
		Empty:    "Nobody needs a decision this week.",
	}
	for _, p := range w.Activated {
		v.Activated = append(v.Activated, activatedLine(p))
	}
	for _, l := range w.Decide {
		line := partnerLine(l, w.Program, to)
		if l.Owner == nil {
			line.Action = &view.Action{Intent: aboutPartner(l.Partner, intent.Reassign), Label: "Assign", Opens: form.Reassign}
		}
		v.Decisions = append(v.Decisions, line)
	}
	if n := countOf(w.Counts, behind()...); n > 0 {
		v.Actions = []view.Action{listPartnersAction("stalled dormant", fmt.Sprintf("All stalled (%d)", n))}
	}
	return v
}

// activatedLine says how long after its signature a partner was activated. What came before that, came with its deals.
func activatedLine(p domain.Partner) string {
	if p.ActivatedOn.Before(p.SignedOn) {
		return p.Name
	}
	days := p.ActivatedOn.DaysSince(p.SignedOn)
	if days == 0 {
		return p.Name + ", on the day it signed"
	}
	return fmt.Sprintf("%s, after %s", p.Name, plural(days, "day"))
}

// rateOf is the activation rate in one sentence, which claims nothing before it can be known.
func rateOf(w domain.Weekly) string {
	r, window := w.Rates, plural(w.Program.Settings.ActivationDays, "day")
	percent, ok := r.Percent()
	switch {
	case ok:
		return fmt.Sprintf("%d of %d activated in %s: %d%%", r.Activated, r.Ripe, window, percent)
	case r.Open == 0 && r.Early > 0:
		return fmt.Sprintf("No rate yet: %s came with their deals, and nobody knows when they signed.", plural(r.Early, "partner"))
	case r.Open == 0:
		return "No partner has signed yet."
	default:
		return fmt.Sprintf("Nobody has signed long enough for a rate: %s in the first %s.", plural(r.Open, "partner"), window)
	}
}

func weeklyFacts(w domain.Weekly) []view.Fact {
	var facts []view.Fact
	if r := w.Rates; r.Reached > 0 {
		facts = append(facts, view.Fact{
			Label: "Time to first deal",
			Value: fmt.Sprintf("%s (median), %d not there yet", plural(r.MedianDays, "day"), r.NotYet),
		})
	}
	for _, s := range activation.Statuses() {
		if n := w.Counts[s]; n > 0 {
			facts = append(facts, view.Fact{Label: standingOf(s).Text, Value: fmt.Sprint(n)})
		}
	}
	if w.Undecided > len(w.Decide) {
		facts = append(facts, view.Fact{Label: "To decide", Value: fmt.Sprintf("%d, the longest %d below", w.Undecided, len(w.Decide))})
	}
	if len(w.Produced) > 0 {
		facts = append(facts, view.Fact{Label: "First deal won", Value: names(w.Produced)})
	}
	return facts
}

// names are the names of partners on one line.
func names(all []domain.Partner) string {
	parts := make([]string, len(all))
	for i, p := range all {
		parts[i] = p.Name
	}
	return together(", ", parts)
}
