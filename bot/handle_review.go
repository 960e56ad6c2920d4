package bot

import (
	"context"
	"fmt"
	"slices"

	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/intent"
	"github.com/partnerbot/partnerbot/domain"
)

// approve is the click that approves a registration.
func (b *Bot) approve(ctx context.Context, r Request) (Reply, error) {
	id, ok := dealID(r)
	if !ok {
		return Reply{}, domain.Refuse(domain.NotFound, "")
	}
	d, err := b.desk.Approve(ctx, r.Actor, id, r.Intent.Revision)
	if err != nil {
		return Reply{}, err
	}
	until := b.reader(r, d.Program).dayOf(d.Registration.ProtectedUntil)
	return b.done(r, d, fmt.Sprintf("You approved %s: %s.", domain.Ref(d.Registration.Number), titleOf(d)),
		fmt.Sprintf("It is protected until %s and in the pipeline. %s is told.", until, d.Submitter.Name)), nil
}

// showReview is the review card as who asks sees it: with the buttons that are theirs.
func (b *Bot) showReview(ctx context.Context, r Request) (Reply, error) {
	d, err := b.dealOf(ctx, r)
	if err != nil {
		return Reply{}, err
	}
	return Reply{View: reviewCard(d, b.reader(r, d.Program))}, nil
}

// decide is the same for who wants to decide: whoever may not is told why.
func (b *Bot) decide(ctx context.Context, r Request) (Reply, error) {
	d, err := b.dealOf(ctx, r)
	if err != nil {
		return Reply{}, err
	}
	to := b.reader(r, d.Program)
	if slices.Contains(domain.ReviewStatuses(), d.Registration.Status) && len(decisions(d)) == 0 {
		return Reply{}, d.Refusal(r.Actor, domain.ActApprove)
	}
	return Reply{View: reviewCard(d, to)}, nil
}

func (b *Bot) openReject(ctx context.Context, r Request) (form.Form, error) {
	d, err := b.actable(ctx, r, domain.ActReject)
	if err != nil {
		return form.Form{}, err
	}
	return form.NewReject(domain.Ref(d.Registration.Number), about(d, intent.Reject).Encode()), nil
}

func (b *Bot) submitReject(ctx context.Context, r Request) (Reply, error) {
	return b.submitted(ctx, r, "You rejected %s.", func(id domain.ID) (domain.Deal, error) {
		return b.desk.Reject(ctx, r.Actor, id, r.Intent.Revision, domain.Reason(r.text("reason")), r.text("remark"))
	})
}

func (b *Bot) openAskInfo(ctx context.Context, r Request) (form.Form, error) {
	d, err := b.actable(ctx, r, domain.ActAskInfo)
	if err != nil {
		return form.Form{}, err
	}
	return form.NewAskInfo(domain.Ref(d.Registration.Number), about(d, intent.AskInfo).Encode()), nil
}

func (b *Bot) submitAskInfo(ctx context.Context, r Request) (Reply, error) {
	return b.submitted(ctx, r, "You asked about %s.", func(id domain.ID) (domain.Deal, error) {
		return b.desk.AskInfo(ctx, r.Actor, id, r.Intent.Revision, r.text("question"))
	})
}

func (b *Bot) openAnswer(ctx context.Context, r Request) (form.Form, error) {
	d, err := b.actable(ctx, r, domain.ActAnswer)
	if err != nil {
		return form.Form{}, err
	}
	return form.NewAnswer(domain.Ref(d.Registration.Number), d.Registration.Remark, about(d, intent.Answer).Encode()), nil
}

func (b *Bot) submitAnswer(ctx context.Context, r Request) (Reply, error) {
	id, ok := dealID(r)
	if !ok {
		return Reply{}, domain.Refuse(domain.NotFound, "")
	}
	d, err := b.desk.Answer(ctx, r.Actor, id, r.Intent.Revision, r.text("answer"))
	if err != nil {
		return Reply{}, err
	}
	return b.done(r, d, fmt.Sprintf("Your answer about %s is with the deal desk.", domain.Ref(d.Registration.Number)),
		leadOf(d, b.reader(r, d.Program))), nil
}

// submitted carries out an act that a form was filled in for. words take the deal's number; who registered it is told
// of what somebody else did.
func (b *Bot) submitted(_ context.Context, r Request, words string, act func(domain.ID) (domain.Deal, error)) (Reply, error) {
	id, ok := dealID(r)
	if !ok {
		return Reply{}, domain.Refuse(domain.NotFound, "")
	}
	d, err := act(id)
	if err != nil {
		return Reply{}, err
	}
	what := fmt.Sprintf(words, domain.Ref(d.Registration.Number))
	if d.Submitter.ID != r.Actor.Person.ID {
		what += " " + d.Submitter.Name + " is told."
	}
	return b.done(r, d, what, ""), nil
}
