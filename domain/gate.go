package domain

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"
)

// Gate is a step that the program's order forbids for now.
type Gate string

// The gates (design, section 1).
const (
	GateRecruit    Gate = "recruit"     // nobody is recruited before pillars 2 and 3 stand
	GateCohort     Gate = "cohort"      // the first cohort stays small until it produces
	GateSecondType Gate = "second_type" // no other partner type, until those that are open stand on all four pillars and produce
)

// Gates lists every gate, in the order of the program.
func Gates() []Gate { return []Gate{GateRecruit, GateCohort, GateSecondType} }

// Words is what the gate keeps from.
func (g Gate) Words() string {
	switch g {
	case GateRecruit:
		return "recruiting before pillars 2 and 3 stand"
	case GateCohort:
		return "growing the first cohort before it produces"
	default:
		return "another partner type before the first produces"
	}
}

// Override is the partnerships lead's decision to go past a gate, with the reason. It is open, and reported in the
// Monday post, until the gate would let everyone pass.
type Override struct {
	ID         ID
	ProgramID  ID
	Gate       Gate
	Type       PartnerType // for which partner type; "" for the program's first one, and for GateSecondType
	Reason     string
	ByID       ID
	By         string // as they were called then
	At         time.Time
	UsedAt     time.Time // when it let another partner type in, which it does once; zero until then, and for other gates
	ResolvedAt time.Time // zero while open
}

// GateClosed is the cause of a refusal by a gate, for who may offer to go past it. Type is as in [Override].
type GateClosed struct {
	Gate Gate
	Type PartnerType
}

// Error names the gate.
func (e *GateClosed) Error() string { return "the gate " + string(e.Gate) + " is closed" }

// ClosedGate is the gate that an error is about, "" for none.
func ClosedGate(err error) Gate {
	var g *GateClosed
	if errors.As(err, &g) {
		return g.Gate
	}
	return ""
}

// beside puts the refusal of a gate beside the field that it is about.
func beside(field string, err error) error {
	var e *Error
	if ClosedGate(err) == "" || !errors.As(err, &e) {
		return err
	}
	return &Error{Code: e.Code, Message: e.Message, Fields: []FieldError{{Field: field, Message: e.Message}}, Err: e.Err}
}

// closed says why a gate is for a partner type, "" when it is open.
func (f facts) closed(g Gate, of PartnerType) string {
	m := f.of(of)
	switch {
	case g == GateSecondType:
		return f.broadening()
	case m == nil:
		return ""
	case g == GateRecruit:
		return f.recruiting(*m)
	}
	return f.growing(*m)
}

func (f facts) recruiting(m motionFacts) string {
	for _, p := range f.pillars(m)[1:3] {
		if !p.Standing {
			return fmt.Sprintf("Nobody is recruited before pillars 2 and 3 stand: a partner who cannot register a deal, or whom nobody leads to one, stalls. "+
				"Pillar %d, %s, does not yet. %s", p.Number, lowerFirst(p.Name), p.Next)
		}
	}
	return ""
}

func (f facts) growing(m motionFacts) string {
	if m.partners < f.program.Settings.CohortCap || m.everProduced > 0 {
		return ""
	}
	return fmt.Sprintf("The first cohort%s is %s, and it is there to show where the pillars are weak: it grows no further before one of them has won a deal. "+
		"Get a first win, or exit those who do not move.", m.whose("of"), count(m.partners, "partner"))
}

func (f facts) broadening() string {
	for _, m := range f.motions {
		for _, p := range f.pillars(m) {
			if !p.Standing {
				return fmt.Sprintf("One partner type goes through all four pillars before there is another: the same gaps cost more in two motions. "+
					"Pillar %d, %s, does not stand yet%s. %s", p.Number, lowerFirst(p.Name), m.whose("for"), p.Next)
			}
		}
		if m.everProduced == 0 {
			return fmt.Sprintf("One partner type goes through all four pillars and produces before there is another. "+
				"No partner%s has won a deal yet. Lead one to a first win.", m.whose("among the"))
		}
	}
	return ""
}

// pass refuses what a closed gate keeps a partner type from, unless the partnerships lead goes past it.
func (d *Desk) pass(ctx context.Context, s Reader, p Program, tenant ID, of PartnerType, gates ...Gate) error {
	_, err := d.passBy(ctx, s, p, tenant, of, gates...)
	return err
}

// passBy is pass, with the overrides that it took.
func (d *Desk) passBy(ctx context.Context, s Reader, p Program, tenant ID, of PartnerType, gates ...Gate) ([]Override, error) {
	f, err := d.facts(ctx, s, p, tenant)
	if err != nil {
		return nil, err
	}
	if f.of(of) == nil {
		return nil, errNotOpen
	}
	overrides, err := s.Overrides(ctx, p.ID)
	if err != nil {
		return nil, err
	}
	var by []Override
	for _, g := range gates {
		why := f.closed(g, of)
		if why == "" {
			continue
		}
		closed := &GateClosed{g, of}
		past := slices.IndexFunc(overrides, func(o Override) bool { return o.letsPast(*closed) })
		if past < 0 {
			return nil, &Error{Code: Unready, Message: why, Err: closed}
		}
		by = append(by, overrides[past])
	}
	return by, nil
}

// passToType passes the gate to another partner type. The override that it takes is used by that: it is reported until the
// gate is open, and the next type needs a reason of its own.
func (d *Desk) passToType(ctx context.Context, tx Tx, p Program, tenant ID) error {
	by, err := d.passBy(ctx, tx, p, tenant, "", GateSecondType)
	for _, o := range by {
		o.UsedAt = d.now()
		err = cmp.Or(err, tx.SaveOverride(ctx, o))
	}
	return err
}

// Passes says whether gates let a partner type of the actor's program pass as it stands: nil, or the refusal of the first that does not (see
// [ClosedGate]), so that nobody fills in what is refused afterwards.
func (d *Desk) Passes(ctx context.Context, a Actor, of PartnerType, gates ...Gate) error {
	if err := May(a, ActSeeProgram, Subject{}); err != nil {
		return err
	}
	p, err := d.store.Program(ctx, a.ProgramID)
	if err != nil {
		return err
	}
	return d.pass(ctx, d.store, p, a.TenantID, p.kept(of), gates...)
}

// Bounds of the reason for going past a gate, in characters.
const leastOverride, mostOverride = 20, 500

// Override goes past a gate for a partner type (see [Override.Type]), with a written reason that stays on the record. Conflict when the gate is open, or gone past
// already.
func (d *Desk) Override(ctx context.Context, a Actor, g Gate, of PartnerType, reason string) (Override, error) {
	if err := May(a, ActOverride, Subject{}); err != nil {
		return Override{}, err
	}
	if !slices.Contains(Gates(), g) {
		return Override{}, Refuse(NotFound, "There is no such gate.")
	}
	if g == GateSecondType {
		of = ""
	}
	reason = lines(reason)
	var e fieldErrors
	length(&e, "reason", reason, leastOverride, mostOverride, "Say why, for those who read it in the Monday post.")
	if err := e.err(); err != nil {
		return Override{}, err
	}
	o := Override{
		ID: d.newID(), ProgramID: a.ProgramID, Gate: g, Reason: reason, ByID: a.Person.ID, By: a.Person.Name, At: d.now(),
	}
	err := d.store.Change(ctx, func(ctx context.Context, tx Tx) error {
		kept, fresh, err := tx.Once(ctx, a.TenantID, a.Chat.Key, o.ID)
		if err != nil {
			return err
		}
		if !fresh {
			o, err = keptOverride(ctx, tx, a.ProgramID, kept)
			return err
		}
		// The program's row is held, so that of two who go past one gate one comes second.
		p, err := tx.LockProgram(ctx, a.ProgramID)
		if err != nil {
			return err
		}
		o.Type = p.kept(of)
		if err := d.pass(ctx, tx, p, a.TenantID, o.Type, g); ClosedGate(err) == "" {
			return cmp.Or(err, Refuse(Conflict, "This is allowed already: there is nothing to go past."))
		}
		if err := tx.SaveOverride(ctx, o); err != nil {
			return err
		}
		ev := d.event(a, o.At, p.ID, EventOverridden)
		ev.New, ev.Old, ev.Reason = string(g), string(o.Type), reason
		return tx.AddEvent(ctx, ev)
	})
	return o, err
}

// keptOverride is the one with an id.
func keptOverride(ctx context.Context, s Reader, program, id ID) (Override, error) {
	all, err := s.Overrides(ctx, program)
	i := slices.IndexFunc(all, func(o Override) bool { return o.ID == id })
	if err == nil && i < 0 {
		err = Refuse(NotFound, "There is no such decision.")
	}
	if err != nil {
		return Override{}, err
	}
	return all[i], nil
}

// settleGates resolves the overrides of gates that are open by now.
func (d *Desk) settleGates(ctx context.Context, tx Tx, a Actor, p Program) error {
	overrides, err := tx.Overrides(ctx, p.ID)
	if err != nil || !slices.ContainsFunc(overrides, Override.open) {
		return err
	}
	f, err := d.facts(ctx, tx, p, a.TenantID)
	if err != nil {
		return err
	}
	for _, o := range overrides {
		if !o.open() || f.closed(o.Gate, o.Type) != "" {
			continue
		}
		o.ResolvedAt = d.now()
		if err := tx.SaveOverride(ctx, o); err != nil {
			return err
		}
		e := d.event(a, o.ResolvedAt, p.ID, EventGateOpen)
		e.New = string(o.Gate)
		if err := tx.AddEvent(ctx, e); err != nil {
			return err
		}
	}
	return nil
}

// Words is the gate, and for which partner type when that is not the program's first one.
func (o Override) Words() string {
	if o.Type == "" {
		return o.Gate.Words()
	}
	return fmt.Sprintf("%s (%s)", o.Gate.Words(), o.Type.Words())
}

func (o Override) open() bool { return o.ResolvedAt.IsZero() }

// letsPast tells whether the override goes past a gate.
func (o Override) letsPast(g GateClosed) bool {
	return o.open() && o.UsedAt.IsZero() && o.Gate == g.Gate && o.Type == g.Type
}

// openOverrides are those that are reported.
func openOverrides(ctx context.Context, s Reader, program ID) ([]Override, error) {
	all, err := s.Overrides(ctx, program)
	return slices.DeleteFunc(all, func(o Override) bool { return !o.open() }), err
}
