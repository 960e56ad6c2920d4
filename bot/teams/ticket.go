package teams

import (
	"crypto/rand"
	"encoding/json"
	"slices"
	"strings"

	"github.com/partnerbot/partnerbot/bot/form"
)

// ticket is one drawing of a form, as it comes back with a submission. It is untrusted then.
type ticket struct {
	mark string   // unique, so that a submission that Teams sends again is known as the same
	many []string // the fields that hold several values: Teams joins those with commas
	meta string   // the form's own
}

func ticketOf(f form.Form) ticket {
	k := ticket{mark: rand.Text()[:16], meta: f.Meta}
	for _, field := range f.Fields {
		if field.Many {
			k.many = append(k.many, field.ID)
		}
	}
	return k
}

func (k ticket) encode() string { return k.mark + " " + strings.Join(k.many, ",") + " " + k.meta }

func readTicket(encoded string) ticket {
	p := append(strings.SplitN(encoded, " ", 3), "", "")
	return ticket{mark: p[0], many: strings.Split(p[1], ","), meta: p[2]}
}

// values are what was filled in, by field. An empty field is absent.
func (k ticket) values(data map[string]json.RawMessage) form.Values {
	filled := form.Values{}
	for id, raw := range data {
		v := text(raw)
		switch {
		case v == "" || id == "form" || id == "meta" || id == "msteams":
		case slices.Contains(k.many, id):
			filled[id] = apartAt(v, ",")
		default:
			filled[id] = []string{v}
		}
	}
	return filled
}

// apartAt are the values that a separator parts, without what is empty.
func apartAt(joined, sep string) []string {
	var all []string
	for v := range strings.SplitSeq(joined, sep) {
		if v = strings.TrimSpace(v); v != "" {
			all = append(all, v)
		}
	}
	return all
}
