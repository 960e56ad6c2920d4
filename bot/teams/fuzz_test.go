package teams_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/teams"
	"github.com/partnerbot/partnerbot/bot/view"
)

// nasty are pieces of what a fuzzed view says.
var nasty = []string{
	"", " ", "Acme", "<at>Ann</at>", "&", "<", ">", "*", "_x_", "`", "[a](https://x.test)", "👩‍👩‍👧‍👦", "नमस्ते", "\u202e", "\x00",
	"\n", "\xff", "\"", "\\", "ﷺ", "{{DATE(2017-02-14T06:00:00Z, SHORT)}}", "{", "&lt;", "1. ", "# ", "- ", "~", "~~", "a\u0301\u0302\u0303",
	strings.Repeat("x", 80), strings.Repeat("ü", 90), strings.Repeat("<&>", 110), strings.Repeat("👋 ", 700), "https://x.test", "javascript:x",
}

// filler fills any value from fuzzed bytes.
type filler struct{ data []byte }

func (f *filler) next() int {
	if len(f.data) == 0 {
		return 0
	}
	b := f.data[0]
	f.data = f.data[1:]
	return int(b)
}

func (f *filler) fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		var s strings.Builder
		for range f.next() % 4 {
			s.WriteString(nasty[f.next()%len(nasty)])
		}
		v.SetString(s.String())
	case reflect.Int, reflect.Int64:
		v.SetInt(int64(f.next()))
	case reflect.Bool:
		v.SetBool(f.next()%2 == 1)
	case reflect.Slice:
		n := f.next() % 40
		v.Set(reflect.MakeSlice(v.Type(), n, n))
		for i := range n {
			f.fill(v.Index(i))
		}
	case reflect.Pointer:
		if f.next()%2 == 1 {
			v.Set(reflect.New(v.Type().Elem()))
			f.fill(v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			f.fill(v.Field(i))
		}
	}
}

// FuzzRender: no view, whatever it says, breaks a limit of Teams', cuts a character, or lets markup through.
func FuzzRender(f *testing.F) {
	kinds := map[string]reflect.Type{}
	var names []string
	for _, s := range view.Samples() {
		if t := reflect.TypeOf(s.View); kinds[t.Name()] == nil {
			kinds[t.Name()], names = t, append(names, t.Name())
		}
	}
	for i := range names {
		f.Add(i, []byte(strings.Repeat("\x03\x11\x26\x27\x05\x09\x17", 30)))
		f.Add(i, []byte(strings.Repeat("\xff\xfe\x01\x14\x16\x19", 30)))
		f.Add(i, []byte{})
	}
	f.Fuzz(func(t *testing.T, kind int, data []byte) {
		filled := reflect.New(kinds[names[uint(kind)%uint(len(names))]]).Elem()
		(&filler{data}).fill(filled)
		v := filled.Interface().(view.View)
		for _, draw := range []func() (teams.Card, error){
			func() (teams.Card, error) { return teams.Render(v, readers) },
			func() (teams.Card, error) { return teams.RenderOwn(v) },
			func() (teams.Card, error) { return teams.RenderDialog(v) },
		} {
			c, err := draw()
			if err != nil {
				t.Fatalf("%+v: %v", v, err)
			}
			isFit(t, c)
		}
	})
}

// FuzzRenderForm: no form that has ids of its own breaks a limit of Teams' or lets markup through, unless it is refused
// for having too much to say.
func FuzzRenderForm(f *testing.F) {
	f.Add([]byte(strings.Repeat("\x03\x11\x26\x27\x05\x09\x17", 30)))
	f.Add([]byte(strings.Repeat("\xff\xfe\x01\x14\x16\x19", 60)))
	kinds := []form.Kind{
		form.Text, form.LongText, form.Amount, form.Date, form.Email, form.Choice, form.Lookup, form.Person, form.Channel,
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var drawn form.Form
		(&filler{data}).fill(reflect.ValueOf(&drawn).Elem())
		drawn.Name, drawn.Meta = "register", "1|register|0|"
		for i := range drawn.Fields {
			drawn.Fields[i].ID, drawn.Fields[i].Kind = fmt.Sprint("field_", i), kinds[i%len(kinds)]
			drawn.Fields[i].Source = "partners"
		}
		c, err := teams.RenderForm(drawn)
		if err != nil {
			if !strings.Contains(err.Error(), "card bytes") {
				t.Fatalf("%+v: %v", drawn, err)
			}
			return
		}
		isFit(t, c)
	})
}
