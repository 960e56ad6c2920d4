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
	p, m, err := b.designedMotion(ctx, r)
	if err != nil {
		return form.Form{}, err
	}
	t := form.ProfileTerms{Meta: r.about(intent.EditProfile, p).Encode(), For: forType(p, m)}
	if m.PartnerType != p.PartnerType { // that of the first one is the setup's
		t.Solution = m.Solution
	}
	profile := m.Profile
	if len(profile.Criteria) == 0 {
		profile = domain.SuggestedProfile(m.PartnerType)
		t.Suggested = len(profile.Criteria) > 0
	} else {
		byFit, err := b.desk.ByFit(ctx, r.Actor)
		if err != nil {
			return form.Form{}, err
		}
		t.Foretold = foretells(byFit, p.Settings.ActivationDays)
	}
	if t.Criteria = profile.Text(); t.Criteria != "" {
		t.Threshold = strconv.Itoa(profile.Threshold)
	}
	return form.NewProfile(t), nil
}

func (b *Bot) submitProfile(ctx context.Context, r Request) (Reply, error) {
	t, _ := typeOf(r.Intent)
	p, err := b.desk.WriteProfile(ctx, r.Actor, t, r.Intent.Revision, domain.WrittenProfile{
		Criteria: r.text("criteria"), Threshold: r.text("threshold"), Solution: r.text("solution"),
	})
	if err != nil {
		return Reply{}, err
	}
	m, err := motionOf(p, t)
	if err != nil {
		return Reply{}, err
	}
	return Reply{View: view.Notice{
		Tone: view.Good,
		Text: sentences(forType(p, m), fmt.Sprintf("The ideal partner profile has %d criteria, and %d and more fits.",
			len(m.Profile.Criteria), m.Profile.Threshold)),
		Actions: []view.Action{withType(addPartnerAction(), t, ""), programAction()},
	}}, nil
}

func (b *Bot) openPath(ctx context.Context, r Request) (form.Form, error) {
	p, m, err := b.designedMotion(ctx, r)
	if err != nil {
		return form.Form{}, err
	}
	return form.NewPath(form.PathTerms{
		Meta: r.about(intent.EditPath, p).Encode(), Steps: domain.PathText(m.Path), For: forType(p, m),
	}), nil
}

func (b *Bot) submitPath(ctx context.Context, r Request) (Reply, error) {
	t, _ := typeOf(r.Intent)
	p, err := b.desk.WritePath(ctx, r.Actor, t, r.Intent.Revision, r.text("steps"))
	if err != nil {
		return Reply{}, err
	}
	m, err := motionOf(p, t)
	if err != nil {
		return Reply{}, err
	}
	return Reply{View: view.Notice{
		Tone: view.Good,
		Text: sentences(forType(p, m), fmt.Sprintf("The activation path has %s. Whoever signs from now on has it.",
			plural(len(m.Path), "checkpoint"))),
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

// designedMotion is the same with the motion that the request is about.
func (b *Bot) designedMotion(ctx context.Context, r Request) (domain.Program, domain.Motion, error) {
	p, err := b.designed(ctx, r)
	if err != nil {
		return p, domain.Motion{}, err
	}
	t, _ := typeOf(r.Intent)
	m, err := motionOf(p, t)
	return p, m, err
}

// about is an intent about the partner type that the request is about, in the program as it was seen.
func (r Request) about(name intent.Name, p domain.Program) intent.Intent {
	t, _ := typeOf(r.Intent)
	return intent.Intent{Name: name, ID: string(t), Revision: p.Revision}
}
