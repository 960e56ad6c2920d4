package domain

import (
	"time"

	"github.com/partnerbot/partnerbot/domain/activation"
	"github.com/partnerbot/partnerbot/domain/calendar"
)

// PartnerStatus is what was decided about a partner. How one stands on the path is an activation.Status.
type PartnerStatus string

// The statuses.
const (
	PartnerActive PartnerStatus = "active"
	PartnerParked PartnerStatus = "parked" // until a day, then active again
	PartnerExited PartnerStatus = "exited" // for good
)

// Partner is a signed partner company. Its days are those of the program's time zone.
type Partner struct {
	ID        ID
	ProgramID ID
	Type      PartnerType // "" for the program's first one
	Name      string
	Domain    string // registrable domain, "" when unknown
	OwnerID   *ID    // the partner manager, who owns the runway on our side
	// TheirOwner and TheirMail are who owns it on the partner's side, "" when nobody said.
	TheirOwner, TheirMail string
	SignedOn              calendar.Date // never zero
	Status                PartnerStatus
	StatusReason          string        // why parked or exited
	ParkedUntil           calendar.Date // the first day on which a parked partner is back; zero for never parked
	SnoozedUntil          calendar.Date // the first day on which alerts come again; zero for never snoozed
	SnoozeReason          string
	HelpAsked             string        // what help was asked for and is not settled, "" for none
	HelpedAt              time.Time     // when help that was asked for was given last; zero: never
	WatchedOn             calendar.Date // from this day on it counts what does not happen: its past was imported; zero: since signature
	ActiveOn              calendar.Date // the last day on which anything happened; zero: none
	DealtOn               calendar.Date // of the last registration or evidence; zero: none
	ActivatedOn           calendar.Date // of the first approved registration; zero: not yet
	ProducedOn            calendar.Date // of the first closed-won deal; zero: not yet
	// Fit is how well it fitted the profile when it was recruited, 0 to 100; nil when it was never scored.
	Fit      *int
	Revision int
}

// statusOn is what was decided about the partner and holds on a day: parking is over by itself.
func (p Partner) statusOn(today calendar.Date) PartnerStatus {
	if p.Status == PartnerParked && !today.Before(p.ParkedUntil) {
		return PartnerActive
	}
	return p.Status
}

// Checkpoint is a step of the path as one partner has it. The step is that of the path when the partner signed.
type Checkpoint struct {
	PartnerID  ID
	Step       activation.Step
	Due        calendar.Date
	OwnerID    *ID    // who of ours sees to it; nil: the partner's manager
	TheirOwner string // who does on the partner's side, "" for the partner's own
	DoneOn     calendar.Date
	DoneByID   *ID      // nil for what was done by itself
	DoneBy     string   // as they were called then
	Evidence   string   // a link or the name of a file
	People     []string // who is certified
}

// Runway is a partner with what is needed to judge how it stands and whom that was told to.
type Runway struct {
	Partner     Partner
	Checkpoints []activation.Checkpoint // by due day
	Told        []PartnerTold
}

// PartnerTold is what a reader was last told of a partner's concern. Reader is the zero ID for the channel.
type PartnerTold struct {
	Reader ID
	activation.Told
}
