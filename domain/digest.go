package domain

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/partnerbot/partnerbot/domain/calendar"
	"github.com/partnerbot/partnerbot/domain/forecast"
)

// digestTop is how many movers and risks a digest holds; how many of them are shown is for whoever shows them.
const digestTop = 20

// Digest is the forecast of a program at one moment, with what belongs to it, for showing.
type Digest struct {
	Program  Program
	Snapshot *Snapshot // nil when it was asked for rather than taken on a Monday
	At       time.Time // the moment that the forecast is of
	TakenAt  time.Time // when it was reckoned or its snapshot taken
	Forecast forecast.Forecast
	Partners map[ID]Partner // of the movers and risks
	People   map[ID]Person  // the owners of the movers and risks
	// Waiting are registrations past their decision time, the longest waiting first; Expiring those whose protection
	// ends within the program's ExpiringDays, the soonest first. Both are as they stand now, and empty for a past day.
	Waiting  []Deal
	Expiring []Deal
	// Activation is how the partners stand, and Overrides the gates that were gone past and are not open: both as they are
	// now, and none for a past day.
	Activation *Weekly
	Overrides  []Override
}

// Forecast is the forecast as it stands now; or, for a past day, as the program stood at the end of that day in its own
// time zone, had what is known now been known then. It is compared with Monday 00:00 of the same week.
//
// Forbidden for who may not see it, Invalid for a day to come, Unready before the program is set up.
func (d *Desk) Forecast(ctx context.Context, a Actor, asOf calendar.Date) (Digest, error) {
	if err := May(a, ActSeeForecast, Subject{}); err != nil {
		return Digest{}, err
	}
	p, err := d.store.Program(ctx, a.ProgramID)
	if err != nil {
		return Digest{}, err
	}
	now := d.now()
	day, at, err := p.moment(asOf, now)
	if err != nil {
		return Digest{}, err
	}
	monday := day.Monday()
	out := Digest{Program: p, At: at, TakenAt: now}
	pairs := d.store.PairsAt(ctx, p.ID, monday.In(p.Location()), at)
	if out.Forecast, err = forecast.Reckon(p.terms(day, monday), pairs); err != nil {
		return Digest{}, err
	}
	if at.Equal(now) {
		if err := d.addRegistrations(ctx, &out, now); err != nil {
			return Digest{}, err
		}
		if err := d.addPartners(ctx, &out); err != nil {
			return Digest{}, err
		}
	}
	return out, d.addNames(ctx, &out)
}

func notSetUp() error {
	return Refuse(Unready, "The program is not set up yet. Ask an admin or the partnerships lead to set it up.")
}

// moment is the day that a forecast is of, and the instant: the end of a past day, or now.
func (p Program) moment(asOf calendar.Date, now time.Time) (calendar.Date, time.Time, error) {
	today := p.DateOf(now)
	switch {
	case p.SetUpAt.IsZero():
		return asOf, now, notSetUp()
	case asOf.After(today):
		return asOf, now, Refuse(Invalid, asOf.String()+" is still to come. Choose today or an earlier day.")
	case asOf.IsZero(), asOf == today:
		return today, now, nil
	default:
		return asOf, asOf.AddDays(1).In(p.Location()), nil
	}
}

// DigestOf is what the Monday post says: a snapshot, compared with that of the Monday before. The forecast in it never
// changes; registrations are as they stand now.
func (d *Desk) DigestOf(ctx context.Context, snapshot ID) (Digest, error) {
	s, err := d.store.Snapshot(ctx, snapshot)
	if err != nil {
		return Digest{}, err
	}
	p, err := d.store.Program(ctx, s.ProgramID)
	if err != nil {
		return Digest{}, err
	}
	last := s.Monday.AddDays(-7)
	before, err := d.store.SnapshotOn(ctx, p.ID, last)
	if err != nil && CodeOf(err) != NotFound {
		return Digest{}, err
	}
	out := Digest{Program: p, Snapshot: &s, At: s.AsOf, TakenAt: s.TakenAt}
	pairs := d.store.SnapshotPairs(ctx, before.ID, s.ID)
	if out.Forecast, err = forecast.Reckon(p.terms(s.Monday, last), pairs); err != nil {
		return Digest{}, err
	}
	if err := d.addRegistrations(ctx, &out, d.now()); err != nil {
		return Digest{}, err
	}
	if err := d.addPartners(ctx, &out); err != nil {
		return Digest{}, err
	}
	return out, d.addNames(ctx, &out)
}

// terms are what the forecast of a day is reckoned by, in the quarter of that day.
func (p Program) terms(day, before calendar.Date) forecast.Terms {
	q := calendar.QuarterOf(day, p.FiscalStart)
	return forecast.Terms{
		AsOf: day, Before: before, Quarter: q, First: q.First(p.FiscalStart), Last: q.Last(p.FiscalStart),
		TrailingFirst: q.Add(-4).First(p.FiscalStart), Goal: p.Goal(q), StalledDays: p.Settings.StalledDealDays,
		RequiredCoverage: p.Settings.RequiredCoverage, Top: digestTop,
	}
}

// addRegistrations adds what waits for a decision and what is about to expire.
func (d *Desk) addRegistrations(ctx context.Context, out *Digest, now time.Time) error {
	due, err := d.store.Registrations(ctx, out.Program.ID, RegistrationFilter{Statuses: ReviewStatuses(), DecideByEnd: now})
	if err != nil {
		return err
	}
	slices.SortFunc(due, func(a, b Registration) int {
		return cmp.Or(a.DecideBy.Compare(b.DecideBy), cmp.Compare(a.Number, b.Number))
	})
	if out.Waiting, err = d.deals(ctx, due, unchanged); err != nil {
		return err
	}
	ending, err := d.store.Registrations(ctx, out.Program.ID, RegistrationFilter{
		Statuses: ProtectedStatuses(), ExpireByEnd: now.AddDate(0, 0, out.Program.Settings.ExpiringDays),
	})
	if err != nil {
		return err
	}
	slices.SortFunc(ending, func(a, b Registration) int {
		return cmp.Or(a.ProtectedUntil.Compare(b.ProtectedUntil), cmp.Compare(a.Number, b.Number))
	})
	out.Expiring, err = d.deals(ctx, ending, unchanged)
	return err
}

// addPartners adds how the partners stand and what was decided against the program's order.
func (d *Desk) addPartners(ctx context.Context, out *Digest) error {
	w, err := d.WeeklyFor(ctx, out.Program.ID)
	if err != nil {
		return err
	}
	out.Activation = &w
	out.Overrides, err = openOverrides(ctx, d.store, out.Program.ID)
	return err
}

// unchanged shows a deal without buttons: a digest has none for single deals.
func unchanged(deal Deal) Deal { return deal }

// addNames reads the partners and owners of the deals that are named.
func (d *Desk) addNames(ctx context.Context, out *Digest) error {
	out.Partners, out.People = map[ID]Partner{}, map[ID]Person{}
	for _, deal := range out.named() {
		if deal.PartnerID != uuid.Nil {
			read := func() (Partner, error) { return d.store.Partner(ctx, deal.PartnerID) }
			if _, err := once(&out.Partners, deal.PartnerID, read); err != nil {
				return err
			}
		}
		if deal.OwnerID != uuid.Nil {
			read := func() (Person, error) { return d.store.Person(ctx, deal.OwnerID) }
			if _, err := once(&out.People, deal.OwnerID, read); err != nil {
				return err
			}
		}
	}
	return nil
}

func (g *Digest) named() []forecast.Deal {
	var deals []forecast.Deal
	for _, m := range g.Forecast.Movers {
		deals = append(deals, m.Deal)
	}
	for _, r := range g.Forecast.Risks {
		deals = append(deals, r.Deal)
	}
	return deals
}
