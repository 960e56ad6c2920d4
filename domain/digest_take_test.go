package domain_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/domaintest"
	"github.com/partnerbot/partnerbot/domain/forecast"
)

func occurrence(t *testing.T, program domain.ID, due string) domain.Occurrence {
	t.Helper()
	return domain.Occurrence{Due: newYork(t, due), Schedule: domain.Schedule{ProgramID: program, Kind: domain.DigestSchedule}}
}

func (o *office) takeDigest(t *testing.T, due string) {
	t.Helper()
	if err := o.TakeDigest(t.Context(), occurrence(t, o.World.Program.ID, due)); err != nil {
		t.Fatal(err)
	}
}

// posted is the delivery with a key; nil when there is none.
func (o *office) posted(t *testing.T, key string) *domain.Delivery {
	t.Helper()
	d, err := o.Store.DeliveryByKey(t.Context(), o.World.Program.ID, key)
	if domain.CodeOf(err) == domain.NotFound {
		return nil
	}
	if err != nil {
		t.Fatal(err)
	}
	return &d
}

const (
	inForecast = ":slack:" + domaintest.Workspace + ":C0FORECAST:2026-W48"
	inDealDesk = ":slack:" + domaintest.Workspace + ":C0DESK:2026-W48"
)

func TestTakeDigest(t *testing.T) {
	t.Parallel()
	o := newForecastOffice(t)
	for range 3 {
		o.takeDigest(t, "2026-11-23T08:00")
		o.Clock.Advance(time.Hour)
	}
	post, detail := o.posted(t, "digest"+inForecast), o.posted(t, "digest_detail"+inForecast)
	if post == nil || detail == nil || o.posted(t, "digest"+inDealDesk) != nil {
		t.Fatalf("posted: %v and %v in the forecast channel, %v in the deal desk's", post, detail, o.posted(t, "digest"+inDealDesk))
	}
	if detail.Parent == nil || *detail.Parent != post.ID || detail.Subject != post.Subject {
		t.Errorf("the detail %+v is not in the thread of the post %+v", detail, post)
	}
	if want := newYork(t, "2026-11-24T18:00"); !post.UsefulUntil.Equal(want) || !detail.UsefulUntil.Equal(want) {
		t.Errorf("of use until %s and %s, want %s", post.UsefulUntil, detail.UsefulUntil, want)
	}
	// What happens after the snapshot does not change what the post says.
	o.add(t, open(t, "late", "2026-11-20T12:00", 99_00, "2026-12-10"))
	got, err := o.DigestOf(t.Context(), post.Subject)
	if err != nil {
		t.Fatal(err)
	}
	if !got.At.Equal(newYork(t, "2026-11-23T00:00")) || !got.TakenAt.Equal(newYork(t, "2026-11-25T12:00")) || got.Snapshot.Monday != date(t, "2026-11-23") {
		t.Errorf("of %s, taken %s: %+v", got.At, got.TakenAt, got.Snapshot)
	}
	want := forecast.Waterfall{Start: 570_00, Up: 60_00, Won: 310_00, End: 320_00}
	if diff := cmp.Diff(want, got.Forecast.Waterfall); diff != "" {
		t.Errorf("waterfall: -want +got\n%s", diff)
	}
	if f := got.Forecast; f.Terms.AsOf != date(t, "2026-11-23") || f.Terms.Before != date(t, "2026-11-16") || f.Won != 310_00 {
		t.Errorf("%+v", f)
	}
}

func TestTakeDigestPostsNothingToOutsidePeople(t *testing.T) {
	t.Parallel()
	o := newForecastOffice(t)
	shared := slices.Clone(o.World.Program.Channels)
	for i := range shared {
		shared[i].External = true
	}
	o.channels(t, shared...)
	for range 2 {
		o.takeDigest(t, "2026-11-23T08:00")
	}
	post := o.posted(t, "digest"+inForecast)
	if post == nil || post.State != domain.Failed || post.Due() || !strings.Contains(post.Problem, "another organization") {
		t.Fatalf("got %+v, want a delivery that failed", post)
	}
	if detail := o.posted(t, "digest_detail"+inForecast); detail != nil {
		t.Errorf("the detail is posted: %+v", detail)
	}
	note := o.posted(t, "trouble:"+post.ID.String()+":failed:"+o.Ada.ID.String())
	if note == nil || note.Kind != domain.AdminNote || note.Subject != post.ID {
		t.Errorf("the admin is told %+v", note)
	}
}

func TestTakeDigestBeforeSetup(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	program := o.unset(t).ProgramID
	if err := o.TakeDigest(t.Context(), occurrence(t, program, "2026-11-23T08:00")); err != nil {
		t.Fatal(err)
	}
	_, err := o.Store.SnapshotOn(t.Context(), program, date(t, "2026-11-23"))
	wantCode(t, err, domain.NotFound)
}

// A post that was due while the bot was down is of the Monday that it was due on, and has a week to compare with.
func TestTakeDigestLate(t *testing.T) {
	t.Parallel()
	o := newForecastOffice(t)
	o.Clock.Set(newYork(t, "2026-12-01T07:00"))
	o.takeDigest(t, "2026-11-30T08:00")
	s, err := o.Store.SnapshotOn(t.Context(), o.World.Program.ID, date(t, "2026-11-30"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := o.DigestOf(t.Context(), s.ID)
	if err != nil {
		t.Fatal(err)
	}
	want := forecast.Waterfall{Start: 320_00, Created: 40_00, Lost: 20_00, End: 340_00}
	if diff := cmp.Diff(want, got.Forecast.Waterfall); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}
