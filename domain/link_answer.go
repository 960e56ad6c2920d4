package domain

import (
	"cmp"
	"context"
	"fmt"
	"strings"
)

// ConfirmLink makes one person of the actor and somebody who was met: the account of who was met becomes the actor's,
// with its roles, and everything that names who was met means the actor from then on. It answers how the link stands:
// one that is answered already stays as it is. A setup that was begun before is Stale from then on: where it listed one
// account it would take from the other the roles that it does not list.
//
// Forbidden to everybody but who is asked, and as long as who was met has roles that the actor has not: nobody gets a
// role by saying who they are.
func (d *Desk) ConfirmLink(ctx context.Context, a Actor, met ID) (Link, error) {
	return d.answerLink(ctx, a, met, LinkConfirmed, EventPersonLinked, func(ctx context.Context, tx Tx, l Link) error {
		if _, err := tx.UpdateProgram(ctx, a.ProgramID, func(*Program) error { return nil }); err != nil {
			return err
		}
		_, err := tx.MergePerson(ctx, l.MetID, l.KnownID, unite)
		return err
	})
}

// DenyLink keeps the two apart for good. It answers how the link stands: one that is answered already stays as it is.
func (d *Desk) DenyLink(ctx context.Context, a Actor, met ID) (Link, error) {
	return d.answerLink(ctx, a, met, LinkDenied, EventLinkDenied, func(context.Context, Tx, Link) error { return nil })
}

func (d *Desk) answerLink(
	ctx context.Context, a Actor, met ID, as LinkState, kind string, do func(context.Context, Tx, Link) error,
) (out Link, err error) {
	err = d.store.Change(ctx, func(ctx context.Context, tx Tx) error {
		l, err := tx.LockLink(ctx, met)
		if err != nil {
			return err
		}
		if err := May(a, ActLink, Subject{Known: l.KnownID}); err != nil {
			return err
		}
		out = l
		if l.State != LinkAsked {
			return nil
		}
		if err := do(ctx, tx, l); err != nil {
			return err
		}
		out.State, out.DecidedAt = as, d.now()
		return d.keepAnswer(ctx, tx, a, out, kind)
	})
	return out, err
}

// keepAnswer keeps an answer with its event, and brings the question that it was given to up to date.
func (d *Desk) keepAnswer(ctx context.Context, tx Tx, a Actor, l Link, kind string) error {
	if err := tx.SaveLink(ctx, l); err != nil {
		return err
	}
	e := d.event(a, l.DecidedAt, l.MetID, kind)
	e.Old, e.New, e.Reason = string(LinkAsked), string(l.State), fmt.Sprintf("%s, %s on %s", l.Name, l.Email, l.Platform)
	if err := tx.AddEvent(ctx, e); err != nil {
		return err
	}
	return tx.Redraw(ctx, l.MetID)
}

// unite gives into what from has: the roles, and what into lacks.
func unite(from Person, into *Person) error {
	var more []string
	roles := into.Roles
	for _, r := range from.Roles {
		roles = with(roles, r)
		if r != Seller && !into.Has(r) { // everybody begins as seller
			more = append(more, strings.ReplaceAll(string(r), "_", " "))
		}
	}
	if len(more) > 0 {
		return Refuse(Forbidden, fmt.Sprintf("%s has roles there that you do not have here: %s. "+
			"An admin gives them to you here first, in the program's setup. Then confirm again.", from.Name, strings.Join(more, ", ")))
	}
	into.Roles, into.TimeZone = roles, cmp.Or(into.TimeZone, from.TimeZone)
	return nil
}
