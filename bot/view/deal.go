package view

import "github.com/partnerbot/partnerbot/bot/intent"

// Status is a review status or an outcome, in words, with its tone.
type Status struct {
	Text string
	Tone Tone
}

// Step is one line of a thing's history.
type Step struct {
	When string // already in the reader's time zone
	Who  string
	What string
}

// DealCard is one deal, for a person who asked for it.
type DealCard struct {
	Ref     string // D-1042
	Title   string // customer and product
	Status  Status
	Lead    string // what waits on whom, one sentence
	Facts   []Fact
	History []Step
	Actions []Action
}

// ReviewCard is a registration in the deal desk's channel, edited in place for as long as it lives.
type ReviewCard struct {
	Ref      string
	Title    string
	Status   Status
	Outcome  string // who decided what and when, "" before a decision
	Due      string // when the decision is due, "" when none is
	Facts    []Fact
	Findings []Finding
	Story    string // how the partner is engaged, as typed
	Actions  []Action
	// Again draws the card for who looks at it, on a platform that can show each reader their own.
	Again intent.Intent
}

// Finding is one result of the conflict check.
type Finding struct {
	Tone Tone
	Text string
}

// HistoryNote is one step, posted in the thread of the review card.
type HistoryNote struct {
	Ref  string
	Step Step
	Text string // the reason or question, as typed
}

// DecisionNote tells the submitter what was decided.
type DecisionNote struct {
	Ref     string
	Title   string
	Status  Status
	Text    string // the reviewer's words, as typed
	Lead    string // what to do next
	Facts   []Fact
	Actions []Action
}

// DealLine is one row of a list.
type DealLine struct {
	Ref    string
	Title  string
	Status Status
	Detail string // partner, amount, dates
	Action *Action
}

// DealList is a list of deals, at most ten rows.
type DealList struct {
	Title   string
	Lines   []DealLine
	More    string // "and 12 more …", "" when all are shown
	Empty   string // what to say and do when there are none
	Actions []Action
}

func (DealCard) isView()     {}
func (ReviewCard) isView()   {}
func (HistoryNote) isView()  {}
func (DecisionNote) isView() {}
func (DealList) isView()     {}
