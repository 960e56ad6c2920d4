package domain

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/partnerbot/partnerbot/domain/activation"
	"github.com/partnerbot/partnerbot/domain/calendar"
	"github.com/partnerbot/partnerbot/domain/top"
)

// noon ends the morning in which nudges come, by the reader's own clock.
const noon = 12

// NudgeDue tells everybody who has their morning now of the partners who stall: what is new, worse or due for them, in
// one message, at most one for each of their days, and the partner team's channel likewise. It may be called at any time
// and as often as one likes: who has had theirs, or has no morning, hears nothing. With nothing to say there is no
// message.
//
// Every partner is looked at once, in one pass and in memory for the messages alone.
func (d *Desk) NudgeDue(ctx context.Context, o Occurrence) error {
	a := System(o.TenantID, o.Schedule.ProgramID)
	p, err := d.store.Program(ctx, a.ProgramID)
	if err != nil || p.SetUpAt.IsZero() {
		return err
	}
	round, err := d.nudgeRound(ctx, a, p)
	if err != nil || len(round.readers) == 0 {
		return err
	}
	for r, err := range d.store.Runways(ctx, p.ID) {
		if err != nil {
			return err
		}
		round.hear(r)
	}
	var failed []error
	for _, id := range round.order() {
		failed = append(failed, d.nudge(ctx, p, round.today, round.readers[id]))
	}
	return errors.Join(failed...)
}

// nudgeRound is one look at all partners, for those who have their morning now.
type nudgeRound struct {
	hearing
	program Program
	today   calendar.Date // the program's
	terms   activation.Terms
	readers map[ID]*nudgeReader // by person; the zero ID is the channel
}

// nudgeReader is who may be told, and what there is to tell.
type nudgeReader struct {
	person *Person // nil for the channel
	day    calendar.Date
	now    time.Time
	until  time.Time // when the next one may come
	items  top.List[namedItem]
	total  int
}

// namedItem is an item with what it is sorted by.
type namedItem struct {
	NudgeItem
	name string
}

// worseItem puts what has been raised furthest first, then what has been wrong for longest.
func worseItem(a, b *namedItem) int {
	return cmp.Or(cmp.Compare(b.Rung, a.Rung), a.Concern.Since.Compare(b.Concern.Since), cmp.Compare(a.name, b.name),
		bytes.Compare(a.PartnerID[:], b.PartnerID[:]))
}

func (d *Desk) nudgeRound(ctx context.Context, a Actor, p Program) (*nudgeRound, error) {
	people, err := d.store.People(ctx, a.TenantID)
	if err != nil {
		return nil, err
	}
	now := d.now()
	r := &nudgeRound{
		hearing: hearingOf(people), program: p, today: p.DateOf(now), terms: p.Settings.Activation(), readers: map[ID]*nudgeReader{},
	}
	last, err := d.store.NudgedOn(ctx, p.ID)
	if err != nil {
		return nil, err
	}
	for i, q := range people {
		if p.Settings.NudgeWhere != NudgeChannel && !q.Outside && q.address().Platform != "" {
			r.admit(&people[i], now, last)
		}
	}
	if p.Settings.NudgeWhere != NudgeDirect && len(p.ChannelsFor(PartnerTeam)) > 0 {
		r.admit(nil, now, last)
	}
	return r, nil
}

// admit lets a reader in who has the morning of a working day now, and has had no nudge on it or on a later day: who
// travels west lives through a day twice.
func (r *nudgeRound) admit(person *Person, now time.Time, last map[ID]calendar.Date) {
	id := uuid.Nil
	if person != nil {
		id = person.ID
	}
	local := r.program.by(person)
	day, week := local.DateOf(now), r.program.Workweek()
	hour := now.In(local.Location()).Hour()
	if hour < r.program.Settings.NudgeHour || hour >= noon || !week.IsWorkday(day) || !day.After(last[id]) {
		return
	}
	next := week.NextWorkday(day)
	r.readers[id] = &nudgeReader{
		person: person, day: day, now: now,
		until: time.Date(next.Year, next.Month, next.Day, r.program.Settings.NudgeHour, 0, 0, 0, local.Location()).UTC(),
		items: top.List[namedItem]{Most: max(r.program.Settings.NudgesPerDay, 1), Compare: worseItem},
	}
}

// by is the program by the clock of a reader, nil for the channel.
func (p Program) by(reader *Person) Program {
	if reader != nil {
		p.TimeZone = cmp.Or(reader.TimeZone, p.TimeZone)
	}
	return p
}

// order is the readers in an order that does not depend on chance.
func (r *nudgeRound) order() []ID {
	all := make([]ID, 0, len(r.readers))
	for id := range r.readers {
		all = append(all, id)
	}
	slices.SortFunc(all, func(a, b ID) int { return bytes.Compare(a[:], b[:]) })
	return all
}

// hear has everybody who is to be told of a partner hear of it.
func (r *nudgeRound) hear(runway Runway) {
	s := r.program.judge(runway, r.today)
	if s.Concern.None() {
		return
	}
	r.tell(uuid.Nil, activation.Team, runway, s)
	owner := r.owner(runway.Partner)
	r.tell(owner, activation.Owner, runway, s)
	for _, to := range r.leads {
		if to != owner { // an owner who leads hears as the owner
			r.tell(to, activation.Lead, runway, s)
		}
	}
}

func (r *nudgeRound) tell(to ID, as activation.Reader, runway Runway, s activation.Standing) {
	reader := r.readers[to]
	if reader == nil || to == uuid.Nil && as != activation.Team {
		return
	}
	p := runway.Partner
	at := activation.Morning{Today: r.today, Own: reader.day}
	rung := activation.Due(s, p.OwnerID != nil, as, runway.told(to, s.Concern), at, r.relief(reader, p), r.terms)
	if rung == activation.Untold {
		return
	}
	reader.total++
	reader.items.Add(&namedItem{NudgeItem{PartnerID: p.ID, Concern: s.Concern, Status: s.Status, Rung: rung}, p.Name})
}

// relief is what was done about a partner, by the reader's own days.
func (r *nudgeRound) relief(reader *nudgeReader, p Partner) activation.Relief {
	done := activation.Relief{SnoozedUntil: p.SnoozedUntil}
	if !p.HelpedAt.IsZero() {
		done.HelpedOn = r.program.by(reader.person).DateOf(p.HelpedAt)
	}
	return done
}

// told is what a reader was last told of a concern.
func (r Runway) told(reader ID, c activation.Concern) activation.Told {
	for _, t := range r.Told {
		if t.Reader == reader && t.Concern == c {
			return t.Told
		}
	}
	return activation.Told{}
}

// nudge keeps what a reader is told and queues the message. Another process may have been faster.
func (d *Desk) nudge(ctx context.Context, p Program, today calendar.Date, r *nudgeReader) error {
	if r.total == 0 {
		return nil
	}
	n := Nudge{ID: d.newID(), ProgramID: p.ID, Day: r.day, JudgedOn: today, At: r.now, More: r.total - len(r.items.Items)}
	for _, i := range r.items.Items {
		n.Items = append(n.Items, i.NudgeItem)
	}
	to := []Address{}
	if r.person != nil {
		n.ReaderID, to = &r.person.ID, append(to, r.person.address())
	} else {
		for _, ch := range p.ChannelsFor(PartnerTeam) {
			to = append(to, ch.address())
		}
	}
	err := d.store.Change(ctx, func(ctx context.Context, tx Tx) error {
		if err := tx.InsertNudge(ctx, n); err != nil {
			return err
		}
		for _, address := range to {
			if err := tx.Post(ctx, d.nudgeDelivery(n, address, r.until)); err != nil {
				return err
			}
		}
		return nil
	})
	if CodeOf(err) == Conflict {
		return nil
	}
	return err
}

func (d *Desk) nudgeDelivery(n Nudge, to Address, until time.Time) Delivery {
	return Delivery{
		ID: d.newID(), ProgramID: n.ProgramID, Kind: StallNudge, Subject: n.ID, To: to, Wanted: 1, State: Queued,
		Key: fmt.Sprintf("nudge:%s:%s:%s:%s", n.ID, to.Platform, to.Workspace, to.Channel), UsefulUntil: until, CreatedAt: n.At,
	}
}
