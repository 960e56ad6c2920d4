package domain

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Side is whose move a transition is.
type Side string

// The sides: who claims, who decides, and what happens by itself.
const (
	PartnerSide Side = "partner"
	VendorSide  Side = "vendor"
	SystemSide  Side = "system"
)

// appealWorkdays is how long a rejection can be appealed, in working days (section 8.1).
const appealWorkdays = 10

// Moment is what a guard looks at besides the two statuses.
type Moment struct {
	Actor     ID
	DecidedBy *ID  // who rejected it
	Appealed  bool // it was appealed before
	Workdays  int  // working days since the rejection, counted up
}

// Move is one arrow of the diagram in the package comment.
type Move struct {
	From, To Status
	By       []Side
	Only     string // what else must hold, in words; "" for nothing
	guard    func(Moment) bool
}

// Allows tells whether a side may make the move at that moment.
func (m Move) Allows(by Side, at Moment) bool {
	return slices.Contains(m.By, by) && (m.guard == nil || m.guard(at))
}

func appealable(at Moment) bool { return !at.Appealed && at.Workdays <= appealWorkdays }

func anotherPerson(at Moment) bool { return at.DecidedBy == nil || *at.DecidedBy != at.Actor }

const (
	onlyAppeal  = "once, within 10 working days"
	onlyAnother = "by another person than who rejected it"
)

// moves is the whole transition table of section 8.1: what is not here never happens.
var moves = []Move{
	{From: Draft, To: Submitted, By: []Side{PartnerSide}},
	{From: Draft, To: Withdrawn, By: []Side{PartnerSide}},
	{From: Submitted, To: InReview, By: []Side{SystemSide}},
	{From: Submitted, To: Withdrawn, By: []Side{PartnerSide}},
	{From: InReview, To: NeedsInfo, By: []Side{VendorSide}},
	{From: InReview, To: Approved, By: []Side{VendorSide}},
	{From: InReview, To: Rejected, By: []Side{VendorSide}},
	{From: InReview, To: Withdrawn, By: []Side{PartnerSide}},
	{From: InReview, To: Cancelled, By: []Side{VendorSide}},
	{From: NeedsInfo, To: InReview, By: []Side{PartnerSide}},
	{From: NeedsInfo, To: Withdrawn, By: []Side{PartnerSide, SystemSide}},
	{From: Rejected, To: Appealed, By: []Side{PartnerSide}, Only: onlyAppeal, guard: appealable},
	{From: Appealed, To: Approved, By: []Side{VendorSide}, Only: onlyAnother, guard: anotherPerson},
	{From: Appealed, To: Rejected, By: []Side{VendorSide}, Only: onlyAnother, guard: anotherPerson},
	{From: Approved, To: Converted, By: []Side{SystemSide}},
	{From: Approved, To: Expired, By: []Side{SystemSide}},
	{From: Approved, To: Cancelled, By: []Side{VendorSide}},
	{From: Converted, To: Won, By: []Side{VendorSide}},
	{From: Converted, To: Lost, By: []Side{VendorSide}},
	{From: Converted, To: Expired, By: []Side{SystemSide}},
	{From: Converted, To: Cancelled, By: []Side{VendorSide}},
}

// Statuses lists every status, in the order of a registration's life.
func Statuses() []Status {
	return []Status{
		Draft, Submitted, InReview, NeedsInfo, Approved, Rejected, Appealed, Converted, Won, Lost, Expired, Withdrawn,
		Cancelled,
	}
}

// Transition is the move from one status to another; false when there is none.
func Transition(from, to Status) (Move, bool) {
	i := slices.IndexFunc(moves, func(m Move) bool { return m.From == from && m.To == to })
	if i < 0 {
		return Move{}, false
	}
	return moves[i], true
}

// Terminal tells whether nothing ever follows. A rejection is the end as well once its appeal was decided or its time
// to appeal is over, which is not to be seen from the status.
func (s Status) Terminal() bool {
	return !slices.ContainsFunc(moves, func(m Move) bool { return m.From == s })
}

// HeldStatuses are those in which a claim holds its place: no other partner can claim the account and product.
func HeldStatuses() []Status {
	return []Status{Submitted, InReview, NeedsInfo, Appealed, Approved, Converted}
}

// Held tells whether a claim holds its place, from the moment of its submission on.
func (s Status) Held() bool { return slices.Contains(HeldStatuses(), s) }

// ReviewStatuses are those that wait for the deal desk.
func ReviewStatuses() []Status { return []Status{Submitted, InReview, Appealed} }

// ProtectedStatuses are those in which the protection window runs.
func ProtectedStatuses() []Status { return []Status{Approved, Converted} }

// advance moves a registration along the table, one status after the other.
func (r *Registration) advance(by Side, at Moment, to ...Status) error {
	for _, next := range to {
		m, ok := Transition(r.Status, next)
		switch {
		case !ok:
			return over(*r, "")
		case !m.Allows(by, at):
			return Refuse(Forbidden, fmt.Sprintf("%s can be %s only %s.", Ref(r.Number), next, cmp.Or(m.Only, "by somebody else")))
		}
		r.Status = next
	}
	return nil
}

// over refuses an act for which the registration is not in the right status.
func over(r Registration, act Act) error {
	if act == ActWithdraw && (r.Status == Approved || r.Status == Converted) {
		return Refuse(Conflict, Ref(r.Number)+" is approved, so it cannot be withdrawn any more. Mark it lost, or ask the deal desk to cancel it.")
	}
	return Refuse(Conflict, fmt.Sprintf("%s is %s, so this cannot be done now.", Ref(r.Number), r.Status.Words()))
}

// Ref is how people name a registration: D-1042.
func Ref(number int64) string { return fmt.Sprintf("D-%d", number) }

// Words is the status as it is read in a sentence.
func (s Status) Words() string {
	switch s {
	case InReview:
		return "in review"
	case NeedsInfo:
		return "waiting for information"
	case Converted:
		return "approved"
	case Cancelled:
		return "canceled"
	default:
		return string(s)
	}
}

// Diagram is the transition table as text: one line for each status that something follows.
func Diagram() string {
	var b strings.Builder
	for _, from := range Statuses() {
		for _, m := range moves {
			if m.From == from {
				b.WriteString(m.line())
			}
		}
	}
	return b.String()
}

func (m Move) line() string {
	sides := make([]string, len(m.By))
	for i, s := range m.By {
		sides[i] = string(s)
	}
	who := strings.Join(sides, ", ")
	if m.Only != "" {
		who += "; " + m.Only
	}
	return fmt.Sprintf("%-10s → %-10s (%s)\n", m.From, m.To, who)
}
