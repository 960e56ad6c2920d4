package activation_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/partnerbot/partnerbot/domain/activation"
)

func TestRateByFit(t *testing.T) {
	t.Parallel()
	fit := func(n int) *int { return &n }
	all := []activation.Signed{
		{SignedOn: day(0), ActivatedOn: day(40), Fit: fit(60)}, // the threshold itself fits
		{SignedOn: day(0), ActivatedOn: day(90), Fit: fit(100)},
		{SignedOn: day(0), ActivatedOn: day(91), Fit: fit(80)}, // too late
		{SignedOn: day(9), Fit: fit(0)},
		{SignedOn: day(0), ActivatedOn: day(1), Fit: fit(59)},
		{SignedOn: day(0), Fit: fit(79), Type: "reseller"},      // whose threshold is another
		{SignedOn: day(10), ActivatedOn: day(20), Fit: fit(90)}, // the window still runs
		{SignedOn: day(0), ActivatedOn: day(1)},                 // never scored
	}
	fits := func(partnerType string, fit int) bool {
		return fit >= 60 && (partnerType == "" || fit >= 80)
	}
	got := activation.RateByFit(all, day(100), 90, fits)
	want := activation.ByFit{Fitted: activation.Share{Activated: 2, Of: 3}, Below: activation.Share{Activated: 1, Of: 3}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("by fit (-want +got):\n%s", diff)
	}
	if !got.Known() {
		t.Error("of six who were scored nothing is said")
	}
	if got := activation.RateByFit(all[2:], day(100), 90, fits); got.Known() {
		t.Errorf("of four who were scored it says %+v", got)
	}
}
