package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/partnerbot/partnerbot/bot/playground/botconnector"
	"github.com/partnerbot/partnerbot/domain"
)

// settle returns when all that follows from what people did is done.
func (w *campus) settle() {
	w.t.Helper()
	must(w.t, w.app.drain(w.ctx))
	settle(w.t, w.look, w.clock.Now())
}

// says has a person write in a room, and gives what they wrote.
func (w *campus) says(who, room, words string) botconnector.Message {
	w.t.Helper()
	m, err := w.As(who).Says(w.ctx, room, words)
	must(w.t, err)
	w.settle()
	return m
}

// click has a person press a button, as they saw it.
func (w *campus) click(who string, m botconnector.Message, button string) {
	w.t.Helper()
	must(w.t, w.As(who).Click(w.ctx, m, button))
	w.settle()
}

// form has a person type a command and open the form that it is answered with.
func (w *campus) form(who, room, words string) *botconnector.Dialog {
	w.t.Helper()
	w.says(who, room, words)
	w.click(who, w.newest(who, room), "Open the form")
	d := w.As(who).Dialog()
	if d == nil {
		w.t.Fatalf("%q opens nothing, and %s reads\n%s", words, w.As(who).User.Name, w.reading(who, room))
	}
	return d
}

func (w *campus) fill(d *botconnector.Dialog, values ...[2]string) {
	w.t.Helper()
	for _, v := range values {
		must(w.t, d.Fill(w.ctx, v[0], v[1]))
	}
}

// send presses the main button of the dialog that a person has open.
func (w *campus) send(who string) {
	w.t.Helper()
	must(w.t, w.As(who).Dialog().Submit(w.ctx))
	w.settle()
}

// newest is the last message of the bot's that a person sees in a room.
func (w *campus) newest(who, room string) botconnector.Message {
	w.t.Helper()
	all := w.byApp(who, room)
	if len(all) == 0 {
		w.t.Fatalf("%s reads nothing of the bot's in %s", w.As(who).User.Name, room)
	}
	return all[len(all)-1]
}

// newestWith is the last of those with words in it.
func (w *campus) newestWith(who, room, words string) botconnector.Message {
	w.t.Helper()
	for _, m := range slices.Backward(w.byApp(who, room)) {
		if strings.Contains(m.Text(), words) {
			return m
		}
	}
	w.t.Fatalf("%q is nowhere in\n%s", words, w.reading(who, room))
	return botconnector.Message{}
}

// byApp are the messages of the bot's that a person sees in a room.
func (w *campus) byApp(who, room string) []botconnector.Message {
	all := w.As(who).Posts(w.ctx, room)
	return slices.DeleteFunc(all, func(m botconnector.Message) bool { return !m.ByApp || m.Deleted })
}

// reading is what a person sees in a room.
func (w *campus) reading(who, room string) string {
	var all []string
	for _, m := range w.As(who).Posts(w.ctx, room) {
		all = append(all, m.From+": "+m.Text())
	}
	return strings.Join(all, "\n---\n")
}

// wantNew holds that exactly so many messages of the bot's came to a room since there were before, and that the newest
// has the words in it. It gives that one.
func (w *campus) wantNew(who, room string, before, more int, words ...string) botconnector.Message {
	w.t.Helper()
	if got := len(w.byApp(who, room)) - before; got != more {
		w.t.Fatalf("%d messages came to %s, want %d:\n%s", got, room, more, w.reading(who, room))
	}
	if before+more == 0 {
		return botconnector.Message{}
	}
	m := w.newest(who, room)
	wantWords(w.t, m.Text(), words...)
	return m
}

// wantDialog holds that a person has a dialog open with the words in it.
func (w *campus) wantDialog(who string, words ...string) *botconnector.Dialog {
	w.t.Helper()
	d := w.As(who).Dialog()
	if d == nil {
		w.t.Fatalf("%s has no dialog open, and reads\n%s", w.As(who).User.Name, w.reading(who, own))
	}
	wantWords(w.t, d.Text(), words...)
	return d
}

func wantWords(t *testing.T, text string, words ...string) {
	t.Helper()
	for _, word := range words {
		if !strings.Contains(text, word) {
			t.Errorf("%q is missing in\n%s", word, text)
		}
	}
}

// wantField holds what stands in a field, and beside it.
func wantField(t *testing.T, d *botconnector.Dialog, label, value, wrong string) {
	t.Helper()
	for _, f := range d.Fields {
		if f.Label != label {
			continue
		}
		if f.Value != value || (wrong == "") != (f.Error == "") || !strings.Contains(f.Error, wrong) {
			t.Errorf("%s holds %q, with %q beside it; want %q and %q", label, f.Value, f.Error, value, wrong)
		}
		return
	}
	t.Errorf("there is no field %q", label)
}

// wantKept holds what stands beside the fields of a form, by label, and that it holds what it did before.
func wantKept(t *testing.T, d *botconnector.Dialog, before []botconnector.Field, wrong map[string]string) {
	t.Helper()
	if len(d.Fields) != len(before) {
		t.Fatalf("the form has %d fields, and had %d", len(d.Fields), len(before))
	}
	for i, f := range d.Fields {
		value := before[i].Value
		if f.Value == idOf(value) {
			value = f.Value // a person who was picked
		}
		wantField(t, d, f.Label, value, wrong[f.Label])
	}
}

// idOf is the id of a person of the company's, which is what a people picker gives.
func idOf(name string) string {
	for _, u := range company().Users {
		if u.Name == name {
			return u.ID
		}
	}
	return ""
}

// clean holds that Teams refused nothing of what the bot did.
func (w *campus) clean() {
	w.t.Helper()
	for _, r := range w.Refusals() {
		w.t.Errorf("Teams refused: %s", r)
	}
}

// count counts rows of the database.
func (w *campus) count(sql string, args ...any) int {
	w.t.Helper()
	var n int
	must(w.t, w.look.QueryRow(w.ctx, sql, args...).Scan(&n))
	return n
}

// contact is how somebody is reached.
func (w *campus) contact(id string) domain.Contact {
	w.t.Helper()
	c, err := w.app.store.Contact(w.ctx, domain.Teams, homeTenant, id)
	must(w.t, err)
	return c
}
