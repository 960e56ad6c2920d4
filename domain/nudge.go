package domain

import (
	"time"

	"github.com/partnerbot/partnerbot/domain/activation"
	"github.com/partnerbot/partnerbot/domain/calendar"
)

// Nudge is one grouped message about partners who stall: to a person, at most one for each of their days, or to the
// partner team's channel, at most one for each of the program's.
type Nudge struct {
	ID        ID
	ProgramID ID
	ReaderID  *ID           // nil for the channel
	Day       calendar.Date // of the reader; of the program for the channel
	JudgedOn  calendar.Date // the program's day, by which it was judged
	At        time.Time
	Items     []NudgeItem // worst first
	More      int         // how many it would have told of beyond the day's cap
}

// NudgeItem is one partner in a nudge, as it stood then.
type NudgeItem struct {
	PartnerID ID
	Concern   activation.Concern
	Status    activation.Status
	Rung      activation.Rung
}
