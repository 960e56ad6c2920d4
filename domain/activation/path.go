// Package activation is the rules by which a signed partner becomes a producing one: the path of checkpoints, how a
// partner stands on it, and whom that is told to and when. It is pure functions of rows and days (section 8.3 of the
// rules). A day is one of the program's time zone.
package activation

import (
	"slices"

	"github.com/partnerbot/partnerbot/domain/calendar"
)

// Kind says how a checkpoint comes to be done.
type Kind string

// The kinds. All but Manual and Certification are done by what is kept, never by hand.
const (
	Manual            Kind = "manual"             // somebody says so, with evidence
	OwnerNamed        Kind = "owner"              // the partner has an owner on our side
	Certification     Kind = "certification"      // somebody names the people who are certified
	FirstRegistration Kind = "first_registration" // the first approved registration: the partner is activated
	FirstWin          Kind = "first_win"          // the first closed-won deal: the partner is producing
)

// ByHand tells whether a person says that a checkpoint of this kind is done.
func (k Kind) ByHand() bool { return k == Manual || k == Certification }

// Step is one checkpoint of a path.
type Step struct {
	Key    string // unique in the path: small letters, digits and _
	Name   string
	Kind   Kind
	DueDay int      // days from signature, 0 to MaxDueDay
	People int      // Certification: how many people are to be certified, 1 at least
	Needs  []string // keys of steps that come before and must be done first
}

// Bounds of a path.
const (
	MaxDueDay = 730
	MaxSteps  = 20
)

// Path is the checkpoints that a partner passes, by due day.
type Path []Step

// DefaultPath is the path of section 8.3: activated in 60 days, producing in 120.
func DefaultPath() Path {
	return Path{
		{Key: "owner", Name: "Owner named", Kind: OwnerNamed, DueDay: 2},
		{Key: "kickoff", Name: "Kick-off", Kind: Manual, DueDay: 7},
		{Key: "certification", Name: "Certification", Kind: Certification, DueDay: 30, People: 2, Needs: []string{"kickoff"}},
		{Key: "joint_plan", Name: "Joint go-to-market plan", Kind: Manual, DueDay: 45, Needs: []string{"kickoff"}},
		{Key: "first_registration", Name: "First approved registration", Kind: FirstRegistration, DueDay: 60},
		{Key: "first_win", Name: "First closed-won", Kind: FirstWin, DueDay: 120},
	}
}

// Step is the one with a key; ok is false when there is none.
func (p Path) Step(key string) (s Step, ok bool) {
	if i := p.index(key); i >= 0 {
		return p[i], true
	}
	return Step{}, false
}

func (p Path) index(key string) int {
	return slices.IndexFunc(p, func(s Step) bool { return s.Key == key })
}

// Checkpoint is a step as one partner has it.
type Checkpoint struct {
	Key  string
	Due  calendar.Date
	Done calendar.Date // zero: not yet
}

// Plan is the path of a partner who signed on a day.
func (p Path) Plan(signed calendar.Date) []Checkpoint {
	all := make([]Checkpoint, len(p))
	for i, s := range p {
		all[i] = Checkpoint{Key: s.Key, Due: signed.AddDays(s.DueDay)}
	}
	return all
}

// Current is the checkpoint to pass next: of those not done, the one that is due first. nil: all are done.
func Current(all []Checkpoint) *Checkpoint {
	var current *Checkpoint
	for i := range all {
		if c := &all[i]; c.Done.IsZero() && (current == nil || c.Due.Before(current.Due)) {
			current = c
		}
	}
	return current
}
