package bot

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"github.com/google/uuid"

	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/calendar"
)

func (b *Bot) registerWord() word {
	return word{"register", "[CUSTOMER WEBSITE AMOUNT]", "register a deal: opens the form, filled in with what you typed", b.registerTyped}
}

func (b *Bot) registerShortcuts() []shortcut {
	return []shortcut{
		{ShortcutHelp{
			ID: "register_deal", Name: "Register a deal", What: "Open the form that registers a partner's deal",
		}, b.opens(form.Register)},
		{ShortcutHelp{
			ID: "register_from_message", Name: "Register as a deal", OnMessage: true,
			What: "Register a partner's deal with this message as what has happened so far",
		}, b.registerQuoted},
	}
}

func (b *Bot) registerTyped(ctx context.Context, r Request) (Reply, error) {
	p, err := b.desk.Program(ctx, r.Actor)
	if err != nil {
		return Reply{}, err
	}
	return b.registerWith(ctx, r, prefill(r.Text, p.Currency))
}

func (b *Bot) registerQuoted(ctx context.Context, r Request) (Reply, error) {
	return b.registerWith(ctx, r, quoted(r.Quote))
}

func (b *Bot) registerWith(ctx context.Context, r Request, v form.Values) (Reply, error) {
	f, err := b.openRegister(ctx, r)
	if err != nil {
		return Reply{}, err
	}
	f = f.Fill(v)
	return Reply{Form: &f}, nil
}

// openRegister is the empty form, or after a refusal the one to put everything back into.
func (b *Bot) openRegister(ctx context.Context, r Request) (form.Form, error) {
	p, err := b.desk.Program(ctx, r.Actor)
	if err != nil {
		return form.Form{}, err
	}
	if p.SetUpAt.IsZero() {
		return form.Form{}, domain.Refuse(domain.Unready, "The program is not set up yet, so no deal can be registered.")
	}
	t := form.RegisterTerms{
		Products: p.Products, Currency: string(p.Currency), Only: r.Actor.Person.Outside,
		Known:        domain.May(r.Actor, domain.ActSeeAccounts, domain.Subject{}) == nil,
		DecideWithin: p.Settings.DecideWithinWorkdays, Protection: p.Settings.ProtectionDays,
	}
	if t.Partner, err = b.partnerToBeginWith(ctx, r); err != nil {
		return form.Form{}, err
	}
	if t.Account, err = b.accountToBeginWith(ctx, r); err != nil {
		return form.Form{}, err
	}
	return form.NewRegister(t), nil
}

// partnerToBeginWith is an outside person's own partner, the one that was chosen before a refusal, or the only one.
func (b *Bot) partnerToBeginWith(ctx context.Context, r Request) (form.Option, error) {
	partners, err := b.desk.Partners(ctx, r.Actor, "")
	if err != nil {
		return form.Option{}, err
	}
	if r.Actor.Person.Outside && len(partners) == 0 {
		return form.Option{}, domain.Refuse(domain.Forbidden,
			"partnerbot does not know for which partner you work, so you cannot register deals. Ask your partner manager to register them for you.")
	}
	chosen := r.text("partner")
	for _, p := range partners {
		if p.ID.String() == chosen || len(partners) == 1 {
			return partnerOption(p), nil
		}
	}
	return form.Option{}, nil
}

func partnerOption(p domain.Partner) form.Option {
	return form.Option{Value: p.ID.String(), Label: short(p.Name, 75)}
}

// findPartners answers what is typed in the partner field.
func (b *Bot) findPartners(ctx context.Context, r Request) (Reply, error) {
	partners, err := b.desk.Partners(ctx, r.Actor, r.Text)
	if err != nil {
		return Reply{}, err
	}
	options := make([]form.Option, len(partners))
	for i, p := range partners {
		options[i] = partnerOption(p)
	}
	return Reply{Options: options}, nil
}

func (b *Bot) submitRegister(ctx context.Context, r Request) (Reply, error) {
	p, err := b.desk.Program(ctx, r.Actor)
	if err != nil {
		return Reply{}, err
	}
	var unread unread
	claim := domain.Claim{
		Customer: r.text("customer"), Website: r.text("website"), NoWebsite: r.text("no_website"),
		Country: r.text("country"), ContactName: r.text("contact_name"), ContactEmail: r.text("contact_email"),
		Product: r.text("product"), HowEngaged: r.text("how_engaged"), NextStep: r.text("next_step"),
		Amount: unread.money("amount", r.text("amount"), p.Currency), CloseDate: unread.date("close_date", r.text("close_date")),
	}
	claim.PartnerID, _ = uuid.Parse(r.text("partner")) // what is no id is no partner, which Register refuses
	claim.Account, _ = uuid.Parse(r.text("account"))
	d, err := b.desk.Register(ctx, r.Actor, claim)
	if err != nil {
		return Reply{}, unread.into(err)
	}
	return b.done(r, d, fmt.Sprintf("%s is registered: %s, %s.", domain.Ref(d.Registration.Number), titleOf(d),
		d.Registration.Claim.Amount), leadOf(d, b.reader(r, d.Program))+" You get a message with what they decide."), nil
}

// unread gathers the fields that could not be read. They go on as zero, which every use case refuses as missing, so
// that a person hears of all faults at once; into then says for them what was wrong with what was typed.
type unread []domain.FieldError

func (u *unread) money(field, typed string, c domain.Currency) domain.Money {
	if typed == "" {
		return domain.Money{Currency: c}
	}
	m, err := domain.ParseMoney(typed, c)
	if err != nil {
		*u = append(*u, domain.FieldError{Field: field, Message: err.Error()})
		return domain.Money{Currency: c}
	}
	return m
}

func (u *unread) date(field, typed string) calendar.Date {
	if typed == "" {
		return calendar.Date{}
	}
	d, err := calendar.ParseDate(typed)
	if err != nil {
		*u = append(*u, domain.FieldError{Field: field, Message: "Type the date as year, month and day, such as 2026-12-18."})
	}
	return d
}

// err is what could not be read, for fields that may be left empty: nothing would refuse them later.
func (u unread) err() error {
	if len(u) == 0 {
		return nil
	}
	return &domain.Error{Code: domain.Invalid, Fields: u}
}

// into is err with the better words for the fields that could not be read.
func (u unread) into(err error) error {
	var e *domain.Error
	if !errors.As(err, &e) || e.Code != domain.Invalid || len(u) == 0 {
		return err
	}
	better := *e
	better.Fields = nil
	for _, f := range e.Fields {
		for _, x := range u {
			if x.Field == f.Field {
				f.Message = cmp.Or(x.Message, f.Message)
			}
		}
		better.Fields = append(better.Fields, f)
	}
	return &better
}
