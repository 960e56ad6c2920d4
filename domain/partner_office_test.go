package domain_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/calendar"
	"github.com/partnerbot/partnerbot/domain/domaintest"
)

// What the lead writes in the offices below.
const (
	goodCriteria = "Reach | 3 | none; some; many\nSkill | 2 | none; certified\nFocus | 1 | no; half; all"
	goodSteps    = "Owner named | 2 | owner\nKick-off | 7 | by hand\nExam | 30 | 2 certified | after Kick-off\n" +
		"First deal | 60 | first registration"
)

// teamChannel is where the partner team's alerts and its weekly post go.
func teamChannel() domain.Channel {
	return domain.Channel{Purpose: domain.PartnerTeam, Platform: domain.Slack, Workspace: domaintest.Workspace, ID: "C0TEAM", Name: "partner-team"}
}

// today is the program's day: 2026-11-03 until the clock is moved.
func (o *office) today() calendar.Date { return o.World.Program.DateOf(o.Clock.Now()) }

// days moves the clock on.
func (o *office) days(n int) { o.Clock.Advance(time.Duration(n) * 24 * time.Hour) }

// writeProfile has Lena write the ideal partner profile.
func (o *office) writeProfile(t *testing.T) domain.Program {
	t.Helper()
	p, err := o.WriteProfile(t.Context(), o.Actor(o.Lena), "", 0, domain.WrittenProfile{Criteria: goodCriteria, Threshold: "50"})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// writePath has Lena write the activation path, and gives the partner team its channel.
func (o *office) writePath(t *testing.T) domain.Program {
	t.Helper()
	o.changeProgram(t, func(p *domain.Program) { p.Channels = append(p.Channels, teamChannel()) })
	p, err := o.WritePath(t.Context(), o.Actor(o.Lena), "", 0, goodSteps)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// recruiting is an office in which pillars 1 to 3 stand. Northwind is activated by Sam's deal with Acme.
func recruiting(t *testing.T) (*office, domain.Deal) {
	t.Helper()
	o := newOffice(t)
	o.writeProfile(t)
	o.writePath(t)
	return o, o.approved(t)
}

// sendPost has last week's Monday post sent, which pillar 4 needs.
func (o *office) sendPost(t *testing.T) {
	t.Helper()
	post := o.Card(o.World.Program.ID)
	post.Kind, post.State, post.To.Channel = domain.DigestPost, domain.Sent, "C0FORECAST"
	post.Key = "digest:slack:" + domaintest.Workspace + ":C0FORECAST:" + o.today().AddDays(-7).ISOWeek()
	o.World.Change(t, func(ctx context.Context, tx domain.Tx) error { return tx.Post(ctx, post) })
}

// partner is one as it is now.
func (o *office) partner(t *testing.T, id domain.ID) domain.Partner {
	t.Helper()
	p, err := o.Store.Partner(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// turn changes a partner behind the desk's back.
func (o *office) turn(t *testing.T, id domain.ID, fn func(*domain.Partner)) domain.Partner {
	t.Helper()
	var out domain.Partner
	o.World.Change(t, func(ctx context.Context, tx domain.Tx) (err error) {
		out, err = tx.UpdatePartner(ctx, id, func(p *domain.Partner) error {
			fn(p)
			return nil
		})
		return err
	})
	return out
}

// path is a partner's checkpoints as they are now, by key.
func (o *office) path(t *testing.T, id domain.ID) map[string]domain.Checkpoint {
	t.Helper()
	all, err := o.Store.Checkpoints(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]domain.Checkpoint{}
	for _, c := range all {
		out[c.Step.Key] = c
	}
	return out
}

// dues are when a partner's checkpoints are due, by key.
func (o *office) dues(t *testing.T, id domain.ID) map[string]string {
	t.Helper()
	out := map[string]string{}
	for key, c := range o.path(t, id) {
		out[key] = c.Due.String()
	}
	return out
}

// events are those of a kind that happened to something, oldest first.
func (o *office) events(t *testing.T, subject domain.ID, kind string) []domain.Event {
	t.Helper()
	all, err := o.Store.Events(t.Context(), subject)
	if err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(all, func(e domain.Event) bool { return e.Kind != kind })
}

// lastOf is the latest event of a kind.
func (o *office) lastOf(t *testing.T, subject domain.ID, kind string) domain.Event {
	t.Helper()
	all := o.events(t, subject, kind)
	if len(all) == 0 {
		t.Fatalf("no %s", kind)
	}
	return all[len(all)-1]
}

// exit has Lena part with a partner, who is as they are then.
func (o *office) exit(t *testing.T, p domain.Partner) domain.Partner {
	t.Helper()
	if _, err := o.Exit(t.Context(), o.Actor(o.Lena), p.ID, "They sell their own"); err != nil {
		t.Fatal(err)
	}
	return o.partner(t, p.ID)
}

// wantLast wants an event of a kind to be the last of all that happened to something.
func (o *office) wantLast(t *testing.T, subject domain.ID, kind string) {
	t.Helper()
	all, err := o.Store.Events(t.Context(), subject)
	if err != nil || len(all) == 0 || all[len(all)-1].Kind != kind {
		t.Errorf("what happened is %+v, %v; want %s last", all, err, kind)
	}
}

// wantHeard wants an event about a partner told, in direct messages, to these of the world's people and nobody else.
func (o *office) wantHeard(t *testing.T, e domain.Event, want ...domain.Person) {
	t.Helper()
	var got, names []string
	for _, p := range []domain.Person{o.Ada, o.Cora, o.Lena, o.Mara, o.Pia, o.Remy, o.Sam} {
		d := o.posted(t, "partner:"+e.ID.String()+":"+p.ID.String())
		if d == nil {
			continue
		}
		got = append(got, p.Name)
		if d.Kind != domain.PartnerNote || d.Subject != e.ID || d.State != domain.Queued || d.To.PersonID == nil || *d.To.PersonID != p.ID {
			t.Errorf("%s is told by %+v", p.Name, d)
		}
	}
	for _, p := range want {
		names = append(names, p.Name)
	}
	slices.Sort(names)
	wantSame(t, "who is told of "+e.Kind, got, names)
}

// manager is one more partner manager.
func (o *office) manager(t *testing.T, name string) domain.Person {
	t.Helper()
	p := domain.Person{
		ID: domaintest.NewID(), TenantID: o.Tenant.ID, Name: name, Roles: []domain.Role{domain.PartnerManager},
		Identities: []domain.Identity{{Platform: domain.Slack, Workspace: domaintest.Workspace, User: "U0" + name}},
	}
	o.SavePerson(t, &p)
	return p
}

// lone is a partner of the program's path whom nobody owns, signed on 2026-09-01.
func (o *office) lone(t *testing.T, name string) domain.Partner {
	t.Helper()
	p := o.Northwind
	p.ID, p.Name, p.Domain, p.OwnerID = domaintest.NewID(), name, "", nil
	path, err := o.Store.Checkpoints(t.Context(), o.Northwind.ID)
	if err != nil {
		t.Fatal(err)
	}
	for i := range path {
		path[i].PartnerID, path[i].DoneOn = p.ID, calendar.Date{}
	}
	o.World.Change(t, func(ctx context.Context, tx domain.Tx) error { return tx.InsertPartner(ctx, p, path) })
	return o.partner(t, p.ID)
}

// stranger is a partner manager of another tenant.
func (o *office) stranger(t *testing.T) domain.Person {
	t.Helper()
	p := domain.Person{
		ID: domaintest.NewID(), TenantID: o.unset(t).TenantID, Name: "Stella Stranger", Roles: []domain.Role{domain.PartnerManager},
	}
	o.SavePerson(t, &p)
	return p
}

// wantFields wants Invalid with these fields at fault.
func wantFields(t *testing.T, what string, err error, want ...string) {
	t.Helper()
	var refused *domain.Error
	if !errors.As(err, &refused) || refused.Code != domain.Invalid {
		t.Errorf("%s: error %v, want Invalid", what, err)
		return
	}
	wantSame(t, what+": fields", fields(refused.Fields), want)
}

// steps changes every checkpoint of a partner behind the desk's back.
func (o *office) steps(t *testing.T, id domain.ID, fn func(*domain.Checkpoint)) {
	t.Helper()
	all, err := o.Store.Checkpoints(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	o.World.Change(t, func(ctx context.Context, tx domain.Tx) error {
		for _, c := range all {
			fn(&c)
			if err := tx.SaveCheckpoint(ctx, c); err != nil {
				return err
			}
		}
		return nil
	})
}
