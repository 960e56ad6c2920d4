package domaintest

import (
	"context"
	"testing"
	"time"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/activation"
	"github.com/partnerbot/partnerbot/domain/calendar"
)

// overdue is the concern about a kick-off that has not been for some time.
var overdue = activation.Concern{Reason: activation.Overdue, Key: "kickoff", Since: calendar.On(2026, time.September, 9)}

// nudge tells a reader, nil for the channel, of partners for the first time. It is not kept yet.
func (w *World) nudge(reader *domain.ID, day calendar.Date, about ...domain.Partner) domain.Nudge {
	n := domain.Nudge{
		ID: NewID(), ProgramID: w.Program.ID, ReaderID: reader, Day: day, JudgedOn: day, At: w.Clock.Now(),
		Items: []domain.NudgeItem{},
	}
	for _, p := range about {
		n.Items = append(n.Items, domain.NudgeItem{PartnerID: p.ID, Concern: overdue, Status: activation.Late, Rung: activation.First})
	}
	return n
}

func (w *World) insertNudge(ctx context.Context, n domain.Nudge) error {
	return w.Store.Change(ctx, func(ctx context.Context, tx domain.Tx) error { return tx.InsertNudge(ctx, n) })
}

func (w *World) today() calendar.Date { return w.Program.DateOf(w.Clock.Now()) }

func nudgeRoundTrip(t *testing.T, w *World) {
	want := w.nudge(&w.Mara.ID, w.today(), w.Northwind, w.Globex)
	want.Items[1].Concern = activation.Concern{Reason: activation.Unowned, Since: w.today()}
	want.Items[1].Status, want.Items[1].Rung, want.More = activation.Stalled, activation.Decide, 3
	want.JudgedOn = want.Day.AddDays(-1)
	wantFull(t, want)
	wantFull(t, want.Items[0])
	wantFull(t, want.Items[0].Concern)
	channel := w.nudge(nil, w.today())
	for _, n := range []domain.Nudge{want, channel} {
		if err := w.insertNudge(t.Context(), n); err != nil {
			t.Fatal(err)
		}
		wantSame(t, "nudge", must(w.Store.Nudge(t.Context(), n.ID)), n)
	}
	_, err := w.Store.Nudge(t.Context(), NewID())
	wantCode(t, err, domain.NotFound)
}

// The days of a reader only grow, and those of each reader by themselves.
func nudgeDays(t *testing.T, w *World) {
	other := NewProgram(w.Tenant.ID, w.Clock.Now())
	other.PartnerType = domain.SI
	w.Change(t, func(ctx context.Context, tx domain.Tx) error { return tx.InsertProgram(ctx, other) })
	today := w.today()
	for _, c := range []struct {
		what   string
		reader *domain.ID
		day    calendar.Date
		in     domain.Program
		want   domain.Code
	}{
		{"the first", &w.Mara.ID, today, w.Program, ""},
		{"another of that day", &w.Mara.ID, today, w.Program, domain.Conflict},
		{"one of the day before", &w.Mara.ID, today.AddDays(-1), w.Program, domain.Conflict},
		{"another reader's, of the day before", &w.Sam.ID, today.AddDays(-1), w.Program, ""},
		{"the channel's", nil, today, w.Program, ""},
		{"another of the channel's", nil, today, w.Program, domain.Conflict},
		{"another program's", &w.Mara.ID, today, other, ""},
		{"one of the day after", &w.Mara.ID, today.AddDays(1), w.Program, ""},
		{"one of the first day again", &w.Mara.ID, today, w.Program, domain.Conflict},
	} {
		n := w.nudge(c.reader, c.day, w.Globex)
		n.ProgramID = c.in.ID
		err := w.insertNudge(t.Context(), n)
		if got := domain.CodeOf(err); got != c.want {
			t.Errorf("%s: got %v, want code %q", c.what, err, c.want)
		}
	}
	want := map[domain.ID]calendar.Date{w.Mara.ID: today.AddDays(1), w.Sam.ID: today.AddDays(-1), {}: today}
	wantSame(t, "the last days", must(w.Store.NudgedOn(t.Context(), w.Program.ID)), want)
	wantSame(t, "nobody's", must(w.Store.NudgedOn(t.Context(), NewID())), map[domain.ID]calendar.Date{})
}

// Whoever nudges at the same time, each reader hears once.
func nudgeAtOnce(t *testing.T, w *World) {
	const n = 4
	for what, reader := range map[string]*domain.ID{"a person": &w.Mara.ID, "the channel": nil} {
		codes := make([]domain.Code, n)
		atOnce(n, func(i int) {
			codes[i] = domain.CodeOf(w.insertNudge(t.Context(), w.nudge(reader, w.today(), w.Globex, w.Northwind)))
		})
		counts := map[domain.Code]int{}
		for _, c := range codes {
			counts[c]++
		}
		wantSame(t, "what nudges of "+what+" end with", counts, map[domain.Code]int{"": 1, domain.Conflict: n - 1})
	}
}

// A reader who waited for a nudge of the day after does not get one of today.
func nudgeWaits(t *testing.T, w *World) {
	inside, tried := make(chan struct{}), make(chan error)
	go func() {
		<-inside
		tried <- w.insertNudge(t.Context(), w.nudge(&w.Mara.ID, w.today(), w.Globex))
	}()
	w.Change(t, func(ctx context.Context, tx domain.Tx) error {
		err := tx.InsertNudge(ctx, w.nudge(&w.Mara.ID, w.today().AddDays(1), w.Northwind))
		close(inside)
		return err
	})
	wantCode(t, <-tried, domain.Conflict)
}

// A nudge to who went is one to who they became.
func nudgeMerged(t *testing.T, w *World) {
	met := w.InTeams(t, "Mara in Teams", "")
	n := w.nudge(&met.ID, w.today(), w.Globex)
	for _, n := range []domain.Nudge{n, w.nudge(&w.Mara.ID, w.today().AddDays(-1), w.Globex)} {
		if err := w.insertNudge(t.Context(), n); err != nil {
			t.Fatal(err)
		}
	}
	w.merge(t, met, w.Mara)
	wantSame(t, "reader", must(w.Store.Nudge(t.Context(), n.ID)).ReaderID, &w.Mara.ID)
	wantSame(t, "the last days", must(w.Store.NudgedOn(t.Context(), w.Program.ID)), map[domain.ID]calendar.Date{w.Mara.ID: w.today()})
	for what, id := range map[string]domain.ID{"by the id that stays": w.Mara.ID, "by the id that went": met.ID} {
		if err := w.insertNudge(t.Context(), w.nudge(&id, w.today(), w.Northwind)); domain.CodeOf(err) != domain.Conflict {
			t.Errorf("another nudge of that day, %s: got %v, want a conflict", what, err)
		}
	}
	if err := w.insertNudge(t.Context(), w.nudge(&met.ID, w.today().AddDays(1), w.Northwind)); err != nil {
		t.Errorf("one of the day after: %v", err)
	}
}

func nudgeRedrawn(t *testing.T, w *World) {
	post := func(n domain.Nudge) domain.Delivery {
		if err := w.insertNudge(t.Context(), n); err != nil {
			t.Fatal(err)
		}
		d := w.Card(n.ID)
		d.Kind = domain.StallNudge
		w.post(t, d)
		return d
	}
	old := post(w.nudge(&w.Mara.ID, w.today(), w.Globex))
	w.Clock.Advance(31 * 24 * time.Hour)
	both := post(w.nudge(&w.Mara.ID, w.today(), w.Northwind, w.Globex))
	other := post(w.nudge(&w.Sam.ID, w.today(), w.Northwind))
	channel := post(w.nudge(nil, w.today(), w.Globex))
	w.Change(t, func(ctx context.Context, tx domain.Tx) error {
		if err := tx.Redraw(ctx, w.Globex.ID); err != nil {
			return err
		}
		return tx.Redraw(ctx, other.Subject) // the nudge itself
	})
	w.wantWanted(t, map[string]wanted{
		"one of 31 days ago": {old, 1}, "a manager's": {both, 2}, "the channel's": {channel, 2}, "another": {other, 2},
	})
	// One that shows both is drawn once; and there may be nothing to draw.
	w.Change(t, func(ctx context.Context, tx domain.Tx) error {
		if err := tx.Redraw(ctx, w.Globex.ID, w.Northwind.ID); err != nil {
			return err
		}
		return tx.Redraw(ctx)
	})
	w.wantWanted(t, map[string]wanted{
		"one of 31 days ago": {old, 1}, "of both, a manager's": {both, 3}, "of both, the channel's": {channel, 3}, "of both, another": {other, 3},
	})
}

// wanted is how many times a card was wanted.
type wanted struct {
	d domain.Delivery
	n int
}

func (w *World) wantWanted(t *testing.T, all map[string]wanted) {
	t.Helper()
	for what, c := range all {
		if got := must(w.Store.Delivery(t.Context(), c.d.ID)).Wanted; got != c.n {
			t.Errorf("%s: wanted %d, want %d", what, got, c.n)
		}
	}
}
