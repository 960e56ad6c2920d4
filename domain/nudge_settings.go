package domain

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"github.com/google/uuid"
)

// Bounds of the stall alerts' settings.
const (
	earliestNudge  = 6  // o'clock
	latestNudge    = 11 // o'clock
	mostNudgesADay = 50
)

// SetNudges says where stall alerts go, from which hour on in the reader's own morning, and of how many partners one
// person is told in a day. To the partner team's channel alone they go only when there is one: nobody would hear of them.
func (d *Desk) SetNudges(ctx context.Context, a Actor, where NudgeWhere, hour, perDay string) (Program, error) {
	return d.design(ctx, a, EventNudgesSet, "", func(_ context.Context, _ Tx, p *Program) error {
		var e fieldErrors
		e.when(!slices.Contains([]NudgeWhere{NudgeBoth, NudgeDirect, NudgeChannel}, where), "where", "Choose where they go.")
		e.when(where == NudgeChannel && len(p.ChannelsFor(PartnerTeam)) == 0, "where", "The partner team has no channel yet. "+
			"Choose one first, with `/program setup activation`, or have them sent to each manager.")
		h, err := strconv.Atoi(line(hour))
		e.when(err != nil || h < earliestNudge || h > latestNudge, "hour", fmt.Sprintf("Choose an hour from %d to %d.", earliestNudge, latestNudge))
		n, err := strconv.Atoi(line(perDay))
		e.when(err != nil || n < 1 || n > mostNudgesADay, "most", fmt.Sprintf("Type a number from 1 to %d.", mostNudgesADay))
		if err := e.err(); err != nil {
			return err
		}
		p.Settings.NudgeWhere, p.Settings.NudgeHour, p.Settings.NudgesPerDay = where, h, n
		return nil
	})
}

// HandOver gives the actor's own stall alerts to a colleague, or takes them back for the zero ID. Until then, the
// colleague may run the actor's partners (see [ActRunPartner]). Nobody silences theirs: somebody hears of every partner.
func (d *Desk) HandOver(ctx context.Context, a Actor, to ID) error {
	if err := May(a, ActSeePartner, Subject{}); err != nil {
		return err
	}
	key := a.Chat.Key
	if key != "" {
		key += ":hand_over" // the same request may set the program's alerts, too
	}
	return d.store.Change(ctx, func(ctx context.Context, tx Tx) error {
		if _, fresh, err := tx.Once(ctx, a.TenantID, key, a.Person.ID); err != nil || !fresh {
			return err
		}
		me, err := tx.Person(ctx, a.Person.ID)
		if err != nil {
			return err
		}
		e := d.event(a, d.now(), me.ID, EventNudgesSet)
		me.NudgesTo = nil
		if to != uuid.Nil && to != me.ID {
			c := &partnerChange{desk: d, tx: tx, actor: a, now: d.now()}
			colleague, err := c.owner(ctx, to)
			if err != nil {
				return err
			}
			me.NudgesTo, e.New = &colleague.ID, colleague.Name
		}
		if err := tx.SavePerson(ctx, me); err != nil {
			return err
		}
		return tx.AddEvent(ctx, e)
	})
}
