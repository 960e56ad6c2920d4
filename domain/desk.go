package domain

// DeskConfig is what a Desk works with. All of it is required.
type DeskConfig struct {
	Store Store
	Clock Clock
	NewID func() ID // UUID version 7
}

// Desk holds the use cases: each is one act of one person, decided by the rules and kept in one transaction.
//
// An act on a registration takes the revision that the person saw. When it has moved on since, the act is refused as
// Stale with what changed and who did it. The same request a second time (see [Chat.Key]) changes nothing and answers
// how things stand.
type Desk struct {
	store Store
	now   Clock
	newID func() ID

	installs installs
}

// NewDesk makes a Desk.
func NewDesk(c DeskConfig) *Desk {
	return &Desk{store: c.Store, now: c.Clock, newID: c.NewID}
}
