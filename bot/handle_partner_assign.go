package bot

import (
	"context"
	"slices"

	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/intent"
	"github.com/partnerbot/partnerbot/bot/view"
	"github.com/partnerbot/partnerbot/domain"
)

// chooseStep asks which checkpoint is assigned: each has a form of its own, so that nobody who sees to one is carried to
// another. With one to go, there is nothing to choose.
func (b *Bot) chooseStep(ctx context.Context, r Request) (Reply, error) {
	page, err := b.partnerFor(ctx, r, domain.ActRunPartner)
	if err != nil {
		return Reply{}, err
	}
	open := slices.DeleteFunc(slices.Clone(page.Checkpoints), func(c domain.Checkpoint) bool { return !c.DoneOn.IsZero() })
	switch len(open) {
	case 0:
		return Reply{}, domain.Refuse(domain.Conflict, "Every checkpoint of "+page.Partner.Name+" is done: there is nothing left to see to.")
	case 1:
		r.Intent = aboutStep(page.Partner, intent.AssignStep, open[0].Step.Key)
		return b.opens(form.AssignStep)(ctx, r)
	}
	n := view.Notice{Text: "Which checkpoint of " + page.Partner.Name + " is it?"}
	for _, c := range open {
		n.Actions = append(n.Actions, stepAction(page.Partner, intent.AssignStep, c.Step.Key, short(c.Step.Name, 30), form.AssignStep))
	}
	return Reply{View: n}, nil
}

func (b *Bot) openAssignStep(ctx context.Context, r Request) (form.Form, error) {
	page, c, err := b.step(ctx, r, domain.ActRunPartner)
	if err != nil {
		return form.Form{}, err
	}
	t := form.AssignStepTerms{
		Meta: aboutStep(page.Partner, intent.AssignStep, c.Step.Key).Encode(), Partner: page.Partner.Name, Name: c.Step.Name,
		TheirOwner: c.TheirOwner,
	}
	if c.OwnerID != nil {
		t.Owner, t.Elsewhere = standing(page.People[*c.OwnerID], r)
	}
	return form.NewAssignStep(t), nil
}

func (b *Bot) submitAssignStep(ctx context.Context, r Request) (Reply, error) {
	id, key, err := partnerID(r.Intent)
	if err != nil {
		return Reply{}, err
	}
	owner, err := b.assignee(ctx, r)
	if err != nil {
		return Reply{}, err
	}
	p, err := b.desk.AssignStep(ctx, r.Actor, id, key, owner, r.text("their_owner"))
	if err != nil {
		return Reply{}, err
	}
	return b.partnerDone(ctx, r, p, "It is kept who sees to the checkpoint.")
}

// assignee is who of ours is to see to the checkpoint, nil for the partner's owner.
func (b *Bot) assignee(ctx context.Context, r Request) (*domain.ID, error) {
	if !r.stays("owner") {
		return b.pickedColleague(ctx, r, "owner")
	}
	_, c, err := b.step(ctx, r, domain.ActRunPartner)
	return c.OwnerID, err
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
