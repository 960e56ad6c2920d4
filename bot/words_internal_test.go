package bot

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSplitWords(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][]string{
		"":                               nil,
		"   ":                            nil,
		"Acme Corp acme.com $25k":        {"Acme", "Corp", "acme.com", "$25k"},
		`partner “Northwind Consulting”`: {"partner", "Northwind Consulting"},
		`"never closed`:                  {"never closed"},
		`""`:                             {""},
		"Lowe’s  it":                     {"Lowe's", "it"},
		"a\u00a0b\tc\nd":                 {"a", "b", "c", "d"},
		`in"side and" out`:               {"inside and", "out"},
	} {
		if diff := cmp.Diff(want, splitWords(text)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
}

func TestDealNumber(t *testing.T) {
	t.Parallel()
	for word, want := range map[string]int64{
		"D-1042": 1042, "d1042": 1042, "1042": 1042, "#1042": 1042, "D–7": 7, "d-1042.": 1042, "D-01": 1,
	} {
		if got, ok := dealNumber(word); !ok || got != want {
			t.Errorf("%q is %d, %v; want %d", word, got, ok, want)
		}
	}
	for _, word := range []string{"", "D-", "D", "0", "D-0", "-", "ten", "D-+5", "1042x", "99999999999999999999", "1.5"} {
		if got, ok := dealNumber(word); ok {
			t.Errorf("%q is %d, want none", word, got)
		}
	}
}

func TestNearest(t *testing.T) {
	t.Parallel()
	known := []string{"register", "list", "show", "update", "won", "lost", "withdraw", "help"}
	for typed, want := range map[string]string{
		"regster": "register", "lsit": "list", "reg": "register", "with": "withdraw", "shwo": "show", "hepl": "help",
		"delete": "", "acme": "", "x": "", strings.Repeat("register", 20): "",
	} {
		if got := nearest(typed, known); got != want {
			t.Errorf("%q is near %q, want %q", typed, got, want)
		}
	}
}

func FuzzWords(f *testing.F) {
	f.Add(`register "Acme" acme.com $25k`)
	f.Add("D-1042")
	f.Add("“”’\x00\xff")
	f.Fuzz(func(t *testing.T, text string) {
		for _, w := range splitWords(text) {
			if strings.Contains(w, `"`) {
				t.Errorf("%q left a quote in %q", text, w)
			}
		}
		word, rest := firstWord(text)
		if word == "" && rest != "" {
			t.Errorf("%q has no first word but a rest %q", text, rest)
		}
		if n, ok := dealNumber(word); ok && n <= 0 {
			t.Errorf("%q is deal %d", word, n)
		}
		nearest(word, []string{"register", "list"})
	})
}
