package bot

import (
	"fmt"

	"github.com/partnerbot/partnerbot/bot/intent"
	"github.com/partnerbot/partnerbot/bot/view"
	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/forecast"
)

// How much of each list the one screen of the digest holds; the rest is in its thread.
const (
	digestDeals   = 5
	digestWaiting = 3
)

// DigestView is a digest as everyone in the program reads it at the moment that it is of, for the command line.
func DigestView(d domain.Digest) view.Digest { return digestView(d, everyone(d.Program, d.At)) }

// digestView is the Monday post, and the answer to /forecast.
func digestView(d domain.Digest, to reader) view.Digest {
	f := &d.Forecast
	say := digestWords{d, to}
	v := view.Digest{
		Headline: say.headline(), Program: d.Program.Name + ", " + f.Terms.Quarter.String(), AsOf: say.asOf(),
		Numbers: say.numbers(), Goal: say.goal(), Coverage: say.coverage(), Since: say.since(), Waterfall: say.waterfall(),
		Credit: []view.Fact{
			{Label: "Sourced", Value: say.split(f.Sourced)}, {Label: "Influenced", Value: say.split(f.Influenced)},
		},
		Movers: say.movers(digestDeals), Risks: say.risks(digestDeals), Waiting: say.waiting(), Notes: say.notes(),
	}
	if n := len(d.Waiting); n > 0 {
		v.Actions = append(v.Actions, listAction("review", fmt.Sprintf("Overdue decisions (%d)", n)))
	}
	if n := len(d.Expiring); n > 0 {
		v.Actions = append(v.Actions, listAction("expiring", fmt.Sprintf("Protection ends soon (%d)", n)))
	}
	return v
}

func listAction(words, label string) view.Action {
	return view.Action{Intent: intent.Intent{Name: intent.ListDeals, ID: words}, Label: label}
}

// digestWords puts a digest in words.
type digestWords struct {
	domain.Digest
	to reader
}

func (d digestWords) money(minor int64) domain.Money {
	return domain.Money{Minor: minor, Currency: d.Program.Currency}
}

func (d digestWords) short(minor int64) string { return d.money(minor).Short() }

// full is an amount in full: short amounts are cut off, and their sums would seem not to add up.
func (d digestWords) full(minor int64) string { return d.money(minor).String() }

// headline is the number and what is missing to the goal, in one sentence whose amounts add up.
func (d digestWords) headline() string {
	f := &d.Forecast
	goal, sum, quarter := f.Terms.Goal, f.CommitForecast(), f.Terms.Quarter
	parts := fmt.Sprintf("%s won plus %s in commit makes %s", d.full(f.Won), d.full(f.Commit), d.full(sum))
	switch {
	case goal == 0:
		return fmt.Sprintf("%s for %s. No goal is set.", parts, quarter)
	case f.Won >= goal:
		return fmt.Sprintf("The %s goal for %s is met: %s won, and %s more in commit.", d.full(goal), quarter,
			d.full(f.Won), d.full(f.Commit))
	case sum == 0:
		return fmt.Sprintf("Nothing is won and nothing is in commit yet: %s to go to the goal for %s.", d.full(goal), quarter)
	case sum >= goal:
		return fmt.Sprintf("%s: %s over the %s goal for %s.", parts, d.full(sum-goal), d.full(goal), quarter)
	default:
		return fmt.Sprintf("%s: %s short of the %s goal for %s.", parts, d.full(goal-sum), d.full(goal), quarter)
	}
}

// live tells whether the digest is of the moment at which it was asked for.
func (d digestWords) live() bool { return d.Snapshot == nil && d.At.Equal(d.TakenAt) }

// asOf is the moment that the digest is of.
func (d digestWords) asOf() string {
	if d.Snapshot == nil && !d.live() {
		return "the end of " + d.to.day(d.Forecast.Terms.AsOf)
	}
	return d.to.moment(d.At)
}

func (d digestWords) numbers() []view.Fact {
	f := &d.Forecast
	won := d.short(f.Won)
	if f.Terms.Goal > 0 {
		won += fmt.Sprintf(", %d%% of the goal", percent(f.Won, f.Terms.Goal))
	}
	return []view.Fact{
		{Label: "Won", Value: won + ", " + plural(f.WonDeals, "deal")},
		{Label: "Commit", Value: fmt.Sprintf("%s, %s with won", d.short(f.Commit), d.short(f.CommitForecast()))},
		{Label: "Best case", Value: fmt.Sprintf("%s, %s with those above", d.short(f.BestCase), d.short(f.BestCaseForecast()))},
		{Label: "Pipeline", Value: fmt.Sprintf("%s, %s with those above", d.short(f.Pipeline), d.short(f.Won+f.OpenPipeline()))},
	}
}

// goal is how much of the goal is won, in commit and missing. What is cut off never makes a goal that is met seem to be
// missed, nor one that is missed by a dollar seem to be met.
func (d digestWords) goal() []view.Share {
	f := &d.Forecast
	if f.Terms.Goal <= 0 {
		return nil
	}
	won, commit, missing := percent(f.Won, f.Terms.Goal), percent(f.Commit, f.Terms.Goal), int64(0)
	if f.CommitForecast() < f.Terms.Goal {
		missing = 100 - percent(f.CommitForecast(), f.Terms.Goal)
	}
	return []view.Share{{Label: "Won", Percent: won}, {Label: "Commit", Percent: commit}, {Label: "To go", Percent: missing}}
}

// percent is cut off, not rounded: 99.9% of the goal is not the goal.
func percent(part, whole int64) int64 {
	if part > domain.MaxMinor {
		return part / (whole/100 + 1)
	}
	return part * 100 / whole
}

func (d digestWords) coverage() []view.Fact {
	f := &d.Forecast
	if f.Coverage.NoGoal {
		return []view.Fact{{Label: "Now", Value: "not known without a goal"}}
	}
	required := times(f.Required) + " by default, for want of history"
	if f.RequiredByRate {
		required = fmt.Sprintf("%s, at a win rate of %d%% of %s", times(f.Required), f.WinRate,
			plural(f.ClosedForRate, "closed deal"))
	}
	return []view.Fact{
		{Label: "Now", Value: covered(f.Coverage)},
		{Label: d.last(), Value: covered(f.LastCoverage)},
		{Label: "Required", Value: required},
		{Label: "Without stalled and overdue", Value: covered(f.WithoutStalled)},
	}
}

func covered(c forecast.Coverage) string {
	if c.Met {
		return "nothing is missing"
	}
	return times(c.Hundredths)
}

// times writes hundredths as 2.50x, all of them: coverage was cut off and the required one rounded up when they were
// reckoned, so that what reads as covered is covered.
func times(hundredths int) string { return fmt.Sprintf("%d.%02dx", hundredths/100, hundredths%100) }

func (d digestWords) split(s forecast.Split) string {
	return fmt.Sprintf("%s won, %s open, %s", d.short(s.Won), d.short(s.Open), plural(s.Deals, "deal"))
}

// part is one step of the waterfall.
type part struct {
	sign, label string
	minor       int64
}

func parts(w forecast.Waterfall) []part {
	return []part{
		{"+", "created", w.Created},
		{"+", "attributed to a partner", w.AttributedIn},
		{"+", "pulled in", w.PulledIn},
		{"+", "up", w.Up},
		{"+", "reopened", w.Reopened},
		{"−", "down", w.Down},
		{"−", "pushed out", w.PushedOut},
		{"−", "won", w.Won},
		{"−", "lost", w.Lost},
		{"−", "no longer a partner's", w.AttributedOut},
	}
}

// last is when the coverage was what it is compared with: the Monday post compares weeks, and an answer given during the
// week what has changed since it began.
func (d digestWords) last() string {
	if d.Snapshot != nil {
		return "Last week"
	}
	return "On " + d.to.shortDay(d.Forecast.Terms.Before)
}

// since is the day that the waterfall begins on.
func (d digestWords) since() string { return "Since " + d.to.shortDay(d.Forecast.Terms.Before) }

// from and until name the two ends of the waterfall.
func (d digestWords) from() string { return "on " + d.to.shortDay(d.Forecast.Terms.Before) }

func (d digestWords) until() string {
	if d.live() {
		return "now"
	}
	return "on " + d.to.shortDay(d.Forecast.Terms.AsOf)
}

// waterfall is what changed in the open pipeline of the quarter, in one line.
func (d digestWords) waterfall() string {
	w := d.Forecast.Waterfall
	line := fmt.Sprintf("Open this quarter: %s %s", d.short(w.Start), d.from())
	still := true
	for _, p := range parts(w) {
		if p.minor > 0 {
			line += fmt.Sprintf(" %s %s %s", p.sign, d.short(p.minor), p.label)
			still = false
		}
	}
	if still {
		return line + ", and nothing changed"
	}
	return line + fmt.Sprintf(" = %s %s", d.short(w.End), d.until())
}

func (d digestWords) partner(deal forecast.Deal) string {
	if p, ok := d.Partners[deal.PartnerID]; ok {
		return p.Name
	}
	return "no partner"
}

func (d digestWords) movers(most int) []view.DigestLine {
	var lines []view.DigestLine
	for _, m := range d.Forecast.Movers[:min(most, len(d.Forecast.Movers))] {
		what, tone := d.moved(m)
		lines = append(lines, view.DigestLine{Title: m.Deal.Name, Detail: d.partner(m.Deal) + ": " + what, Tone: tone})
	}
	return lines
}

// moved is what happened to a deal.
func (d digestWords) moved(m forecast.Mover) (string, view.Tone) {
	amount, now := d.short(m.Amount), d.short(m.Deal.Amount)
	switch m.Move {
	case forecast.MoveWon:
		return "won for " + amount, view.Good
	case forecast.MoveLost:
		return "lost, " + amount, view.Bad
	case forecast.MoveCreated:
		return "new, " + amount, view.Good
	case forecast.MoveUp:
		return fmt.Sprintf("up by %s to %s", amount, now), view.Good
	case forecast.MoveDown:
		return fmt.Sprintf("down by %s to %s", amount, now), view.Bad
	case forecast.MovePulledIn:
		return "pulled into the quarter, " + amount, view.Good
	case forecast.MovePushedOut:
		return "pushed out of the quarter, " + amount, view.Bad
	case forecast.MoveReopened:
		return "reopened, " + amount, view.Good
	case forecast.MoveAttributedIn:
		return "now a partner's, " + amount, view.Good
	default: // forecast.MoveAttributedOut
		return "no longer a partner's, " + amount, view.Bad
	}
}

func (d digestWords) risks(most int) []view.DigestLine {
	var lines []view.DigestLine
	for _, r := range d.Forecast.Risks[:min(most, len(d.Forecast.Risks))] {
		owner := "no owner"
		if p, ok := d.People[r.Deal.OwnerID]; ok {
			owner = "owner " + p.Name
		}
		next := "no next step"
		if r.Deal.NextStep != "" {
			next = "next: " + r.Deal.NextStep
		}
		lines = append(lines, view.DigestLine{
			Title: r.Deal.Name, Tone: view.Bad,
			Detail: joined(d.short(r.Deal.Amount), d.partner(r.Deal), owner, peril(r), next),
		})
	}
	return lines
}

func peril(r forecast.Risk) string {
	switch r.Peril {
	case forecast.Overdue:
		return plural(r.Days, "day") + " past its close date"
	case forecast.Stalled:
		return "no change of stage for " + plural(r.Days, "day")
	default: // forecast.NoNextStep, which the next step says
		return ""
	}
}

// waiting are the registrations past their decision time and about to expire, the most urgent of each.
func (d digestWords) waiting() []string {
	var lines []string
	add := func(deals []domain.Deal, what func(domain.Registration) string, rest string) {
		for _, x := range deals[:min(digestWaiting, len(deals))] {
			lines = append(lines, fmt.Sprintf("%s %s (%s): %s", domain.Ref(x.Registration.Number), titleOf(x), x.Partner.Name,
				what(x.Registration)))
		}
		if n := len(deals) - digestWaiting; n > 0 {
			lines = append(lines, fmt.Sprintf("and %d more %s", n, rest))
		}
	}
	add(d.Waiting, func(r domain.Registration) string { return "the decision was due by " + d.to.deadline(r.DecideBy) },
		"past their decision time")
	add(d.Expiring, func(r domain.Registration) string { return "protection ends on " + d.to.shortDayOf(r.ProtectedUntil) },
		"whose protection ends soon")
	return lines
}

// notes say what the number leaves out, and how good its data is.
func (d digestWords) notes() []string {
	f := &d.Forecast
	var notes []string
	add := func(n int, one, many string) {
		switch {
		case n == 1:
			notes = append(notes, one)
		case n > 1:
			notes = append(notes, fmt.Sprintf(many, n))
		}
	}
	notes = append(notes, d.partners()...)
	if f.OpenDeals == 0 && f.WonDeals == 0 {
		notes = append(notes, "No partner deal is in the pipeline yet. The first approved registration shows here.")
	}
	add(f.NoCloseDate, "1 open deal says no close date and is left out.", "%d open deals say no close date and are left out.")
	add(f.EarlierQuarter, "1 open deal was to close before this quarter and is left out.",
		"%d open deals were to close before this quarter and are left out.")
	add(f.OmittedDeals, "1 open deal is in no forecast category and is left out.",
		"%d open deals are in no forecast category and are left out.")
	add(f.Overdue-f.EarlierQuarter, "1 open deal of this quarter is past its close date.",
		"%d open deals of this quarter are past their close date.")
	add(f.EstimatedAmount, "The amount of 1 open deal is a list price, not a quote.",
		"The amounts of %d open deals are list prices, not quotes.")
	if d.Snapshot != nil && d.TakenAt.Sub(d.At).Hours() > 24 {
		notes = append(notes, "The bot was down on Monday: the snapshot was taken on "+d.to.moment(d.TakenAt)+".")
	}
	return notes
}
