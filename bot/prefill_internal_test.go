package bot

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/domain"
)

func TestPrefill(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]form.Values{
		"":                           {},
		"Acme Corp acme.com $25k":    {"customer": {"Acme Corp"}, "website": {"acme.com"}, "amount": {"$25k"}},
		"$25,000 Acme":               {"customer": {"Acme"}, "amount": {"$25,000"}},
		"3M 3m.com":                  {"customer": {"3M"}, "website": {"3m.com"}},
		"7-Eleven 40000":             {"customer": {"7-Eleven"}, "amount": {"40000"}},
		"booking.com":                {"customer": {"booking.com"}, "website": {"booking.com"}},
		"Acme dana@acme.com":         {"customer": {"Acme"}, "contact_email": {"dana@acme.com"}, "website": {"acme.com"}},
		"Acme dana@gmail.com":        {"customer": {"Acme"}, "contact_email": {"dana@gmail.com"}},
		`"Smith & Sons" €10k`:        {"customer": {"Smith & Sons €10k"}}, // not the program's currency
		"Acme https://www.acme.com/": {"customer": {"Acme"}, "website": {"acme.com"}},
		"Dr. Oetker":                 {"customer": {"Dr. Oetker"}},
	} {
		if diff := cmp.Diff(want, prefill(text, "USD")); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
}

func TestQuoted(t *testing.T) {
	t.Parallel()
	for message, want := range map[string]form.Values{
		"  ":                     {},
		"We met them yesterday.": {"how_engaged": {"We met them yesterday."}},
		"See <https://acme.com|acme>, mail <mailto:dana@acme.com|dana@acme.com>": {
			"how_engaged": {"See <https://acme.com|acme>, mail <mailto:dana@acme.com|dana@acme.com>"},
			"website":     {"acme.com"}, "contact_email": {"dana@acme.com"},
		},
		"Call e.g. tomorrow": {"how_engaged": {"Call e.g. tomorrow"}},
	} {
		if diff := cmp.Diff(want, quoted(message)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", message, diff)
		}
	}
	long := quoted(strings.Repeat("ü", 5000)).Get("how_engaged")
	if n := utf8.RuneCountInString(long); n != maxQuoted {
		t.Errorf("a long message fills %d runes", n)
	}
}

func FuzzPrefill(f *testing.F) {
	f.Add("Acme Corp acme.com $25k dana@acme.com")
	f.Add("<https://acme.com|x> \x00 “q”")
	f.Fuzz(func(t *testing.T, text string) {
		for id, v := range prefill(text, "USD") {
			if len(v) != 1 || v[0] == "" {
				t.Errorf("%q fills %s with %q", text, id, v)
			}
		}
		for id, v := range quoted(text) {
			if len(v) != 1 || v[0] == "" {
				t.Errorf("%q fills %s with %q", text, id, v)
			}
		}
	})
}

// TestChoices_areTheDomains: every choice of a form is one that the domain takes, and the other way round.
func TestChoices_areTheDomains(t *testing.T) {
	t.Parallel()
	var reasons, want []string
	for _, o := range form.Reasons() {
		reasons = append(reasons, o.Value)
	}
	for _, r := range domain.Reasons() {
		want = append(want, string(r))
	}
	if diff := cmp.Diff(want, reasons); diff != "" {
		t.Errorf("reasons (-domain +form):\n%s", diff)
	}
	var types []string
	for _, o := range form.PartnerTypes() {
		types = append(types, o.Value)
	}
	if diff := cmp.Diff([]string{string(domain.Reseller), string(domain.SI), string(domain.TechISV), string(domain.Referral)}, types); diff != "" {
		t.Errorf("partner types (-domain +form):\n%s", diff)
	}
	for _, o := range form.Currencies("") {
		if !domain.Currency(o.Value).Valid() {
			t.Errorf("%s is no currency", o.Value)
		}
	}
}

// TestWords_forEveryEvent: no event is read under its code.
func TestWords_forEveryEvent(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{
		domain.EventSubmitted, domain.EventApproved, domain.EventConverted, domain.EventRejected, domain.EventInfoAsked,
		domain.EventAnswered, domain.EventUpdated, domain.EventWon, domain.EventLost, domain.EventWithdrawn,
		domain.EventCancelled, domain.EventExpired,
	} {
		if got := did(domain.Event{Kind: kind}); strings.Contains(got, "registration.") {
			t.Errorf("%s is read as %q", kind, got)
		}
	}
}
