package domain

import (
	"cmp"
	"context"
	"strings"
	"sync"

	"github.com/partnerbot/partnerbot/domain/calendar"
)

// Lookup asks a chat platform what it knows of a person.
type Lookup func(context.Context, Identity) (Profile, error)

// installs remembers which tenant and program a workspace stands for. That never changes once it is so, and would
// otherwise be read twice for every request.
type installs struct {
	mu   sync.RWMutex
	seen map[place]install
}

type (
	place struct {
		platform  Platform
		workspace string
	}
	install struct{ tenant, program ID }
)

func (i *installs) get(p place) (install, bool) {
	i.mu.RLock()
	defer i.mu.RUnlock()
	got, ok := i.seen[p]
	return got, ok
}

func (i *installs) put(p place, in install) {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.seen == nil {
		i.seen = map[place]install{}
	}
	i.seen[p] = in
}

// Recognize is who asks. A person not known yet is looked up and kept: one of ours starts as seller, an outside person
// with no role and no partner. Of one who is known, the platform is asked again once a day. NotFound when the bot is not
// installed in the workspace.
func (d *Desk) Recognize(ctx context.Context, who Identity, chat Chat, lookup Lookup) (Actor, error) {
	in, err := d.installed(ctx, place{chat.Platform, chat.Workspace})
	if err != nil {
		return Actor{}, err
	}
	p, err := d.store.PersonByIdentity(ctx, in.tenant, who)
	switch {
	case CodeOf(err) == NotFound:
		p, err = d.meet(ctx, in, who, lookup)
	case err == nil:
		p = d.again(ctx, p, who, lookup)
	}
	if err != nil {
		return Actor{}, err
	}
	return Actor{Person: p, TenantID: in.tenant, ProgramID: in.program, Chat: chat}, nil
}

func (d *Desk) installed(ctx context.Context, p place) (install, error) {
	if in, ok := d.installs.get(p); ok {
		return in, nil
	}
	tenant, err := d.store.TenantOf(ctx, p.platform, p.workspace)
	if err != nil {
		return install{}, err
	}
	program, err := d.store.ProgramOf(ctx, tenant.ID)
	if err != nil {
		return install{}, err
	}
	in := install{tenant: tenant.ID, program: program.ID}
	d.installs.put(p, in)
	return in, nil
}

// meet looks a person up and keeps what the platform says. Two first requests of one person at the same time meet at
// the identity, which belongs to one person: the second finds the first.
func (d *Desk) meet(ctx context.Context, in install, who Identity, lookup Lookup) (Person, error) {
	profile, err := lookup(ctx, who)
	if CodeOf(err) == NotFound { // to try again would not help
		return Person{}, err
	}
	if err != nil {
		return Person{}, &Error{
			Code: Unavailable, Message: "Your profile could not be read just now. Try again in a minute.", Err: err,
		}
	}
	p := d.newPerson(in.tenant, who, profile)
	err = d.store.Change(ctx, func(ctx context.Context, tx Tx) error {
		if err := tx.SavePerson(ctx, p); err != nil {
			return err
		}
		return d.askLink(ctx, tx, in.program, p)
	})
	if CodeOf(err) == Conflict {
		return d.store.PersonByIdentity(ctx, in.tenant, who)
	}
	return p, err
}

func (d *Desk) newPerson(tenant ID, who Identity, profile Profile) Person {
	p := Person{
		ID: d.newID(), TenantID: tenant, Identities: []Identity{who}, Outside: profile.Outside,
		Name: cmp.Or(line(profile.Name), who.User), Email: strings.ToLower(line(profile.Email)),
		ProfileAt: d.now(),
	}
	if _, err := calendar.Zone(profile.TimeZone); err == nil {
		p.TimeZone = profile.TimeZone
	}
	if !p.Outside {
		p.Roles = []Role{Seller}
	}
	return p
}

// Known is whom the program knows by an account. NotFound when it knows nobody by it.
func (d *Desk) Known(ctx context.Context, a Actor, by Identity) (Person, error) {
	return d.store.PersonByIdentity(ctx, a.TenantID, by)
}

// PersonFor is a person, for whoever must reach or name them.
func (d *Desk) PersonFor(ctx context.Context, id ID) (Person, error) { return d.store.Person(ctx, id) }

// EventFor is an event, for showing it.
func (d *Desk) EventFor(ctx context.Context, id ID) (Event, error) { return d.store.Event(ctx, id) }
