package bot

import (
	"context"
	"fmt"
	"slices"

	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/intent"
	"github.com/partnerbot/partnerbot/domain"
)

func (b *Bot) updateWord() word {
	return word{
		"update", "D-1042", "change amount, close date, stage or next step of a deal",
		b.typedAct("Which deal do you update?", form.Update, domain.ActUpdate),
	}
}

func (b *Bot) openUpdate(ctx context.Context, r Request) (form.Form, error) {
	d, err := b.actable(ctx, r, domain.ActUpdate)
	if err != nil {
		return form.Form{}, err
	}
	c := d.Registration.Claim
	t := form.UpdateTerms{
		Ref: domain.Ref(d.Registration.Number), Meta: about(d, intent.Update).Encode(), Currency: string(d.Program.Currency),
		Amount: plainAmount(c.Amount), CloseDate: c.CloseDate.String(), NextStep: c.NextStep,
	}
	if d.Opportunity != nil && slices.Contains(d.May, domain.ActSetStage) {
		t.Stage = d.Opportunity.Stage
		for _, s := range d.Program.Stages {
			t.Stages = append(t.Stages, s.Name)
		}
	}
	return form.NewUpdate(t), nil
}

func (b *Bot) submitUpdate(ctx context.Context, r Request) (Reply, error) {
	id, ok := dealID(r)
	if !ok {
		return Reply{}, domain.Refuse(domain.NotFound, "")
	}
	p, err := b.desk.Program(ctx, r.Actor)
	if err != nil {
		return Reply{}, err
	}
	var unread unread
	amount, next := unread.money("amount", r.text("amount"), p.Currency), r.text("next_step")
	closes := unread.date("close_date", r.text("close_date"))
	u := domain.Update{Amount: &amount, CloseDate: &closes, NextStep: &next}
	if stage := r.text("stage"); stage != "" {
		u.Stage = &stage
	}
	d, err := b.desk.Update(ctx, r.Actor, id, r.Intent.Revision, u)
	if err != nil {
		return Reply{}, unread.into(err)
	}
	return b.done(r, d, fmt.Sprintf("%s is updated: %s, %s, closes %s.", domain.Ref(d.Registration.Number), titleOf(d),
		d.Registration.Claim.Amount, b.reader(r, d.Program).day(d.Registration.Claim.CloseDate)), ""), nil
}
