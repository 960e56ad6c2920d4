package domain_test

import (
	"cmp"
	"slices"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/activation"
	"github.com/partnerbot/partnerbot/domain/calendar"
)

// oracle says what is due in a year of nudges, in another way than the program: reader by reader and morning by morning,
// from what a reader was told before.
type oracle struct {
	*year
	readers []*oracleReader
	now     calendar.Date // the program's
}

type oracleReader struct {
	id       domain.ID // zero for the channel
	name     string
	zone     string
	leads    bool
	mornings int
	woken    int // how often a snooze ended with the same being told again
	unhelped int // how often help was given, and the same told again
	last     calendar.Date
	told     map[toldKey]activation.Told
	due      map[calendar.Date][]domain.NudgeItem // by the reader's day
}

type toldKey struct {
	partner domain.ID
	concern activation.Concern
}

func newOracle(y *year) *oracle {
	o := &oracle{year: y}
	add := func(id domain.ID, name, zone string, leads bool) {
		o.readers = append(o.readers, &oracleReader{
			id: id, name: name, zone: cmp.Or(zone, y.Program.TimeZone), leads: leads,
			told: map[toldKey]activation.Told{}, due: map[calendar.Date][]domain.NudgeItem{},
		})
	}
	for _, p := range y.readers {
		add(p.ID, p.Name, p.TimeZone, p.Has(domain.PartnershipsLead))
	}
	add(uuid.Nil, "the channel", "", false)
	return o
}

// morning tells whether a reader's morning of a working day has begun, for the first time.
func (o *oracle) morning(r *oracleReader) (calendar.Date, bool) {
	loc, err := time.LoadLocation(r.zone)
	if err != nil {
		o.t.Fatal(err)
	}
	local := o.Clock.Now().In(loc)
	day := calendar.DateOf(local)
	worked := day.Weekday() != time.Saturday && day.Weekday() != time.Sunday && !slices.Contains(o.Program.Holidays, day)
	return day, worked && local.Hour() >= 9 && local.Hour() < 12 && day != r.last
}

// expect reckons what the readers whose morning it is are to be told.
func (o *oracle) expect() {
	o.now = o.today()
	for _, r := range o.readers {
		day, now := o.morning(r)
		if !now {
			continue
		}
		r.last = day
		r.mornings++
		for runway, err := range o.Store.Runways(o.t.Context(), o.Program.ID) {
			if err != nil {
				o.t.Fatal(err)
			}
			if item, due := o.dueTo(r, runway, day); due {
				r.due[day] = append(r.due[day], item)
				r.told[toldKey{item.PartnerID, item.Concern}] = activation.Told{Concern: item.Concern, Rung: item.Rung, On: day}
			}
		}
	}
}

// dueTo is the ladder in words of its own: from day 1 on, from day 7 on, from day 14 on, from day 30 on, and once more
// after a snooze that ended since, or a week after help that was given since. own is the reader's day.
func (o *oracle) dueTo(r *oracleReader, w domain.Runway, own calendar.Date) (domain.NudgeItem, bool) {
	s := o.standing(w)
	item := domain.NudgeItem{PartnerID: w.Partner.ID, Concern: s.Concern, Status: s.Status}
	owner := w.Partner.OwnerID
	mine := r.id == uuid.Nil || owner != nil && *owner == r.id
	if s.Concern == (activation.Concern{}) || own.Before(w.Partner.SnoozedUntil) {
		return item, false
	}
	for day := s.Concern.Since; !day.After(o.now); day = day.AddDays(1) {
		switch n := day.DaysSince(s.Concern.Since) + 1; n {
		case 1, 7, 14, 30:
			item.Rung++
		}
	}
	if item.Rung == activation.Untold || !mine && (!r.leads || owner != nil && item.Rung < activation.ToLead) {
		return item, false
	}
	before, known := r.told[toldKey{item.PartnerID, item.Concern}]
	week := !known || own.DaysSince(before.On) >= 7
	if known && item.Rung == before.Rung {
		woken, helped := w.Partner.SnoozedUntil.After(before.On), o.helped(r, w.Partner, before.On, own)
		switch {
		case week && woken:
			r.woken++
		case week && helped:
			r.unhelped++
		}
		return item, week && (woken || helped)
	}
	return item, item.Rung != activation.Again || week
}

// helped tells whether help was given on a day of a reader's or later, and a week ago.
func (o *oracle) helped(r *oracleReader, p domain.Partner, since, own calendar.Date) bool {
	loc, err := time.LoadLocation(r.zone)
	if err != nil {
		o.t.Fatal(err)
	}
	begun := time.Date(since.Year, since.Month, since.Day, 0, 0, 0, 0, loc)
	ended := time.Date(own.Year, own.Month, own.Day-6, 0, 0, 0, 0, loc)
	return !p.HelpedAt.Before(begun) && p.HelpedAt.Before(ended)
}

func (o *oracle) standing(w domain.Runway) activation.Standing {
	p := w.Partner
	return activation.Judge(activation.Facts{
		SignedOn: p.SignedOn, Owned: p.OwnerID != nil, WatchedOn: p.WatchedOn, Checkpoints: w.Checkpoints, ActivatedOn: p.ActivatedOn,
		ActiveOn: p.ActiveOn, DealtOn: p.DealtOn, ParkedUntil: p.ParkedUntil, Exited: p.Status == domain.PartnerExited,
	}, o.now, activation.DefaultTerms())
}

// compare holds what was sent against what was due.
func (o *oracle) compare(sent *recorder) {
	o.t.Helper()
	got := map[domain.ID]map[calendar.Date][]domain.NudgeItem{}
	for _, n := range sent.nudges {
		id := uuid.Nil
		if n.ReaderID != nil {
			id = *n.ReaderID
		}
		if got[id] == nil {
			got[id] = map[calendar.Date][]domain.NudgeItem{}
		}
		if got[id][n.Day] != nil || sent.posts[n.ID] != 1 {
			o.t.Errorf("on %s reader %s has a second nudge, or %d messages", n.Day, id, sent.posts[n.ID])
		}
		got[id][n.Day] = sortItems(n.Items)
		o.wantMorning(id, n)
	}
	for _, r := range o.readers {
		for _, items := range r.due {
			sortItems(items)
		}
		if diff := gocmp.Diff(r.due, got[r.id]); diff != "" {
			o.t.Errorf("%s was told (-due +told):\n%.4000s", r.name, diff)
		}
	}
	if len(sent.nudges) < 100 {
		o.t.Errorf("%d nudges in a year: nothing much happens", len(sent.nudges))
	}
}

// wantMorning holds that a nudge came in the morning of a working day of its reader.
func (o *oracle) wantMorning(id domain.ID, n domain.Nudge) {
	i := slices.IndexFunc(o.readers, func(r *oracleReader) bool { return r.id == id })
	if i < 0 {
		o.t.Fatalf("somebody who is no reader is told: %s", id)
	}
	loc, err := time.LoadLocation(o.readers[i].zone)
	if err != nil {
		o.t.Fatal(err)
	}
	at := n.At.In(loc)
	if at.Hour() < 9 || at.Hour() >= 12 || calendar.DateOf(at) != n.Day || !o.Program.Workweek().IsWorkday(n.Day) {
		o.t.Errorf("%s is told at %s", o.readers[i].name, at)
	}
}
