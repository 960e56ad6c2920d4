package bot

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/intent"
	"github.com/partnerbot/partnerbot/domain"
)

// nextStep opens the form of the checkpoint to pass next, when a person says that one is done; of one that is done by
// itself, the partner's page says what is missing.
func (b *Bot) nextStep(ctx context.Context, r Request) (Reply, error) {
	page, err := b.partnerFor(ctx, r, domain.ActStep)
	if err != nil {
		return Reply{}, err
	}
	steps := markable(page)
	if len(steps) == 0 {
		return b.page(r, page), nil
	}
	r.Intent = aboutStep(page.Partner, intent.StepDone, steps[0].Step.Key)
	return b.opens(form.CheckpointDone)(ctx, r)
}

// markable are the checkpoints that the reader can say are done now, by due day.
func markable(p domain.PartnerPage) []domain.Checkpoint {
	open := func(key string) bool {
		return slices.ContainsFunc(p.Checkpoints, func(c domain.Checkpoint) bool { return c.Step.Key == key && c.DoneOn.IsZero() })
	}
	return slices.DeleteFunc(slices.Clone(p.Checkpoints), func(c domain.Checkpoint) bool {
		return !slices.Contains(p.Steps, c.Step.Key) || !c.Step.Kind.ByHand() || !c.DoneOn.IsZero() || slices.ContainsFunc(c.Step.Needs, open)
	})
}

// step is the checkpoint that a request is about.
func (b *Bot) step(ctx context.Context, r Request, act domain.Act) (domain.PartnerPage, domain.Checkpoint, error) {
	page, err := b.partnerFor(ctx, r, act)
	if err != nil {
		return page, domain.Checkpoint{}, err
	}
	_, key, _ := partnerID(r.Intent)
	i := slices.IndexFunc(page.Checkpoints, func(c domain.Checkpoint) bool { return c.Step.Key == key })
	if i < 0 {
		return page, domain.Checkpoint{}, domain.Refuse(domain.NotFound, page.Partner.Name+" has no such checkpoint.")
	}
	c := page.Checkpoints[i]
	if act == domain.ActStep && !slices.Contains(page.Steps, key) { // another one is theirs to see to
		return page, c, domain.May(r.Actor, act, page.Partner.Subject(page.Owner))
	}
	if !c.DoneOn.IsZero() {
		to := b.reader(r, page.Program)
		return page, c, domain.Refuse(domain.Conflict, fmt.Sprintf("%s is done already: %s.", c.Step.Name, doneWords(c, to)))
	}
	return page, c, nil
}

func (b *Bot) openStepDone(ctx context.Context, r Request) (form.Form, error) {
	page, c, err := b.step(ctx, r, domain.ActStep)
	if err != nil {
		return form.Form{}, err
	}
	return form.NewCheckpointDone(form.CheckpointDoneTerms{
		Meta: aboutStep(page.Partner, intent.StepDone, c.Step.Key).Encode(), Partner: page.Partner.Name, Name: c.Step.Name,
		DoneOn: page.Program.DateOf(b.now()).String(), People: c.Step.People,
	}), nil
}

func (b *Bot) submitStepDone(ctx context.Context, r Request) (Reply, error) {
	id, key, err := partnerID(r.Intent)
	if err != nil {
		return Reply{}, err
	}
	var unread unread
	on := unread.date("done_on", r.text("done_on"))
	if err := unread.err(); err != nil {
		return Reply{}, err
	}
	p, err := b.desk.CompleteStep(ctx, r.Actor, id, key, domain.StepDone{
		On: on, Evidence: r.text("evidence"), People: perLine(r.text("people")),
	})
	if err != nil {
		return Reply{}, err
	}
	return b.partnerDone(ctx, r, p, "The checkpoint is done.")
}

func (b *Bot) openDueDate(ctx context.Context, r Request) (form.Form, error) {
	page, c, err := b.step(ctx, r, domain.ActRunPartner)
	if err != nil {
		return form.Form{}, err
	}
	next := c.Due
	if today := page.Program.DateOf(b.now()); !next.After(today) {
		next = page.Program.Workweek().NextWorkday(today.AddDays(6))
	}
	return form.NewDueDate(form.DueDateTerms{
		Meta: aboutStep(page.Partner, intent.NewDate, c.Step.Key).Encode(), Partner: page.Partner.Name, Name: c.Step.Name,
		Due: next.String(), Was: b.reader(r, page.Program).shortDay(c.Due),
	}), nil
}

func (b *Bot) submitDueDate(ctx context.Context, r Request) (Reply, error) {
	id, key, err := partnerID(r.Intent)
	if err != nil {
		return Reply{}, err
	}
	var unread unread
	due := unread.date("due", r.text("due"))
	p, err := b.desk.SetDue(ctx, r.Actor, id, key, due, r.text("reason"))
	if err != nil {
		return Reply{}, unread.into(err)
	}
	return b.partnerDone(ctx, r, p, "The checkpoint has a new date.")
}

func (b *Bot) openTouch(ctx context.Context, r Request) (form.Form, error) {
	page, err := b.partnerFor(ctx, r, domain.ActRunPartner)
	if err != nil {
		return form.Form{}, err
	}
	return form.NewTouch(form.TouchTerms{
		Meta: aboutPartner(page.Partner, intent.Touch).Encode(), Partner: page.Partner.Name,
		Day: page.Program.DateOf(b.now()).String(),
	}), nil
}

func (b *Bot) submitTouch(ctx context.Context, r Request) (Reply, error) {
	id, _, err := partnerID(r.Intent)
	if err != nil {
		return Reply{}, err
	}
	var unread unread
	day := unread.date("day", r.text("day"))
	if err := unread.err(); err != nil {
		return Reply{}, err
	}
	p, err := b.desk.LogContact(ctx, r.Actor, id, day, strings.TrimSpace(r.text("note")))
	if err != nil {
		return Reply{}, err
	}
	return b.partnerDone(ctx, r, p, "The contact is logged.")
}
