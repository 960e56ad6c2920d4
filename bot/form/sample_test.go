package form_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/partnerbot/partnerbot/bot/form"
)

// declared reads the names of all forms out of the source, so that a form without a sample cannot be forgotten.
func declared(t *testing.T) []form.Name {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), "form.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var names []form.Name
	ast.Inspect(f, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		if typ, ok := spec.Type.(*ast.Ident); !ok || typ.Name != "Name" {
			return true
		}
		s, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, form.Name(s))
		return true
	})
	return names
}

func TestSamples_coverEveryForm(t *testing.T) {
	t.Parallel()
	plain, refused := map[form.Name]bool{}, map[form.Name]bool{}
	for _, s := range form.Samples() {
		plain[s.Form.Name] = true
		bad := s.Form.Problem != ""
		for _, f := range s.Form.Fields {
			bad = bad || f.Error != ""
		}
		refused[s.Form.Name] = refused[s.Form.Name] || bad
	}
	names := declared(t)
	if len(names) < 10 {
		t.Fatalf("found %d form names in form.go, fewer than there are", len(names))
	}
	for _, n := range names {
		if !plain[n] {
			t.Errorf("form %q has no sample: add one to sample.go", n)
		}
		if n != form.Schedule && !refused[n] { // a schedule is one choice of a list: nothing to refuse
			t.Errorf("form %q has no sample with an error: add one to sample.go", n)
		}
	}
}

func TestSamples_keepTheLimits(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, s := range form.Samples() {
		if seen[s.Name] {
			t.Errorf("two samples are called %s", s.Name)
		}
		seen[s.Name] = true
		t.Run(s.Name, func(t *testing.T) {
			t.Parallel()
			checkForm(t, s.Form)
		})
	}
}

// checkForm holds what docs.slack.dev says of modals: title and submit 24, options 100 of 75 runes and 150 bytes.
func checkForm(t *testing.T, f form.Form) {
	t.Helper()
	if n := utf8.RuneCountInString(f.Title); n == 0 || n > 24 {
		t.Errorf("title %q has %d runes", f.Title, n)
	}
	if n := utf8.RuneCountInString(f.Submit); n == 0 || n > 24 {
		t.Errorf("submit %q has %d runes", f.Submit, n)
	}
	ids := map[string]bool{}
	for _, x := range f.Fields {
		if x.ID == "" || ids[x.ID] || x.Label == "" {
			t.Errorf("field %+v: want an id of its own and a label", x)
		}
		ids[x.ID] = true
		checkField(t, x)
	}
}

func checkField(t *testing.T, x form.Field) {
	t.Helper()
	if (x.Kind == form.Choice) != (len(x.Options) > 0) || len(x.Options) > 100 {
		t.Errorf("%s: kind %s with %d options", x.ID, x.Kind, len(x.Options))
	}
	values := map[string]bool{}
	for _, o := range x.Options {
		if o.Label == "" || utf8.RuneCountInString(o.Label) > 75 || len(o.Value) > 150 || values[o.Value] {
			t.Errorf("%s: option %+v", x.ID, o)
		}
		values[o.Value] = true
	}
	if x.Kind == form.Choice {
		for _, v := range x.Values {
			if !values[v] {
				t.Errorf("%s: value %q is not among its options", x.ID, v)
			}
		}
	}
	if (x.Kind == form.Lookup) != (x.Source != "") || (x.Kind == form.Lookup && len(x.Labels) != len(x.Values)) {
		t.Errorf("%s: kind %s, source %q, values %q, labels %q", x.ID, x.Kind, x.Source, x.Values, x.Labels)
	}
	if len(x.Values) > 1 && !x.Many {
		t.Errorf("%s holds %d values but not many", x.ID, len(x.Values))
	}
}

func TestTimeZones_areKnown(t *testing.T) {
	t.Parallel()
	for _, o := range form.TimeZones("") {
		if _, err := time.LoadLocation(o.Value); err != nil {
			t.Errorf("%s: %v", o.Value, err)
		}
	}
}

func TestTimeZones_holdTheOneThatIsSet(t *testing.T) {
	t.Parallel()
	if got := form.TimeZones("Antarctica/Troll")[0].Value; got != "Antarctica/Troll" {
		t.Errorf("first is %s", got)
	}
	if got, want := len(form.TimeZones("Europe/Berlin")), len(form.TimeZones("")); got != want {
		t.Errorf("a known zone makes %d options, want %d", got, want)
	}
}
