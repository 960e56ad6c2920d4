package bot_test

import (
	"context"
	"log/slog"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/intent"
	"github.com/partnerbot/partnerbot/bot/view"
	"github.com/partnerbot/partnerbot/domain"
)

func TestHelp_isWhatIsHandled(t *testing.T) {
	t.Parallel()
	o := newProgram(t)
	for _, c := range o.bot.Commands() {
		h, ok := o.types(ann, c.Name, "help").View.(view.Help)
		if !ok || len(h.Lines) != len(c.Words) {
			t.Fatalf("/%s help: %+v", c.Name, h)
		}
		for i, w := range c.Words {
			if !strings.HasPrefix(h.Lines[i].Command, "/"+c.Name+" "+w.Name) || h.Lines[i].What == "" {
				t.Errorf("line %d is %+v, want %s", i, h.Lines[i], w.Name)
			}
			if n, ok := o.types(ann, c.Name, w.Name).View.(view.Notice); ok && strings.Contains(n.Text, "does not know") {
				t.Errorf("/%s %s is in the help and not handled: %+v", c.Name, w.Name, n)
			}
		}
	}
	for _, ask := range []string{"?", "--help"} {
		if _, ok := o.types(ann, "deal", ask).View.(view.Help); !ok {
			t.Errorf("/deal %s gives no help", ask)
		}
	}
}

func TestUnknownWord_saysWhatMayHaveBeenMeant(t *testing.T) {
	t.Parallel()
	o := newProgram(t)
	for text, want := range map[string]string{
		"regster Acme": "Did you mean /deal register?", "lits": "Did you mean /deal list?",
		"delete D-1": "/deal does not know “delete”.", strings.Repeat("é", 300): "é…”.",
	} {
		n := o.notice(o.types(ann, "deal", text))
		if !strings.HasSuffix(n.Text, want) || !strings.Contains(n.Next, "/deal help") {
			t.Errorf("%q answers %+v", text, n)
		}
	}
	if h, ok := o.types(ann, "/deals", "x").View.(view.Help); !ok || len(h.Lines) != 4 {
		t.Errorf("an unknown command: %+v", h)
	}
}

func TestPrefix_standsBeforeEveryCommand(t *testing.T) {
	t.Parallel()
	b := bot.New(bot.Config{Prefix: "pb-"})
	for _, c := range b.Commands() {
		if !strings.HasPrefix(c.Name, "pb-") || utf8.RuneCountInString(c.Name) > 32 {
			t.Errorf("a command is called %s", c.Name)
		}
	}
}

func TestShortcuts_keepTheManifestsLimits(t *testing.T) {
	t.Parallel()
	global, message := 0, 0
	for _, s := range bot.New(bot.Config{}).Shortcuts() {
		if s.ID == "" || s.What == "" || utf8.RuneCountInString(s.Name) > 24 {
			t.Errorf("got %+v", s)
		}
		if s.OnMessage {
			message++
		} else {
			global++
		}
	}
	if global == 0 || message == 0 {
		t.Errorf("%d global, %d on messages", global, message)
	}
}

// TestIntents_haveHandlers: whatever a sample's button says is handled, and opens the form that it names.
func TestIntents_haveHandlers(t *testing.T) {
	t.Parallel()
	o := newProgram(t)
	d := o.registered()
	seen := map[string]bool{}
	for _, s := range view.Samples() {
		for _, a := range view.Actions(s.View) {
			i := a.Intent
			if seen[string(i.Name)] {
				continue
			}
			seen[string(i.Name)] = true
			if i.Name != "list_deals" {
				i.ID, i.Revision = d.Registration.ID.String(), 0
			}
			r := o.clicks(ann, i)
			if n, ok := r.View.(view.Notice); ok && strings.Contains(n.Text, "from another time") {
				t.Errorf("the button %q of %s has no handler", a.Label, s.Name)
			}
			if i.Name == intent.SetUp { // opens the part that comes next
				continue
			}
			if r.Form != nil && r.Form.Name != a.Opens {
				t.Errorf("the button %q of %s opens %s and says %s", a.Label, s.Name, r.Form.Name, a.Opens)
			}
		}
	}
	if len(seen) < 10 {
		t.Errorf("only %d intents are in the samples", len(seen))
	}
}

// TestIntents_areAllHandled reads the names of all intents out of the source.
func TestIntents_areAllHandled(t *testing.T) {
	t.Parallel()
	o := newProgram(t)
	source, err := os.ReadFile("intent/intent.go")
	if err != nil {
		t.Fatal(err)
	}
	names := regexp.MustCompile(`Name = "(\w+)"`).FindAllStringSubmatch(string(source), -1)
	if len(names) < 14 {
		t.Fatalf("found %d intents in the source", len(names))
	}
	for _, n := range names {
		r := o.clicks(ann, intent.Intent{Name: intent.Name(n[1])})
		if x, ok := r.View.(view.Notice); ok && strings.Contains(x.Text, "from another time") {
			t.Errorf("the intent %s has no handler", n[1])
		}
	}
	if n := o.notice(o.clicks(ann, intent.Intent{Name: "sell_company"})); !strings.Contains(n.Text, "from another time") {
		t.Errorf("an unknown intent answers %+v", n)
	}
}

// TestForms_haveHandlers: whatever form there is, a submission of it is handled.
func TestForms_haveHandlers(t *testing.T) {
	t.Parallel()
	o := newProgram(t)
	for _, s := range form.Samples() {
		r := o.submit(ann, s.Form.Name, "", nil)
		if n, ok := r.View.(view.Notice); ok && strings.Contains(n.Text, "from another time") {
			t.Errorf("the form %s has no handler", s.Form.Name)
		}
	}
	if n := o.notice(o.submit(ann, "unheard_of", "", nil)); !strings.Contains(n.Text, "from another time") {
		t.Errorf("an unknown form answers %+v", n)
	}
}

// strangers is a store that knows nobody: enough to route by, and no database in the way of a fuzz.
type strangers struct{ domain.Store }

func (strangers) TenantOf(context.Context, domain.Platform, string) (domain.Tenant, error) {
	return domain.Tenant{}, nil
}

func (strangers) ProgramOf(context.Context, domain.ID) (domain.Program, error) {
	return domain.Program{}, nil
}

func (strangers) PersonByIdentity(context.Context, domain.ID, domain.Identity) (domain.Person, error) {
	return domain.Person{Name: "Sol Berg", Outside: true, ProfileAt: time.Date(2026, 11, 9, 15, 0, 0, 0, time.UTC)}, nil
}

func (strangers) Program(context.Context, domain.ID) (domain.Program, error) {
	return domain.Program{Currency: "USD", SetUpAt: time.Unix(0, 0)}, nil
}

func (strangers) RegistrationByNumber(context.Context, domain.ID, int64) (domain.Registration, error) {
	return domain.Registration{}, domain.Refuse(domain.NotFound, "none")
}

// FuzzCommands: whatever is typed is answered, never with a panic or a failure of ours.
func FuzzCommands(f *testing.F) {
	clock := func() time.Time { return time.Date(2026, 11, 9, 15, 0, 0, 0, time.UTC) }
	b := bot.New(bot.Config{
		Desk:  domain.NewDesk(domain.DeskConfig{Store: strangers{}, Clock: clock, NewID: newID}),
		Clock: clock, Log: slog.New(slog.DiscardHandler),
	})
	for _, seed := range []string{
		"register Acme Corp acme.com $25k", "show D-1042", `list partner "North`, "won d1042", "“help”", "D-1", "\x00\xff", "lsit",
		"register 3M 3m.com", "update 99999999999999999999", "list mine open review expiring partner",
		"list stalled mine North", "sign “North”", "exit", "Northwind", "override cohort",
	} {
		f.Add("deal", seed)
		f.Add("partner", seed)
		f.Add("program", seed)
		f.Add("forecast", seed)
	}
	f.Fuzz(func(t *testing.T, name, text string) {
		r := bot.Request{
			Kind: bot.Command, Name: name, Text: text,
			Who:   domain.Identity{Platform: domain.Slack, Workspace: workspace, User: sol},
			Place: bot.Place{Workspace: workspace},
		}
		reply := b.Handle(t.Context(), r)
		if reply.View == nil && reply.Form == nil {
			t.Errorf("/%s %q is not answered", name, text)
		}
		if n, ok := reply.View.(view.Notice); ok && n.Text == "Something went wrong on our side." {
			t.Errorf("/%s %q fails: %+v", name, text, n)
		}
	})
}
