package csvfile_test

import (
	"strings"
	"testing"

	"github.com/partnerbot/partnerbot/storage/csvfile"
)

type (
	testMap struct {
		Columns testColumns `yaml:"columns"`
	}
	testColumns struct {
		Name string `yaml:"name"`
	}
)

// No type of Go is told to who wrote the map.
func TestDecodeMapRefuses(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"":                          "it is empty",
		"columns: {name: A}\n---\n": "there is more than one document in it",
		"columns: {nmae: A}":        "line 1: there is no key “nmae”",
		"columns: {nmae: A}\nmy dates: x\n\"\": y\nextra: [1]": "line 1: there is no key “nmae”\nline 2: there is no key “my dates”\nline 3: there is no key “”\nline 4: there is no key “extra”",
		"columns: {name: [A]}\nextra: 1":                       "line 1: no list can stand here\nline 2: there is no key “extra”",
		"columns: [A]":                                         "line 1: no list can stand here",
		"columns: {name: {A: B}}":                              "line 1: no further keys can stand here",
		"columns: Partner":                                     "line 1: “Partner” cannot stand here",
		"columns: {}\ncolumns: {}":                             "line 2: the key “columns” is there on line 1 already",
		"columns: {":                                           "yaml: line 1: did not find expected node content",
	} {
		var m testMap
		if err := csvfile.DecodeMap(strings.NewReader(text), &m); err == nil || err.Error() != want {
			t.Errorf("%q: got %v, want %q", text, err, want)
		}
	}
}
