package main

import (
	"net/http"
	"strings"
	"testing"

	"github.com/partnerbot/partnerbot/bot/playground/botconnector"
)

// TestTeams_guest: a guest of a team may speak to the bot, and is shown nothing that is not theirs.
func TestTeams_guest(t *testing.T) {
	t.Parallel()
	w := newProgram(t)
	w.register(sam, "Harbor Clinics")
	ref := w.register(sam, "Orchard Foods", [2]string{"Partner", "Calder & Finch"})
	w.says(gus, lounge, "@partnerbot")
	wantWords(t, w.newest(gus, own).Text(), "Hello, Gus", "Ask your partner manager")
	w.seesNothingOf("Harbor", "Orchard", "Calder", "Brightforge", "Register a deal", "$1M")

	w.linkToPartner("gus@partner.example", "Brightforge")
	w.says(gus, lounge, "@partnerbot deal list")
	wantWords(t, w.newest(gus, own).Text(), "Your deals")
	w.says(gus, lounge, "@partnerbot deal list all")
	wantWords(t, w.newest(gus, own).Text(), "Harbor Clinics", "[Register a deal]")
	w.says(gus, lounge, "@partnerbot deal show "+ref)
	wantWords(t, w.newest(gus, own).Text(), "There is no "+ref)
	w.seesNothingOf("Orchard", "Calder", "$1M")

	d := w.form(gus, own, "deal register")
	wantField(t, d, "Partner", "Brightforge", "")
	if err := d.Fill(w.ctx, "Partner", "Calder & Finch"); err == nil {
		t.Error("a guest registers for another partner")
	}
	must(t, d.Close())
	w.click(gus, w.newest(gus, own), "Open the form")
	d = w.As(gus).Dialog()
	var but [][2]string
	for _, f := range claimFor("Gus Clinics") {
		if f[0] != "Partner" {
			but = append(but, f)
		}
	}
	w.fill(d, but...)
	w.send(gus)
	w.wantDialog(gus, "is registered: Gus Clinics")
	w.newestWith(ruth, desk, "Gus Clinics")
	w.clean()
}

// seesNothingOf has the guest ask for everything, and holds that some words are nowhere in what he is shown.
func (w *campus) seesNothingOf(words ...string) {
	w.t.Helper()
	for _, line := range []string{
		"", "deal list", "deal list open", "deal list partner Calder", "deal list review", "deal update", "forecast", "program",
		"program setup", "program schedule", "help",
	} {
		before := len(w.byApp(gus, own))
		w.says(gus, lounge, "@partnerbot "+line)
		w.wantNew(gus, own, before, 1)
		for _, word := range words {
			if got := w.newest(gus, own).Text(); strings.Contains(got, word) && !(line == "deal list partner Calder" && word == "Calder") {
				w.t.Errorf("%q shows a guest %q:\n%s", line, word, got)
			}
		}
	}
}

// linkToPartner makes an outside person one of a partner's.
func (w *campus) linkToPartner(email, partner string) {
	w.t.Helper()
	_, err := w.look.Exec(w.ctx, `update person set partner_id = (select id from partner where name = $2) where email = $1`, email, partner)
	must(w.t, err)
}

// TestTeams_menuWhereTheBotIsNot: the menu of the app opens in chats that the bot is not in, for people that it has never
// met as well, as long as they are in a team of its.
func TestTeams_menuWhereTheBotIsNot(t *testing.T) {
	t.Parallel()
	w := newCampus(t)
	w.install(ada, revenue, partners, own)
	w.setUp()
	for _, room := range []string{lunch, pipes} {
		who := map[string]string{lunch: ruth, pipes: ada}[room]
		must(t, w.As(who).OpenExtension(w.ctx, room, "register_deal"))
		d := w.wantDialog(who, "Register a deal")
		w.fill(d, claimFor("Clinics "+room[3:7])...)
		w.send(who)
		w.wantDialog(who, "is registered")
	}
	if n := w.count("select count(*) from contact where id in ($1, $2) or team = $2", pipes, plumbing); n != 0 {
		t.Error("the bot thinks that it is in the team")
	}
	w.clean()
}

// TestTeams_slowTeam: one team that does not answer keeps nobody from being found in another one.
func TestTeams_slowTeam(t *testing.T) {
	t.Parallel()
	w := newCampus(t)
	w.install(ada, revenue, partners, own)
	answer := make(chan struct{})
	defer close(answer)
	for range 3 {
		w.Fail(botconnector.Fault{Method: http.MethodGet, Path: partners + "/members/", Hold: answer})
	}
	w.setUp()
	w.clean()
}
