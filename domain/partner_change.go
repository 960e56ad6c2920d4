package domain

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/partnerbot/partnerbot/domain/activation"
	"github.com/partnerbot/partnerbot/domain/calendar"
)

// partnerChange is one act on one partner, in its transaction, with the partner's row held.
type partnerChange struct {
	desk    *Desk
	tx      Tx
	actor   Actor
	now     time.Time
	program Program
	partner *Partner
	path    []Checkpoint
	step    string // key of the checkpoint that the act is on, "" for none
}

func (c *partnerChange) today() calendar.Date { return c.program.DateOf(c.now) }

// changePartner carries out an act on a partner in one transaction, and draws again what shows the partner. The same
// request again changes nothing. Who has exited is not changed any more. It answers the partner as it stands then.
func (d *Desk) changePartner(ctx context.Context, a Actor, act Act, id ID, do func(context.Context, *partnerChange) error) (Partner, error) {
	return d.changeStep(ctx, a, act, id, "", do)
}

// changeStep is the same for an act on one of the partner's checkpoints, by its key.
func (d *Desk) changeStep(
	ctx context.Context, a Actor, act Act, id ID, key string, do func(context.Context, *partnerChange) error,
) (Partner, error) {
	var out Partner
	err := d.store.Change(ctx, func(ctx context.Context, tx Tx) error {
		_, fresh, err := tx.Once(ctx, a.TenantID, a.Chat.Key, id)
		if err != nil {
			return err
		}
		if out, err = d.loadPartner(ctx, tx, a, id); err != nil || !fresh {
			return err
		}
		program, err := act.programOf(ctx, tx, a.ProgramID)
		if err != nil {
			return err
		}
		out, err = tx.UpdatePartner(ctx, id, func(p *Partner) error {
			c := &partnerChange{desk: d, tx: tx, actor: a, now: d.now(), program: program, partner: p, step: key}
			return c.carryOut(ctx, act, do)
		})
		if err != nil {
			return err
		}
		return tx.Redraw(ctx, id)
	})
	return out, err
}

// errLeft leaves the row of a partner who has exited as it is.
var errLeft = errors.New("the partner has left")

// updateUnlessExited is UpdatePartner, but for who has exited by the time that the row is held: they stay as they are. It
// answers the partner as it stands then.
func updateUnlessExited(ctx context.Context, tx Tx, id ID, fn func(*Partner) error) (Partner, error) {
	var held Partner
	p, err := tx.UpdatePartner(ctx, id, func(p *Partner) error {
		if held = *p; p.Status == PartnerExited {
			return errLeft
		}
		return fn(p)
	})
	if errors.Is(err, errLeft) {
		return held, nil
	}
	return p, err
}

// programOf is the program that an act is in. Whoever gives partners holds it, as whoever gives roles does: nobody gets a
// partner who loses the role for it at that moment.
func (act Act) programOf(ctx context.Context, tx Tx, id ID) (Program, error) {
	if act == ActReassign {
		return tx.LockProgram(ctx, id)
	}
	return tx.Program(ctx, id)
}

func (c *partnerChange) carryOut(ctx context.Context, act Act, do func(context.Context, *partnerChange) error) (err error) {
	if c.path, err = c.tx.Checkpoints(ctx, c.partner.ID); err != nil {
		return err
	}
	on, err := c.subject(ctx)
	if err != nil {
		return err
	}
	if err := May(c.actor, act, on); err != nil {
		return err
	}
	if c.partner.Status == PartnerExited {
		return Refuse(Conflict, c.partner.Name+" has left the program, and nothing about it changes any more.")
	}
	return do(ctx, c)
}

// subject is what the act is on.
func (c *partnerChange) subject(ctx context.Context) (Subject, error) {
	owner, err := c.ownedBy(ctx)
	on := c.partner.Subject(owner)
	if i := slices.IndexFunc(c.path, func(s Checkpoint) bool { return s.Step.Key == c.step }); i >= 0 {
		on = on.at(c.path[i])
	}
	return on, err
}

// ownedBy is who owns the partner, nil for nobody.
func (c *partnerChange) ownedBy(ctx context.Context) (*Person, error) {
	if c.partner.OwnerID == nil {
		return nil, nil
	}
	owner, err := c.tx.Person(ctx, *c.partner.OwnerID)
	return &owner, err
}

// errNoPartner does not tell a partner that is not there from one that is somebody else's.
var errNoPartner = Refuse(NotFound, "There is no such partner, or it is not yours to see.")

// loadPartner reads a partner that the actor may see.
func (d *Desk) loadPartner(ctx context.Context, s Reader, a Actor, id ID) (Partner, error) {
	p, err := s.Partner(ctx, id)
	if CodeOf(err) == NotFound || err == nil && (p.ProgramID != a.ProgramID || May(a, ActSeePartner, p.Subject(nil)) != nil) {
		return Partner{}, errNoPartner
	}
	return p, err
}

// record adds an event about the partner.
func (c *partnerChange) record(ctx context.Context, kind, before, after, reason string) (Event, error) {
	e := c.desk.event(c.actor, c.now, c.partner.ID, kind)
	e.Old, e.New, e.Reason = before, after, reason
	return e, c.tx.AddEvent(ctx, e)
}

// active keeps that something happened with the partner.
func (p *Partner) active(on calendar.Date) {
	if on.After(p.ActiveOn) {
		p.ActiveOn = on
	}
}

// dealt keeps that there was a registration, or evidence of a checkpoint.
func (p *Partner) dealt(on calendar.Date) {
	p.active(on)
	if on.After(p.DealtOn) {
		p.DealtOn = on
	}
}

// done keeps that a checkpoint is done, if the path has it and it is not: by whom says the actor.
func (c *partnerChange) done(ctx context.Context, kind activation.Kind, on calendar.Date) error {
	for i := range c.path {
		step := &c.path[i]
		if step.Step.Kind != kind || !step.DoneOn.IsZero() {
			continue
		}
		step.DoneOn = on
		if err := c.tx.SaveCheckpoint(ctx, *step); err != nil {
			return err
		}
		if _, err := c.record(ctx, EventStepDone, "", step.Step.Name, ""); err != nil {
			return err
		}
	}
	return nil
}

// ask checks one text that a person must type.
func ask(field, typed, words string, most int) (string, error) {
	typed = lines(typed)
	var e fieldErrors
	length(&e, field, typed, 1, most, words)
	return typed, e.err()
}

// within checks a day that is to come: from tomorrow to most days from now.
func (c *partnerChange) within(field string, day calendar.Date, most int) error {
	var e fieldErrors
	e.when(day.IsZero(), field, "Choose a day.")
	e.when(!day.IsZero() && !day.After(c.today()), field, "Choose a day that is still to come.")
	last := c.today().AddDays(most)
	e.when(day.After(last), field, fmt.Sprintf("That is too far away: choose a day up to %s.", last))
	return e.err()
}
