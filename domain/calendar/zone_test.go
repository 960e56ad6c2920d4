package calendar_test

import (
	"testing"
	"time"

	"github.com/partnerbot/partnerbot/domain/calendar"
)

func TestZone(t *testing.T) {
	t.Parallel()
	first, err := calendar.Zone("Asia/Kolkata")
	if err != nil || first.String() != "Asia/Kolkata" {
		t.Fatalf("got %v, %v", first, err)
	}
	if again, _ := calendar.Zone("Asia/Kolkata"); again != first {
		t.Error("the file was read again")
	}
	if utc, err := calendar.Zone(""); err != nil || utc != time.UTC {
		t.Errorf("no name is %v, %v", utc, err)
	}
	for range 2 {
		if loc, err := calendar.Zone("Mars/Olympus"); err == nil || loc != nil {
			t.Errorf("no zone is %v, %v", loc, err)
		}
	}
}

func BenchmarkZone(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := calendar.Zone("America/New_York"); err != nil {
			b.Fatal(err)
		}
	}
}
