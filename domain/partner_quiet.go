package domain

import (
	"context"
	"slices"

	"github.com/partnerbot/partnerbot/domain/calendar"
)

// maxSnooze is how long alerts about a partner can be snoozed, in days.
const maxSnooze = 90

// Snooze keeps alerts about a partner back until a day, with the reason. It ends by itself on that day.
func (d *Desk) Snooze(ctx context.Context, a Actor, partner ID, until calendar.Date, reason string) (Partner, error) {
	reason, err := ask("reason", reason, "Say why: what happens until then?", maxWhy)
	if err != nil {
		return Partner{}, err
	}
	return d.changePartner(ctx, a, ActRunPartner, partner, func(ctx context.Context, c *partnerChange) error {
		if err := c.within("until", until, maxSnooze); err != nil {
			return err
		}
		c.partner.SnoozedUntil, c.partner.SnoozeReason = until, reason
		_, err := c.record(ctx, EventSnoozed, "", until.String(), reason)
		return err
	})
}

// AskHelp says what a partner's owner cannot solve alone, and tells the helpers.
func (d *Desk) AskHelp(ctx context.Context, a Actor, partner ID, need string) (Partner, error) {
	need, err := ask("need", need, "Say what you need, and from whom.", maxNeed)
	if err != nil {
		return Partner{}, err
	}
	return d.changePartner(ctx, a, ActRunPartner, partner, func(ctx context.Context, c *partnerChange) error {
		c.partner.HelpAsked = need
		e, err := c.record(ctx, EventHelpAsked, "", need, "")
		if err != nil {
			return err
		}
		helpers, err := helpersOf(ctx, c.tx, c.actor, *c.partner)
		if err != nil {
			return err
		}
		return c.tell(ctx, e, helpers...)
	})
}

// HelpersOf are who is told when the actor asks for help with a partner.
func (d *Desk) HelpersOf(ctx context.Context, a Actor, p Partner) ([]Person, error) {
	return helpersOf(ctx, d.store, a, p)
}

// helpersOf are the partnerships leads and the owner who can be reached, without the actor.
func helpersOf(ctx context.Context, s Reader, a Actor, p Partner) ([]Person, error) {
	people, err := s.People(ctx, a.TenantID)
	return slices.DeleteFunc(people, func(q Person) bool {
		owns := p.OwnerID != nil && *p.OwnerID == q.ID
		return q.Outside || a.is(q.ID) || q.address().Platform == "" || !owns && !q.Has(PartnershipsLead)
	}), err
}

// Helped says that the help that was asked for was given, and tells the owner. Conflict when none is asked for.
func (d *Desk) Helped(ctx context.Context, a Actor, partner ID) (Partner, error) {
	return d.changePartner(ctx, a, ActRunPartner, partner, func(ctx context.Context, c *partnerChange) error {
		if c.partner.HelpAsked == "" {
			return Refuse(Conflict, "No help is asked for with "+c.partner.Name+" any more.")
		}
		e, err := c.record(ctx, EventHelped, c.partner.HelpAsked, "", "")
		c.partner.HelpAsked, c.partner.HelpedAt = "", c.now
		if err != nil {
			return err
		}
		return c.tellOwner(ctx, e)
	})
}

// LogContact keeps that somebody was in touch with a partner: before activation, that is what keeps it from stalling.
func (d *Desk) LogContact(ctx context.Context, a Actor, partner ID, on calendar.Date, note string) (Partner, error) {
	note, err := ask("note", note, "Say in a sentence what came of it.", maxRemark)
	if err != nil {
		return Partner{}, err
	}
	return d.changePartner(ctx, a, ActRunPartner, partner, func(ctx context.Context, c *partnerChange) error {
		if on.IsZero() {
			on = c.today()
		}
		var e fieldErrors
		e.when(on.After(c.today()), "day", "This day is still to come. Choose today or earlier.")
		e.when(on.Before(c.partner.SignedOn), "day", "They had not signed then. Choose a later day.")
		if err := e.err(); err != nil {
			return err
		}
		c.partner.active(on)
		_, err := c.record(ctx, EventContact, "", on.String(), note)
		return err
	})
}
