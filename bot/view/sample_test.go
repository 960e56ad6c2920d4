package view_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/view"
)

// declared reads the names of all views out of the source: the receivers of isView.
func declared(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, name := range files {
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range f.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Name.Name == "isView" && fn.Recv != nil {
				names = append(names, fn.Recv.List[0].Type.(*ast.Ident).Name)
			}
		}
	}
	return names
}

func TestSamples_coverEveryView(t *testing.T) {
	t.Parallel()
	plain, rude := map[string]bool{}, map[string]bool{}
	seen := map[string]bool{}
	for _, s := range view.Samples() {
		if seen[s.Name] {
			t.Errorf("two samples are called %s", s.Name)
		}
		seen[s.Name] = true
		typ := reflect.TypeOf(s.View).Name()
		if strings.HasSuffix(s.Name, "_hostile") {
			rude[typ] = true
		} else {
			plain[typ] = true
		}
	}
	names := declared(t)
	if len(names) < 11 {
		t.Fatalf("found %d views in the source, fewer than there are", len(names))
	}
	for _, n := range names {
		if !plain[n] {
			t.Errorf("view %s has no sample: add one to a sample file", n)
		}
		if !rude[n] {
			t.Errorf("view %s has no sample with hostile text: add one that ends in _hostile", n)
		}
	}
}

// TestSamples_actions holds what every button must be, whichever platform draws it.
func TestSamples_actions(t *testing.T) {
	t.Parallel()
	forms := map[form.Name]bool{"": true}
	for _, s := range form.Samples() {
		forms[s.Form.Name] = true
	}
	for _, s := range view.Samples() {
		for _, a := range view.Actions(s.View) {
			if n := utf8.RuneCountInString(a.Label); n == 0 || n > 30 {
				t.Errorf("%s: label %q has %d runes", s.Name, a.Label, n)
			}
			if a.Intent.Name == "" || !forms[a.Opens] {
				t.Errorf("%s: action %+v", s.Name, a)
			}
		}
	}
}

// TestHoldsOthers: whoever adds a view says whether somebody from outside may read it.
func TestHoldsOthers(t *testing.T) {
	t.Parallel()
	inside := map[string]bool{
		"Digest": true, "DigestDetail": true, "ReviewCard": true, "HistoryNote": true,
		"DealCard": false, "DealList": false, "DecisionNote": false, "Help": false, "Home": false, "LinkRequest": false, // to one person
		"Notice": false, "ProgramStatus": false,
		"StallAlert": true, "PartnerList": true, "PartnerPage": true, "Scorecard": true, "TeamWeekly": true,
	}
	for _, s := range view.Samples() {
		name := reflect.TypeOf(s.View).Name()
		want, known := inside[name]
		if got := view.HoldsOthers(s.View); !known || got != want {
			t.Errorf("%s holds others' data: %t, want %t, said here: %t", name, got, want, known)
		}
	}
}
