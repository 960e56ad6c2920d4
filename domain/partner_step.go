package domain

import (
	"context"
	"fmt"
	"slices"

	"github.com/partnerbot/partnerbot/domain/activation"
	"github.com/partnerbot/partnerbot/domain/calendar"
)

// Bounds of what is typed about a checkpoint.
const (
	maxEvidence  = 500 // characters
	maxCertified = 50  // people
	maxAhead     = 365 // days from today for a new due day
)

// StepDone is what somebody says of a checkpoint that is done.
type StepDone struct {
	On       calendar.Date // zero: today
	Evidence string        // a link or the name of a file
	People   []string      // who is certified
}

// CompleteStep keeps that a checkpoint is done, with the evidence. Conflict when it is done already, or when another one
// comes first; Invalid for one that is done by what is kept, such as the first approved registration.
func (d *Desk) CompleteStep(ctx context.Context, a Actor, partner ID, key string, done StepDone) (Partner, error) {
	done.Evidence, done.People = line(done.Evidence), distinct(done.People)
	return d.changeStep(ctx, a, ActStep, partner, key, func(ctx context.Context, c *partnerChange) error {
		step, err := c.openStep(key)
		if err != nil {
			return err
		}
		if err := c.inOrder(step.Step); err != nil {
			return err
		}
		if done.On.IsZero() {
			done.On = c.today()
		}
		if err := c.checkDone(step.Step, done); err != nil {
			return err
		}
		step.DoneOn, step.Evidence, step.People = done.On, done.Evidence, done.People
		step.DoneByID, step.DoneBy = &c.actor.Person.ID, c.actor.Person.Name
		if err := c.tx.SaveCheckpoint(ctx, *step); err != nil {
			return err
		}
		c.partner.dealt(c.today())
		_, err = c.record(ctx, EventStepDone, "", step.Step.Name, done.Evidence)
		return err
	})
}

// openStep is a checkpoint that is not done yet.
func (c *partnerChange) openStep(key string) (*Checkpoint, error) {
	i := slices.IndexFunc(c.path, func(s Checkpoint) bool { return s.Step.Key == key })
	if i < 0 {
		return nil, Refuse(NotFound, fmt.Sprintf("%s has no such checkpoint.", c.partner.Name))
	}
	s := &c.path[i]
	switch {
	case s.DoneOn.IsZero():
		return s, nil
	case s.DoneBy != "":
		return nil, Refuse(Conflict, fmt.Sprintf("%s was done on %s, says %s.", s.Step.Name, s.DoneOn, s.DoneBy))
	}
	return nil, Refuse(Conflict, fmt.Sprintf("%s was done on %s.", s.Step.Name, s.DoneOn))
}

// inOrder refuses a step before those that it needs.
func (c *partnerChange) inOrder(step activation.Step) error {
	for _, s := range c.path {
		if slices.Contains(step.Needs, s.Step.Key) && s.DoneOn.IsZero() {
			return Refuse(Conflict, fmt.Sprintf("%s comes first, and it is not done yet.", s.Step.Name))
		}
	}
	return nil
}

var doneByItself = map[activation.Kind]string{
	activation.OwnerNamed:        "This is done as soon as the partner has an owner: reassign it.",
	activation.FirstRegistration: "This is done by itself, with the partner's first approved registration.",
	activation.FirstWin:          "This is done by itself, with the partner's first deal that is won.",
}

func (c *partnerChange) checkDone(step activation.Step, done StepDone) error {
	if !step.Kind.ByHand() {
		return Refuse(Invalid, doneByItself[step.Kind])
	}
	var e fieldErrors
	e.when(done.On.After(c.today()), "done_on", "This day is still to come. Choose today or earlier.")
	e.when(done.On.Before(c.partner.SignedOn), "done_on", fmt.Sprintf("%s signed on %s. Choose that day or a later one.", c.partner.Name, c.partner.SignedOn))
	length(&e, "evidence", done.Evidence, 1, maxEvidence, "Give a link, or the name of the file that shows it.")
	if step.Kind == activation.Certification {
		e.when(len(done.People) < step.People, "people", fmt.Sprintf("Name %s who are certified, one on each line.", people(step.People)))
		e.when(len(done.People) > maxCertified, "people", fmt.Sprintf("Name %d people at most.", maxCertified))
		e.names("people", done.People)
	}
	return e.err()
}

func people(n int) string {
	if n == 1 {
		return "the person"
	}
	return fmt.Sprintf("at least %d people", n)
}

// SetDue gives a checkpoint that is not done another due day, with the reason.
func (d *Desk) SetDue(ctx context.Context, a Actor, partner ID, key string, due calendar.Date, reason string) (Partner, error) {
	reason, err := ask("reason", reason, "Say why.", maxWhy)
	if err != nil {
		return Partner{}, err
	}
	return d.changePartner(ctx, a, ActRunPartner, partner, func(ctx context.Context, c *partnerChange) error {
		step, err := c.openStep(key)
		if err != nil {
			return err
		}
		if err := c.within("due", due, maxAhead); err != nil {
			return err
		}
		before := step.Due
		step.Due = due
		if err := c.tx.SaveCheckpoint(ctx, *step); err != nil {
			return err
		}
		_, err = c.record(ctx, EventNewDate, before.String(), fmt.Sprintf("%s: %s", step.Step.Name, due), reason)
		return err
	})
}

// AssignStep says who sees to a checkpoint: somebody of ours, who is told when that is news, and somebody on the partner's
// side. Without an owner, it is the partner's manager again.
func (d *Desk) AssignStep(ctx context.Context, a Actor, partner ID, key string, owner *ID, theirs string) (Partner, error) {
	theirs = line(theirs)
	return d.changePartner(ctx, a, ActRunPartner, partner, func(ctx context.Context, c *partnerChange) error {
		step, err := c.openStep(key)
		if err != nil {
			return err
		}
		var e fieldErrors
		length(&e, "their_owner", theirs, 0, maxName, "")
		if err := e.err(); err != nil {
			return err
		}
		return c.assign(ctx, step, owner, theirs)
	})
}

func (c *partnerChange) assign(ctx context.Context, step *Checkpoint, owner *ID, theirs string) (err error) {
	to := Person{Name: "the partner's manager"}
	if owner != nil {
		if to, err = c.colleague(ctx, *owner); err != nil {
			return err
		}
	}
	news := owner != nil && (step.OwnerID == nil || *step.OwnerID != to.ID)
	step.OwnerID, step.TheirOwner = owner, theirs
	if err := c.tx.SaveCheckpoint(ctx, *step); err != nil {
		return err
	}
	e, err := c.record(ctx, EventStepOwner, "", fmt.Sprintf("%s: %s", step.Step.Name, to.Name), theirs)
	if err != nil || !news {
		return err
	}
	return c.tell(ctx, e, to)
}
