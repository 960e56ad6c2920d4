package bot

import (
	"context"
	"slices"

	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/intent"
	"github.com/partnerbot/partnerbot/bot/view"
	"github.com/partnerbot/partnerbot/domain"
)

// gateWords are the gates as they are typed.
var gateWords = map[string]domain.Gate{
	"recruit": domain.GateRecruit, "cohort": domain.GateCohort, "second-type": domain.GateSecondType,
}

func (b *Bot) overrideWord() word {
	return word{"override", "recruit, cohort or second-type", "go past a gate of the program, with a written reason", b.overrideTyped}
}

func (b *Bot) overrideTyped(ctx context.Context, r Request) (Reply, error) {
	first, _ := firstWord(r.Text)
	gate, ok := gateWords[first]
	if !ok {
		return Reply{}, domain.Refuse(domain.Invalid,
			"Which gate? Type recruit, cohort or second-type after the word, such as "+b.typed(r, "program override recruit")+".")
	}
	r.Intent = aboutGate(gate)
	return b.opens(form.Override)(ctx, r)
}

func aboutGate(g domain.Gate) intent.Intent {
	return intent.Intent{Name: intent.Override, ID: string(g)}
}

// pastGate says, where there is no room for a button, how a gate is gone past; "" for no gate.
func (b *Bot) pastGate(r Request, g domain.Gate) string {
	if g == "" {
		return ""
	}
	if domain.May(r.Actor, domain.ActOverride, domain.Subject{}) != nil {
		return "The partnerships lead alone goes past this, with a written reason."
	}
	for typed, gate := range gateWords {
		if gate == g {
			return "To go past it with a written reason, use " + b.typed(r, "program override "+typed) + " first."
		}
	}
	return ""
}

// overrideAction is offered beside the refusal of a gate to who may go past it.
func overrideAction(g domain.Gate) view.Action {
	return view.Action{Intent: aboutGate(g), Label: "Override", Tone: view.Bad, Opens: form.Override}
}

func (b *Bot) openOverride(ctx context.Context, r Request) (form.Form, error) {
	if err := domain.May(r.Actor, domain.ActOverride, domain.Subject{}); err != nil {
		return form.Form{}, err
	}
	gate := domain.Gate(r.Intent.ID)
	if !slices.Contains(domain.Gates(), gate) {
		return form.Form{}, domain.Refuse(domain.NotFound, "")
	}
	err := b.desk.Passes(ctx, r.Actor, gate)
	if err == nil {
		return form.Form{}, domain.Refuse(domain.Conflict, "This is allowed already: there is nothing to go past.")
	}
	if domain.ClosedGate(err) != gate {
		return form.Form{}, err
	}
	return form.NewOverride(form.OverrideTerms{
		Meta: aboutGate(gate).Encode(), Gate: "You go past the rule against " + gate.Words() + ".", Why: err.Error(),
	}), nil
}

func (b *Bot) submitOverride(ctx context.Context, r Request) (Reply, error) {
	o, err := b.desk.Override(ctx, r.Actor, domain.Gate(r.Intent.ID), r.text("reason"))
	if err != nil {
		return Reply{}, err
	}
	n := view.Notice{
		Tone: view.Good, Text: "You went past the rule against " + o.Gate.Words() + ".",
		Next:    "Your reason is on the record, and in the Monday post until the rule would let everyone pass.",
		Actions: []view.Action{candidatesAction()},
	}
	if o.Gate == domain.GateSecondType {
		n.Actions = []view.Action{setUpAction("Change the setup")}
	}
	return Reply{View: n}, nil
}
