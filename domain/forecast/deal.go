// Package forecast is the mathematics of the partner pipeline: what was won, what is open and in which category,
// coverage, and the waterfall between two snapshots. Pure functions over rows; amounts are minor units of one
// currency, dates are days of the program's time zone. Rules and formulas: section 8.4 of the program's rules.
package forecast

import (
	"github.com/google/uuid"

	"github.com/partnerbot/partnerbot/domain/calendar"
)

// Category is the forecast category of a deal.
type Category string

// The categories, as CRMs name them.
const (
	Omitted  Category = "omitted"
	Pipeline Category = "pipeline"
	BestCase Category = "best_case"
	Commit   Category = "commit"
	Closed   Category = "closed"
)

// Outcome says whether a deal is open, and how it ended if not.
type Outcome string

// The outcomes.
const (
	Open Outcome = "open"
	Won  Outcome = "won"
	Lost Outcome = "lost"
)

// Attribution is the partner's part in a deal: one of the two, never both.
type Attribution string

// The attributions.
const (
	Unattributed Attribution = ""
	Sourced      Attribution = "sourced"
	Influenced   Attribution = "influenced"
)

// Deal is one opportunity as it stood at one moment: the row of a snapshot.
type Deal struct {
	ID          uuid.UUID
	Name        string
	PartnerID   uuid.UUID // zero: no partner
	Attribution Attribution
	OwnerID     uuid.UUID // zero: no owner
	Amount      int64     // minor units, 0 or more
	Estimated   bool
	Stage       string
	Category    Category
	Outcome     Outcome
	NextStep    string
	CreatedOn   calendar.Date
	StageSince  calendar.Date
	CloseDate   calendar.Date // zero: unknown
}

// Tagged tells whether the deal counts in the partner pipeline: it has a partner and an attribution.
func (d *Deal) Tagged() bool {
	return d != nil && d.PartnerID != uuid.Nil && (d.Attribution == Sourced || d.Attribution == Influenced)
}

// forecast tells whether the deal is open and in a category that counts.
func (d *Deal) forecast() bool {
	return d.Outcome == Open && (d.Category == Commit || d.Category == BestCase || d.Category == Pipeline)
}
