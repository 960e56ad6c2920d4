package domain

import (
	"bytes"
	"context"
	"fmt"
	"slices"

	"github.com/google/uuid"

	"github.com/partnerbot/partnerbot/domain/activation"
)

// Reassign gives a partner to another owner. Both are told. Invalid when that is nobody who may own one.
func (d *Desk) Reassign(ctx context.Context, a Actor, partner, owner ID, reason string) (Partner, error) {
	return d.changePartner(ctx, a, ActReassign, partner, func(ctx context.Context, c *partnerChange) error {
		was, err := c.ownedBy(ctx)
		if err != nil {
			return err
		}
		e, to, err := c.reassign(ctx, owner, lines(reason))
		if err != nil || e == nil {
			return err
		}
		told := []Person{to}
		if was != nil {
			told = append(told, *was)
		}
		return c.tell(ctx, *e, told...)
	})
}

// ReassignAll gives every partner of one owner to another, in one transaction: somebody leaves, and no runway is without
// an owner for a moment. Both are told once. It answers how many there were; the same request again answers 0. Two
// who do this at once wait for each other by the program, and the second finds none left. Who acts on one of the partners
// waits as well, or is waited for: all partners are held before anything that shows them.
//
// Conflict when from owns none; Invalid when owner is nobody who may own one, or from; NotFound when nobody is from.
func (d *Desk) ReassignAll(ctx context.Context, a Actor, from, owner ID, reason string) (int, error) {
	if err := May(a, ActSeePartner, Subject{}); err != nil {
		return 0, err
	}
	moved := 0
	err := d.store.Change(ctx, func(ctx context.Context, tx Tx) error {
		moved = 0
		if _, fresh, err := tx.Once(ctx, a.TenantID, a.Chat.Key, from); err != nil || !fresh {
			return err
		}
		program, err := ActReassign.programOf(ctx, tx, a.ProgramID)
		if err != nil {
			return err
		}
		c := partnerChange{desk: d, tx: tx, actor: a, now: d.now(), program: program}
		moved, err = c.reassignAll(ctx, from, owner, lines(reason))
		return err
	})
	return moved, err
}

// reassignAll reads who both are by now: from is who was seen as the owner, and may have become one with another account.
func (c partnerChange) reassignAll(ctx context.Context, from, owner ID, reason string) (int, error) {
	was, err := c.tx.Person(ctx, from)
	if CodeOf(err) == NotFound || err == nil && was.TenantID != c.actor.TenantID {
		return 0, Refuse(NotFound, "Whose partners these are is not known any more.")
	}
	if err != nil {
		return 0, err
	}
	to, err := c.owner(ctx, owner)
	if err != nil {
		return 0, err
	}
	if was.ID == to.ID {
		return 0, fieldErrors{{Field: "owner", Message: to.Name + " owns them already. Choose somebody else."}}.err()
	}
	moved, err := c.handOnAll(ctx, was.ID, to.ID, reason)
	if err != nil {
		return 0, err
	}
	if len(moved) == 0 {
		return 0, Refuse(Conflict, was.Name+" owns no partner any more. See who owns which with `/partner list`.")
	}
	if err := c.tx.Redraw(ctx, moved...); err != nil {
		return 0, err
	}
	return len(moved), c.tellOfAll(ctx, was, to, len(moved), reason)
}

// handOnAll gives the partners of an owner to another, and answers which they were.
func (c partnerChange) handOnAll(ctx context.Context, from, owner ID, reason string) ([]ID, error) {
	all, err := portfolio(ctx, c.tx, c.program.ID, from)
	if err != nil {
		return nil, err
	}
	var moved []ID
	for _, id := range all {
		theirs, err := c.handOn(ctx, id, from, owner, reason)
		if err != nil {
			return nil, err
		}
		if theirs {
			moved = append(moved, id)
		}
	}
	return moved, nil
}

// tellOfAll tells both owners of a portfolio, each in one message, however many partners there are.
func (c partnerChange) tellOfAll(ctx context.Context, was, to Person, n int, reason string) error {
	e := c.desk.event(c.actor, c.now, to.ID, EventPortfolio)
	e.Old, e.New, e.Reason = was.Name, count(n, "partner"), reason
	if err := c.tx.AddEvent(ctx, e); err != nil {
		return err
	}
	return c.tell(ctx, e, to, was)
}

// handOn gives a partner of somebody's portfolio to another owner. It is false when the partner was given away, or left,
// since the portfolio was read.
func (c partnerChange) handOn(ctx context.Context, id, from, owner ID, reason string) (theirs bool, err error) {
	_, err = c.tx.UpdatePartner(ctx, id, func(p *Partner) error {
		if theirs = p.OwnerID != nil && *p.OwnerID == from && p.Status != PartnerExited; !theirs {
			return nil
		}
		c.partner = p
		return c.carryOut(ctx, ActReassign, func(ctx context.Context, c *partnerChange) error {
			_, _, err := c.reassign(ctx, owner, reason)
			return err
		})
	})
	return theirs && err == nil, err
}

// portfolio is the partners of an owner who have not exited, by id.
func portfolio(ctx context.Context, s Reader, program, owner ID) ([]ID, error) {
	var all []ID
	for r, err := range s.Runways(ctx, program) {
		if err != nil {
			return nil, err
		}
		if o := r.Partner.OwnerID; o != nil && *o == owner {
			all = append(all, r.Partner.ID)
		}
	}
	slices.SortFunc(all, func(a, b ID) int { return bytes.Compare(a[:], b[:]) })
	return all, nil
}

// reassign gives the partner to another owner. The event is nil when they own it already.
func (c *partnerChange) reassign(ctx context.Context, owner ID, reason string) (*Event, Person, error) {
	to, err := c.owner(ctx, owner)
	if err != nil || c.partner.OwnerID != nil && *c.partner.OwnerID == to.ID {
		return nil, to, err
	}
	e, err := c.giveTo(ctx, to, reason)
	return &e, to, err
}

// giveTo makes somebody who may own the runway its owner.
func (c *partnerChange) giveTo(ctx context.Context, to Person, reason string) (Event, error) {
	var before string
	was, err := c.ownedBy(ctx)
	if err != nil {
		return Event{}, err
	}
	if was != nil {
		before = was.Name
	}
	c.partner.OwnerID = &to.ID
	if err := c.done(ctx, activation.OwnerNamed, c.today()); err != nil {
		return Event{}, err
	}
	return c.record(ctx, EventOwner, before, to.Name, reason)
}

// mayOwn tells whether a person may own runways: a partner manager, or the partnerships lead.
func (p Person) mayOwn() bool { return p.Has(PartnerManager, PartnershipsLead) }

// owner is who may own a runway.
func (c *partnerChange) owner(ctx context.Context, id ID) (Person, error) {
	p, err := c.colleague(ctx, id)
	if err == nil && !p.mayOwn() {
		err = fieldErrors{{Field: "owner", Message: fmt.Sprintf(
			"%s is no partner manager. Choose one, or name them as partner manager in the program's setup first.", p.Name)}}.err()
	}
	return p, err
}

// colleague is one of our own people.
func (c *partnerChange) colleague(ctx context.Context, id ID) (Person, error) {
	if id == uuid.Nil {
		return Person{}, fieldErrors{{Field: "owner", Message: "Choose who."}}.err()
	}
	p, err := c.tx.Person(ctx, id)
	if CodeOf(err) == NotFound || err == nil && (p.TenantID != c.actor.TenantID || p.Outside) {
		return Person{}, fieldErrors{{Field: "owner", Message: "Choose one of your own people."}}.err()
	}
	return p, err
}

// tell tells people of what happened to a partner, in a direct message, unless they did it themselves.
func (c *partnerChange) tell(ctx context.Context, e Event, to ...Person) error {
	for _, p := range to {
		if c.actor.is(p.ID) || p.address().Platform == "" {
			continue
		}
		err := c.tx.Post(ctx, Delivery{
			ID: c.desk.newID(), ProgramID: c.program.ID, Kind: PartnerNote, Key: fmt.Sprintf("partner:%s:%s", e.ID, p.ID),
			Subject: e.ID, To: p.address(), Wanted: 1, State: Queued, CreatedAt: c.now,
		})
		if err != nil {
			return err
		}
	}
	return nil
}
