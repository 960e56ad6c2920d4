package domain

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/partnerbot/partnerbot/domain/activation"
)

// Motion is one partner type of a program with what belongs to it.
type Motion struct {
	PartnerType PartnerType
	Solution    string          // the joint solution
	Profile     PartnerProfile  // zero until it is written
	Path        activation.Path // of every partner of the type who signs from now on
	PathSetAt   time.Time       // zero: nobody has looked at the path yet
	OpenedAt    time.Time       // zero for the first one
}

// PartnerTypes lists every partner type, in the order in which they are offered.
func PartnerTypes() []PartnerType { return []PartnerType{Reseller, SI, TechISV, Referral} }

// Motions are all of the program's, in the order in which they were opened.
func (p Program) Motions() []Motion { return append([]Motion{p.Motion}, p.More...) }

// MotionOf is the motion of a partner type, the first one for ""; ok is false when the type is not open.
func (p Program) MotionOf(t PartnerType) (m Motion, ok bool) {
	if found := p.motion(t); found != nil {
		return *found, true
	}
	return Motion{}, false
}

// motion is MotionOf for changing it, nil when the type is not open.
func (p *Program) motion(t PartnerType) *Motion {
	if t == "" || t == p.PartnerType {
		return &p.Motion
	}
	if i := slices.IndexFunc(p.More, func(m Motion) bool { return m.PartnerType == t }); i >= 0 {
		return &p.More[i]
	}
	return nil
}

// kept is a type as a partner keeps it: "" for the first one, whose name setup may still correct.
func (p Program) kept(t PartnerType) PartnerType {
	if t == p.PartnerType {
		return ""
	}
	return t
}

// errNotOpen refuses what is about a partner type that the program has not.
var errNotOpen = Refuse(NotFound, "The program is not open for this partner type. The partnerships lead opens it first.")

// OpenType is what somebody fills in to open a further partner type.
type OpenType struct {
	Type     PartnerType
	Solution string // the joint solution, 1 to 255 characters
}

// OpenType opens a further partner type beside those that the program has. Its profile is still to be written, and its
// path begins as that of the first type, to be looked at. Invalid for a type that is open already; Unready when the gate is
// closed (see [ClosedGate]): one type stands and produces before there is another.
func (d *Desk) OpenType(ctx context.Context, a Actor, o OpenType) (Program, error) {
	o.Solution = line(o.Solution)
	return d.design(ctx, a, EventTypeOpened, o.Type, func(ctx context.Context, tx Tx, p *Program) error {
		return d.openType(ctx, tx, a, p, o)
	})
}

func (d *Desk) openType(ctx context.Context, tx Tx, a Actor, p *Program, o OpenType) error {
	if p.PartnerType == "" {
		return Refuse(Unready, "Set the program up first: it begins with one partner type.")
	}
	var e fieldErrors
	known := slices.Contains(PartnerTypes(), o.Type)
	e.when(!known, "partner_type", "Choose the partner type that you open.")
	e.when(known && p.motion(o.Type) != nil, "partner_type", fmt.Sprintf("The program is open for %s already.", o.Type.Words()))
	length(&e, "solution", o.Solution, 1, maxSolution, "Say what they and your product make together that neither makes alone.")
	if err := e.err(); err != nil {
		return err
	}
	if err := d.passToType(ctx, tx, *p, a.TenantID); err != nil {
		return err
	}
	p.More = append(p.More, Motion{PartnerType: o.Type, Solution: o.Solution, Path: p.Path, OpenedAt: d.now()})
	return nil
}

// retype lets setup change the first type. As long as nobody of it has signed that corrects it; later it is another
// partner type, which the gate keeps from.
func (d *Desk) retype(ctx context.Context, tx Tx, a Actor, p Program, t PartnerType) error {
	if err := p.taken(t); err != nil {
		return err
	}
	f, err := d.facts(ctx, tx, p, a.TenantID)
	if err != nil || f.of("").partners == 0 {
		return err
	}
	return beside("partner_type", d.passToType(ctx, tx, p, a.TenantID))
}

// taken refuses a type for the first one that is open beside it.
func (p Program) taken(t PartnerType) error {
	var e fieldErrors
	e.when(t != p.PartnerType && p.motion(t) != nil, "partner_type",
		fmt.Sprintf("The program is open for %s beside its first type already.", t.Words()))
	return e.err()
}
