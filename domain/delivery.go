package domain

import "time"

// DeliveryKind is what a delivery shows; the bot has one view for each.
type DeliveryKind string

// The kinds. A card is edited in place for as long as its subject changes; a note is posted once and never again.
const (
	ReviewCard   DeliveryKind = "review_card"   // card: a registration, in the deal desk's channel
	HistoryNote  DeliveryKind = "history_note"  // note: an event, in the thread of its review card
	DecisionNote DeliveryKind = "decision_note" // note: an event, as a direct message to the submitter
	DigestPost   DeliveryKind = "digest"        // card: a Monday snapshot, in the forecast channel
	DigestDetail DeliveryKind = "digest_detail" // note: the same snapshot, in the digest's thread
	AdminNote    DeliveryKind = "admin_note"    // note: a delivery that went wrong, to the admins
	LinkRequest  DeliveryKind = "link_request"  // card: a link, as a direct message to who was known first
	StallNudge   DeliveryKind = "stall_nudge"   // card: a nudge, to a person or in the partner team's channel
	PartnerNote  DeliveryKind = "partner_note"  // note: an event of a partner, as a direct message to whom it concerns
	TeamWeekly   DeliveryKind = "team_weekly"   // note: a Monday's activation post, in the partner team's channel
)

// DeliveryState is how far a delivery is.
type DeliveryState string

// The states: queued → sending → sent, and the three ways it can end otherwise.
const (
	Queued    DeliveryState = "queued"
	Sending   DeliveryState = "sending"
	Sent      DeliveryState = "sent"
	Uncertain DeliveryState = "uncertain" // it left, and no answer says whether it arrived: never repeated
	Failed    DeliveryState = "failed"    // refused for good
	Dropped   DeliveryState = "dropped"   // no longer of use when its turn came
)

// Address is where a delivery goes: a channel, or a person wherever that person can be reached.
type Address struct {
	Platform  Platform
	Workspace string
	Channel   string
	PersonID  *ID
}

// MessageRef names a message that was posted. TS is Slack's timestamp or the Teams activity id.
type MessageRef struct {
	Platform  Platform
	Workspace string
	Channel   string
	TS        string
}

// Delivery is one outgoing message, from the cause to the platform's message id.
type Delivery struct {
	ID        ID
	ProgramID ID
	Kind      DeliveryKind
	// Key makes it single: the second delivery with a key in a program is the first one.
	Key     string
	Subject ID // a registration, an event, a snapshot, a delivery, who was met, a nudge or a program, by Kind
	To      Address
	Parent  *ID // the delivery in whose thread it goes
	// Wanted grows with every change that should be shown; Shown is the last one that was.
	Wanted, Shown int
	State         DeliveryState
	Message       MessageRef // where it stands, once sent
	UsefulUntil   time.Time  // zero: always
	SendingSince  time.Time  // while an attempt is under way
	Attempts      int        // since it last arrived
	Problem       string     // why it failed or is uncertain, in words for an admin
	CreatedAt     time.Time
}
