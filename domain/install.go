package domain

import (
	"context"
	"time"
)

// Install finds the tenant of a workspace, or makes it with a program that is not set up yet. It is safe to call at
// every start, by several processes at once: one makes it and the others find it.
func (d *Desk) Install(ctx context.Context, p Platform, workspace, name string) (Tenant, error) {
	tenant, err := d.store.TenantOf(ctx, p, workspace)
	if CodeOf(err) != NotFound {
		return tenant, err
	}
	tenant = Tenant{ID: d.newID(), Name: name}
	err = d.store.Change(ctx, func(ctx context.Context, tx Tx) error {
		if err := tx.InsertTenant(ctx, tenant, p, workspace); err != nil {
			return err
		}
		return tx.InsertProgram(ctx, newProgram(d.newID(), tenant))
	})
	if CodeOf(err) == Conflict {
		return d.store.TenantOf(ctx, p, workspace)
	}
	return tenant, err
}

func newProgram(id ID, t Tenant) Program {
	return Program{
		ID: id, TenantID: t.ID, Name: "Partner program", Currency: "USD", TimeZone: "UTC", FiscalStart: time.January,
		Workdays: DefaultWorkdays(), Stages: DefaultStages(), Settings: DefaultSettings(),
	}
}

// Program is the actor's program. An outside person is not shown its goals and channels.
func (d *Desk) Program(ctx context.Context, a Actor) (Program, error) {
	p, err := d.store.Program(ctx, a.ProgramID)
	if a.Person.Outside {
		p.Goals, p.Channels = nil, nil
	}
	return p, err
}

// People are everybody the program knows, by name, for who may set it up.
func (d *Desk) People(ctx context.Context, a Actor) ([]Person, error) {
	all, err := d.store.People(ctx, a.TenantID)
	if err != nil {
		return nil, err
	}
	if err := May(a, ActSetUp, Subject{Unled: unled(all)}); err != nil {
		return nil, err
	}
	return all, nil
}

// unled tells whether nobody runs the program yet.
func unled(people []Person) bool {
	for _, p := range people {
		if !p.Outside && p.Has(Admin) {
			return false
		}
	}
	return true
}
