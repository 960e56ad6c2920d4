package domain

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"
)

// LinkState is what was answered to the question of a Link.
type LinkState string

// The states. An answer is final.
const (
	LinkAsked     LinkState = "asked"
	LinkConfirmed LinkState = "confirmed"
	LinkDenied    LinkState = "denied"
)

// Link is the question whether somebody who was met is a person known from another platform, because they have the same
// work e-mail. It is put to who was known, whose account has the roles, and once.
type Link struct {
	MetID    ID       // who was met; it names the link also when they have become the known person
	KnownID  ID       // who is asked
	Name     string   // of who was met, as it was then
	Email    string   // of both
	Platform Platform // where they were met
	AskedOn  Platform // where the known person is asked
	State    LinkState
	AskedAt  time.Time
	// DecidedAt is zero until it is answered.
	DecidedAt time.Time
}

// askLink asks the person that somebody who was met just now may be, if there is one.
func (d *Desk) askLink(ctx context.Context, tx Tx, program ID, met Person) error {
	known, ok, err := sameMail(ctx, tx, met)
	if err != nil || !ok {
		return err
	}
	to := known.address()
	l := Link{
		MetID: met.ID, KnownID: known.ID, Name: met.Name, Email: met.Email, Platform: met.address().Platform,
		AskedOn: to.Platform, State: LinkAsked, AskedAt: d.now(),
	}
	if err := tx.SaveLink(ctx, l); err != nil {
		return err
	}
	return tx.Post(ctx, Delivery{
		ID: d.newID(), ProgramID: program, Kind: LinkRequest, Key: "link:" + met.ID.String(), Subject: met.ID, To: to,
		Wanted: 1, State: Queued, CreatedAt: l.AskedAt,
	})
}

// sameMail is the one person known with the work e-mail of somebody who was met, when both are ours and no account of
// theirs is on the platform yet. With several people of one e-mail it says of none of them who they are.
func sameMail(ctx context.Context, tx Tx, met Person) (Person, bool, error) {
	if met.Outside || !workMail(met.Email) {
		return Person{}, false, nil
	}
	same, err := tx.PeopleByEmail(ctx, met.TenantID, met.Email)
	if err != nil {
		return Person{}, false, err
	}
	same = slices.DeleteFunc(same, func(p Person) bool { return p.ID == met.ID })
	if len(same) != 1 {
		return Person{}, false, nil
	}
	known := same[0]
	ours := !known.Outside && known.address().Platform != "" && !known.on(met.address().Platform)
	return known, ours, nil
}

// workMail tells whether an address says who somebody is at work: not one that anybody can get. The company's directory
// vouches for it, so a domain of its own network is as good as any.
func workMail(email string) bool {
	err := businessMail(email)
	return err == nil || err == errNoDomain
}

// WaitingLink is the question, not answered yet, whether the actor is somebody known; nil when nobody is asked.
func (d *Desk) WaitingLink(ctx context.Context, a Actor) (*Link, error) {
	if a.Person.Outside || a.Person.ID == uuid.Nil {
		return nil, nil
	}
	l, err := d.store.Link(ctx, a.Person.ID)
	if CodeOf(err) == NotFound || err == nil && l.State != LinkAsked {
		return nil, nil
	}
	return &l, err
}

// OpenLink is the question that the actor is asked about somebody who was met, the oldest that they have not answered;
// nil when there is none. The message that put it to them may have got lost.
func (d *Desk) OpenLink(ctx context.Context, a Actor) (*Link, error) {
	if a.Person.Outside || a.Person.ID == uuid.Nil {
		return nil, nil
	}
	l, err := d.store.OpenLink(ctx, a.Person.ID)
	if CodeOf(err) == NotFound {
		return nil, nil
	}
	return &l, err
}

// LinkCard is a link with what belongs to it, for showing it to who is asked.
type LinkCard struct {
	Link    Link
	Known   Person
	Program Program
}

// LinkFor is the link of somebody who was met.
func (d *Desk) LinkFor(ctx context.Context, met ID) (c LinkCard, err error) {
	if c.Link, err = d.store.Link(ctx, met); err != nil {
		return c, err
	}
	if c.Known, err = d.store.Person(ctx, c.Link.KnownID); err != nil {
		return c, err
	}
	c.Program, err = d.store.ProgramOf(ctx, c.Known.TenantID)
	return c, err
}
