package view

// PartnerLine is one row of a list of partners or candidates.
type PartnerLine struct {
	Name   string
	Status Status
	Detail string // next step, owner, dates
	Action *Action
}

// PartnerList is a list of partners or candidates.
type PartnerList struct {
	Title   string
	Lead    string // what to know of the list, one sentence, "" for nothing
	Lines   []PartnerLine
	Empty   string // what to say and do when there are none
	More    string // "and 12 more …", "" when all are shown
	Actions []Action
}

// CheckpointLine is one checkpoint of a partner's path.
type CheckpointLine struct {
	Name   string
	Status Status
	When   string // "due Nov 30", "done Nov 3"
	Detail string // owner, evidence
}

// PartnerPage is one partner, for a person who asked for it.
type PartnerPage struct {
	Title       string // its name
	Status      Status
	Lead        string // the next step, one sentence
	Facts       []Fact
	Checkpoints []CheckpointLine
	DealsTitle  string
	Deals       []DealLine
	DealsEmpty  string // said in place of the deals when there are none
	History     []Step // the last few, oldest first
	Actions     []Action
}

// ScoreLine is one criterion of the profile, and how a candidate does by it.
type ScoreLine struct {
	Name   string
	Level  string // in words
	Points string // "2 of 3 × weight 5"
}

// Scorecard is a candidate held against the ideal partner profile.
type Scorecard struct {
	Title   string
	Status  Status // fits, or below the threshold
	Lead    string // why, one sentence
	Lines   []ScoreLine
	Facts   []Fact
	Actions []Action
}

// TeamWeekly is the weekly activation post, and the answer to who asks for it: one screen.
type TeamWeekly struct {
	Title     string
	Headline  string   // "4 of 9 activated in 90 days: 44%"
	Facts     []Fact   // time to first deal with how many are not there yet, on track, late, stalled
	Foretold  string   // what the fit foretold of activation, in a sentence; "" while there is too little to tell from
	Activated []string // who became activated
	Decisions []PartnerLine
	Empty     string // said in place of the decisions when nobody needs one
	Actions   []Action
}

func (PartnerList) isView() {}
func (PartnerPage) isView() {}
func (Scorecard) isView()   {}
func (TeamWeekly) isView()  {}
