package forecast

import "github.com/partnerbot/partnerbot/domain/calendar"

// Pair is one deal as it stood before and after; nil where it did not exist or was not kept.
type Pair struct {
	Before, After *Deal
}

// Terms are what a forecast is reckoned by.
type Terms struct {
	AsOf             calendar.Date // the day in which, or at the start of which, the after rows were taken
	Before           calendar.Date // the day at the start of which the before rows were taken
	Quarter          calendar.Quarter
	First, Last      calendar.Date // of the quarter
	TrailingFirst    calendar.Date // first day of the four quarters before this one, for the win rate
	Goal             int64         // minor units; 0: none set
	StalledDays      int           // an open deal whose stage is this many days old is stalled; 0: none is
	RequiredCoverage int           // hundredths, used when history is too thin
	Top              int           // how many movers and risks to keep
}

// Forecast is the number of the Monday post and what stands behind it. Only tagged deals count. Open amounts are those
// with a close date in the quarter and not omitted; Commit, BestCase and Pipeline do not contain each other, as
// [Forecast.CommitForecast] and its like do.
type Forecast struct {
	Terms     Terms
	Won       int64 // closed in the quarter
	WonDeals  int
	Commit    int64
	BestCase  int64
	Pipeline  int64
	OpenDeals int // every open deal that is not omitted, whenever it closes
	InQuarter int // those that close in the quarter

	Sourced    Split
	Influenced Split

	Coverage       Coverage
	LastCoverage   Coverage // by the before rows
	WithoutStalled Coverage // without deals that are stalled or past their close date
	Required       int      // hundredths, rounded up
	RequiredByRate bool     // Required is 1 / win rate, not the fallback
	WinRate        int      // hundredths, by amount, of the trailing four quarters; meaningful when RequiredByRate
	ClosedForRate  int      // how many closed deals it rests on

	Waterfall Waterfall
	Movers    []Mover // largest amount first
	Risks     []Risk  // largest amount first

	NoCloseDate     int // open deals left out because nobody said when they close
	EarlierQuarter  int // open deals left out because they should have closed before the quarter began
	OmittedDeals    int // open deals left out because their category is none that counts
	Overdue         int // open deals past their close date, those of earlier quarters included
	EstimatedAmount int // open deals whose amount is an estimate
}

// OpenPipeline is every open amount of the quarter, in minor units.
func (f *Forecast) OpenPipeline() int64 { return f.Commit + f.BestCase + f.Pipeline }

// CommitForecast is what is won and what is committed, in minor units: the cumulative roll-up that CRMs show.
func (f *Forecast) CommitForecast() int64 { return f.Won + f.Commit }

// BestCaseForecast is CommitForecast and the best case, in minor units.
func (f *Forecast) BestCaseForecast() int64 { return f.CommitForecast() + f.BestCase }

// Split is the part of won and open-in-quarter amounts with one attribution, and how many deals they are.
type Split struct {
	Won, Open int64
	Deals     int
}

// Waterfall explains the change of the open pipeline of the quarter between two snapshots, in minor units, every
// part 0 or more: Start + Created + AttributedIn + PulledIn + Up + Reopened − Down − PushedOut − Won − Lost −
// AttributedOut = End, to the cent. A deal may be in several parts: pulled in, then up, then won.
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

// Mover is a deal that changed the number since the last snapshot, by its last step if it went through several. Deal
// is as it stands now, or as it last stood when it is gone. Amount is the size of that step, above 0.
type Mover struct {
	Deal   Deal
	Move   Move
	Amount int64
}

// Peril is why a deal is among the risks: the first of these that holds.
type Peril string

// The perils, gravest first.
const (
	Overdue    Peril = "overdue"
	Stalled    Peril = "stalled"
	NoNextStep Peril = "no_next_step"
)

// Risk is an open deal of the quarter that may not close as it says. Days is how long it is overdue or its stage old.
type Risk struct {
	Deal  Deal
	Peril Peril
	Days  int
}
