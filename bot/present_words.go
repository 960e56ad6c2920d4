package bot

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/view"
	"github.com/partnerbot/partnerbot/domain"
)

// dot separates short facts on one line.
const dot = " · "

// statusOf is a review status in words.
func statusOf(s domain.Status) view.Status {
	v := view.Status{Text: capital(s.Words())}
	switch s {
	case domain.Approved, domain.Converted, domain.Won:
		v.Tone = view.Good
	case domain.Rejected, domain.Lost:
		v.Tone = view.Bad
	}
	return v
}

// reasonOf is a rejection reason in words.
func reasonOf(r domain.Reason) string { return form.Label(form.Reasons(), string(r)) }

// did is what somebody did, to be read after their name.
func did(e domain.Event) string {
	switch e.Kind {
	case domain.EventSubmitted:
		return "registered it"
	case domain.EventApproved:
		return "approved it"
	case domain.EventConverted:
		return "put it in the pipeline as partner-" + e.Reason
	case domain.EventRejected:
		return "rejected it"
	case domain.EventInfoAsked:
		return "asked for information"
	case domain.EventAnswered:
		return "answered"
	case domain.EventUpdated:
		return fmt.Sprintf("changed %s (before: %s)", e.New, e.Old)
	case domain.EventWon:
		return "marked it won for " + e.Reason
	case domain.EventLost:
		return "marked it lost"
	case domain.EventWithdrawn:
		return "withdrew it"
	case domain.EventCancelled:
		return "canceled it"
	case domain.EventExpired:
		return "noted that its protection ended"
	default:
		return e.Kind
	}
}

// said is what somebody typed with an act, for reading under it; "" when nothing.
func said(e domain.Event) string {
	switch e.Kind {
	case domain.EventRejected, domain.EventInfoAsked, domain.EventAnswered, domain.EventLost, domain.EventWithdrawn,
		domain.EventCancelled:
		return e.Reason
	default:
		return ""
	}
}

// capital is a sentence's beginning.
func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}

// lowerFirst is a sentence's beginning in the middle of another.
func lowerFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToLower(r)) + s[n:]
}

// plural counts things: 1 deal, 2 deals.
func plural(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %ss", n, one)
}

// joined puts the parts that say something on one line.
func joined(parts ...string) string { return together(dot, parts) }

// sentences puts the sentences that say something one after the other.
func sentences(parts ...string) string { return together(" ", parts) }

func together(between string, parts []string) string {
	return strings.Join(slices.DeleteFunc(slices.Clone(parts), func(p string) bool { return p == "" }), between)
}

// plainAmount is an amount as it stands in a field: without the currency, with the commas that keep zeros countable.
func plainAmount(m domain.Money) string {
	if m.Minor == 0 {
		return ""
	}
	return strings.TrimLeftFunc(m.String(), func(r rune) bool { return !unicode.IsDigit(r) })
}
