package domaintest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"testing"
	"time"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/calendar"
	"github.com/partnerbot/partnerbot/domain/forecast"
)

// imported is a deal of Globex's that was won two days after it came up.
func (w *World) imported(key string) domain.ImportedDeal {
	at := w.Clock.Now().Add(-240 * time.Hour)
	v := domain.DealVersion{
		At: at, Amount: 100, Estimated: true, Stage: "Qualified", Category: forecast.Pipeline, Outcome: forecast.Open,
	}
	won := domain.DealVersion{
		At: at.Add(48 * time.Hour), Amount: 120, Stage: "Won", Category: forecast.Closed, Outcome: forecast.Won,
		CloseDate: calendar.DateOf(at.Add(48 * time.Hour)),
	}
	return domain.ImportedDeal{
		SourceKey: key, Name: "Deal " + key, Partner: "globex", Attribution: forecast.Sourced,
		Account: domain.Account{Name: "Acme", Domain: "acme.com", Country: "US", Key: "acme.com"}, Product: "Initech Edge",
		Versions: []domain.DealVersion{v, won},
	}
}

func rows(deals ...domain.ImportedDeal) iter.Seq2[domain.ImportedDeal, error] {
	return func(yield func(domain.ImportedDeal, error) bool) {
		for _, d := range deals {
			if !yield(d, nil) {
				return
			}
		}
	}
}

func (w *World) importAll(ctx context.Context, seq iter.Seq2[domain.ImportedDeal, error]) (n domain.ImportCount, err error) {
	err = w.Store.Change(ctx, func(ctx context.Context, tx domain.Tx) error {
		n, _, err = tx.ImportDeals(ctx, w.Program.ID, seq)
		return err
	})
	return n, err
}

func (w *World) wantImport(t *testing.T, want domain.ImportCount, deals ...domain.ImportedDeal) {
	t.Helper()
	got, err := w.importAll(t.Context(), rows(deals...))
	if err != nil {
		t.Fatal(err)
	}
	wantSame(t, "import", got, want)
}

// at is how the deals stood at an instant.
func (w *World) at(t *testing.T, at time.Time) []forecast.Deal {
	t.Helper()
	var deals []forecast.Deal
	for _, p := range collect(t, w.Store.PairsAt(t.Context(), w.Program.ID, time.Time{}, at)) {
		deals = append(deals, *p.After)
	}
	return deals
}

// Of many who import somebody who is not known, one adds them and the others find them.
func importAlone(t *testing.T, w *World) {
	atOnce(10, func(int) {
		p := w.partner("Hooli", "")
		err := w.Store.Change(t.Context(), func(ctx context.Context, tx domain.Tx) error {
			program, err := tx.BeginImport(ctx, w.Program.ID)
			if err != nil {
				return err
			}
			wantSame(t, "program", program, w.Program)
			if _, err := tx.PartnerByName(ctx, program.ID, p.Name); domain.CodeOf(err) != domain.NotFound {
				return err
			}
			return tx.InsertPartner(ctx, p, nil)
		})
		if err != nil {
			t.Error(err)
		}
	})
	err := w.Store.Change(t.Context(), func(ctx context.Context, tx domain.Tx) error {
		_, err := tx.BeginImport(ctx, NewID())
		return err
	})
	wantCode(t, err, domain.NotFound)
}

func importAdds(t *testing.T, w *World) {
	d := w.imported("1")
	other := w.imported("2")
	other.Partner, other.Account.Key, other.Attribution = "Umbrella", "", forecast.Influenced
	alone := w.imported("3")
	alone.Partner, alone.Attribution, alone.Account = "", "", domain.Account{}
	w.wantImport(t, domain.ImportCount{Added: 3}, d, other, alone)

	first, second := d.Versions[0], d.Versions[1]
	wantSame(t, "before it began", len(w.at(t, first.At.Add(-time.Second))), 0)
	open := w.at(t, first.At)
	if len(open) != 2 {
		t.Fatalf("%d tagged deals, want 2", len(open))
	}
	day1, day3 := calendar.DateOf(first.At), calendar.DateOf(second.At) // nine in the morning: the same day in New York
	want := forecast.Deal{
		ID: open[0].ID, Name: "Deal 1", PartnerID: w.Globex.ID, Attribution: forecast.Sourced, Amount: 100, Estimated: true,
		Stage: "Qualified", Category: forecast.Pipeline, Outcome: forecast.Open, CreatedOn: day1, StageSince: day1,
	}
	wantSame(t, "while open", open[0], want)
	want.Amount, want.Estimated, want.Stage, want.Category, want.Outcome = 120, false, "Won", forecast.Closed, forecast.Won
	want.StageSince, want.CloseDate = day3, second.CloseDate
	wantSame(t, "once won", w.at(t, second.At)[0], want)

	o := must(w.Store.Opportunity(t.Context(), want.ID))
	account := must(w.Store.Account(t.Context(), *o.AccountID))
	wantSame(t, "opportunity", o, domain.Opportunity{
		ID: o.ID, ProgramID: w.Program.ID, AccountID: o.AccountID, Name: "Deal 1", Product: "Initech Edge", SourceKey: "1",
		PartnerID: &w.Globex.ID, Attribution: forecast.Sourced, Amount: 120, Stage: "Won", Category: forecast.Closed,
		Outcome: forecast.Won, CreatedAt: first.At, StageSince: second.At, CloseDate: second.CloseDate, Revision: 1,
	})
	wantSame(t, "account", account, domain.Account{
		ID: account.ID, ProgramID: w.Program.ID, Name: "Acme", Domain: "acme.com", Country: "US", Key: "acme.com",
	})
	partners := must(w.Store.Partners(t.Context(), w.Program.ID, "Umbrella", 2))
	if len(partners) != 1 || partners[0].Status != domain.PartnerActive {
		t.Errorf("got partners %+v, want Umbrella, active", partners)
	}
}

// What deals say of their partners is told of those that came with them, and of those that were known.
func importSigns(t *testing.T, w *World) {
	late, early, plain, known := w.imported("1"), w.imported("2"), w.imported("3"), w.imported("4")
	late.Partner, early.Partner, plain.Partner = "Umbrella", "UMBRELLA", "Hooli"
	plain.Attribution = ""
	back := func(d *domain.ImportedDeal, by time.Duration) {
		d.Versions = slices.Clone(d.Versions)
		for i := range d.Versions {
			d.Versions[i].At = d.Versions[i].At.Add(-by)
		}
	}
	back(&early, 1000*time.Hour)
	late.Versions = late.Versions[:1]
	var got []domain.PartnerDeals
	w.Change(t, func(ctx context.Context, tx domain.Tx) (err error) {
		_, got, err = tx.ImportDeals(ctx, w.Program.ID, rows(late, early, plain, known))
		return err
	})
	at := func(d domain.ImportedDeal, n int) time.Time { return d.Versions[n].At }
	umbrella, hooli := w.called(t, "Umbrella"), w.called(t, "Hooli")
	want := []domain.PartnerDeals{
		{Partner: umbrella.ID, New: true, Since: at(early, 0), First: at(early, 0), Won: at(early, 1), Last: at(late, 0)},
		{Partner: hooli.ID, New: true, Since: at(plain, 0), Last: at(plain, 1)},
		{Partner: w.Globex.ID, Since: at(known, 0), First: at(known, 0), Won: at(known, 1), Last: at(known, 1)},
	}
	byID := func(a, b domain.PartnerDeals) int { return bytes.Compare(a.Partner[:], b.Partner[:]) }
	slices.SortFunc(want, byID)
	wantSame(t, "what came of the partners", got, want)
	wantFull(t, want[slices.IndexFunc(want, func(d domain.PartnerDeals) bool { return d.Partner == umbrella.ID })])
	for _, p := range []domain.Partner{umbrella, hooli} {
		if n := len(must(w.Store.Checkpoints(t.Context(), p.ID))); n != 0 || p.Status != domain.PartnerActive || !p.ActivatedOn.IsZero() {
			t.Errorf("with %d checkpoints there is %+v", n, p)
		}
	}
	wantSame(t, "a known partner", must(w.Store.Partner(t.Context(), w.Globex.ID)), w.Globex)
	w.Change(t, func(ctx context.Context, tx domain.Tx) (err error) {
		_, got, err = tx.ImportDeals(ctx, w.Program.ID, rows(late, early, plain, known))
		return err
	})
	wantSame(t, "what came of the same again", got, []domain.PartnerDeals{})
}

func (w *World) called(t *testing.T, name string) domain.Partner {
	t.Helper()
	return must(w.Store.PartnerByName(t.Context(), w.Program.ID, name))
}

func importRepeated(t *testing.T, w *World) {
	var deals []domain.ImportedDeal
	for i := range 500 {
		deals = append(deals, w.imported(fmt.Sprintf("key-%d", i)))
	}
	w.wantImport(t, domain.ImportCount{Added: 500}, deals...)
	before := w.at(t, w.Clock.Now())
	slices.Reverse(deals)
	w.wantImport(t, domain.ImportCount{Unchanged: 500}, deals...)
	wantSame(t, "deals", w.at(t, w.Clock.Now()), before)
}

func importLater(t *testing.T, w *World) {
	d := w.imported("1")
	d.Versions = d.Versions[:1]
	w.wantImport(t, domain.ImportCount{Added: 1}, d)
	v := d.Versions[0]

	same := v
	same.At = v.At.Add(24 * time.Hour)
	d.Versions = []domain.DealVersion{v, same}
	w.wantImport(t, domain.ImportCount{Unchanged: 1}, d)

	earlier := v
	earlier.At, earlier.Amount = v.At.Add(-24*time.Hour), 1
	d.Versions = []domain.DealVersion{earlier, v}
	w.wantImport(t, domain.ImportCount{Unchanged: 1}, d)

	more := v
	more.At, more.Amount = v.At.Add(24*time.Hour), 500
	moved := more
	moved.At, moved.Stage = v.At.Add(72*time.Hour), "Proposal"
	d.Versions = []domain.DealVersion{v, more, moved}
	w.wantImport(t, domain.ImportCount{Changed: 1}, d)
	w.wantImport(t, domain.ImportCount{Unchanged: 1}, d)
	wantSame(t, "at first", w.at(t, v.At)[0].Amount, int64(100))
	between := w.at(t, more.At)[0]
	if between.Amount != 500 || between.StageSince != calendar.DateOf(v.At) {
		t.Errorf("between: got %+v, want an amount of 500 in the first stage", between)
	}
	o := must(w.Store.Opportunity(t.Context(), between.ID))
	if o.Amount != 500 || o.Stage != "Proposal" || !o.StageSince.Equal(moved.At) || o.Revision != 2 {
		t.Errorf("now: got %+v, want 500 in Proposal since %s, revision 2", o, moved.At)
	}
}

func importKeeps(t *testing.T, w *World) {
	d := w.imported("1")
	d.Versions = d.Versions[:1]
	w.wantImport(t, domain.ImportCount{Added: 1}, d)
	id := w.at(t, w.Clock.Now())[0].ID
	w.turn(t, id, func(o *domain.Opportunity) {
		o.PartnerID, o.Attribution, o.OwnerID, o.NextStep = &w.Northwind.ID, forecast.Influenced, &w.Sam.ID, "Call"
	})
	w.Clock.Advance(24 * time.Hour)
	v := d.Versions[0]
	v.At, v.Amount = w.Clock.Now(), 700
	d.Versions = append(d.Versions, v)
	w.wantImport(t, domain.ImportCount{Changed: 1}, d)
	got := w.at(t, w.Clock.Now())[0]
	if got.PartnerID != w.Northwind.ID || got.Attribution != forecast.Influenced || got.OwnerID != w.Sam.ID ||
		got.NextStep != "Call" || got.Amount != 700 {
		t.Errorf("got %+v, want the program's partner, attribution, owner and next step, and the file's amount", got)
	}
}

func importTwice(t *testing.T, w *World) {
	_, err := w.importAll(t.Context(), rows(w.imported("1"), w.imported("2"), w.imported("1")))
	wantCode(t, err, domain.Invalid)
	wantSame(t, "deals", len(w.at(t, w.Clock.Now())), 0)
}

func importFails(t *testing.T, w *World) {
	cause := errors.New("line 3 is bad")
	_, err := w.importAll(t.Context(), func(yield func(domain.ImportedDeal, error) bool) {
		_ = yield(w.imported("1"), nil) && yield(w.imported("2"), nil) && yield(domain.ImportedDeal{}, cause)
	})
	if !errors.Is(err, cause) {
		t.Errorf("got %v, want the error of the row", err)
	}
	wantSame(t, "deals", len(w.at(t, w.Clock.Now())), 0)
}
