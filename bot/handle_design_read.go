package bot

import (
	"context"
	"fmt"
	"strings"

	"github.com/partnerbot/partnerbot/bot/view"
	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/activation"
)

// readable opens a form of the design for who may change it, and shows what it holds to everybody else of ours.
func (b *Bot) readable(change Handler, read func(domain.Program) view.Notice) Handler {
	return func(ctx context.Context, r Request) (Reply, error) {
		if domain.May(r.Actor, domain.ActDesign, domain.Subject{}) == nil {
			return change(ctx, r)
		}
		if err := domain.May(r.Actor, domain.ActSeePartner, domain.Subject{}); err != nil {
			return Reply{}, err
		}
		p, err := b.desk.Program(ctx, r.Actor)
		if err != nil {
			return Reply{}, err
		}
		n := read(p)
		n.Next = "The partnerships lead changes it."
		return Reply{View: n}, nil
	}
}

func profileNotice(p domain.Program) view.Notice {
	n := view.Notice{Text: sentences("The ideal partner profile.", fitting(p))}
	for _, m := range p.Motions() {
		for _, c := range m.Profile.Criteria {
			n.Points = append(n.Points, sentences(forType(p, m), fmt.Sprintf("%s, weight %d: %s", c.Name, c.Weight, strings.Join(c.Levels, "; "))))
		}
	}
	if len(n.Points) == 0 {
		n.Text = "There is no ideal partner profile yet to score candidates by."
	}
	return n
}

func pathNotice(p domain.Program) view.Notice {
	n := view.Notice{Text: "The activation path, in days from signature."}
	for _, m := range p.Motions() {
		for _, s := range m.Path {
			n.Points = append(n.Points, sentences(forType(p, m), fmt.Sprintf("%s, by day %d: %s", s.Name, s.DueDay, howDone(s))))
		}
	}
	return n
}

// howDone says what completes a checkpoint.
func howDone(s activation.Step) string {
	switch s.Kind {
	case activation.OwnerNamed:
		return "done when the partner has an owner"
	case activation.Certification:
		return fmt.Sprintf("done when %s certified", peopleAre(s.People))
	case activation.FirstRegistration:
		return "done with the first approved registration"
	case activation.FirstWin:
		return "done with the first deal that is won"
	default: // activation.Manual
		return "somebody says that it is done, with evidence"
	}
}

func peopleAre(n int) string {
	if n == 1 {
		return "1 person is"
	}
	return fmt.Sprintf("%d people are", n)
}
