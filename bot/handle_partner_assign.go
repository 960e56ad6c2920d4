package bot

import (
	"context"
	"slices"

	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/intent"
	"github.com/partnerbot/partnerbot/domain"
)

// openAssignStep begins with the checkpoint that the request is about, else with the one to pass next.
func (b *Bot) openAssignStep(ctx context.Context, r Request) (form.Form, error) {
	page, err := b.partnerFor(ctx, r, domain.ActRunPartner)
	if err != nil {
		return form.Form{}, err
	}
	open := slices.DeleteFunc(slices.Clone(page.Checkpoints), func(c domain.Checkpoint) bool { return !c.DoneOn.IsZero() })
	if len(open) == 0 {
		return form.Form{}, domain.Refuse(domain.Conflict, "Every checkpoint of "+page.Partner.Name+" is done: there is nothing left to see to.")
	}
	_, key, _ := partnerID(r.Intent)
	if key == "" {
		key = page.Standing.Current
	}
	first := open[max(slices.IndexFunc(open, func(c domain.Checkpoint) bool { return c.Step.Key == key }), 0)]
	t := form.AssignStepTerms{
		Meta: aboutPartner(page.Partner, intent.AssignStep).Encode(), Partner: page.Partner.Name, Step: first.Step.Key,
		TheirOwner: first.TheirOwner,
	}
	if first.OwnerID != nil {
		t.Owner = userOf(page.People[*first.OwnerID], r)
	}
	for _, c := range open {
		t.Steps = append(t.Steps, form.Option{Value: c.Step.Key, Label: short(c.Step.Name, 75)})
	}
	return form.NewAssignStep(t), nil
}

func (b *Bot) submitAssignStep(ctx context.Context, r Request) (Reply, error) {
	id, _, err := partnerID(r.Intent)
	if err != nil {
		return Reply{}, err
	}
	owner, err := b.pickedColleague(ctx, r, "owner")
	if err != nil {
		return Reply{}, err
	}
	p, err := b.desk.AssignStep(ctx, r.Actor, id, r.text("step"), owner, r.text("their_owner"))
	if err != nil {
		return Reply{}, err
	}
	return b.partnerDone(ctx, r, p, "It is kept who sees to the checkpoint.")
}

// pickedColleague is who was picked in a field, nil for nobody. Anybody may see to a checkpoint: who is not known yet is
// met, once it is known that the asker may ask.
func (b *Bot) pickedColleague(ctx context.Context, r Request, field string) (*domain.ID, error) {
	picked := r.picked(field)
	if len(picked) == 0 {
		return nil, nil
	}
	if _, err := b.partnerFor(ctx, r, domain.ActRunPartner); err != nil {
		return nil, err
	}
	chosen, err := b.desk.Recognize(ctx, picked[0], domain.Chat{Platform: r.Who.Platform, Workspace: r.Place.Workspace}, r.profile)
	if err != nil {
		return nil, err
	}
	return &chosen.Person.ID, nil
}
