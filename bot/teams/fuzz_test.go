package teams_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/partnerbot/partnerbot/bot/bottest/adaptertest"
	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/teams"
	"github.com/partnerbot/partnerbot/bot/view"
)

// nasty are pieces of Teams' own markup.
var nasty = []string{
	"<at>Ann</at>", "[a](https://x.test)", "{{DATE(2017-02-14T06:00:00Z, SHORT)}}", "{", "&lt;", "1. ", "# ", "- ", "~", "~~", "a\u0301\u0302\u0303",
}

// FuzzRender: no view, whatever it says, breaks a limit of Teams', cuts a character, or lets markup through.
func FuzzRender(f *testing.F) {
	adaptertest.FuzzViews(f, nasty, func(t *testing.T, v view.View) {
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
		(&adaptertest.Filler{Data: data, Nasty: append(nasty, adaptertest.Nasty...)}).Fill(reflect.ValueOf(&drawn).Elem())
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
