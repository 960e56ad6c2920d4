package domain

import (
	"context"

	"github.com/partnerbot/partnerbot/domain/activation"
	"github.com/partnerbot/partnerbot/domain/calendar"
	"github.com/partnerbot/partnerbot/domain/forecast"
)

// PartnerPage is a partner with all that belongs to it, for showing.
type PartnerPage struct {
	Program     Program
	Partner     Partner
	Standing    activation.Standing
	Owner       *Person // nil for none
	Checkpoints []Checkpoint
	People      map[ID]Person // who of ours sees to a checkpoint
	Deals       []Deal        // that were registered, newest first, at most 100
	Open, Won   Money         // of all that carries the partner in the pipeline
	Sourced     int           // likewise
	Influenced  int
	Events      []Event // the newest, at most 10, oldest first
	May         []Act
	Steps       []string // keys of the checkpoints that the actor may say are done
}

// judge is how a partner stands on the program's day.
func (p Program) judge(r Runway, today calendar.Date) activation.Standing {
	return activation.Judge(r.facts(), today, p.Settings.Activation())
}

// facts are what the standing follows from.
func (r Runway) facts() activation.Facts {
	p := r.Partner
	return activation.Facts{
		SignedOn: p.SignedOn, Owned: p.OwnerID != nil, WatchedOn: p.WatchedOn, Checkpoints: r.Checkpoints,
		ActivatedOn: p.ActivatedOn, ActiveOn: p.ActiveOn, DealtOn: p.DealtOn, ParkedUntil: p.ParkedUntil,
		Exited: p.Status == PartnerExited,
	}
}

// lean are checkpoints as they are judged.
func lean(all []Checkpoint) []activation.Checkpoint {
	out := make([]activation.Checkpoint, len(all))
	for i, c := range all {
		out[i] = activation.Checkpoint{Key: c.Step.Key, Due: c.Due, Done: c.DoneOn}
	}
	return out
}

// PartnerPage is a partner as the actor may see it. NotFound when there is none.
func (d *Desk) PartnerPage(ctx context.Context, a Actor, id ID) (PartnerPage, error) {
	partner, err := d.loadPartner(ctx, d.store, a, id)
	if err != nil {
		return PartnerPage{}, err
	}
	return d.page(ctx, a, partner)
}

// PartnerNamed is the page of the partner that a person means: by the whole name, else by a part that fits only one.
// NotFound, or Invalid when it fits several.
func (d *Desk) PartnerNamed(ctx context.Context, a Actor, text string) (PartnerPage, error) {
	if err := May(a, ActSeePartner, Subject{}); err != nil {
		return PartnerPage{}, err
	}
	id, err := d.partnerNamed(ctx, a, text)
	if err != nil {
		return PartnerPage{}, err
	}
	return d.PartnerPage(ctx, a, id)
}

func (d *Desk) page(ctx context.Context, a Actor, partner Partner) (PartnerPage, error) {
	out := PartnerPage{Partner: partner, People: map[ID]Person{}}
	var err error
	if out.Program, err = d.store.Program(ctx, partner.ProgramID); err != nil {
		return out, err
	}
	if out.Checkpoints, err = d.store.Checkpoints(ctx, partner.ID); err != nil {
		return out, err
	}
	out.Standing = out.Program.judge(Runway{Partner: partner, Checkpoints: lean(out.Checkpoints)}, out.Program.DateOf(d.now()))
	if err := d.addColleagues(ctx, &out); err != nil {
		return out, err
	}
	if err := d.addDeals(ctx, a, &out); err != nil {
		return out, err
	}
	if out.Events, err = d.store.LastEvents(ctx, partner.ID, mostEvents); err != nil {
		return out, err
	}
	out.permit(a)
	return out, nil
}

func (d *Desk) addColleagues(ctx context.Context, out *PartnerPage) error {
	ids := make([]ID, 0, len(out.Checkpoints)+1)
	if out.Partner.OwnerID != nil {
		ids = append(ids, *out.Partner.OwnerID)
	}
	for _, c := range out.Checkpoints {
		if c.OwnerID != nil {
			ids = append(ids, *c.OwnerID)
		}
	}
	for _, id := range ids {
		if _, err := once(&out.People, id, func() (Person, error) { return d.store.Person(ctx, id) }); err != nil {
			return err
		}
	}
	if out.Partner.OwnerID != nil {
		owner := out.People[*out.Partner.OwnerID]
		out.Owner = &owner
	}
	return nil
}

// What a partner's page lists at most.
const (
	mostDeals  = 100
	mostEvents = 10
)

func (d *Desk) addDeals(ctx context.Context, a Actor, out *PartnerPage) error {
	found, err := d.store.Registrations(ctx, out.Program.ID, RegistrationFilter{Partner: out.Partner.ID, Limit: mostDeals})
	if err != nil {
		return err
	}
	if out.Deals, err = d.deals(ctx, found, func(deal Deal) Deal { return deal.shownTo(a, deal.subject()) }); err != nil {
		return err
	}
	out.Open, out.Won = Money{Currency: out.Program.Currency}, Money{Currency: out.Program.Currency}
	brought, err := d.store.Brought(ctx, out.Partner.ID)
	for _, b := range brought {
		out.count(b)
	}
	return err
}

// Brought is what of the pipeline carries a partner, with one outcome and one attribution: those that nobody registered
// here, which came from the CRM, too.
type Brought struct {
	Outcome     forecast.Outcome
	Attribution forecast.Attribution
	Count       int
	Minor       int64 // of the program's currency
}

func (p *PartnerPage) count(b Brought) {
	switch b.Outcome {
	case forecast.Open:
		p.Open.Minor += b.Minor
	case forecast.Won:
		p.Won.Minor += b.Minor
	}
	switch b.Attribution {
	case forecast.Sourced:
		p.Sourced += b.Count
	case forecast.Influenced:
		p.Influenced += b.Count
	}
}
