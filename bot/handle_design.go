package bot

import (
	"context"
	"fmt"
	"strconv"

	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/intent"
	"github.com/partnerbot/partnerbot/bot/view"
	"github.com/partnerbot/partnerbot/domain"
)

func profileAction() view.Action {
	return view.Action{Intent: intent.Intent{Name: intent.EditProfile}, Label: "Partner profile", Opens: form.Profile}
}

func pathAction() view.Action {
	return view.Action{Intent: intent.Intent{Name: intent.EditPath}, Label: "Activation path", Opens: form.Path}
}

func (b *Bot) openProfile(ctx context.Context, r Request) (form.Form, error) {
	p, err := b.designed(ctx, r)
	if err != nil {
		return form.Form{}, err
	}
	t := form.ProfileTerms{Meta: intent.Intent{Name: intent.EditProfile}.Encode(), Criteria: p.Profile.Text()}
	if t.Criteria != "" {
		byFit, err := b.desk.ByFit(ctx, r.Actor)
		if err != nil {
			return form.Form{}, err
		}
		t.Threshold, t.Foretold = strconv.Itoa(p.Profile.Threshold), foretells(byFit, p.Settings.ActivationDays)
	}
	return form.NewProfile(t), nil
}

func (b *Bot) submitProfile(ctx context.Context, r Request) (Reply, error) {
	p, err := b.desk.WriteProfile(ctx, r.Actor, r.text("criteria"), r.text("threshold"))
	if err != nil {
		return Reply{}, err
	}
	return Reply{View: view.Notice{
		Tone:    view.Good,
		Text:    fmt.Sprintf("The ideal partner profile has %d criteria, and %d and more fits.", len(p.Profile.Criteria), p.Profile.Threshold),
		Actions: []view.Action{addPartnerAction(), programAction()},
	}}, nil
}

func (b *Bot) openPath(ctx context.Context, r Request) (form.Form, error) {
	p, err := b.designed(ctx, r)
	if err != nil {
		return form.Form{}, err
	}
	return form.NewPath(form.PathTerms{Meta: intent.Intent{Name: intent.EditPath}.Encode(), Steps: domain.PathText(p.Path)}), nil
}

func (b *Bot) submitPath(ctx context.Context, r Request) (Reply, error) {
	p, err := b.desk.WritePath(ctx, r.Actor, r.text("steps"))
	if err != nil {
		return Reply{}, err
	}
	return Reply{View: view.Notice{
		Tone:    view.Good,
		Text:    fmt.Sprintf("The activation path has %s. Whoever signs from now on has it.", plural(len(p.Path), "checkpoint")),
		Actions: []view.Action{programAction()},
	}}, nil
}

// designed is the program, for who may say what it is built of.
func (b *Bot) designed(ctx context.Context, r Request) (domain.Program, error) {
	if err := domain.May(r.Actor, domain.ActDesign, domain.Subject{}); err != nil {
		return domain.Program{}, err
	}
	return b.desk.Program(ctx, r.Actor)
}
