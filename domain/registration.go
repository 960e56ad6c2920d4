package domain

import (
	"time"

	"github.com/partnerbot/partnerbot/domain/calendar"
)

// Status is the review status of a registration. It says nothing of the sales stage, which is the opportunity's.
type Status string

// The statuses of section 8.1.
const (
	Draft     Status = "draft"
	Submitted Status = "submitted"
	InReview  Status = "in_review"
	NeedsInfo Status = "needs_info"
	Approved  Status = "approved"
	Rejected  Status = "rejected"
	Appealed  Status = "appealed"
	Converted Status = "converted"
	Won       Status = "won"
	Lost      Status = "lost"
	Expired   Status = "expired"
	Withdrawn Status = "withdrawn"
	Cancelled Status = "cancelled"
)

// Reason is why a registration was rejected: a closed list, so that what is rejected can be counted.
type Reason string

// The rejection reasons of section 2.
const (
	ReasonDuplicate    Reason = "duplicate"
	ReasonDirect       Reason = "active_direct_pipeline"
	ReasonNamedAccount Reason = "named_account"
	ReasonUnqualified  Reason = "unqualified"
	ReasonNoRelation   Reason = "no_verifiable_relationship"
	ReasonThinEvidence Reason = "thin_evidence"
)

// Reasons lists every rejection reason, in the order in which they are offered.
func Reasons() []Reason {
	return []Reason{
		ReasonDuplicate, ReasonDirect, ReasonNamedAccount, ReasonUnqualified, ReasonNoRelation, ReasonThinEvidence,
	}
}

// Claim is what a person fills in to register a deal.
type Claim struct {
	PartnerID    ID
	Account      ID            // a customer that the program knows, instead of the next four; zero in what is kept
	Customer     string        // 1 to 120 characters
	Website      string        // any form of the customer's domain; "" needs NoWebsite
	NoWebsite    string        // why there is none
	Country      string        // ISO 3166-1 alpha-2; needed when there is no website
	ContactName  string        // 1 to 120 characters
	ContactEmail string        // business e-mail: no free-mail
	Amount       Money         // above 0, in the program's currency
	CloseDate    calendar.Date // not past in the program's time zone
	Product      string
	HowEngaged   string // 20 to 2,000 characters
	NextStep     string // 1 to 255 characters
}

// FindingKind is what a conflict check found, and Effect what follows from it.
type (
	FindingKind string
	Effect      string
)

// Effects, from hardest to softest.
const (
	Block Effect = "block" // refused
	Route Effect = "route" // goes to review, marked for a decision
	Warn  Effect = "warn"  // goes to review, with a remark
)

// Finding kinds.
const (
	SamePartnerClaim  FindingKind = "same_partner_claim"
	OtherPartnerClaim FindingKind = "other_partner_claim"
	OtherProductClaim FindingKind = "other_product_claim"
	RecentlyExpired   FindingKind = "recently_expired"
	DirectOpportunity FindingKind = "direct_opportunity"
	PendingClaim      FindingKind = "pending_claim"
	ExistingCustomer  FindingKind = "existing_customer"
	SimilarName       FindingKind = "similar_name"
)

// Finding is one thing that the conflict check found. Ref is what a reviewer may look up, such as D-1042;
// it is never shown to the claiming partner when it is another partner's.
type Finding struct {
	Kind   FindingKind
	Effect Effect
	Ref    string
	Text   string // for a reviewer
}

// Registration is a claim on a deal by a partner, with its review.
type Registration struct {
	ID        ID
	Number    int64 // shown as D-1042, unique in the program
	ProgramID ID
	PartnerID ID
	AccountID ID
	Claim     Claim
	Status    Status

	SubmittedBy ID
	SubmittedAt time.Time
	// DecideBy is when a decision is due. The clock stands still in needs_info, from AskedAt on; the answer moves
	// DecideBy by the working time that the answer took.
	DecideBy  time.Time
	AskedAt   time.Time // zero unless in needs_info
	DecidedBy *ID
	DecidedAt time.Time
	Reason    Reason
	Remark    string // the reviewer's words: with a rejection, or the question of needs_info
	Findings  []Finding
	// ProtectedFrom and ProtectedUntil are the protection window, end exclusive; zero before approval.
	ProtectedFrom  time.Time
	ProtectedUntil time.Time
	OpportunityID  *ID
	Revision       int
}
