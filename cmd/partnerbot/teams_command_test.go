package main

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/partnerbot/partnerbot/bot/playground/botconnector"
)

// TestTeams_commands: what people type, with what they read then.
func TestTeams_commands(t *testing.T) {
	t.Parallel()
	w := newProgram(t)
	ref := w.register(sam, "Harbor Clinics")
	for _, c := range []struct {
		who, line string
		words     []string
	}{
		{sam, "deal list", []string{"Your deals", "Harbor Clinics", "[Open]", "[Register a deal]"}},
		{sam, "/deal list", []string{"Your deals"}},
		{sam, "Deal\nList", []string{"Your deals"}},
		{sam, "deal show " + ref, []string{ref + " · Harbor Clinics", "[Withdraw]"}},
		{sam, ref, []string{"is not one of these", "program"}},
		{sam, "deal show D-9999", []string{"There is no D-9999, or it is not yours to see."}},
		{viktor, "forecast", []string{"Coverage"}},
		{sam, "forecast", []string{"The forecast is for partner managers"}},
		{sam, "program status", []string{"Acme partners", "Next step"}},
		{sam, "program setup", []string{"An admin or the partnerships lead sets the program up."}},
		{sam, "help", []string{"What you can ask for", "deal help"}},
		{sam, "deal help", []string{"What deal can do", "deal register"}},
		{sam, "deal lst", []string{"Did you mean deal list?", "deal help"}},
		{sam, "hello there", []string{"“hello” is not one of these.", "forecast"}},
		{sam, "home", []string{"Hello, Sam", "Your open deals (1)"}},
	} {
		before := len(w.byApp(c.who, own))
		w.says(c.who, own, c.line)
		w.wantNew(c.who, own, before, 1, c.words...)
	}
	w.clean()
}

// TestTeams_commandsAmongOthers: what is asked where others read along is answered in the person's own chat, and the
// place points there.
func TestTeams_commandsAmongOthers(t *testing.T) {
	t.Parallel()
	w := newProgram(t)
	w.install(sam, lunch)
	for _, room := range []string{revenue, lunch} {
		for line, words := range map[string]string{
			"@partnerbot deal list": "Your deals", "please @partnerbot": "is not one of these", "@partnerbot": "Hello, Sam",
			"@partnerbot deal hlep @Ruth Ops": "Did you mean deal help?",
		} {
			there, here := len(w.byApp(ruth, room)), len(w.byApp(sam, own))
			asked := w.says(sam, room, line)
			w.wantNew(sam, own, here, 1, words)
			m := w.wantNew(ruth, room, there, 1, "Sam Seller, the answer is in your own chat with me.")
			if room == revenue && m.Thread != asked.ID {
				t.Errorf("the pointer to the answer of %q is not in its thread", line)
			}
		}
	}
	w.clean()
}

// TestTeams_commandNotAnswered: when a person's own chat cannot be reached, the place says what to do, and it helps.
func TestTeams_commandNotAnswered(t *testing.T) {
	t.Parallel()
	w := newProgram(t)
	must(t, w.As(sam).Uninstall(w.ctx, own))
	n := len(w.byApp(sam, revenue))
	w.says(sam, revenue, "@partnerbot deal list")
	w.wantNew(sam, revenue, n, 1, "Sam Seller, I cannot write to you yet.", "Add partnerbot for yourself from Apps in Teams, and ask again.")
	w.install(sam, own)
	n = len(w.byApp(sam, own))
	w.says(sam, revenue, "@partnerbot deal list")
	w.wantNew(sam, own, n, 1, "Your deals")

	busy := botconnector.Fault{Status: http.StatusServiceUnavailable, Header: map[string]string{"Retry-After": "1"}}
	w.fails(http.MethodPost, w.ChatID(sam), busy)
	n = len(w.byApp(sam, own))
	w.says(sam, own, "deal list")
	w.wantNew(sam, own, n, 1, "Your deals")

	w.fails(http.MethodPost, w.ChatID(sam), botconnector.Fault{Status: http.StatusInternalServerError})
	n = len(w.byApp(sam, revenue))
	w.says(sam, revenue, "@partnerbot deal list")
	w.wantNew(sam, revenue, n, 1, "Sam Seller, Teams does not take my answer just now. Ask again in a minute.")
	w.clean()
}

// TestTeams_oldClient: a client that opens no dialogs sends a message, and the person is told what to do instead.
func TestTeams_oldClient(t *testing.T) {
	t.Parallel()
	w := newProgram(t)
	pressed := w.invoked(sam, "", object{"intent": "1|register|0|", "msteams": object{"type": "task/fetch"}})
	n := len(w.byApp(sam, own))
	_, err := w.Send(w.ctx, pressed)
	must(t, err)
	w.settle()
	w.wantNew(sam, own, n, 1, "This opens a form, which your Teams does not show.", "type help")
	w.clean()
}

// TestTeams_register: from wherever a deal is registered, a refused form keeps what was typed, and the better one counts.
func TestTeams_register(t *testing.T) {
	t.Parallel()
	w := newProgram(t)
	w.install(sam, lunch)
	w.says(ruth, revenue, "Harbor Clinics < 200 beds & growing, says Brightforge")
	typed := func(room, mention string) func() {
		return func() { w.form(sam, room, mention+`deal register "Harbor Clinics" harbor-clinics.com 86,000`) }
	}
	for name, opens := range map[string]func(){
		"its own chat": typed(own, ""),
		"a channel":    typed(revenue, "@partnerbot "),
		"a group chat": typed(lunch, "@partnerbot "),
		"the menu":     func() { must(t, w.As(sam).OpenExtension(w.ctx, revenue, "register_deal")) },
		"a message": func() {
			m := w.As(sam).Posts(w.ctx, revenue)
			i := slices.IndexFunc(m, func(m botconnector.Message) bool { return m.UserID == ruth })
			must(t, w.As(sam).OpenExtensionOn(w.ctx, m[i], "register_from_message"))
		},
	} {
		opens()
		d := w.wantDialog(sam, "Register a deal", "You get a decision within 2 working days")
		switch name {
		case "the menu":
		case "a message":
			wantField(t, d, "How the partner is engaged", "Harbor Clinics < 200 beds & growing, says Brightforge", "")
		default:
			wantField(t, d, "Customer", "Harbor Clinics", "")
			wantField(t, d, "Amount in USD", "86,000", "")
		}
		customer := "Harbor " + strings.ReplaceAll(name, " ", "")
		w.fill(d, claimFor(customer)...)
		w.fill(d, [2]string{"Contact's work e-mail", "elena@gmail.com"}, [2]string{"Amount in USD", "a lot"})
		before := w.As(sam).Dialog().Fields
		w.send(sam)
		wantKept(t, w.As(sam).Dialog(), before, map[string]string{"Contact's work e-mail": "private mailbox", "Amount in USD": "is not an amount"})

		w.fill(w.As(sam).Dialog(), [2]string{"Contact's work e-mail", "elena@" + site(customer)}, [2]string{"Amount in USD", "86k"})
		w.send(sam)
		done := w.wantDialog(sam, "is registered: "+customer, "86,000", "You get a message with what they decide.")
		must(t, done.Close())
		w.newestWith(ruth, desk, customer)
	}
	if n := w.count("select count(*) from registration"); n != 5 {
		t.Errorf("%d deals are registered, want 5", n)
	}
	w.clean()
}

// TestTeams_partners: partners are found as their names are typed, and a partner that is not there is not taken.
func TestTeams_partners(t *testing.T) {
	t.Parallel()
	w := newProgram(t)
	d := w.form(sam, own, "deal register")
	must(t, d.Fill(w.ctx, "Partner", "cald"))
	wantField(t, w.As(sam).Dialog(), "Partner", "Calder & Finch", "")
	must(t, d.Fill(w.ctx, "Partner", "brIGHT"))
	wantField(t, w.As(sam).Dialog(), "Partner", "Brightforge", "")
	if err := d.Fill(w.ctx, "Partner", "Nobody"); err == nil {
		t.Error("a partner that is not there can be chosen")
	}
	w.clean()
}
