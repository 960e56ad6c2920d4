package domain

import (
	"context"
	"fmt"
	"time"
)

// change is one act on one deal, in its transaction. deal is how the deal stands after every step.
type change struct {
	desk  *Desk
	tx    Tx
	actor Actor
	now   time.Time
	deal  Deal
	seen  int // the revision that the person saw
}

// step is one part of an act.
type step func(ctx context.Context, c *change) error

// change carries out an act on a registration in one transaction: the same request again changes nothing, what moved
// on since the person saw it is Stale, and the policy is asked before do.
func (d *Desk) change(ctx context.Context, a Actor, act Act, id ID, revision int, do step) (Deal, error) {
	var out Deal
	err := d.store.Change(ctx, func(ctx context.Context, tx Tx) error {
		_, fresh, err := tx.Once(ctx, a.TenantID, a.Chat.Key, id)
		if err != nil {
			return err
		}
		deal, err := d.load(ctx, tx, a, id)
		if err != nil {
			return err
		}
		c := &change{desk: d, tx: tx, actor: a, now: d.now(), deal: deal, seen: revision}
		if fresh {
			if err := c.carryOut(ctx, act, do); err != nil {
				return err
			}
		}
		out = c.deal.shownTo(a, c.deal.subject())
		return nil
	})
	return out, err
}

func (c *change) carryOut(ctx context.Context, act Act, do step) error {
	if c.deal.Registration.Revision != c.seen {
		return c.stale(ctx)
	}
	on := c.deal.subject()
	if act == ActApprove || act == ActReject || act == ActAskInfo {
		var err error
		if on, err = c.deal.decisionSubject(ctx, c.tx, c.actor); err != nil {
			return err
		}
	}
	if err := May(c.actor, act, on); err != nil {
		return err
	}
	if !c.deal.stateAllows(act) {
		return over(c.deal.Registration, act)
	}
	return do(ctx, c)
}

// update changes the registration and keeps it in the deal. It is Stale when somebody was faster since it was read.
func (c *change) update(ctx context.Context, fn func(*Registration) error) error {
	read := c.deal.Registration.Revision
	moved := false
	r, err := c.tx.UpdateRegistration(ctx, c.deal.Registration.ID, func(r *Registration) error {
		if moved = r.Revision != read; moved {
			return Refuse(Stale, "")
		}
		return fn(r)
	})
	if moved {
		return c.stale(ctx)
	}
	if err == nil {
		c.deal.Registration = r
	}
	return err
}

// stale says what changed since the person saw the deal, and who did it.
func (c *change) stale(ctx context.Context) error {
	events, err := c.tx.Events(ctx, c.deal.Registration.ID)
	if err != nil {
		return err
	}
	if len(events) == 0 {
		return Refuse(Stale, Ref(c.deal.Registration.Number)+" changed since you saw it. Look at it again.")
	}
	last := events[len(events)-1]
	who := last.ActorName
	if last.ActorID != nil && c.actor.is(*last.ActorID) {
		who = "you"
	}
	return Refuse(Stale, fmt.Sprintf("%s changed since you saw it: %s by %s. Look at it again.",
		Ref(c.deal.Registration.Number), last.Words(), who))
}

// record adds an event about the registration.
func (c *change) record(ctx context.Context, kind, before, after, reason string) (Event, error) {
	e := c.desk.event(c.actor, c.now, c.deal.Registration.ID, kind)
	e.Old, e.New, e.Reason = before, after, reason
	return e, c.tx.AddEvent(ctx, e)
}

// event is an event of the actor's, without what it says.
func (d *Desk) event(a Actor, now time.Time, subject ID, kind string) Event {
	e := Event{
		ID: d.newID(), ProgramID: a.ProgramID, Subject: subject, Kind: kind, ActorName: a.Person.Name, Chat: a.Chat, At: now,
	}
	if !a.system() {
		e.ActorID = &a.Person.ID
	}
	return e
}
