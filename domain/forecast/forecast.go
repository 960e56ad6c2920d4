package forecast

import "github.com/partnerbot/partnerbot/domain/calendar"

// Pair is one deal as it stood before and after; nil where it did not exist.
type Pair struct {
	Before, After *Deal
}

// Terms are what a forecast is reckoned by.
type Terms struct {
	AsOf             calendar.Date // the day whose state the after rows are
	Before           calendar.Date // the day whose state the before rows are
	Quarter          calendar.Quarter
	First, Last      calendar.Date // of the quarter
	TrailingFirst    calendar.Date // first day of the four quarters before this one, for the win rate
	Goal             int64         // minor units; 0: none set
	StalledDays      int
	RequiredCoverage int // hundredths, used when history is too thin
	Top              int // how many movers and risks to keep
}

// Forecast is the number of the Monday post and what stands behind it. Open amounts are those with a close date in
// the quarter and not omitted; they are not cumulative (see the Cumulative methods).
type Forecast struct {
	Terms      Terms
	Won        int64
	WonDeals   int
	Commit     int64
	BestCase   int64
	Pipeline   int64
	OpenDeals  int // every open tagged deal that is not omitted, whenever it closes
	InQuarter  int // those that close in the quarter
	Sourced    Split
	Influenced Split

	Coverage        Coverage
	LastCoverage    Coverage // by the before rows
	WithoutStalled  Coverage
	Required        int  // hundredths
	RequiredByRate  bool // Required is 1 / win rate, not the fallback
	WinRate         int  // hundredths, by amount, of the trailing four quarters; meaningful when RequiredByRate
	ClosedForRate   int  // how many closed deals it rests on
	Waterfall       Waterfall
	Movers          []Mover // largest effect first
	Risks           []Risk  // largest amount first
	NoCloseDate     int     // open deals left out because nobody said when they close
	Overdue         int     // open deals past their close date
	EstimatedAmount int     // open deals whose amount is an estimate
}

// Split is the part of won and open-in-quarter amounts with one attribution.
type Split struct {
	Won, Open int64
	Deals     int
}

// Coverage is open amount in the quarter over what is missing to the goal.
type Coverage struct {
	Open, Missing int64
	Met           bool // nothing is missing
	NoGoal        bool
	Hundredths    int // Open / Missing, 250 is 2.5x; 0 when Met or NoGoal
}

// Waterfall explains the change of the open pipeline of the quarter between two snapshots, in minor units, every
// part 0 or more: Start + Created + AttributedIn + PulledIn + Up + Reopened − Down − PushedOut − Won − Lost −
// AttributedOut = End, to the cent.
type Waterfall struct {
	Start, Created, AttributedIn, PulledIn, Up, Reopened int64
	Down, PushedOut, Won, Lost, AttributedOut, End       int64
}

// Move is why a deal is among the movers.
type Move string

// The moves.
const (
	MoveWon           Move = "won"
	MoveLost          Move = "lost"
	MoveCreated       Move = "created"
	MoveUp            Move = "up"
	MoveDown          Move = "down"
	MovePulledIn      Move = "pulled_in"
	MovePushedOut     Move = "pushed_out"
	MoveReopened      Move = "reopened"
	MoveAttributedIn  Move = "attributed_in"
	MoveAttributedOut Move = "attributed_out"
)

// Mover is a deal that changed the number since the last snapshot. Amount is the size of the change, above 0.
type Mover struct {
	Deal   Deal
	Move   Move
	Amount int64
}

// Peril is why a deal is among the risks.
type Peril string

// The perils.
const (
	Overdue    Peril = "overdue"
	Stalled    Peril = "stalled"
	NoNextStep Peril = "no_next_step"
)

// Risk is an open deal of the quarter that may not close as it says. Days is how long it is overdue or stalled.
type Risk struct {
	Deal  Deal
	Peril Peril
	Days  int
}
