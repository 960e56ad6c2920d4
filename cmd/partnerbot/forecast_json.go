package main

import (
	"time"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/calendar"
	"github.com/partnerbot/partnerbot/domain/forecast"
)

// forecastJSON is a forecast for other programs. Amounts are integers in minor units of Currency.
//
// CommitMinor and BestCaseMinor are cumulative, as CRMs roll a forecast up: what is won and committed, and that with the
// best case. PipelineMinor is everything open that closes in the quarter: commit, best case and pipeline. The three open
// categories by themselves are in Open.
type forecastJSON struct {
	Program       string           `json:"program"`
	AsOf          calendar.Date    `json:"as_of"`
	At            time.Time        `json:"at"` // the instant whose state this is, UTC
	Quarter       calendar.Quarter `json:"quarter"`
	Currency      domain.Currency  `json:"currency"`
	GoalMinor     int64            `json:"goal_minor"` // 0 when none is set
	WonMinor      int64            `json:"won_minor"`
	CommitMinor   int64            `json:"commit_minor"`
	BestCaseMinor int64            `json:"best_case_minor"`
	PipelineMinor int64            `json:"pipeline_minor"`
	Open          openJSON         `json:"open"`
	WonDeals      int              `json:"won_deals"`
	OpenDeals     int              `json:"open_deals"` // whenever they close
	InQuarter     int              `json:"open_deals_in_quarter"`

	// Coverage is null when the goal is met or none is set.
	Coverage               *float64 `json:"coverage"`
	CoverageLastWeek       *float64 `json:"coverage_last_week"`
	CoverageWithoutStalled *float64 `json:"coverage_without_stalled"`
	RequiredCoverage       float64  `json:"required_coverage"`
	RequiredByWinRate      bool     `json:"required_by_win_rate"` // false: the program's fallback, for want of history

	Waterfall  waterfallJSON `json:"waterfall"`
	Sourced    splitJSON     `json:"sourced"`
	Influenced splitJSON     `json:"influenced"`
	LeftOut    leftOutJSON   `json:"left_out"`
	Overdue    int           `json:"overdue_deals"`
	Estimated  int           `json:"estimated_deals"` // open deals whose amount is a list price
}

type openJSON struct {
	Commit   int64 `json:"commit_minor"`
	BestCase int64 `json:"best_case_minor"`
	Pipeline int64 `json:"pipeline_minor"`
}

// waterfallJSON is the change of the open pipeline since Since, 00:00: start and what came in, less what went, is end.
type waterfallJSON struct {
	Since         calendar.Date `json:"since"`
	Start         int64         `json:"start_minor"`
	Created       int64         `json:"created_minor"`
	AttributedIn  int64         `json:"attributed_in_minor"`
	PulledIn      int64         `json:"pulled_in_minor"`
	Up            int64         `json:"up_minor"`
	Reopened      int64         `json:"reopened_minor"`
	Down          int64         `json:"down_minor"`
	PushedOut     int64         `json:"pushed_out_minor"`
	Won           int64         `json:"won_minor"`
	Lost          int64         `json:"lost_minor"`
	AttributedOut int64         `json:"attributed_out_minor"`
	End           int64         `json:"end_minor"`
}

type splitJSON struct {
	Won   int64 `json:"won_minor"`
	Open  int64 `json:"open_minor"`
	Deals int   `json:"deals"`
}

// leftOutJSON counts the open deals that are in no number above.
type leftOutJSON struct {
	NoCloseDate    int `json:"no_close_date"`
	EarlierQuarter int `json:"earlier_quarter"`
	Omitted        int `json:"omitted"`
}

func newForecastJSON(d domain.Digest) forecastJSON {
	f := d.Forecast
	w := f.Waterfall
	return forecastJSON{
		Program: d.Program.Name, AsOf: f.Terms.AsOf, At: d.At.UTC(), Quarter: f.Terms.Quarter, Currency: d.Program.Currency,
		GoalMinor: f.Terms.Goal, WonMinor: f.Won, CommitMinor: f.CommitForecast(), BestCaseMinor: f.BestCaseForecast(),
		PipelineMinor: f.OpenPipeline(), Open: openJSON{f.Commit, f.BestCase, f.Pipeline},
		WonDeals: f.WonDeals, OpenDeals: f.OpenDeals, InQuarter: f.InQuarter,
		Coverage: ratio(f.Coverage), CoverageLastWeek: ratio(f.LastCoverage), CoverageWithoutStalled: ratio(f.WithoutStalled),
		RequiredCoverage: float64(f.Required) / 100, RequiredByWinRate: f.RequiredByRate,
		Waterfall: waterfallJSON{
			f.Terms.Before, w.Start, w.Created, w.AttributedIn, w.PulledIn, w.Up, w.Reopened, w.Down, w.PushedOut, w.Won,
			w.Lost, w.AttributedOut, w.End,
		},
		Sourced: splitJSON(f.Sourced), Influenced: splitJSON(f.Influenced),
		LeftOut: leftOutJSON{f.NoCloseDate, f.EarlierQuarter, f.OmittedDeals}, Overdue: f.Overdue, Estimated: f.EstimatedAmount,
	}
}

// ratio is null where there is nothing to cover.
func ratio(c forecast.Coverage) *float64 {
	if c.Met || c.NoGoal {
		return nil
	}
	r := float64(c.Hundredths) / 100
	return &r
}
