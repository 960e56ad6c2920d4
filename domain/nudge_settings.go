package domain

import (
	"context"
	"fmt"
	"slices"
	"strconv"
)

// Bounds of the stall alerts' settings.
const (
	earliestNudge  = 6  // o'clock
	latestNudge    = 11 // o'clock
	mostNudgesADay = 50
)

// NudgeSetting is what somebody sets of the stall alerts.
type NudgeSetting struct {
	All *NudgeTerms // nil: what holds for everybody stays
	// To is the account of who gets the actor's own alerts instead: the zero Identity, or one of the actor's, for nobody.
	// Nil: it stays as it is. Until that is taken back, the colleague may run the actor's partners (see [ActRunPartner]).
	// Nobody silences theirs: somebody hears of every partner.
	To *Identity
}

// NudgeTerms are what holds for everybody: where alerts go, from which hour on in the reader's own morning, and of how many
// partners one person is told in a day, both as typed. To the partner team's channel alone they go only when there is one:
// nobody would hear of them.
type NudgeTerms struct {
	Where        NudgeWhere
	Hour, PerDay string
}

// SetNudges sets the stall alerts, all that is set or nothing. Invalid names every field that is at fault.
func (d *Desk) SetNudges(ctx context.Context, a Actor, s NudgeSetting) (Program, error) {
	if err := May(a, ActSeePartner, Subject{}); err != nil {
		return Program{}, err
	}
	if err := May(a, ActDesign, Subject{}); s.All != nil && err != nil {
		return Program{}, err
	}
	var out Program
	err := d.store.Change(ctx, func(ctx context.Context, tx Tx) error {
		_, fresh, err := tx.Once(ctx, a.TenantID, a.Chat.Key, a.Person.ID)
		if err == nil && fresh {
			err = d.setNudges(ctx, tx, a, s)
		}
		if err != nil {
			return err
		}
		out, err = tx.Program(ctx, a.ProgramID)
		return err
	})
	return out, err
}

// setNudges judges both before either is kept. What is set as it was leaves no trace.
func (d *Desk) setNudges(ctx context.Context, tx Tx, a Actor, s NudgeSetting) error {
	p, err := s.program(ctx, tx, a.ProgramID)
	if err != nil {
		return err
	}
	me, err := tx.Person(ctx, a.Person.ID)
	if err != nil {
		return err
	}
	var e fieldErrors
	settings := e.nudges(p, s.All)
	to, err := d.standIn(ctx, tx, a, me, s.To, &e)
	if err != nil {
		return err
	}
	if err := e.err(); err != nil {
		return err
	}
	if err := d.keepNudges(ctx, tx, a, p, settings); err != nil {
		return err
	}
	return d.handOver(ctx, tx, a, me, to)
}

// program is read alone by who changes nothing of it, and waits for no import.
func (s NudgeSetting) program(ctx context.Context, tx Tx, id ID) (Program, error) {
	if s.All == nil {
		return tx.Program(ctx, id)
	}
	return tx.LockProgram(ctx, id)
}

// nudges are a program's settings with these terms.
func (e *fieldErrors) nudges(p Program, t *NudgeTerms) Settings {
	s := p.Settings
	if t == nil {
		return s
	}
	e.when(!slices.Contains([]NudgeWhere{NudgeBoth, NudgeDirect, NudgeChannel}, t.Where), "where", "Choose where they go.")
	e.when(t.Where == NudgeChannel && len(p.ChannelsFor(PartnerTeam)) == 0, "where", "The partner team has no channel yet. "+
		"Choose one first, with `/program setup activation`, or have them sent to each manager.")
	h, err := strconv.Atoi(line(t.Hour))
	e.when(err != nil || h < earliestNudge || h > latestNudge, "hour", fmt.Sprintf("Choose an hour from %d to %d.", earliestNudge, latestNudge))
	n, err := strconv.Atoi(line(t.PerDay))
	e.when(err != nil || n < 1 || n > mostNudgesADay, "most", fmt.Sprintf("Type a number from 1 to %d.", mostNudgesADay))
	s.NudgeWhere, s.NudgeHour, s.NudgesPerDay = t.Where, h, n
	return s
}

// standIn is who is to get a person's alerts instead, nil for nobody. Who gets them now is not judged again.
func (d *Desk) standIn(ctx context.Context, tx Tx, a Actor, me Person, by *Identity, e *fieldErrors) (*Person, error) {
	if by == nil && me.NudgesTo != nil {
		now, err := tx.Person(ctx, *me.NudgesTo)
		return &now, err
	}
	if by == nil || *by == (Identity{}) {
		return nil, nil
	}
	to, err := tx.PersonByIdentity(ctx, a.TenantID, *by)
	if CodeOf(err) == NotFound {
		e.add("hand_over", "This person has no part in the program yet. Name them as partner manager in its setup first.")
		return nil, nil
	}
	if err != nil || to.ID == me.ID {
		return nil, err
	}
	if me.NudgesTo != nil && *me.NudgesTo == to.ID {
		return &to, nil
	}
	to, err = (&partnerChange{desk: d, tx: tx, actor: a, now: d.now()}).owner(ctx, to.ID)
	if wrong := fieldsOf(err); len(wrong) > 0 {
		e.add("hand_over", wrong[0].Message)
		return nil, nil
	}
	return &to, err
}

func (d *Desk) keepNudges(ctx context.Context, tx Tx, a Actor, p Program, s Settings) error {
	if s == p.Settings {
		return nil
	}
	if _, err := tx.UpdateProgram(ctx, p.ID, func(p *Program) error { p.Settings = s; return nil }); err != nil {
		return err
	}
	return tx.AddEvent(ctx, d.event(a, d.now(), p.ID, EventNudgesSet))
}

// handOver keeps who gets the alerts from now on, and tells them.
func (d *Desk) handOver(ctx context.Context, tx Tx, a Actor, me Person, to *Person) error {
	e, was := d.event(a, d.now(), me.ID, EventNudgesSet), me.NudgesTo
	me.NudgesTo = nil
	if to != nil {
		me.NudgesTo, e.New = &to.ID, to.Name
	}
	if was == nil && to == nil || was != nil && to != nil && *was == to.ID {
		return nil
	}
	if err := tx.SavePerson(ctx, me); err != nil {
		return err
	}
	if err := tx.AddEvent(ctx, e); err != nil || to == nil {
		return err
	}
	c := partnerChange{desk: d, tx: tx, actor: a, now: e.At, program: Program{ID: a.ProgramID}}
	return c.tell(ctx, e, *to)
}
