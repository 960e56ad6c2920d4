package schedule_test

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/partnerbot/partnerbot/bot/schedule"
	"github.com/partnerbot/partnerbot/domain"
)

func parse(t *testing.T, spec, zone string) schedule.Spec {
	t.Helper()
	s, err := schedule.Parse(spec, zone)
	if err != nil {
		t.Fatalf("Parse(%q, %q): %v", spec, zone, err)
	}
	return s
}

func local(t *testing.T, zone, wall string) time.Time {
	t.Helper()
	loc, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	at, err := time.ParseInLocation("2006-01-02 15:04", wall, loc)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func TestSpec_Next(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ spec, zone, after, want string }{
		"Monday digest":                      {"0 8 * * 1", "America/New_York", "2026-11-20 12:00", "2026-11-23T13:00:00Z"},
		"strictly after":                     {"0 8 * * 1", "UTC", "2026-11-23 08:00", "2026-11-30T08:00:00Z"},
		"gap, weekly: end of the gap":        {"30 2 * * 0", "Europe/Berlin", "2026-03-28 12:00", "2026-03-29T01:00:00Z"},
		"gap at midnight: one o'clock":       {"0 0 * * 0", "America/Santiago", "2026-09-05 12:00", "2026-09-06T04:00:00Z"},
		"gap of half an hour":                {"10 2 * * *", "Australia/Lord_Howe", "2026-10-03 12:00", "2026-10-03T15:30:00Z"},
		"after a gap: no second time":        {"30 2 * * *", "Europe/Berlin", "2026-03-29 03:00", "2026-03-30T00:30:00Z"},
		"overlap: the first":                 {"30 1 * * *", "America/New_York", "2026-11-01 00:10", "2026-11-01T05:30:00Z"},
		"a skipped Friday comes on Saturday": {"0 8 * * 5", "Pacific/Apia", "2011-12-29 12:00", "2011-12-30T10:00:00Z"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := parse(t, c.spec, c.zone).Next(local(t, c.zone, c.after)).Format(time.RFC3339)
			if got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestSpec_Next_OverlapComesOnce(t *testing.T) {
	t.Parallel()
	s := parse(t, "30 1 * * *", "America/New_York")
	first := s.Next(time.Date(2026, 11, 1, 4, 0, 0, 0, time.UTC))
	for name, after := range map[string]time.Time{
		"from the first":                 first,
		"before the second, same minute": first.Add(59 * time.Minute),
		"from the second":                first.Add(time.Hour),
	} {
		if got, want := s.Next(after), time.Date(2026, 11, 2, 6, 30, 0, 0, time.UTC); !got.Equal(want) {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
	}
}

func TestParse_Refuses(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ spec, zone, field string }{
		{"CRON_TZ=UTC", "UTC", "spec"},
		{"TZ=", "UTC", "spec"},
		{" TZ=0", "UTC", "spec"},
		{"TZ=UTC 0 8 * * 1", "UTC", "spec"},
		{"@every 1s", "UTC", "spec"},
		{"@daily", "UTC", "spec"},
		{"", "UTC", "spec"},
		{"0 8 * *", "UTC", "spec"},
		{"0 0 8 * * 1", "UTC", "spec"},
		{"0 8 * * 7", "UTC", "spec"},
		{"*/0 8 * * 1", "UTC", "spec"},
		{"0 0 30 2 *", "UTC", "spec"},
		{"0 8 * * 1", "", "zone"},
		{"0 8 * * 1", "Local", "zone"},
		{"0 8 * * 1", "Mars/Olympus", "zone"},
	} {
		_, err := schedule.Parse(c.spec, c.zone)
		if domain.CodeOf(err) != domain.Invalid || !strings.HasPrefix(err.Error(), c.field+": ") {
			t.Errorf("Parse(%q, %q): got %v, want Invalid on %s", c.spec, c.zone, err, c.field)
		}
	}
}

// Zones with every kind of daylight saving: northern, southern, half an hour, at midnight, negative (Dublin), none,
// around Ramadan (Casablanca), and abandoned within the years (Amman, Sao_Paulo).
var zones = []string{
	"UTC", "Europe/Berlin", "Europe/Dublin", "America/New_York", "America/St_Johns", "America/Santiago", "America/Asuncion",
	"America/Havana", "America/Sao_Paulo", "Australia/Lord_Howe", "Pacific/Chatham", "Africa/Casablanca", "Asia/Tehran",
	"Asia/Amman", "Asia/Beirut", "Asia/Kolkata",
}

func TestSpec_Next_OncePerLocalDay(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(r *rapid.T) {
		zone := rapid.SampledFrom(zones).Draw(r, "zone")
		hour, minute := rapid.IntRange(0, 23).Draw(r, "hour"), rapid.IntRange(0, 59).Draw(r, "minute")
		year, day := rapid.IntRange(2012, 2035).Draw(r, "year"), rapid.IntRange(1, 365).Draw(r, "day")
		s := parse(t, time.Date(0, 1, 1, hour, minute, 0, 0, time.UTC).Format("4 15")+" * * *", zone)
		loc, err := time.LoadLocation(zone)
		if err != nil {
			r.Fatal(err)
		}
		at := s.Next(time.Date(year, 1, day, 12, 0, 0, 0, loc))
		for range 40 {
			next := s.Next(at)
			y, m, d := at.In(loc).Date()
			wy, wm, wd := time.Date(y, m, d+1, 0, 0, 0, 0, time.UTC).Date()
			if gy, gm, gd := next.In(loc).Date(); gy != wy || gm != wm || gd != wd {
				r.Fatalf("after %s comes %s", at.In(loc), next.In(loc))
			}
			if early := next.In(loc).Hour()*60 + next.In(loc).Minute() - hour*60 - minute; early < 0 || early > 60 {
				r.Fatalf("%02d:%02d comes at %s", hour, minute, next.In(loc))
			}
			at = next
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"0 8 * * 1", "TZ=", "CRON_TZ=x", "*/15 1-5,7 L ? MON-FRI", "@every 1h", "0-59/99999999999999999999 * * * *"} {
		f.Add(s, "Europe/Berlin")
	}
	f.Fuzz(func(t *testing.T, spec, zone string) {
		s, err := schedule.Parse(spec, zone)
		if err != nil {
			if domain.CodeOf(err) != domain.Invalid {
				t.Fatalf("Parse(%q, %q): %v is not Invalid", spec, zone, err)
			}
			return
		}
		after := time.Date(2026, 3, 29, 0, 59, 59, 0, time.UTC)
		if next := s.Next(after); !next.IsZero() && !next.After(after) {
			t.Fatalf("Next of %q in %q goes back to %s", spec, zone, next)
		}
	})
}
