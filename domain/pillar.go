package domain

import (
	"fmt"

	"github.com/partnerbot/partnerbot/domain/calendar"
)

// pillars are those of a partner type. The second and the fourth are the whole program's.
func (f facts) pillars(m motionFacts) []Pillar {
	all := judged([]Pillar{m.profilePillar(), f.registration(), f.activation(m), f.forecast()})
	for i := range all {
		all[i].Number = i + 1
	}
	return all
}

// judged says of each whether it stands, and what to do first until it does.
func judged(all []Pillar) []Pillar {
	for i := range all {
		p := &all[i]
		p.Standing = len(p.Missing) == 0
		if !p.Standing {
			p.Next = p.Missing[0]
		}
	}
	return all
}

// lack adds what is missing.
func (p *Pillar) lack(missing bool, todo string) {
	if missing {
		p.Missing = append(p.Missing, todo)
	}
}

// profile stands once type, joint solution and the criteria that candidates are scored by are written down.
func (m motionFacts) profilePillar() Pillar {
	p := Pillar{Name: "Ideal partner profile"}
	unset := m.PartnerType == "" || m.Solution == ""
	criteria := len(m.Profile.Criteria)
	p.Evidence = "No partner type and joint solution yet."
	if !unset {
		p.Evidence = fmt.Sprintf("%s, with the joint solution “%s”; %s, threshold %d.", upperFirst(m.PartnerType.Words()),
			m.Solution, countOf(criteria, "criterion", "criteria"), m.Profile.Threshold)
	}
	p.lack(unset, "Set the program up: one partner type and the joint solution.")
	p.lack(criteria == 0, fmt.Sprintf("Write the ideal partner profile%s: it is the filter for everyone you recruit.", m.whose("for")))
	return p
}

// registration needs a place where deals are reviewed, and two people, since nobody decides on an own claim.
func (f facts) registration() Pillar {
	p := Pillar{Name: "Deal registration and attribution"}
	p.Evidence = fmt.Sprintf("%s, %d decided; %s.", count(f.claims, "registration"), f.decided, count(f.reviewers, "reviewer"))
	p.lack(len(f.program.ChannelsFor(DealDesk)) == 0, "Choose the deal desk's channel in the program's setup.")
	p.lack(f.reviewers < 2, "Name a second reviewer in the program's setup: nobody decides on a claim of their own.")
	p.lack(f.decided == 0, "Register the first deal and have it decided, which shows that the entry point works.")
	return p
}

// activation stands when the path is written, somebody is told when a partner stalls on it, and every partner has an
// owner. How far the partners are is no part of it: the path must be there before they are.
func (f facts) activation(m motionFacts) Pillar {
	p := Pillar{Name: "Enablement and activation path"}
	p.Evidence = fmt.Sprintf("%s on the path; %s, %d with an owner, %d activated, %d producing.",
		count(len(m.Path), "checkpoint"), count(m.partners, "partner"), m.owned, m.activated, m.produced)
	p.lack(m.PathSetAt.IsZero(), fmt.Sprintf("Look at the activation path%s and save it, as it is or as you change it.", m.whose("for")))
	p.lack(len(f.program.ChannelsFor(PartnerTeam)) == 0 && f.program.Settings.NudgeWhere != NudgeDirect,
		"Choose the partner team's channel in the program's setup: that is where stall alerts go.")
	p.lack(f.managers == 0, "Name a partner manager in the program's setup: somebody must own the runway.")
	p.lack(m.owned < m.partners, fmt.Sprintf("Give %s%s an owner: partners without one stall.", count(m.partners-m.owned, "partner"), m.whose("among the")))
	return p
}

func (f facts) forecast() Pillar {
	p := Pillar{Name: "Forecastable partner pipeline"}
	quarter := f.program.QuarterOf(f.now)
	goal := f.program.Goal(quarter)
	p.Evidence = fmt.Sprintf("No goal for %s.", quarter)
	if goal > 0 {
		p.Evidence = fmt.Sprintf("The goal for %s is %s.", quarter, Money{goal, f.program.Currency}.Short())
	}
	if f.posted {
		p.Evidence += " The last Monday post was sent."
	} else {
		p.Evidence += " No Monday post was sent in the last two weeks."
	}
	p.lack(goal == 0, fmt.Sprintf("Set the revenue goal for %s in the program's setup.", quarter))
	p.lack(len(f.program.ChannelsFor(ForecastChannel)) == 0, "Choose the forecast channel in the program's setup.")
	p.lack(!f.posted, "Wait for the first Monday post.")
	return p
}

// PhaseState is how far a phase of the plan is.
type PhaseState string

// The states of a phase.
const (
	PhaseDone    PhaseState = "done"
	PhaseNow     PhaseState = "now"
	PhaseBehind  PhaseState = "behind"
	PhaseToCome  PhaseState = "to_come"
	phaseDays               = 91 // a quarter
	leastCohort             = 5  // a first cohort is 5 to 15 partners (the program guide)
	activeCohort            = 2  // of them, one in so many is to be activated
)

// Phase is one quarter of the guide's timeline.
type Phase struct {
	Name        string
	First, Last calendar.Date
	State       PhaseState
}

// plan is the guide's timeline of the first partner type, from the day of the setup: one quarter to build the pillars, one to recruit and activate the
// first cohort, one to a number that can be forecast.
func (f facts) plan() []Phase {
	if f.program.SetUpAt.IsZero() {
		return nil
	}
	m := *f.of("")
	pillars := f.pillars(m)
	built := pillars[0].Standing && pillars[1].Standing && pillars[2].Standing
	cohort := m.partners >= leastCohort && m.activated*activeCohort >= m.partners
	start, today := f.program.DateOf(f.program.SetUpAt), f.program.DateOf(f.now)
	all := []Phase{
		phase("Build the pillars", start, 0, today, built),
		phase("Recruit and activate the first cohort", start, 1, today, built && cohort),
		phase("Reach a number that can be forecast", start, 2, today, built && cohort && pillars[3].Standing && m.produced > 0),
	}
	return all
}

func phase(name string, start calendar.Date, n int, today calendar.Date, done bool) Phase {
	p := Phase{Name: name, First: start.AddDays(n * phaseDays), Last: start.AddDays((n+1)*phaseDays - 1), State: PhaseNow}
	switch {
	case done:
		p.State = PhaseDone
	case today.After(p.Last):
		p.State = PhaseBehind
	case today.Before(p.First):
		p.State = PhaseToCome
	}
	return p
}

// countOf is count for a word with a plural of its own.
func countOf(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
