package bot

import (
	"context"
	"log/slog"

	"github.com/google/uuid"

	"github.com/partnerbot/partnerbot/domain"
)

// confirmLink is the click that says: that is me.
func (b *Bot) confirmLink(ctx context.Context, r Request) (Reply, error) {
	return b.answerLink(ctx, r, domain.LinkConfirmed, b.desk.ConfirmLink)
}

// denyLink is the click that says: that is not me. Somebody has an account with another's e-mail, which whoever runs the
// bot may want to look into.
func (b *Bot) denyLink(ctx context.Context, r Request) (Reply, error) {
	return b.answerLink(ctx, r, domain.LinkDenied, b.desk.DenyLink)
}

func (b *Bot) answerLink(
	ctx context.Context, r Request, as domain.LinkState, answer func(context.Context, domain.Actor, domain.ID) (domain.Link, error),
) (Reply, error) {
	met, err := uuid.Parse(r.Intent.ID)
	if err != nil {
		return Reply{}, domain.Refuse(domain.NotFound, "")
	}
	l, err := answer(ctx, r.Actor, met)
	if err != nil {
		return Reply{}, err
	}
	level := slog.LevelInfo
	if l.State == domain.LinkDenied {
		level = slog.LevelWarn
	}
	b.log.Log(ctx, level, "link answered", attributes(r, "met_id", met.String(), "state", string(l.State))...)
	return Reply{View: answeredLink(l, as)}, nil
}

// asked is the question about another account that a person has not answered yet, nil for none.
func (b *Bot) asked(ctx context.Context, r Request) *domain.Link {
	l, err := b.desk.OpenLink(ctx, r.Actor)
	if err != nil {
		b.log.WarnContext(ctx, "link not looked up", attributes(r, slog.String("error", err.Error()))...)
		return nil
	}
	return l
}

// waiting is what somebody who was met can do to be known, "" when nobody is asked who they are.
func (b *Bot) waiting(ctx context.Context, r Request) string {
	l, err := b.desk.WaitingLink(ctx, r.Actor)
	if err != nil {
		b.log.WarnContext(ctx, "link not looked up", attributes(r, slog.String("error", err.Error()))...)
	}
	if l == nil || err != nil {
		return ""
	}
	return waitingHint(*l)
}
