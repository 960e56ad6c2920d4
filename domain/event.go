package domain

import "time"

// Event is one thing that happened to one thing we keep. Events are only ever added.
type Event struct {
	ID        ID
	ProgramID ID
	Subject   ID     // what it happened to
	Kind      string // such as registration.approved
	ActorID   *ID    // nil for what happened by itself
	ActorName string // as it was then
	Chat      Chat
	At        time.Time
	Old, New  string // short text of the value before and after, such as a status
	Reason    string
}
