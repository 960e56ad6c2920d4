package bot

import (
	"context"
	"fmt"

	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/view"
	"github.com/partnerbot/partnerbot/domain"
)

func (b *Bot) statusWord() word {
	return word{"status", "", "the four pillars and the next step", b.programStatus}
}

func (b *Bot) scheduleWord() word {
	return word{"schedule", "", "when the Monday post goes out", b.opens(form.Schedule)}
}

func (b *Bot) programStatus(ctx context.Context, r Request) (Reply, error) {
	s, err := b.desk.ProgramStatus(ctx, r.Actor)
	if err != nil {
		return Reply{}, err
	}
	var trouble []string
	for _, d := range s.Trouble {
		trouble = append(trouble, troubleOf(ctx, b.desk, d))
	}
	return Reply{View: programView(s, trouble, r.Actor, b.reader(r, s.Program))}, nil
}

func (b *Bot) openSchedule(ctx context.Context, r Request) (form.Form, error) {
	if err := domain.May(r.Actor, domain.ActSchedule, domain.Subject{}); err != nil {
		return form.Form{}, err
	}
	s, err := b.desk.ProgramStatus(ctx, r.Actor)
	if err != nil {
		return form.Form{}, err
	}
	if s.Digest == nil {
		return form.Form{}, domain.Refuse(domain.Unready, "Set the program up first: it says where the Monday post goes.")
	}
	return form.NewSchedule(s.Digest.At(), s.Program.TimeZone), nil
}

func (b *Bot) submitSchedule(ctx context.Context, r Request) (Reply, error) {
	s, err := b.desk.SetDigestTime(ctx, r.Actor, r.text("time"))
	if err != nil {
		return Reply{}, err
	}
	p, err := b.desk.Program(ctx, r.Actor)
	if err != nil {
		return Reply{}, err
	}
	return Reply{View: view.Notice{
		Tone: view.Good, Text: fmt.Sprintf("The Monday post goes out at %s (%s).", s.At(), s.Zone),
		Next: "Next: " + everyone(p, b.now()).moment(s.NextDue) + ".",
	}}, nil
}
