package domain

import (
	"context"
	"slices"
	"strings"
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

// Operate is the actor of the command line, which may do in a program what the schedule may: whoever runs the binary with
// the database's address could do it anyway. name is the program's, and may be "" when there is only one. NotFound when
// there is none of that name; Invalid when there are several and none is named.
func (d *Desk) Operate(ctx context.Context, name string) (Actor, error) {
	all, err := d.store.Programs(ctx)
	if err != nil {
		return Actor{}, err
	}
	fit := slices.DeleteFunc(slices.Clone(all), func(p Program) bool { return name != "" && p.Name != name })
	if len(fit) == 1 {
		return System(fit[0].TenantID, fit[0].ID), nil
	}
	if len(all) == 0 {
		return Actor{}, Refuse(NotFound, "There is no program yet. Set it up with /program setup in Slack; to try a file without one, use partnerbot forecast --import FILE --map MAP.")
	}
	names := make([]string, len(all))
	for i, p := range all {
		names[i] = p.Name
	}
	code, what := Invalid, "There are several programs"
	if len(fit) == 0 {
		code, what = NotFound, "There is no such program"
	}
	return Actor{}, Refuse(code, what+": choose one of "+strings.Join(names, ", ")+".")
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
