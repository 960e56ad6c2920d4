package domain_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/calendar"
	"github.com/partnerbot/partnerbot/domain/forecast"
)

func TestForecast(t *testing.T) {
	t.Parallel()
	o := newForecastOffice(t)
	type w = forecast.Waterfall
	for _, c := range []struct {
		asOf      string
		at        time.Time
		won, open int64
		want      w
	}{
		{"", o.Clock.Now(), 310_00, 340_00, w{Start: 320_00, Created: 40_00, Lost: 20_00, End: 340_00}},
		{"2026-11-25", o.Clock.Now(), 310_00, 340_00, w{Start: 320_00, Created: 40_00, Lost: 20_00, End: 340_00}},
		{"2026-11-24", newYork(t, "2026-11-25T00:00"), 310_00, 340_00, w{Start: 320_00, Created: 40_00, Lost: 20_00, End: 340_00}},
		// A Monday is compared with its own first moment, at which the deal of midnight was won already.
		{"2026-11-23", newYork(t, "2026-11-24T00:00"), 310_00, 320_00, w{Start: 320_00, End: 320_00}},
		{"2026-11-22", newYork(t, "2026-11-23T00:00"), 310_00, 320_00, w{Start: 570_00, Up: 60_00, Won: 310_00, End: 320_00}},
		{"2026-10-01", newYork(t, "2026-10-02T00:00"), 0, 300_00, w{Created: 300_00, End: 300_00}},
		{"2026-09-30", newYork(t, "2026-10-01T00:00"), 0, 0, w{}},
	} {
		t.Run(c.asOf, func(t *testing.T) {
			var asOf calendar.Date
			if c.asOf != "" {
				asOf = date(t, c.asOf)
			}
			got, err := o.Forecast(t.Context(), o.system(), asOf)
			if err != nil {
				t.Fatal(err)
			}
			if !got.At.Equal(c.at) {
				t.Errorf("the forecast is of %s, want %s", got.At, c.at)
			}
			f := got.Forecast
			if f.Won != c.won || f.OpenPipeline() != c.open {
				t.Errorf("won %d and open %d, want %d and %d", f.Won, f.OpenPipeline(), c.won, c.open)
			}
			if diff := cmp.Diff(c.want, f.Waterfall); diff != "" {
				t.Errorf("waterfall: -want +got\n%s", diff)
			}
			for _, m := range f.Movers {
				if got.Partners[m.Deal.PartnerID].Name != "Globex" {
					t.Errorf("the partner of %s is not named: %v", m.Deal.Name, got.Partners)
				}
			}
		})
	}
}

func TestForecastRefuses(t *testing.T) {
	t.Parallel()
	o := newForecastOffice(t)
	_, err := o.Forecast(t.Context(), o.unset(t), calendar.Date{})
	wantCode(t, err, domain.Unready)
	_, err = o.Forecast(t.Context(), o.Actor(o.Sam), calendar.Date{})
	wantCode(t, err, domain.Forbidden)
	_, err = o.Forecast(t.Context(), o.Actor(o.Pia), calendar.Date{})
	wantCode(t, err, domain.Forbidden)
	_, err = o.Forecast(t.Context(), o.Actor(o.Cora), date(t, "2026-11-26"))
	wantCode(t, err, domain.Invalid)
}

func TestForecastNamesWhatWaits(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	first := o.approved(t).Registration
	second := o.registerAs(t, o.Sam, o.Claim(o.Northwind, "Contoso", "contoso.com")).Registration
	look := func(at string) (waiting, expiring []int64) {
		t.Helper()
		o.Clock.Set(newYork(t, at))
		got, err := o.Forecast(t.Context(), o.Actor(o.Cora), calendar.Date{})
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range got.Waiting {
			waiting = append(waiting, d.Registration.Number)
		}
		for _, d := range got.Expiring {
			expiring = append(expiring, d.Registration.Number)
		}
		return waiting, expiring
	}
	if waiting, expiring := look("2026-11-04T12:00"); len(waiting)+len(expiring) > 0 {
		t.Errorf("in time: %v wait, %v expire", waiting, expiring)
	}
	if waiting, expiring := look("2026-11-06T12:00"); !slices.Equal(waiting, []int64{second.Number}) || len(expiring) > 0 {
		t.Errorf("past the decision time: %v wait, %v expire; want %d to wait", waiting, expiring, second.Number)
	}
	if _, expiring := look("2027-01-25T12:00"); !slices.Equal(expiring, []int64{first.Number}) {
		t.Errorf("near the end of the protection: %v expire, want %d", expiring, first.Number)
	}
	past, err := o.Forecast(t.Context(), o.Actor(o.Cora), date(t, "2027-01-24"))
	if err != nil || len(past.Waiting)+len(past.Expiring) > 0 {
		t.Errorf("of a past day: %d wait, %d expire, %v", len(past.Waiting), len(past.Expiring), err)
	}
}
