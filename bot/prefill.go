package bot

import (
	"regexp"
	"strings"

	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/domain"
)

// maxQuoted is how much of a message is put into a field, in runes: what the field takes.
const maxQuoted = 2000

// prefill reads what was typed after register: an amount, an e-mail address and a website wherever they stand, and the
// customer's name in what is left. It only saves typing: everything can be changed in the form.
func prefill(text string, c domain.Currency) form.Values {
	v := form.Values{}
	var name []string
	for i, w := range splitWords(text) {
		switch {
		case v.Get("amount") == "" && isAmount(w, c, i == 0):
			v["amount"] = []string{w}
		case v.Get("contact_email") == "" && emailIn(w) != "":
			v["contact_email"] = []string{emailIn(w)}
		case v.Get("website") == "" && domainIn(w) != "":
			v["website"] = []string{domainIn(w)}
		default:
			name = append(name, w)
		}
	}
	customer := strings.Join(name, " ")
	if customer == "" {
		customer = v.Get("website") // booking.com is a name as well
	}
	if customer != "" {
		v["customer"] = []string{short(customer, 120)}
	}
	if v.Get("website") == "" {
		if d := domainIn(v.Get("contact_email")); d != "" {
			v["website"] = []string{d}
		}
	}
	return v
}

// isAmount tells whether a word is an amount. The first one is so only with a currency: 3M is a customer, too.
func isAmount(w string, c domain.Currency, first bool) bool {
	if _, err := domain.ParseMoney(w, c); err != nil {
		return false
	}
	return !first || !strings.ContainsAny(w[:1], "0123456789")
}

// quoted reads a message that a deal is registered from: its text says how the partner is engaged, and an address or a
// website in it is the customer's.
func quoted(message string) form.Values {
	v := form.Values{}
	if text := strings.TrimSpace(message); text != "" {
		v["how_engaged"] = []string{short(text, maxQuoted)}
	}
	for _, w := range strings.FieldsFunc(message, func(r rune) bool { return strings.ContainsRune(" \t\n<>|()[],;\"'", r) }) {
		w = strings.TrimRight(w, ".:!?")
		if mail := emailIn(w); mail != "" && v.Get("contact_email") == "" {
			v["contact_email"] = []string{mail}
		}
		if d := domainIn(w); d != "" && v.Get("website") == "" {
			v["website"] = []string{d}
		}
	}
	return v
}

var (
	mailPattern = regexp.MustCompile(`^(?:mailto:)?([^\s@<>|]+@[^\s@<>|]+\.[^\s@<>|]+)$`)
	hostPattern = regexp.MustCompile(`^(?:https?://)?[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+(?:[/?#].*)?$`)
)

// emailIn is the e-mail address that a word is, "" when it is none.
func emailIn(w string) string {
	if m := mailPattern.FindStringSubmatch(w); m != nil {
		return m[1]
	}
	return ""
}

// domainIn is the domain of a customer in a word that is a website or an e-mail address, "" when there is none.
func domainIn(w string) string {
	if emailIn(w) == "" && !hostPattern.MatchString(w) {
		return ""
	}
	d, err := domain.RegistrableDomain(w)
	if err != nil {
		return ""
	}
	return d
}
