package domain

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/partnerbot/partnerbot/domain/activation"
)

// Workspace is one place that the bot is installed in: a Slack workspace or a Teams tenant, by the platform's id.
type Workspace struct {
	Platform Platform
	ID       string
	Name     string
}

// Install finds the tenant of one company's workspaces, or makes it with a program that is not set up yet. A workspace
// that is new joins the tenant of the others. It is safe to call at every start, by several processes at once: one makes
// it and the others find it. Conflict when the workspaces belong to different tenants.
func (d *Desk) Install(ctx context.Context, all ...Workspace) (Tenant, error) {
	tenant, fresh, err := d.tenantOf(ctx, all)
	if err != nil || len(fresh) == 0 {
		return tenant, err
	}
	made := tenant.ID == ID{}
	if made {
		tenant = Tenant{ID: d.newID(), Name: all[0].Name}
	}
	err = d.store.Change(ctx, func(ctx context.Context, tx Tx) error {
		if made {
			if err := tx.InsertTenant(ctx, tenant); err != nil {
				return err
			}
			if err := tx.InsertProgram(ctx, newProgram(d.newID(), tenant)); err != nil {
				return err
			}
		}
		for _, w := range fresh {
			if err := tx.InsertWorkspace(ctx, tenant.ID, w); err != nil {
				return err
			}
		}
		return nil
	})
	if CodeOf(err) == Conflict { // another process was faster, with some of them at least
		return d.Install(ctx, all...)
	}
	return tenant, err
}

// tenantOf is the tenant of those workspaces that have one, and those that have none yet.
func (d *Desk) tenantOf(ctx context.Context, all []Workspace) (found Tenant, fresh []Workspace, err error) {
	for _, w := range all {
		t, err := d.store.TenantOf(ctx, w.Platform, w.ID)
		switch {
		case CodeOf(err) == NotFound:
			fresh = append(fresh, w)
		case err != nil:
			return Tenant{}, nil, err
		case found.ID != ID{} && found.ID != t.ID:
			return Tenant{}, nil, Refuse(Conflict, fmt.Sprintf(
				"%s and %s run different programs in this database, and cannot be served together.", found.Name, t.Name))
		default:
			found = t
		}
	}
	return found, fresh, nil
}

func newProgram(id ID, t Tenant) Program {
	return Program{
		ID: id, TenantID: t.ID, Name: "Partner program", Currency: "USD", TimeZone: "UTC", FiscalStart: time.January,
		Workdays: DefaultWorkdays(), Stages: DefaultStages(), Settings: DefaultSettings(),
		Motion: Motion{Path: activation.DefaultPath()},
	}
}

// ErrNoProgram is that there is none to operate.
var ErrNoProgram = Refuse(NotFound, "There is no program yet. Set it up with `/program setup` in your chat.")

// Operate is the actor of the command line, which may do in a program what the schedule may: whoever runs the binary with
// the database's address could do it anyway. name is the program's, and may be "" when there is only one. ErrNoProgram
// before there is any; NotFound when there is none of that name; Invalid when there are several and none is named.
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
		return Actor{}, ErrNoProgram
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

// Leads are the partnerships leads, by name. Forbidden to people from outside.
func (d *Desk) Leads(ctx context.Context, a Actor) ([]Person, error) {
	if err := May(a, ActSeePartner, Subject{}); err != nil {
		return nil, err
	}
	people, err := d.store.People(ctx, a.TenantID)
	return slices.DeleteFunc(people, func(p Person) bool { return p.Outside || !p.Has(PartnershipsLead) }), err
}

// People are everybody the program knows, by name, for who may set it up.
func (d *Desk) People(ctx context.Context, a Actor) ([]Person, error) {
	all, err := d.store.People(ctx, a.TenantID)
	if err != nil {
		return nil, err
	}
	return all, maySetUpAmong(ctx, d.store, a, all)
}

// maySetUpAmong says whether the actor may set the program up, given everybody it knows.
func maySetUpAmong(ctx context.Context, s Reader, a Actor, people []Person) error {
	on := Subject{Unled: unled(people)}
	if on.Unled {
		l, err := s.Link(ctx, a.Person.ID)
		if err != nil && CodeOf(err) != NotFound {
			return err
		}
		on.Asked = err == nil && l.State == LinkAsked
	}
	return May(a, ActSetUp, on)
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
