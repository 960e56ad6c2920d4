package bot

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/intent"
	"github.com/partnerbot/partnerbot/bot/view"
	"github.com/partnerbot/partnerbot/domain"
)

func (b *Bot) openReassign(ctx context.Context, r Request) (form.Form, error) {
	page, err := b.partnerFor(ctx, r, domain.ActReassign)
	if err != nil {
		return form.Form{}, err
	}
	t := form.ReassignTerms{Meta: aboutPartner(page.Partner, intent.Reassign).Encode(), Partner: page.Partner.Name}
	if page.Owner != nil {
		t.Meta, t.Manager = aboutPortfolio(page.Partner, page.Owner.ID).Encode(), page.Owner.Name
		t.Partners, err = b.portfolio(ctx, r, page.Owner.ID)
	}
	return form.NewReassign(t), err
}

// aboutPortfolio is the intent of a form about a partner and all others of its owner: whose they are is what the person
// saw, whoever owns the partner by then.
func aboutPortfolio(p domain.Partner, owner domain.ID) intent.Intent {
	return intent.Intent{Name: intent.Reassign, ID: p.ID.String() + ":" + owner.String()}
}

// portfolio is how many partners somebody owns.
func (b *Bot) portfolio(ctx context.Context, r Request, owner domain.ID) (int, error) {
	list, err := b.desk.PartnerList(ctx, r.Actor, domain.PartnerQuery{Owner: owner, Limit: 1})
	return list.Total, err
}

func (b *Bot) submitReassign(ctx context.Context, r Request) (Reply, error) {
	page, err := b.partnerFor(ctx, r, domain.ActReassign)
	if err != nil {
		return Reply{}, err
	}
	owner, err := b.pickedPerson(ctx, r, "owner")
	if err != nil {
		return Reply{}, err
	}
	if r.text("scope") == form.AllOf {
		return b.reassignAll(ctx, r, owner)
	}
	p, err := b.desk.Reassign(ctx, r.Actor, page.Partner.ID, owner.ID, r.text("reason"))
	if err != nil {
		return Reply{}, err
	}
	return b.partnerDone(ctx, r, p, owner.Name+" owns it now.")
}

func (b *Bot) reassignAll(ctx context.Context, r Request, to domain.Person) (Reply, error) {
	_, saw, _ := partnerID(r.Intent)
	from, err := uuid.Parse(saw)
	if err != nil {
		return Reply{}, domain.Refuse(domain.Stale, "Open the form again: whose partners these are was not kept with it.")
	}
	n, err := b.desk.ReassignAll(ctx, r.Actor, from, to.ID, r.text("reason"))
	if err != nil {
		return Reply{}, err
	}
	text := fmt.Sprintf("%s now owns %s more.", to.Name, plural(n, "partner"))
	if n == 0 { // the request was delivered once more
		text = to.Name + " owns them by now."
	}
	return Reply{View: view.Notice{
		Tone: view.Good, Text: text,
		Actions: []view.Action{listPartnersAction("all", "All partners")},
	}}, nil
}

// pickedPerson is who was picked in a field, the zero person for nobody. The bot knows whoever may own a partner: the setup
// named them.
func (b *Bot) pickedPerson(ctx context.Context, r Request, field string) (domain.Person, error) {
	picked := r.picked(field)
	if len(picked) == 0 {
		return domain.Person{}, nil
	}
	p, err := b.desk.Known(ctx, r.Actor, picked[0])
	if domain.CodeOf(err) == domain.NotFound {
		return p, &domain.Error{Code: domain.Invalid, Err: err, Fields: []domain.FieldError{{
			Field: field, Message: "This person has no part in the program yet. Name them as partner manager in its setup first.",
		}}}
	}
	return p, err
}

// userOf are the platform's ids of a person who can be picked where the request was made.
func userOf(p domain.Person, r Request) []string {
	for _, i := range p.Identities {
		if i.Platform == r.Who.Platform && i.Workspace == r.Place.Workspace {
			return []string{i.User}
		}
	}
	return nil
}

// standing is how a person stands in a field: by the platform's ids, or else by a name beside it.
func standing(p domain.Person, r Request) (users []string, elsewhere string) {
	if users = userOf(p, r); users == nil {
		elsewhere = p.Name
	}
	return users, elsewhere
}

// stays tells whether an empty field leaves what it is about to somebody who could not stand in it.
func (r Request) stays(field string) bool {
	return r.text(field) == "" && r.text("elsewhere") == form.Stays
}

func (b *Bot) openNudges(ctx context.Context, r Request) (form.Form, error) {
	if err := domain.May(r.Actor, domain.ActSeePartner, domain.Subject{}); err != nil {
		return form.Form{}, err
	}
	p, err := b.desk.Program(ctx, r.Actor)
	if err != nil {
		return form.Form{}, err
	}
	s := p.Settings
	t := form.NudgeSettingsTerms{
		Meta: intent.Intent{Name: intent.NudgeSettings}.Encode(), Where: string(s.NudgeWhere), Hour: s.NudgeHour,
		MostADay: fmt.Sprint(s.NudgesPerDay), Own: domain.May(r.Actor, domain.ActDesign, domain.Subject{}) != nil,
	}
	if to := r.Actor.Person.NudgesTo; to != nil {
		person, err := b.desk.PersonFor(ctx, *to)
		if err != nil {
			return form.Form{}, err
		}
		t.HandOver, t.Elsewhere = standing(person, r)
	}
	return form.NewNudgeSettings(t), nil
}

func (b *Bot) submitNudges(ctx context.Context, r Request) (Reply, error) {
	p, err := b.desk.SetNudges(ctx, r.Actor, r.nudges())
	if err != nil {
		return Reply{}, err
	}
	standIn, err := b.standIn(ctx, r)
	return Reply{View: view.Notice{Tone: view.Good, Text: "The stall alerts are set. " + whereAlertsGo(p.Settings.NudgeWhere, standIn)}}, err
}

// nudges is what was filled in: for everybody, when that was asked.
func (r Request) nudges() domain.NudgeSetting {
	var s domain.NudgeSetting
	if domain.May(r.Actor, domain.ActDesign, domain.Subject{}) == nil {
		s.All = &domain.NudgeTerms{Where: domain.NudgeWhere(r.text("where")), Hour: r.text("hour"), PerDay: r.text("most")}
	}
	if !r.stays("hand_over") {
		s.To = &domain.Identity{}
	}
	if picked := r.picked("hand_over"); len(picked) > 0 {
		s.To = &picked[0]
	}
	return s
}

// standIn is the name of who gets the actor's alerts instead by now, "" for nobody.
func (b *Bot) standIn(ctx context.Context, r Request) (string, error) {
	me, err := b.desk.PersonFor(ctx, r.Actor.Person.ID)
	if err != nil || me.NudgesTo == nil {
		return "", err
	}
	to, err := b.desk.PersonFor(ctx, *me.NudgesTo)
	return to.Name, err
}

// whereAlertsGo tells a person where their stall alerts go; standIn is who gets them instead, "" for nobody.
func whereAlertsGo(where domain.NudgeWhere, standIn string) string {
	only := where == domain.NudgeChannel
	switch {
	case only && standIn == "":
		return "They go to the partner team's channel only."
	case only:
		return fmt.Sprintf("They go to the partner team's channel only. %s stands in for you until you take that back.", standIn)
	case standIn == "":
		return "Yours come to you."
	default:
		return fmt.Sprintf("Yours go to %s until you take them back.", standIn)
	}
}
