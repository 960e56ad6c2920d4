package slack_test

import (
	"context"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/intent"
	"github.com/partnerbot/partnerbot/bot/playground"
	"github.com/partnerbot/partnerbot/bot/slack"
	"github.com/partnerbot/partnerbot/bot/view"
	"github.com/partnerbot/partnerbot/domain"
)

// town is the bot's side and a Slack that it talks to.
type town struct {
	*door
	*playground.Server
	apiURL string
}

func newTown(t *testing.T, answer func(bot.Request) bot.Reply, change ...func(*playground.Config)) *town {
	t.Helper()
	var w town
	c := playground.Config{
		SigningSecret: secret, BotToken: token,
		Workspace: playground.Workspace{
			TeamID: workspace, Name: "Acme",
			Channels: []playground.Channel{
				{ID: "CDESK", Name: "deal-desk", Private: true, Members: []string{"UANN", "UPAT", "U0PLAYBOT"}},
				{ID: "CSHARED", Name: "acme-northwind", ExtShared: true, Members: []string{"UANN", "UPAT", "U0PLAYBOT"}},
				{ID: "CELSE", Name: "elsewhere", Members: []string{"UANN"}},
			},
			Users: []playground.User{
				{ID: "UANN", Name: "ann", RealName: "Ann Lee", Email: "ann@acme.test", TZ: "America/New_York"},
				{ID: "UPAT", Name: "pat", RealName: "Pat Poe", TeamID: "T0PARTNER", IsStranger: true},
			},
		},
		Commands:  []playground.Command{{Name: "/deal"}},
		Shortcuts: []playground.Shortcut{{CallbackID: "register", Name: "Register a deal"}, {CallbackID: "from", Name: "From message", Message: true}},
	}
	// The clock is the door's, which comes after the Slack whose address it needs.
	at := &clock{}
	c.Now = at.Now
	for _, f := range change {
		f(&c)
	}
	p, err := playground.New(c)
	if err != nil {
		t.Fatal(err)
	}
	api := httptest.NewServer(p.Handler())
	p.SetURL(api.URL)
	w.Server, w.apiURL = p, api.URL+"/api/"
	w.door = newDoor(t, func(c *slack.Config) {
		at.now, c.Clock, c.APIURL = c.Clock(), at.Now, w.apiURL
	})
	w.clock = at
	w.bot.Answer = func(_ context.Context, r bot.Request) bot.Reply { return answer(r) }
	here := httptest.NewServer(w.slack.Handler())
	p.SetBotURL(here.URL)
	t.Cleanup(func() {
		here.Close()
		w.drain(t)
		p.Close()
		api.Close()
	})
	return &w
}

func must[T any](t *testing.T) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// calls are the methods of the Web API that were called, in order.
func (w *town) calls() []string {
	var names []string
	for _, c := range w.Calls() {
		names = append(names, strings.TrimSpace(c.Method+" "+c.Error))
	}
	return names
}

var (
	done     = view.Notice{Tone: view.Good, Text: "Done.", Next: "Nothing."}
	ask      = form.Form{Name: "ask", Title: "Ask", Submit: "Send", Meta: "1|ask_info|2|x", Fields: []form.Field{question, why}}
	question = form.Field{ID: "question", Kind: form.Text, Label: "Question", Values: []string{"Who?"}}
	why      = form.Field{ID: "why", Kind: form.LongText, Label: "Why", Optional: true}
	who      = form.Field{ID: "who", Kind: form.Lookup, Label: "Who", Source: "partners", Optional: true}
)

func TestCommand_View(t *testing.T) {
	t.Parallel()
	w := newTown(t, func(bot.Request) bot.Reply { return bot.Reply{View: done} })
	ok(t, w.As("UANN").Command(soon(t), "#elsewhere", "/deal list"))
	if got := w.As("UANN").Ephemerals("#elsewhere"); len(got) != 1 || !strings.Contains(got[0].Text(), "Done.") {
		t.Errorf("shown %+v", got)
	}
	if calls := w.calls(); len(calls) != 0 {
		t.Errorf("the answer goes in the response, not by %v", calls)
	}
}

func TestCommand_Home(t *testing.T) {
	t.Parallel()
	w := newTown(t, func(bot.Request) bot.Reply { return bot.Reply{View: done, To: bot.HomeTab} })
	ok(t, w.As("UANN").Command(soon(t), "#elsewhere", "/deal home"))
	must[*playground.Home](t)(w.As("UANN").WaitHome(soon(t), func(h *playground.Home) bool { return strings.Contains(h.Text(), "Done.") }))
}

func TestLookup(t *testing.T) {
	t.Parallel()
	w := newTown(t, func(r bot.Request) bot.Reply {
		if r.Kind == bot.Lookup {
			var found []form.Option
			for range 150 { // more than Slack takes
				found = append(found, form.Option{Value: "id-1", Label: "Northwind"})
			}
			return bot.Reply{Options: append([]form.Option{{Value: "", Label: "no value"}}, found...)}
		}
		f := ask
		f.Fields = []form.Field{who}
		return bot.Reply{Form: &f}
	})
	m := w.openForm(t, "#deal-desk")
	ok(t, m.Fill(soon(t), "Who", "Northwind"))
	must[map[string]string](t)(m.Submit(soon(t)))
	got := w.bot.Requests()
	if len(got) != 3 || got[1].Name != "partners" || got[1].Text == "" || got[2].Values.Get("who") != "id-1" {
		t.Errorf("asked %+v", got)
	}
}

// card is a message with the buttons of a view.
func (w *town) card(t *testing.T, channel string) playground.Message {
	t.Helper()
	at, err := w.slack.Post(soon(t), domain.MessageRef{Channel: channel}, domain.MessageRef{}, view.DecisionNote{
		Ref: "D-1", Title: "Acme", Status: view.Status{Text: "In review"},
		Actions: []view.Action{{Label: "Go", Intent: intent.Intent{Name: intent.Approve, ID: "x", Revision: 1}}},
	})
	ok(t, err)
	m, found := w.As("UANN").Message(at.Channel, at.TS)
	if !found {
		t.Fatal("the card is not there")
	}
	return m
}

func TestClick(t *testing.T) {
	t.Parallel()
	shown := func(want string) func(playground.Message) bool {
		return func(m playground.Message) bool { return m.Ephemeral && strings.Contains(m.Text(), want) }
	}
	for name, c := range map[string]struct {
		reply bot.Reply
		seen  func(*testing.T, *town)
	}{
		"a view": {bot.Reply{View: done}, func(t *testing.T, w *town) {
			must[playground.Message](t)(w.As("UANN").WaitMessage(soon(t), "#deal-desk", shown("Done.")))
			if got := w.calls(); slices.Contains(got, "chat.postEphemeral") || !slices.Contains(got, "response_url") {
				t.Errorf("calls %v", got)
			}
		}},
		"a form": {bot.Reply{Form: &ask}, func(t *testing.T, w *town) {
			must[*playground.Modal](t)(w.As("UANN").WaitModal(soon(t), func(m *playground.Modal) bool { return m.CallbackID == "ask" }))
		}},
		"nothing": {bot.Reply{}, func(t *testing.T, w *town) {
			w.drain(t)
			if got := w.calls(); !slices.Equal(got, []string{"conversations.info", "chat.postMessage"}) &&
				!slices.Equal(got, []string{"chat.postMessage"}) {
				t.Errorf("calls %v", got)
			}
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newTown(t, func(bot.Request) bot.Reply { return c.reply })
			m := w.card(t, "CDESK")
			ok(t, w.As("UANN").Click(soon(t), m, "Go"))
			c.seen(t, w)
			if after, _ := w.As("UANN").Message(m.Channel, m.TS); after.Deleted || after.Text() != m.Text() {
				t.Errorf("the card itself was changed to %q", after.Text())
			}
			want := intent.Intent{Name: intent.Approve, ID: "x", Revision: 1}
			if got := w.bot.Requests(); len(got) != 1 || got[0].Intent != want || got[0].Place.Message.TS != m.TS {
				t.Errorf("asked %+v", got)
			}
		})
	}
}

// A person of another organization clicks in a shared channel: who that is says the person's own workspace.
func TestClick_ByAnotherOrganization(t *testing.T) {
	t.Parallel()
	w := newTown(t, func(bot.Request) bot.Reply { return bot.Reply{View: done} })
	ok(t, w.As("UPAT").Click(soon(t), w.card(t, "CSHARED"), "Go"))
	w.drain(t)
	got := w.bot.Requests()
	want := domain.Identity{Platform: domain.Slack, Workspace: "T0PARTNER", User: "UPAT"}
	if len(got) != 1 || got[0].Who != want || got[0].Place.Workspace != workspace {
		t.Fatalf("asked %+v", got)
	}
	p := must[domain.Profile](t)(got[0].Ask.Profile(soon(t), got[0].Who))
	if !p.Outside || p.Name != "Pat Poe" || p.Email != "" {
		t.Errorf("profile %+v", p)
	}
}

func TestHome(t *testing.T) {
	t.Parallel()
	home := view.Home{Greeting: "Hello, Ann", Actions: []view.Action{{Label: "Go", Intent: intent.Intent{Name: intent.Forecast}}}}
	again := view.Notice{Text: "Seen.", Actions: []view.Action{{Label: "Ask", Intent: intent.Intent{Name: intent.AskInfo}}}}
	w := newTown(t, func(r bot.Request) bot.Reply {
		switch {
		case r.Kind == bot.Home:
			return bot.Reply{View: home, To: bot.HomeTab}
		case r.Intent.Name == intent.AskInfo:
			return bot.Reply{Form: &ask}
		}
		return bot.Reply{View: again}
	})
	ann := w.As("UANN")
	must[*playground.Home](t)(ann.Home(soon(t)))
	h := must[*playground.Home](t)(ann.WaitHome(soon(t), func(h *playground.Home) bool { return strings.Contains(h.Text(), "Hello, Ann") }))
	w.drain(t)
	must[*playground.Home](t)(ann.Home(soon(t))) // a second time, over the first
	ok(t, h.Click(soon(t), "Go"))
	// The Home tab is in no channel: what is to be shown is shown in a modal, and goes on there.
	m := must[*playground.Modal](t)(ann.WaitModal(soon(t), func(m *playground.Modal) bool { return strings.Contains(m.Text(), "Seen.") }))
	ok(t, m.Click(soon(t), "Ask"))
	m = must[*playground.Modal](t)(ann.WaitModal(soon(t), func(m *playground.Modal) bool { return m.CallbackID == "ask" }))
	if m.Depth != 1 {
		t.Errorf("%d modals lie on one another", m.Depth)
	}
	if dms := ann.DMs(); len(dms) != 0 {
		t.Errorf("direct messages %+v", dms)
	}
}

func TestShortcut_OnAMessage(t *testing.T) {
	t.Parallel()
	w := newTown(t, func(bot.Request) bot.Reply { return bot.Reply{View: done} })
	ann := w.As("UANN")
	m := must[playground.Message](t)(ann.Says(soon(t), "#elsewhere", "Initech & Sons want <it>"))
	ok(t, ann.MessageShortcut(soon(t), "from", m))
	must[playground.Message](t)(ann.WaitMessage(soon(t), "#elsewhere", func(m playground.Message) bool { return m.Ephemeral && strings.Contains(m.Text(), "Done.") }))
	if got := w.bot.Requests(); len(got) != 1 || got[0].Quote != "Initech & Sons want <it>" || got[0].Name != "from" {
		t.Errorf("asked %+v", got)
	}
}

// A view that cannot be drawn is a fault of ours: the person hears of it all the same.
func TestReply_Undrawable(t *testing.T) {
	t.Parallel()
	w := newTown(t, func(bot.Request) bot.Reply { return bot.Reply{View: (*view.Notice)(nil)} })
	ok(t, w.As("UANN").Command(soon(t), "#elsewhere", "/deal list"))
	if got := w.As("UANN").Ephemerals("#elsewhere"); len(got) != 1 || !strings.Contains(got[0].Text(), "could not show the answer") {
		t.Errorf("shown %+v", got)
	}
	if !strings.Contains(w.log.String(), "slack drawing failed") {
		t.Error("the log does not say so")
	}
}
