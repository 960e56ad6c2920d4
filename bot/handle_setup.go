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

// setupPage is a part of the setup as it is asked.
type setupPage struct {
	part domain.SetupPart // and the word for it
	name string
	form form.Name
}

// setupPages are the parts in the order of building. The setup leads from each to the next that is not filled in; each is
// kept by itself, so that it may be left at any time and goes on where it was left.
var setupPages = []setupPage{
	{domain.PartProgram, "The program", form.SetUp},
	{domain.PartProfile, "Partner profile", form.Profile},
	{domain.PartRegistration, "Deal registration", form.SetUpDesk},
	{domain.PartPath, "Activation path", form.Path},
	{domain.PartActivation, "Activation", form.SetUpRunway},
	{domain.PartForecast, "Forecast", form.SetUpForecast},
}

func pageOf(part domain.SetupPart) (setupPage, bool) {
	i := slices.IndexFunc(setupPages, func(p setupPage) bool { return p.part == part })
	if i < 0 {
		return setupPage{}, false
	}
	return setupPages[i], true
}

func aboutSetup(part domain.SetupPart) intent.Intent {
	return intent.Intent{Name: intent.SetUp, ID: string(part)}
}

func (b *Bot) setUpWord() word {
	return word{"setup", "[" + strings.Join(setupWords(), ", ") + "]", "set the program up step by step, go on where you left it, or change one part", b.setUpTyped}
}

func setupWords() []string {
	words := make([]string, len(setupPages))
	for i, p := range setupPages {
		words[i] = string(p.part)
	}
	return words
}

// setUpTyped opens the part that was named, else goes on with the setup.
func (b *Bot) setUpTyped(ctx context.Context, r Request) (Reply, error) {
	part, _ := firstWord(r.Text)
	if _, ok := pageOf(domain.SetupPart(part)); part != "" && !ok {
		return Reply{}, domain.Refuse(domain.Invalid, fmt.Sprintf("The setup has no part “%s”. It has %s: type one of them, or none to go on where you left it.",
			short(part, 40), together(", ", setupWords())))
	}
	r.Intent = aboutSetup(domain.SetupPart(part))
	return b.setUp(ctx, r)
}

// setUp opens the part that is asked for, else the first that is not filled in. When all are, it shows them to choose from.
func (b *Bot) setUp(ctx context.Context, r Request) (Reply, error) {
	s, err := b.desk.SetupState(ctx, r.Actor)
	if err != nil {
		return Reply{}, err
	}
	if p, ok := pageOf(domain.SetupPart(r.Intent.ID)); ok {
		return b.openPage(ctx, r, p)
	}
	if len(s.Undone) == 0 {
		return Reply{View: setupMenu(s.Program, r.Actor)}, nil
	}
	p, _ := pageOf(s.Undone[0])
	return b.openPage(ctx, r, p)
}

// openPage opens a part of the setup.
func (b *Bot) openPage(ctx context.Context, r Request, p setupPage) (Reply, error) {
	r.Intent = aboutSetup(p.part)
	return b.opens(p.form)(ctx, r)
}

func setupMenu(p domain.Program, a domain.Actor) view.Notice {
	n := view.Notice{Tone: view.Good, Text: p.Name + " is set up.", Next: "Choose what to change."}
	for _, page := range setupPages {
		if page.part.Designed() && domain.May(a, domain.ActDesign, domain.Subject{}) != nil {
			continue
		}
		n.Actions = append(n.Actions, view.Action{Intent: aboutSetup(page.part), Label: page.name, Opens: page.form})
	}
	return n
}

// setUpAction goes on with the setup; in a program in which nothing is left to be filled in, it shows the parts.
func setUpAction(label string) view.Action {
	return view.Action{Intent: intent.Intent{Name: intent.SetUp}, Label: label, Tone: view.Good, Opens: form.SetUp}
}

// setUpLabel tells a setup that was left from one that was never begun.
func setUpLabel(p domain.Program) string {
	if p.PartnerType == "" {
		return "Set up the program"
	}
	return "Continue the setup"
}

// led is a form that may be a step of the setup: then it says how far that is, and goes on with it when it is saved.
func (b *Bot) led(f filling) filling {
	open := func(ctx context.Context, r Request) (form.Form, error) {
		step := r.Intent
		if step.Name != intent.SetUp {
			return f.open(ctx, r)
		}
		r.Intent = intent.Intent{}
		out, err := f.open(ctx, r)
		if err != nil {
			return out, err
		}
		about, _ := intent.Decode(out.Meta)
		step.Revision = about.Revision
		out.Meta = step.Encode()
		return b.stepped(ctx, r, out, domain.SetupPart(step.ID))
	}
	submit := func(ctx context.Context, r Request) (Reply, error) {
		step := r.Intent
		if step.Name != intent.SetUp {
			return f.submit(ctx, r)
		}
		r.Intent = intent.Intent{Revision: step.Revision}
		done, err := f.submit(ctx, r)
		if err != nil {
			return Reply{}, err
		}
		return b.onward(ctx, r, domain.SetupPart(step.ID), done), nil
	}
	return filling{open, submit}
}

// stepped says above a form which step of the setup it is, while there are steps to come.
func (b *Bot) stepped(ctx context.Context, r Request, f form.Form, part domain.SetupPart) (form.Form, error) {
	s, err := b.desk.SetupState(ctx, r.Actor)
	if err != nil {
		return f, err
	}
	n := slices.IndexFunc(setupPages, func(p setupPage) bool { return p.part == part })
	if n >= 0 && len(s.Undone) > 0 {
		f.Intro = sentences(fmt.Sprintf("Step %d of %d: what you save stays, and you can leave at any time.", n+1, len(setupPages)), f.Intro)
	}
	return f, nil
}

// onward leads to the next part that is not filled in. After the last one it shows how the program stands. done is what is
// answered when neither can be shown: the part itself was kept.
func (b *Bot) onward(ctx context.Context, r Request, part domain.SetupPart, done Reply) Reply {
	var err error
	if r.Actor, err = b.recognize(ctx, r); err != nil { // who set it up may have got roles by it
		return done
	}
	s, err := b.desk.SetupState(ctx, r.Actor)
	if err != nil {
		return done
	}
	if p, ok := nextPage(part, s.Undone); ok {
		if next, err := b.openPage(ctx, r, p); err == nil {
			return next
		}
		return done
	}
	if status, err := b.programStatus(ctx, r); err == nil {
		return status
	}
	return done
}

// nextPage is the first page after a part that is not filled in. What was passed over is not asked for again.
func nextPage(part domain.SetupPart, undone []domain.SetupPart) (setupPage, bool) {
	at := slices.IndexFunc(setupPages, func(p setupPage) bool { return p.part == part })
	for _, p := range setupPages[at+1:] {
		if slices.Contains(undone, p.part) {
			return p, true
		}
	}
	return setupPage{}, false
}
