package view

// Row is one line of a small table: cells in the order of the headings.
type Row []string

// Share is a part of the goal.
type Share struct {
	Label   string
	Percent int64 // cut off; what is won can be more than 100
}

// Digest is the Monday post, and the answer to /forecast: one screen.
type Digest struct {
	Headline string // the number and the gap to the goal, one sentence
	Program  string // program and quarter
	AsOf     string
	// Numbers are won, commit, best case and pipeline against the goal.
	Numbers []Fact
	// Goal is what is won, what is in commit and what is missing, as parts of the goal: for a platform that draws charts.
	// It says nothing that Headline does not. There is none without a goal.
	Goal     []Share
	Coverage []Fact // now, last week, required, without stalled
	Since    string // from when on Waterfall tells of changes, such as Since Nov 2
	// Waterfall is the change of the quarter's open pipeline in one line of words and numbers.
	Waterfall string
	Credit    []Fact // sourced and influenced
	Movers    []DigestLine
	Risks     []DigestLine
	Waiting   []string // registrations past their decision time or expiring
	Notes     []string // what was left out and why, how fresh the data is
	Actions   []Action
}

// DigestLine is one deal that moved or is at risk.
type DigestLine struct {
	Title  string
	Detail string
	Tone   Tone
}

// DigestDetail is what the digest leaves out, in its thread.
type DigestDetail struct {
	Title     string
	Waterfall []Fact // every part, which add up
	Movers    []DigestLine
	Risks     []DigestLine
	Method    []string // how the numbers are reckoned
}

func (Digest) isView()       {}
func (DigestDetail) isView() {}
