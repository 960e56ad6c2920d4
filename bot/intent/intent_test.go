package intent_test

import (
	"math"
	"strings"
	"testing"

	"github.com/partnerbot/partnerbot/bot/intent"
)

func TestIntent_roundTrip(t *testing.T) {
	t.Parallel()
	for _, want := range []intent.Intent{
		{Name: intent.Approve, ID: "0199f3a2-6c1e-7b04-9d53-4f1c2a7be001", Revision: 12},
		{Name: intent.Register},
		{Name: intent.ListDeals, ID: "partner A|B"},
		{Name: intent.StepDone, ID: "0199f3a2-6c1e-7b04-9d53-4f1c2a7be001:first_registration", Revision: 12},
	} {
		got, err := intent.Decode(want.Encode())
		if err != nil || got != want {
			t.Errorf("%+v came back as %+v, %v", want, got, err)
		}
	}
}

// Two ids and a revision of any size fit into a button.
func TestEncode_fits(t *testing.T) {
	t.Parallel()
	const id = "0199f3a2-6c1e-7b04-9d53-4f1c2a7be001"
	i := intent.Intent{Name: intent.DeclineCandidate, ID: id + ":" + id, Revision: math.MaxInt64}
	if got := i.Encode(); len(got) > intent.Max {
		t.Errorf("%s has %d bytes", got, len(got))
	}
}

func TestDecode_refuses(t *testing.T) {
	t.Parallel()
	for name, s := range map[string]string{
		"nothing":             "",
		"another version":     "2|approve|1|x",
		"no name":             "1||1|x",
		"too few parts":       "1|approve|1",
		"a word for a number": "1|approve|one|x",
		"a negative revision": "1|approve|-1|x",
		"a padded revision":   "1|approve|01|x",
		"too long":            "1|approve|1|" + strings.Repeat("x", intent.Max),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got, err := intent.Decode(s); err == nil {
				t.Errorf("%q is %+v", s, got)
			}
		})
	}
}

// FuzzDecode: whatever comes over the wire is refused or is exactly what some Encode made.
func FuzzDecode(f *testing.F) {
	f.Add("1|approve|3|0199f3a2-6c1e-7b04-9d53-4f1c2a7be001")
	f.Add("1|register|0|")
	f.Add("1|list_deals|0|partner a|b")
	f.Add("\x00|||")
	f.Fuzz(func(t *testing.T, s string) {
		i, err := intent.Decode(s)
		if err != nil {
			return
		}
		if got := i.Encode(); got != s {
			t.Errorf("%q came back as %q", s, got)
		}
		if i.Revision < 0 || i.Name == "" || len(s) > intent.Max {
			t.Errorf("%q is %+v", s, i)
		}
	})
}
