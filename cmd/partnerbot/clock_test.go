package main

import (
	"testing"
	"time"
)

func TestMovableClock(t *testing.T) {
	t.Parallel()
	real := at(t, "2026-11-18T15:00:00Z")
	c := newMovableClock(func() time.Time { return real }, at(t, "2017-09-22T10:00:00Z"))
	for _, step := range []struct {
		do   func()
		want string
	}{
		{func() {}, "2017-09-22T10:00:00Z"},
		{func() { real = real.Add(time.Minute) }, "2017-09-22T10:01:00Z"},
		{func() { c.Advance(at(t, "2017-09-25T12:00:00Z")) }, "2017-09-25T12:00:00Z"},
		{func() { c.Advance(at(t, "2017-09-25T11:00:00Z")) }, "2017-09-25T12:00:00Z"},
		{func() { real = real.Add(time.Second) }, "2017-09-25T12:00:01Z"},
	} {
		step.do()
		if got := c.Now().Format(time.RFC3339); got != step.want {
			t.Errorf("the clock shows %s, want %s", got, step.want)
		}
	}
}

func TestNextMonday(t *testing.T) {
	t.Parallel()
	zone, err := time.LoadLocation("America/New_York")
	must(t, err)
	l := &local{zone: zone}
	for now, want := range map[string][2]string{ // the next Monday and the next working day, in UTC
		"2026-11-18T15:00:00Z": {"2026-11-23T13:01:00Z", "2026-11-19T14:00:00Z"},
		"2026-11-20T15:00:00Z": {"2026-11-23T13:01:00Z", "2026-11-23T14:00:00Z"},
		"2026-11-23T04:59:00Z": {"2026-11-23T13:01:00Z", "2026-11-23T14:00:00Z"}, // still Sunday there
		"2026-11-23T05:00:00Z": {"2026-11-30T13:01:00Z", "2026-11-24T14:00:00Z"}, // Monday: what is done today counts in a week
		"2027-03-12T15:00:00Z": {"2027-03-15T12:01:00Z", "2027-03-15T13:00:00Z"}, // the clock goes forward in between
	} {
		got := [2]string{l.nextMonday(at(t, now)).UTC().Format(time.RFC3339), l.nextWorkday(at(t, now)).UTC().Format(time.RFC3339)}
		if got != want {
			t.Errorf("from %s: %v, want %v", now, got, want)
		}
	}
}
