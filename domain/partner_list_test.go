package domain_test

import (
	"testing"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/activation"
)

// portfolio makes an office with a partner of every standing, and two more of Milo's.
func portfolio(t *testing.T) (*office, domain.Person) {
	t.Helper()
	o := newOffice(t)
	milo := o.manager(t, "Milo")
	o.turn(t, o.Northwind.ID, func(p *domain.Partner) { p.Name = "Stalled Inc" })
	o.turn(t, o.Globex.ID, func(p *domain.Partner) { p.Status = domain.PartnerExited })
	for _, c := range []struct {
		name   string
		due    int // days from now until the path is due, the kick-off one day before
		change func(*domain.Partner)
	}{
		{"On track", 30, func(*domain.Partner) {}},
		{"Next", 20, func(*domain.Partner) {}},
		{"Soon", 7, func(*domain.Partner) {}},
		{"Late", -3, func(*domain.Partner) {}},
		{"Dormant", 30, func(p *domain.Partner) { p.ActivatedOn = o.today().AddDays(-95) }},
		{"Parked", -3, func(p *domain.Partner) { p.ParkedUntil = o.today().AddDays(9) }},
		{"Unowned", 30, func(p *domain.Partner) { p.OwnerID, p.WatchedOn = nil, o.today() }},
		{"Milo's", 30, func(p *domain.Partner) { p.OwnerID = &milo.ID }},
	} {
		p := o.Partner(t, c.name, "")
		o.turn(t, p.ID, func(p *domain.Partner) {
			p.ActiveOn = o.today()
			c.change(p)
		})
		o.steps(t, p.ID, func(s *domain.Checkpoint) {
			s.Due = o.today().AddDays(c.due)
			if s.Step.Key == "kickoff" {
				s.Due = s.Due.AddDays(-1)
			}
		})
	}
	finished := o.Partner(t, "Finished", "")
	o.turn(t, finished.ID, func(p *domain.Partner) { p.ActivatedOn, p.DealtOn, p.ProducedOn = o.today(), o.today(), o.today() })
	o.steps(t, finished.ID, func(s *domain.Checkpoint) { s.DoneOn = o.today() })
	return o, milo
}

func TestPartnerList(t *testing.T) {
	t.Parallel()
	o, milo := portfolio(t)
	everybody := []string{"Stalled Inc", "Dormant", "Late", "Unowned", "Parked", "Soon", "Next", "Milo's", "On track", "Finished"}
	for _, c := range []struct {
		name string
		by   domain.Person
		q    domain.PartnerQuery
		want []string
		of   int
	}{
		{"all, worst first", o.Sam, domain.PartnerQuery{}, everybody, 10},
		{"three", o.Sam, domain.PartnerQuery{Limit: 3}, everybody[:3], 10},
		{"the next three", o.Sam, domain.PartnerQuery{Limit: 3, Skip: 3}, everybody[3:6], 10},
		{"the rest", o.Sam, domain.PartnerQuery{Limit: 3, Skip: 9}, everybody[9:], 10},
		{"after the last", o.Sam, domain.PartnerQuery{Limit: 3, Skip: 12}, nil, 10},
		{"one of two", o.Sam, domain.PartnerQuery{Limit: 1, Statuses: []activation.Status{activation.DueSoon, activation.Late}}, []string{"Late"}, 2},
		{"stalled", o.Sam, domain.PartnerQuery{Statuses: []activation.Status{activation.Stalled}}, []string{"Stalled Inc", "Unowned"}, 2},
		{"dormant", o.Sam, domain.PartnerQuery{Statuses: []activation.Status{activation.Dormant}}, []string{"Dormant"}, 1},
		{"parked", o.Sam, domain.PartnerQuery{Statuses: []activation.Status{activation.Parked}}, []string{"Parked"}, 1},
		{"exited", o.Sam, domain.PartnerQuery{Statuses: []activation.Status{activation.Exited}}, nil, 0},
		{"of Milo", milo, domain.PartnerQuery{Mine: true}, []string{"Milo's"}, 1},
		{"Milo's, for Sam", o.Sam, domain.PartnerQuery{Owner: milo.ID}, []string{"Milo's"}, 1},
		{"of Sam", o.Sam, domain.PartnerQuery{Mine: true}, nil, 0},
		{"by name", o.Sam, domain.PartnerQuery{Text: " STALLED  inc"}, everybody[:1], 1},
		{"everything at once", o.Mara, domain.PartnerQuery{Mine: true, Text: "n", Statuses: []activation.Status{activation.OnTrack}}, []string{"Next", "On track", "Finished"}, 3},
	} {
		got, err := o.PartnerList(t.Context(), o.Actor(c.by), c.q)
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, l := range got.Lines {
			names = append(names, l.Partner.Name)
		}
		wantSame(t, c.name, names, c.want)
		if got.Total != c.of || got.Program.ID != o.World.Program.ID {
			t.Errorf("%s: %d in %s, want %d", c.name, got.Total, got.Program.Name, c.of)
		}
		if c.q.Mine || c.q.Owner != (domain.ID{}) {
			continue // see below
		}
		wantSame(t, c.name+": counts", got.Counts, map[activation.Status]int{
			activation.OnTrack: 4, activation.DueSoon: 1, activation.Late: 1, activation.Stalled: 2, activation.Dormant: 1, activation.Parked: 1,
		})
	}
}

// Of somebody's own partners, no others are counted. To a lead belong those that nobody has.
func TestPartnerList_CountsOfAnOwner(t *testing.T) {
	t.Parallel()
	o, milo := portfolio(t)
	for _, c := range []struct {
		by   domain.Person
		q    domain.PartnerQuery
		want map[activation.Status]int
	}{
		{milo, domain.PartnerQuery{Mine: true}, map[activation.Status]int{activation.OnTrack: 1}},
		{milo, domain.PartnerQuery{Mine: true, Statuses: []activation.Status{activation.Late}}, map[activation.Status]int{activation.OnTrack: 1}},
		{o.Lena, domain.PartnerQuery{Mine: true}, map[activation.Status]int{activation.Stalled: 1}},
		{o.Sam, domain.PartnerQuery{Owner: milo.ID}, map[activation.Status]int{activation.OnTrack: 1}},
		{o.Sam, domain.PartnerQuery{Mine: true}, map[activation.Status]int{}},
	} {
		got, err := o.PartnerList(t.Context(), o.Actor(c.by), c.q)
		if err != nil || !got.Any {
			t.Fatal(got.Any, err)
		}
		wantSame(t, c.by.Name, got.Counts, c.want)
	}
}

// Who gets somebody's alerts while they are away finds their partners among their own.
func TestPartnerList_StandIn(t *testing.T) {
	t.Parallel()
	o, milo := portfolio(t)
	mine := func() int {
		got, err := o.PartnerList(t.Context(), o.Actor(milo), domain.PartnerQuery{Mine: true})
		if err != nil {
			t.Fatal(err)
		}
		return got.Total
	}
	before := mine()
	if err := o.handOver(t, o.Actor(o.Mara), milo.ID); err != nil {
		t.Fatal(err)
	}
	if got := mine(); before != 1 || got != 9 { // all but the one that nobody owns
		t.Errorf("Milo has %d partners, and %d while Mara is away", before, got)
	}
}

// A line says who owns the partner and what is next on its path.
func TestPartnerList_Lines(t *testing.T) {
	t.Parallel()
	o, milo := portfolio(t)
	got, err := o.PartnerList(t.Context(), o.Actor(o.Cora), domain.PartnerQuery{})
	if err != nil {
		t.Fatal(err)
	}
	owners := map[string]string{"Unowned": "", "Milo's": milo.Name}
	for _, l := range got.Lines {
		want, ok := owners[l.Partner.Name]
		if !ok {
			want = o.Mara.Name
		}
		owner := ""
		if l.Owner != nil {
			owner = l.Owner.Name
		}
		step := "Kick-off"
		if l.Partner.Name == "Finished" {
			step = ""
		}
		if owner != want || l.Step != step || l.Standing.Status == "" {
			t.Errorf("%s: owned by %q, next %q, %+v", l.Partner.Name, owner, l.Step, l.Standing)
		}
	}
}
