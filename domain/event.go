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

// The kinds of event.
const (
	EventSubmitted = "registration.submitted"
	EventApproved  = "registration.approved"
	EventConverted = "registration.converted"
	EventRejected  = "registration.rejected"
	EventInfoAsked = "registration.info_asked"
	EventAnswered  = "registration.answered"
	EventUpdated   = "registration.updated"
	EventWon       = "registration.won"
	EventLost      = "registration.lost"
	EventWithdrawn = "registration.withdrawn"
	EventCancelled = "registration.cancelled"
	EventExpired   = "registration.expired"

	EventProgramSetUp   = "program.set_up"
	EventAdminAppointed = "program.admin_appointed"
	EventScheduleSet    = "program.schedule"
	EventImported       = "program.imported"

	EventSigned    = "partner.signed"
	EventStepDone  = "partner.step_done"
	EventStepOwner = "partner.step_owner"
	EventNewDate   = "partner.new_date"
	EventSnoozed   = "partner.snoozed"
	EventHelpAsked = "partner.help_asked"
	EventHelped    = "partner.helped"
	EventContact   = "partner.contact"
	EventOwner     = "partner.owner"
	EventPortfolio = "partner.portfolio" // of the new owner: all of another's partners are theirs
	EventParked    = "partner.parked"
	EventUnparked  = "partner.unparked"
	EventExited    = "partner.exited"
	EventActivated = "partner.activated"
	EventProduced  = "partner.produced"

	EventCandidateScored   = "candidate.scored"
	EventCandidateDeclined = "candidate.declined"

	EventProfileWritten = "program.profile"
	EventPathWritten    = "program.path"
	EventTypeOpened     = "program.type_opened"
	EventNudgesSet      = "program.nudges"
	EventOverridden     = "program.overridden"
	EventGateOpen       = "program.gate_open"

	EventPersonLinked = "person.linked"
	EventLinkDenied   = "person.link_denied"
)

var eventWords = map[string]string{
	EventSubmitted: "registered", EventApproved: "approved", EventConverted: "put in the pipeline",
	EventRejected: "rejected", EventInfoAsked: "information asked for", EventAnswered: "answered",
	EventUpdated: "updated", EventWon: "marked won", EventLost: "marked lost", EventWithdrawn: "withdrawn",
	EventCancelled: "canceled", EventExpired: "expired",
	EventProgramSetUp: "set up", EventAdminAppointed: "made admin", EventScheduleSet: "Monday post set", EventImported: "imported",
	EventSigned: "signed", EventStepDone: "checkpoint done", EventStepOwner: "checkpoint assigned", EventNewDate: "given a new date",
	EventSnoozed: "snoozed", EventHelpAsked: "help asked for", EventHelped: "helped", EventContact: "contacted",
	EventOwner: "reassigned", EventPortfolio: "given a portfolio", EventParked: "parked", EventUnparked: "back", EventExited: "left", EventActivated: "activated", EventProduced: "producing",
	EventCandidateScored: "scored", EventCandidateDeclined: "declined",
	EventProfileWritten: "profile written", EventPathWritten: "path written", EventTypeOpened: "partner type opened", EventNudgesSet: "stall alerts set",
	EventOverridden: "gate passed", EventGateOpen: "gate open",
	EventPersonLinked: "confirmed as the same person", EventLinkDenied: "denied to be the same person",
}

// Words is what happened, to be read before "by" somebody.
func (e Event) Words() string {
	if w, ok := eventWords[e.Kind]; ok {
		return w
	}
	return e.Kind
}
