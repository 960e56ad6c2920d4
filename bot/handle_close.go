package bot

import (
	"context"
	"fmt"

	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/intent"
	"github.com/partnerbot/partnerbot/domain"
)

func (b *Bot) wonWord() word {
	return word{"won", "D-1042", "close a deal as won", b.typedAct("Which deal is won?", form.Won, domain.ActWin)}
}

func (b *Bot) lostWord() word {
	return word{"lost", "D-1042", "close a deal as lost", b.typedAct("Which deal is lost?", form.Lost, domain.ActLose)}
}

func (b *Bot) withdrawWord() word {
	return word{"withdraw", "D-1042", "take a registration back", b.typedAct("Which registration do you take back?",
		form.Withdraw, domain.ActWithdraw, domain.ActCancel)}
}

func (b *Bot) openWon(ctx context.Context, r Request) (form.Form, error) {
	d, err := b.actable(ctx, r, domain.ActWin)
	if err != nil {
		return form.Form{}, err
	}
	return form.NewWon(domain.Ref(d.Registration.Number), about(d, intent.WinDeal).Encode(), string(d.Program.Currency),
		plainAmount(d.Registration.Claim.Amount), d.Program.DateOf(b.now()).String()), nil
}

func (b *Bot) submitWon(ctx context.Context, r Request) (Reply, error) {
	p, err := b.desk.Program(ctx, r.Actor)
	if err != nil {
		return Reply{}, err
	}
	var unread unread
	amount := unread.money("amount", r.text("amount"), p.Currency)
	closed := unread.date("closed_on", r.text("closed_on"))
	return b.submitted(ctx, r, "%s is won.", func(id domain.ID) (domain.Deal, error) {
		d, err := b.desk.Win(ctx, r.Actor, id, r.Intent.Revision, amount, closed)
		return d, unread.into(err)
	})
}

func (b *Bot) openLost(ctx context.Context, r Request) (form.Form, error) {
	d, err := b.actable(ctx, r, domain.ActLose)
	if err != nil {
		return form.Form{}, err
	}
	return form.NewLost(domain.Ref(d.Registration.Number), about(d, intent.LoseDeal).Encode()), nil
}

func (b *Bot) submitLost(ctx context.Context, r Request) (Reply, error) {
	return b.submitted(ctx, r, "%s is lost.", func(id domain.ID) (domain.Deal, error) {
		return b.desk.Lose(ctx, r.Actor, id, r.Intent.Revision, r.text("reason"))
	})
}

func (b *Bot) openWithdraw(ctx context.Context, r Request) (form.Form, error) {
	d, err := b.actable(ctx, r, domain.ActWithdraw, domain.ActCancel)
	if err != nil {
		return form.Form{}, err
	}
	return form.NewWithdraw(domain.Ref(d.Registration.Number), about(d, intent.Withdraw).Encode()), nil
}

func (b *Bot) submitWithdraw(ctx context.Context, r Request) (Reply, error) {
	id, ok := dealID(r)
	if !ok {
		return Reply{}, domain.Refuse(domain.NotFound, "")
	}
	d, err := b.desk.Withdraw(ctx, r.Actor, id, r.Intent.Revision, r.text("reason"))
	if err != nil {
		return Reply{}, err
	}
	return b.done(r, d, fmt.Sprintf("%s is %s.", domain.Ref(d.Registration.Number), d.Registration.Status.Words()), ""), nil
}
