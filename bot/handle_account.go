package bot

import (
	"context"

	"github.com/google/uuid"

	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/domain"
)

// findAccounts answers what is typed in the field for a known customer.
func (b *Bot) findAccounts(ctx context.Context, r Request) (Reply, error) {
	known, err := b.desk.Accounts(ctx, r.Actor, r.Text)
	if err != nil {
		return Reply{}, err
	}
	options := make([]form.Option, len(known))
	for i, a := range known {
		options[i] = accountOption(a)
	}
	return Reply{Options: options}, nil
}

func accountOption(a domain.Account) form.Option {
	return form.Option{Value: a.ID.String(), Label: short(a.Words(), 75)}
}

// accountToBeginWith is the known customer that was chosen before a refusal, none in a form that opens.
func (b *Bot) accountToBeginWith(ctx context.Context, r Request) (form.Option, error) {
	id, err := uuid.Parse(r.text("account"))
	if err != nil {
		return form.Option{}, nil
	}
	a, err := b.desk.KnownAccount(ctx, r.Actor, id)
	if domain.CodeOf(err) == domain.NotFound {
		return form.Option{}, nil
	}
	return accountOption(a), err
}
