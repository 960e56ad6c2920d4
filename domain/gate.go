package domain

import "time"

// Gate is a step that the program's order forbids for now.
type Gate string

// The gates (design, section 1).
const (
	GateRecruit    Gate = "recruit"     // nobody is recruited before pillars 2 and 3 stand
	GateCohort     Gate = "cohort"      // the first cohort stays small until it produces
	GateSecondType Gate = "second_type" // one partner type, until it went through all four pillars
)

// Override is the partnerships lead's decision to go past a gate, with the reason. It is open, and reported in the
// Monday post, until the gate would let everyone pass.
type Override struct {
	ID         ID
	ProgramID  ID
	Gate       Gate
	Reason     string
	ByID       ID
	By         string // as they were called then
	At         time.Time
	ResolvedAt time.Time // zero while open
}
