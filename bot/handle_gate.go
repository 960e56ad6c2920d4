package bot

import (
	"context"
	"errors"
	"slices"
	"strings"

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
	of, err := b.keptFrom(ctx, r, gate)
	if err != nil {
		return Reply{}, err
	}
	r.Intent = aboutGate(gate, of)
	return b.opens(form.Override)(ctx, r)
}

// keptFrom is the partner type that a gate is closed to, the first of them: "" when it is open to all.
func (b *Bot) keptFrom(ctx context.Context, r Request, g domain.Gate) (domain.PartnerType, error) {
	p, err := b.desk.Program(ctx, r.Actor)
	if err != nil {
		return "", err
	}
	for _, m := range p.Motions() {
		if closed := closedGate(b.desk.Passes(ctx, r.Actor, m.PartnerType, g)); closed != nil {
			return closed.Type, nil
		}
	}
	return "", nil
}

// closedGate is the gate that an error is about, and to which partner type it is closed; nil for none.
func closedGate(err error) *domain.GateClosed {
	var g *domain.GateClosed
	errors.As(err, &g)
	return g
}

func aboutGate(g domain.Gate, of domain.PartnerType) intent.Intent {
	i := intent.Intent{Name: intent.Override, ID: string(g)}
	if of != "" {
		i.ID += ":" + string(of)
	}
	return i
}

// gateOf is the gate that an intent is about, and for which partner type.
func gateOf(i intent.Intent) (domain.Gate, domain.PartnerType) {
	g, of, _ := strings.Cut(i.ID, ":")
	return domain.Gate(g), domain.PartnerType(of)
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
func overrideAction(g *domain.GateClosed) view.Action {
	return view.Action{Intent: aboutGate(g.Gate, g.Type), Label: "Override", Tone: view.Bad, Opens: form.Override}
}

func (b *Bot) openOverride(ctx context.Context, r Request) (form.Form, error) {
	if err := domain.May(r.Actor, domain.ActOverride, domain.Subject{}); err != nil {
		return form.Form{}, err
	}
	gate, of := gateOf(r.Intent)
	if !slices.Contains(domain.Gates(), gate) {
		return form.Form{}, domain.Refuse(domain.NotFound, "")
	}
	err := b.desk.Passes(ctx, r.Actor, of, gate)
	if err == nil {
		return form.Form{}, domain.Refuse(domain.Conflict, "This is allowed already: there is nothing to go past.")
	}
	if domain.ClosedGate(err) != gate {
		return form.Form{}, err
	}
	return form.NewOverride(form.OverrideTerms{
		Meta: aboutGate(gate, of).Encode(), Gate: "You go past the rule against " + domain.Override{Gate: gate, Type: of}.Words() + ".", Why: err.Error(),
	}), nil
}

func (b *Bot) submitOverride(ctx context.Context, r Request) (Reply, error) {
	gate, of := gateOf(r.Intent)
	o, err := b.desk.Override(ctx, r.Actor, gate, of, r.text("reason"))
	if err != nil {
		return Reply{}, err
	}
	n := view.Notice{
		Tone: view.Good, Text: "You went past the rule against " + o.Words() + ".",
		Next:    "Your reason is on the record, and in the Monday post until the rule would let everyone pass.",
		Actions: []view.Action{candidatesAction()},
	}
	if o.Gate == domain.GateSecondType {
		n.Actions = []view.Action{openTypeAction(), setUpAction("Change the setup")}
	}
	return Reply{View: n}, nil
}
