package domain

// PartnerProfile is the ideal partner profile: what a candidate is scored by before anyone is recruited. The partner type and
// the joint solution, which belong to it, are the program's.
type PartnerProfile struct {
	Criteria  []Criterion // 3 at least once it is written
	Threshold int         // a candidate with less needs a written reason, 0 to 100
}

// Criterion is one question about a candidate.
type Criterion struct {
	Key    string // unique in the profile; it stays when the words change
	Name   string
	Weight int      // 1 to 10
	Levels []string // described in words, from the worst to the best: 2 to 5
}

// Candidate is a company that may be recruited.
type Candidate struct {
	ID        ID
	ProgramID ID
	Name      string
	Domain    string         // registrable domain, "" when unknown
	Levels    map[string]int // level by criterion's key, from 0
	Fit       int            // 0 to 100, by the profile as it was then
	Reason    string         // why it is a candidate although it is below the threshold, "" when it is not
	Note      string
	Status    CandidateStatus
	PartnerID *ID // once signed
	Revision  int
}

// CandidateStatus is what became of a candidate.
type CandidateStatus string

// The statuses.
const (
	CandidateListed   CandidateStatus = "listed"
	CandidateSigned   CandidateStatus = "signed"
	CandidateDeclined CandidateStatus = "declined"
)
