package bot

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/intent"
	"github.com/partnerbot/partnerbot/bot/view"
	"github.com/partnerbot/partnerbot/domain"
)

func (b *Bot) typeWord() word {
	return word{"type", "", "open a further partner type, once those that are open produce", b.opens(form.OpenType)}
}

func openTypeAction() view.Action {
	return view.Action{Intent: intent.Intent{Name: intent.OpenType}, Label: "Open a partner type", Opens: form.OpenType}
}

// openOpenType is refused by a closed gate at once, and says what the types that are open have taught.
func (b *Bot) openOpenType(ctx context.Context, r Request) (form.Form, error) {
	p, err := b.designed(ctx, r)
	if err != nil {
		return form.Form{}, err
	}
	t := form.OpenTypeTerms{Meta: intent.Intent{Name: intent.OpenType}.Encode(), Types: unopened(p)}
	if len(t.Types) == 0 {
		return form.Form{}, domain.Refuse(domain.Conflict, "The program is open for every partner type already.")
	}
	if err := b.desk.Passes(ctx, r.Actor, "", domain.GateSecondType); err != nil {
		return form.Form{}, err
	}
	l, err := b.desk.Lessons(ctx, r.Actor)
	if err != nil {
		return form.Form{}, err
	}
	t.Lessons = lessonsOf(l)
	return form.NewOpenType(t), nil
}

// unopened are the partner types that a program may still be opened for.
func unopened(p domain.Program) []form.Option {
	return slices.DeleteFunc(form.PartnerTypes(), func(o form.Option) bool {
		_, open := p.MotionOf(domain.PartnerType(o.Value))
		return open
	})
}

func (b *Bot) submitOpenType(ctx context.Context, r Request) (Reply, error) {
	t := domain.PartnerType(r.text("partner_type"))
	p, err := b.desk.OpenType(ctx, r.Actor, domain.OpenType{Type: t, Solution: r.text("solution")})
	if err != nil {
		return Reply{}, err
	}
	m, _ := p.MotionOf(t)
	return Reply{View: view.Notice{
		Tone:    view.Good,
		Text:    fmt.Sprintf("%s is open for %s too, with the joint solution “%s”.", p.Name, t.Words(), m.Solution),
		Next:    "Write their ideal partner profile, and look at their activation path: it begins as that of " + p.PartnerType.Words() + ".",
		Actions: []view.Action{withType(profileAction(), t, ""), withType(pathAction(), t, ""), programAction()},
	}}, nil
}

// withType is a button about one partner type; more is what else it carries.
func withType(a view.Action, t domain.PartnerType, more string) view.Action {
	a.Intent.ID = string(t)
	if more != "" {
		a.Intent.ID += ":"
		a.Intent.ID += within(more, intent.Max-len(a.Intent.Encode()))
	}
	return a
}

// within is as much of a text as goes into so many bytes.
func within(s string, most int) string {
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "")
}

// typeOf is the partner type that an intent is about, "" for none, and what else it carries.
func typeOf(i intent.Intent) (t domain.PartnerType, more string) {
	id, more, _ := strings.Cut(i.ID, ":")
	return domain.PartnerType(id), more
}

// ofType opens the form of a button for one partner type. Where several are open and the request names none, it asks
// which; what else the request carries goes along.
func (b *Bot) ofType(act domain.Act, button view.Action) Handler {
	return func(ctx context.Context, r Request) (Reply, error) {
		t, more := typeOf(r.Intent)
		if t != "" || domain.May(r.Actor, act, domain.Subject{}) != nil {
			return b.opens(button.Opens)(ctx, r)
		}
		p, err := b.desk.Program(ctx, r.Actor)
		if err != nil {
			return Reply{}, err
		}
		if len(p.More) == 0 {
			return b.opens(button.Opens)(ctx, r)
		}
		n := view.Notice{Text: together(": ", []string{button.Label, more}) + ". For which partner type?"}
		for _, m := range p.Motions() {
			a := withType(button, m.PartnerType, more)
			a.Label, a.Tone = typeLabel(m.PartnerType), view.Plain
			n.Actions = append(n.Actions, a)
		}
		return Reply{View: n}, nil
	}
}

// motionOf is the motion that a request is about, the first one where it names none.
func motionOf(p domain.Program, t domain.PartnerType) (domain.Motion, error) {
	m, ok := p.MotionOf(t)
	if !ok {
		return m, domain.Refuse(domain.NotFound, "The program is not open for this partner type.")
	}
	return m, nil
}
