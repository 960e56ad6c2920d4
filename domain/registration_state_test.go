package domain_test

import (
	_ "embed"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"pgregory.net/rapid"

	"github.com/partnerbot/partnerbot/domain"
)

//go:embed doc.go
var packageDoc string

func TestDiagramIsInThePackageDoc(t *testing.T) {
	t.Parallel()
	var doc []string
	for l := range strings.Lines(packageDoc) {
		if arrow, ok := strings.CutPrefix(l, "//\t"); ok {
			doc = append(doc, arrow)
		}
	}
	if diff := cmp.Diff(strings.Join(doc, ""), domain.Diagram()); diff != "" {
		t.Errorf("doc.go and the table differ (-doc +table):\n%s", diff)
	}
}

// The arrows of section 8.1, written down again from the rules rather than from the code.
const section81 = `
	draft>submitted submitted>in_review in_review>needs_info needs_info>in_review
	in_review>approved in_review>rejected
	rejected>appealed appealed>approved appealed>rejected
	approved>converted converted>won converted>lost
	approved>expired converted>expired
	draft>withdrawn submitted>withdrawn in_review>withdrawn needs_info>withdrawn
	in_review>cancelled approved>cancelled converted>cancelled`

func TestTransitionsAreThoseOfTheRules(t *testing.T) {
	t.Parallel()
	allowed := strings.Fields(section81)
	for _, from := range domain.Statuses() {
		for _, to := range domain.Statuses() {
			_, got := domain.Transition(from, to)
			if want := slices.Contains(allowed, string(from)+">"+string(to)); got != want {
				t.Errorf("%s to %s: %v, want %v", from, to, got, want)
			}
		}
	}
}

func TestTerminalStatuses(t *testing.T) {
	t.Parallel()
	want := []domain.Status{domain.Won, domain.Lost, domain.Expired, domain.Withdrawn, domain.Cancelled}
	var got []domain.Status
	for _, s := range domain.Statuses() {
		if s.Terminal() {
			got = append(got, s)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("terminal (-want +got):\n%s", diff)
	}
}

func TestGuards(t *testing.T) {
	t.Parallel()
	ana, ben := uuid.UUID{1}, uuid.UUID{2}
	for _, c := range []struct {
		name     string
		from, to domain.Status
		by       domain.Side
		at       domain.Moment
		want     bool
	}{
		{"an appeal on the tenth working day", domain.Rejected, domain.Appealed, domain.PartnerSide, domain.Moment{Workdays: 10}, true},
		{"an appeal on the eleventh", domain.Rejected, domain.Appealed, domain.PartnerSide, domain.Moment{Workdays: 11}, false},
		{"a second appeal", domain.Rejected, domain.Appealed, domain.PartnerSide, domain.Moment{Appealed: true}, false},
		{"an appeal by the vendor", domain.Rejected, domain.Appealed, domain.VendorSide, domain.Moment{}, false},
		{"an appeal decided by another", domain.Appealed, domain.Approved, domain.VendorSide, domain.Moment{Actor: ben, DecidedBy: &ana}, true},
		{"an appeal granted by who rejected", domain.Appealed, domain.Approved, domain.VendorSide, domain.Moment{Actor: ana, DecidedBy: &ana}, false},
		{"an appeal rejected by who rejected", domain.Appealed, domain.Rejected, domain.VendorSide, domain.Moment{Actor: ana, DecidedBy: &ana}, false},
		{"an approval by the partner", domain.InReview, domain.Approved, domain.PartnerSide, domain.Moment{}, false},
		{"a withdrawal by the vendor", domain.InReview, domain.Withdrawn, domain.VendorSide, domain.Moment{}, false},
		{"a cancellation by the partner", domain.InReview, domain.Cancelled, domain.PartnerSide, domain.Moment{}, false},
		{"a claim that was never completed, by itself", domain.NeedsInfo, domain.Withdrawn, domain.SystemSide, domain.Moment{}, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			m, ok := domain.Transition(c.from, c.to)
			if got := ok && m.Allows(c.by, c.at); got != c.want {
				t.Errorf("allowed = %v, want %v", got, c.want)
			}
		})
	}
}

// A registration that takes any moves its guards allow, in any order and by anyone, follows the rules' arrows, is
// appealed at most once, and stays at its end.
func TestHistories(t *testing.T) {
	t.Parallel()
	allowed := strings.Fields(section81)
	sides := []domain.Side{domain.PartnerSide, domain.VendorSide, domain.SystemSide}
	rapid.Check(t, func(t *rapid.T) {
		at, appeals, ended := domain.Draft, 0, false
		for range rapid.IntRange(1, 40).Draw(t, "steps") {
			to := rapid.SampledFrom(domain.Statuses()).Draw(t, "to")
			by := rapid.SampledFrom(sides).Draw(t, "by")
			moment := domain.Moment{Appealed: appeals > 0, Workdays: rapid.IntRange(0, 12).Draw(t, "workdays")}
			m, ok := domain.Transition(at, to)
			if !ok || !m.Allows(by, moment) {
				continue
			}
			if ended {
				t.Fatalf("%s came after the end", to)
			}
			if !slices.Contains(allowed, string(at)+">"+string(to)) {
				t.Fatalf("%s to %s is not in the rules", at, to)
			}
			if to == domain.Appealed {
				appeals++
			}
			at, ended = to, to.Terminal()
		}
		if appeals > 1 {
			t.Fatalf("appealed %d times", appeals)
		}
	})
}

func TestHeldStatusesAreThoseWithAClaimOnTheAccount(t *testing.T) {
	t.Parallel()
	for _, s := range domain.Statuses() {
		over := s.Terminal() || s == domain.Rejected || s == domain.Draft
		if s.Held() == over {
			t.Errorf("%s holds its place: %v", s, s.Held())
		}
	}
}
