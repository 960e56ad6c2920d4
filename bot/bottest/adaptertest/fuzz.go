package adaptertest

import (
	"reflect"
	"strings"
	"testing"

	"github.com/partnerbot/partnerbot/bot/view"
)

// Nasty are pieces of text that a drawing must survive, whatever the platform. Each adds those of its own markup.
var Nasty = []string{
	"", " ", "Acme", "&", "<", ">", "*", "_x_", "`", "👩‍👩‍👧‍👦", "नमस्ते", "\u202e", "\x00", "\n", "\xff", "\"", "\\", "ﷺ",
	strings.Repeat("x", 80), strings.Repeat("ü", 90), strings.Repeat("<&>", 110), strings.Repeat("👋 ", 700), "https://x.test", "javascript:x",
}

// Filler fills any value from fuzzed bytes, its texts with pieces of Nasty.
type Filler struct {
	Data  []byte
	Nasty []string
}

func (f *Filler) next() int {
	if len(f.Data) == 0 {
		return 0
	}
	b := f.Data[0]
	f.Data = f.Data[1:]
	return int(b)
}

// Fill fills v, which can be set.
func (f *Filler) Fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		var s strings.Builder
		for range f.next() % 4 {
			s.WriteString(f.Nasty[f.next()%len(f.Nasty)])
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
			f.Fill(v.Index(i))
		}
	case reflect.Pointer:
		if f.next()%2 == 1 {
			v.Set(reflect.New(v.Type().Elem()))
			f.Fill(v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			f.Fill(v.Field(i))
		}
	}
}

// FuzzViews has draw look at views of every kind, made of the platform's nasty pieces of text and of those of all.
func FuzzViews(f *testing.F, nasty []string, draw func(t *testing.T, v view.View)) {
	f.Helper()
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
	pieces := append(append([]string{}, Nasty...), nasty...)
	f.Fuzz(func(t *testing.T, kind int, data []byte) {
		filled := reflect.New(kinds[names[uint(kind)%uint(len(names))]]).Elem()
		(&Filler{Data: data, Nasty: pieces}).Fill(filled)
		draw(t, filled.Interface().(view.View))
	})
}
