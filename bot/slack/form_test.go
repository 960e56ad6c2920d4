package slack_test

import (
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/intent"
	"github.com/partnerbot/partnerbot/bot/playground"
)

// openForm runs a command and gives the modal that it opens.
func (w *town) openForm(t *testing.T, channel string) *playground.Modal {
	t.Helper()
	ok(t, w.As("UANN").Command(soon(t), channel, "/deal ask"))
	return must[*playground.Modal](t)(w.As("UANN").WaitModal(soon(t), func(*playground.Modal) bool { return true }))
}

func TestForm_ErrorsBesideTheirFields(t *testing.T) {
	t.Parallel()
	w := newTown(t, func(r bot.Request) bot.Reply {
		f := ask
		f.Fields = slices.Clone(ask.Fields)
		if r.Kind == bot.Submit && r.Values.Get("question") != "Who is it?" {
			f.Fields[0].Error = "Say more."
		} else if r.Kind == bot.Submit {
			return bot.Reply{View: done}
		}
		return bot.Reply{Form: &f}
	})
	m := w.openForm(t, "#deal-desk")
	ok(t, m.Fill(soon(t), "Why", "because"))
	errors := must[map[string]string](t)(m.Submit(soon(t)))
	if diff := cmp.Diff(map[string]string{"Question": "Say more."}, errors); diff != "" {
		t.Fatal(diff)
	}
	if got := m.Value("Why"); got != "because" {
		t.Errorf("after an error, Why holds %q", got)
	}
	ok(t, m.Fill(soon(t), "Question", "Who is it?"))
	if errors := must[map[string]string](t)(m.Submit(soon(t))); errors != nil {
		t.Fatal(errors)
	}
	if w.As("UANN").Modal() != nil {
		t.Error("the form is still open")
	}
	must[playground.Message](t)(w.As("UANN").WaitMessage(soon(t), "#deal-desk", func(m playground.Message) bool {
		return m.Ephemeral && strings.Contains(m.Text(), "Done.")
	}))
	last := w.bot.Requests()[2]
	want := intent.Intent{Name: intent.AskInfo, ID: "x", Revision: 2}
	if last.Form != "ask" || last.Intent != want || last.Place.Channel != "CDESK" {
		t.Errorf("submitted as %+v", last)
	}
}

// When the bot is not able to answer, Slack says so and keeps the form as it is.
func TestForm_Unable(t *testing.T) {
	t.Parallel()
	w := newTown(t, func(r bot.Request) bot.Reply {
		if r.Kind == bot.Submit {
			return bot.Reply{Unable: true}
		}
		return bot.Reply{Form: &ask}
	})
	m := w.openForm(t, "#deal-desk")
	ok(t, m.Fill(soon(t), "Why", "because"))
	_, err := m.Submit(soon(t))
	var failed *playground.DeliveryError
	if !errors.As(err, &failed) || failed.Status != http.StatusServiceUnavailable {
		t.Errorf("got %v, want 503", err)
	}
	if got := m.Value("Why"); got != "because" {
		t.Errorf("Why holds %q", got)
	}
}

// What cannot be said beside a field needs the form again, with everything typed kept.
func TestForm_DrawnAgain(t *testing.T) {
	t.Parallel()
	for name, wrong := range map[string]func(*form.Form){
		"a problem with the whole": func(f *form.Form) { f.Problem, f.Fields[0].Error = "Somebody else has it.", "Say more." },
		"another form":             func(f *form.Form) { f.Name, f.Problem = "other", "Somebody else has it." },
		"an error of a field that is not there": func(f *form.Form) {
			f.Fields = append(f.Fields, form.Field{ID: "new", Kind: form.Text, Label: "New", Error: "Somebody else has it."})
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newTown(t, func(r bot.Request) bot.Reply {
				f := ask
				f.Fields = append(slices.Clone(ask.Fields), who)
				if r.Kind == bot.Lookup {
					return bot.Reply{Options: []form.Option{{Value: "id-1", Label: "Northwind"}}}
				}
				if r.Kind == bot.Submit {
					for i, field := range f.Fields {
						f.Fields[i].Values = r.Values[field.ID]
					}
					wrong(&f)
				}
				return bot.Reply{Form: &f}
			})
			m := w.openForm(t, "#deal-desk")
			ok(t, m.Fill(soon(t), "Why", "because"))
			ok(t, m.Fill(soon(t), "Who", "Northwind"))
			if errors := must[map[string]string](t)(m.Submit(soon(t))); errors != nil {
				t.Fatal(errors)
			}
			again := w.As("UANN").Modal()
			if again == nil || !strings.Contains(again.Text(), "Somebody else has it.") {
				t.Fatalf("the form is not shown again: %+v", again)
			}
			if again.Value("Why") != "because" || again.Value("Who") != "Northwind" {
				t.Errorf("what was typed is gone: %+v", again.Fields)
			}
			if again.PrivateMetadata != m.PrivateMetadata {
				t.Errorf("the form forgot what it is about: %s", again.PrivateMetadata)
			}
		})
	}
}

func TestForm_SubmittedTwice(t *testing.T) {
	t.Parallel()
	w := newTown(t, func(r bot.Request) bot.Reply {
		if r.Kind == bot.Submit {
			return bot.Reply{}
		}
		return bot.Reply{Form: &ask}
	})
	w.openForm(t, "#deal-desk")
	m := w.As("UANN").Modal()
	must[map[string]string](t)(m.Submit(soon(t)))
	// Slack sends the second click of an impatient person with a signature of its own.
	sent := w.Sent()
	w.clock.move(1e9)
	w.serve(w.signed(sent[len(sent)-1].Path, string(sent[len(sent)-1].Body)))
	got := w.bot.Requests()
	if len(got) != 3 || got[1].Key != got[2].Key || got[1].Key == "" {
		t.Errorf("keys %q and %q", got[1].Key, got[2].Key)
	}
}

// Where the bot may not write, the answer to a form comes as a direct message.
func TestForm_ViewWithoutChannel(t *testing.T) {
	t.Parallel()
	w := newTown(t, func(r bot.Request) bot.Reply {
		if r.Kind == bot.Submit {
			return bot.Reply{View: done}
		}
		return bot.Reply{Form: &ask}
	})
	must[map[string]string](t)(w.openForm(t, "#elsewhere").Submit(soon(t)))
	ann := w.As("UANN")
	must[playground.Message](t)(ann.WaitMessage(soon(t), "@app", func(m playground.Message) bool { return strings.Contains(m.Text(), "Done.") }))
	if want := []string{"views.open", "chat.postEphemeral not_in_channel", "chat.postMessage"}; !slices.Equal(w.calls(), want) {
		t.Errorf("calls %v, want %v", w.calls(), want)
	}
	ok(t, ann.Shortcut(soon(t), "register"))
	m := must[*playground.Modal](t)(ann.WaitModal(soon(t), func(*playground.Modal) bool { return true }))
	must[map[string]string](t)(m.Submit(soon(t)))
	must[playground.Message](t)(ann.WaitMessage(soon(t), "@app", func(m playground.Message) bool { return len(ann.DMs()) == 2 }))
}

func TestForm_NotOpened(t *testing.T) {
	t.Parallel()
	for code, words := range map[string]string{
		"expired_trigger_id": "Do the same again.", "internal_error": "If it fails once more",
	} {
		w := newTown(t, func(bot.Request) bot.Reply { return bot.Reply{Form: &ask} })
		w.Fail("views.open", playground.Fault{Error: code})
		ok(t, w.As("UANN").Command(soon(t), "#elsewhere", "/deal ask"))
		w.drain(t)
		if got := w.As("UANN").Ephemerals("#elsewhere"); len(got) != 1 || !strings.Contains(got[0].Text(), words) {
			t.Errorf("%s: %+v", code, got)
		}
	}
}
