package domain

import (
	"context"
	"slices"
	"strings"
	"time"
)

// named are the people that a setup names, those not known yet looked up but not kept.
func (d *Desk) named(ctx context.Context, a Actor, s Setup, lookup Lookup) (map[Identity]Person, error) {
	out := map[Identity]Person{}
	for _, r := range setupRoles {
		for _, i := range s.People[r.role] {
			if _, ok := out[i]; ok {
				continue
			}
			p, err := d.store.PersonByIdentity(ctx, a.TenantID, i)
			if CodeOf(err) == NotFound {
				p, err = d.lookUp(ctx, a, i, lookup)
			}
			if CodeOf(err) == NotFound { // the platform does not show them; its words say why
				return nil, &Error{Code: Invalid, Fields: []FieldError{{Field: r.field, Message: err.Error()}}, Err: err}
			}
			if err != nil {
				return nil, err
			}
			out[i] = p
		}
	}
	return out, nil
}

func (d *Desk) lookUp(ctx context.Context, a Actor, who Identity, lookup Lookup) (Person, error) {
	profile, err := lookup(ctx, who)
	if CodeOf(err) == NotFound {
		return Person{}, err
	}
	if err != nil {
		return Person{}, &Error{
			Code: Unavailable, Message: "Somebody's profile could not be read just now. Try again in a minute.", Err: err,
		}
	}
	return d.newPerson(a.TenantID, who, profile), nil
}

// appoint gives the roles. It answers everybody, with the roles they have now.
func (d *Desk) appoint(ctx context.Context, tx Tx, a Actor, s Setup, named map[Identity]Person, now time.Time) ([]Person, error) {
	people, err := tx.People(ctx, a.TenantID)
	if err != nil {
		return nil, err
	}
	if err := maySetUpAmong(ctx, tx, a, people); err != nil {
		return nil, err
	}
	for _, i := range sortedIdentities(named) {
		if !slices.ContainsFunc(people, func(p Person) bool { return slices.Contains(p.Identities, i) }) {
			people = append(people, named[i])
		}
	}
	leads := leadsFirst(a, people)
	for n, p := range people {
		roles := s.rolesAfter(a, p, leads)
		if slices.Equal(roles, p.Roles) && p.Revision > 0 {
			continue
		}
		people[n].Roles = roles
		if err := tx.SavePerson(ctx, people[n]); err != nil {
			return nil, err
		}
		if p.Revision > 0 {
			continue
		}
		if err := d.askLink(ctx, tx, a.ProgramID, people[n]); err != nil {
			return nil, err
		}
	}
	if !leads {
		return people, nil
	}
	e := d.event(a, now, a.Person.ID, EventAdminAppointed)
	e.New, e.Reason = string(Admin)+", "+string(PartnershipsLead), "the first to set the program up"
	return people, tx.AddEvent(ctx, e)
}

// leadsFirst tells whether the actor is the first to set the program up, and runs it from then on.
func leadsFirst(a Actor, people []Person) bool { return unled(people) && !a.system() }

// rolesAfter are a person's roles after the setup; leads: the actor runs the program from then on.
func (s Setup) rolesAfter(a Actor, p Person, leads bool) []Role {
	roles := s.rolesOf(a.Chat.Platform, p)
	if leads && a.is(p.ID) {
		roles = with(with(roles, Admin), PartnershipsLead)
	}
	return roles
}

// rolesOf are a person's roles that the setup gives or leaves, in the order of Roles. Who has no account on the platform could not be
// chosen there, and keeps theirs.
func (s Setup) rolesOf(on Platform, p Person) []Role {
	var out []Role
	for _, role := range Roles() {
		holders, given := s.People[role]
		holds := p.Has(role)
		if given && p.on(on) {
			holds = slices.ContainsFunc(p.Identities, func(i Identity) bool { return slices.Contains(holders, i) })
		}
		if holds {
			out = append(out, role)
		}
	}
	return out
}

func with(roles []Role, role Role) []Role {
	var out []Role
	for _, r := range Roles() {
		if r == role || slices.Contains(roles, r) {
			out = append(out, r)
		}
	}
	return out
}

func sortedIdentities(named map[Identity]Person) []Identity {
	var all []Identity
	for i := range named {
		all = append(all, i)
	}
	slices.SortFunc(all, func(a, b Identity) int { return strings.Compare(a.User, b.User) })
	return all
}
