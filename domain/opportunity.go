package domain

import (
	"time"

	"github.com/partnerbot/partnerbot/domain/calendar"
	"github.com/partnerbot/partnerbot/domain/forecast"
)

// Opportunity is the deal in the main pipeline, with its stage. Only partner-tagged ones count in the partner forecast.
type Opportunity struct {
	ID        ID
	ProgramID ID
	AccountID *ID
	Name      string
	Product   string
	OwnerID   *ID
	// SourceKey is the id of the deal where it came from (a CRM, an import), unique in the program; "" for our own.
	SourceKey      string
	RegistrationID *ID

	PartnerID   *ID
	Attribution forecast.Attribution
	Amount      int64 // minor units of the program's currency, 0 or more
	Estimated   bool  // the amount is a list price, not what was quoted
	Stage       string
	Category    forecast.Category
	Outcome     forecast.Outcome
	NextStep    string
	CreatedAt   time.Time
	StageSince  time.Time
	CloseDate   calendar.Date // expected while open, actual when closed; zero when unknown
	Revision    int
}
