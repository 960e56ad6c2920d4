package domain

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/partnerbot/partnerbot/domain/activation"
	"github.com/partnerbot/partnerbot/domain/calendar"
)

// Weekly is how well signed partners become active ones, for the partner team.
type Weekly struct {
	Program   Program
	Day       calendar.Date
	Rates     activation.Rates
	ByFit     activation.ByFit
	Counts    map[activation.Status]int // of all who have not exited
	Activated []Partner                 // in the week up to Day, the same weekday before included, by name
	Produced  []Partner                 // likewise
	Decide    []PartnerLine             // who is to be decided on, or whose owner asks for help; the longest first, at most 20
	Undecided int                       // how many they are in all
}

// weekDays is how far back the weekly post looks.
const weekDays = 7

// TakeWeekly queues the week's activation post for the partner team's channels, once for each channel and ISO week. With
// no partner there is none.
func (d *Desk) TakeWeekly(ctx context.Context, o Occurrence) error {
	p, err := d.store.Program(ctx, o.Schedule.ProgramID)
	if err != nil || p.SetUpAt.IsZero() {
		return err
	}
	w, err := d.WeeklyFor(ctx, p.ID)
	if err != nil || w.empty() {
		return err
	}
	monday := p.DateOf(o.Due).Monday()
	evening := monday.AddDays(1)
	return d.store.Change(ctx, func(ctx context.Context, tx Tx) error {
		for _, ch := range p.ChannelsFor(PartnerTeam) {
			err := tx.Post(ctx, Delivery{
				ID: d.newID(), ProgramID: p.ID, Kind: TeamWeekly, Subject: p.ID, To: ch.address(), Wanted: 1, State: Queued,
				Key:         fmt.Sprintf("weekly:%s:%s:%s:%s", ch.Platform, ch.Workspace, ch.ID, monday.ISOWeek()),
				UsefulUntil: time.Date(evening.Year, evening.Month, evening.Day, 18, 0, 0, 0, p.Location()).UTC(), CreatedAt: d.now(),
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
}

func (w Weekly) empty() bool {
	return len(w.Counts) == 0 && w.Rates.Ripe+w.Rates.Open+w.Rates.Early == 0
}

// Weekly is the activation of the program as it stands. Forbidden to outside people.
func (d *Desk) Weekly(ctx context.Context, a Actor) (Weekly, error) {
	if err := May(a, ActSeePartner, Subject{}); err != nil {
		return Weekly{}, err
	}
	return d.WeeklyFor(ctx, a.ProgramID)
}

// WeeklyFor is Weekly for the channel that it is posted to.
func (d *Desk) WeeklyFor(ctx context.Context, program ID) (Weekly, error) {
	p, err := d.store.Program(ctx, program)
	if err != nil {
		return Weekly{}, err
	}
	w := Weekly{Program: p, Day: p.DateOf(d.now()), Counts: map[activation.Status]int{}}
	for r, err := range d.store.Runways(ctx, program) {
		if err != nil {
			return w, err
		}
		w.add(r)
	}
	byName := func(a, b Partner) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID.String(), b.ID.String()))
	}
	slices.SortFunc(w.Activated, byName)
	slices.SortFunc(w.Produced, byName)
	slices.SortFunc(w.Decide, func(a, b PartnerLine) int { return worseLine(&a, &b) })
	w.Undecided, w.Decide = len(w.Decide), w.Decide[:min(len(w.Decide), mostDecide)]
	signed, err := d.signed(ctx, program)
	if err != nil {
		return w, err
	}
	w.Rates, w.ByFit = activation.Rate(signed, w.Day, p.Settings.ActivationDays), p.byFit(signed, w.Day)
	return w, d.nameLines(ctx, w.Decide)
}

func (d *Desk) signed(ctx context.Context, program ID) ([]activation.Signed, error) {
	var all []activation.Signed
	for s, err := range d.store.SignedPartners(ctx, program) {
		if err != nil {
			return nil, err
		}
		all = append(all, s)
	}
	return all, nil
}

// ByFit is what the fit foretold of activation, by the threshold of today. Forbidden to outside people.
func (d *Desk) ByFit(ctx context.Context, a Actor) (activation.ByFit, error) {
	if err := May(a, ActSeePartner, Subject{}); err != nil {
		return activation.ByFit{}, err
	}
	p, err := d.store.Program(ctx, a.ProgramID)
	if err != nil {
		return activation.ByFit{}, err
	}
	signed, err := d.signed(ctx, p.ID)
	return p.byFit(signed, p.DateOf(d.now())), err
}

func (p Program) byFit(signed []activation.Signed, today calendar.Date) activation.ByFit {
	return activation.RateByFit(signed, today, p.Settings.ActivationDays, func(t string, fit int) bool {
		m, _ := p.MotionOf(PartnerType(t))
		return fit >= m.Profile.Threshold
	})
}

// mostDecide is how many partners to decide on a post names.
const mostDecide = 20

func (w *Weekly) add(r Runway) {
	s := w.Program.judge(r, w.Day)
	w.Counts[s.Status]++
	since := w.Day.AddDays(-weekDays) // and what came later on the day of the last post
	if !r.Partner.ActivatedOn.Before(since) {
		w.Activated = append(w.Activated, r.Partner)
	}
	if !r.Partner.ProducedOn.Before(since) {
		w.Produced = append(w.Produced, r.Partner)
	}
	decide := s.Concern.Rung(w.Day, w.Program.Settings.Activation()) == activation.Decide
	if decide || r.Partner.HelpAsked != "" {
		w.Decide = append(w.Decide, PartnerLine{Partner: r.Partner, Standing: s})
	}
}
