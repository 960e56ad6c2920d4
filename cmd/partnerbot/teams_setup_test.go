package main

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/partnerbot/partnerbot/bot/playground/botconnector"
)

// TestTeams_welcome: Teams tells of one installation in several ways, and a hello is said once, where the app was added.
func TestTeams_welcome(t *testing.T) {
	t.Parallel()
	w := newCampus(t)
	said := func(want map[string]int) {
		t.Helper()
		for room, n := range want {
			if got := w.byApp(sam, room); len(got) != n {
				t.Errorf("%d messages in %s, want %d:\n%s", len(got), room, n, w.reading(sam, room))
			}
		}
	}
	w.install(ada, desk)
	said(map[string]int{desk: 1, revenue: 0, numbers: 0})
	wantWords(t, w.newest(sam, desk).Text(), "Hello, I am partnerbot", "@partnerbot", "[Set up the program]")
	w.install(sam, own, lunch)
	said(map[string]int{own: 1, lunch: 1, desk: 1})

	for _, room := range []string{own, lunch, desk} {
		must(t, w.As(sam).Upgrade(w.ctx, room))
		w.settle()
	}
	w.says(sam, own, "help")
	said(map[string]int{own: 2, lunch: 1, desk: 1})

	for _, room := range []string{own, lunch, desk} {
		must(t, w.As(sam).Uninstall(w.ctx, room))
		w.settle()
	}
	w.install(sam, own, lunch, numbers)
	said(map[string]int{own: 3, lunch: 2, desk: 1, numbers: 1})
	w.clean()
}

// TestTeams_welcomeLater: a hello that Teams does not take at once is said when it does, once.
func TestTeams_welcomeLater(t *testing.T) {
	t.Parallel()
	w := newCampus(t)
	w.fails(http.MethodPost, "/activities", botconnector.Fault{
		Status: http.StatusServiceUnavailable, Header: map[string]string{"Retry-After": "1"},
	})
	w.install(sam, own)
	w.wantNew(sam, own, 0, 1, "Hello, I am partnerbot")
	w.clean()
}

// TestTeams_setUpInAChannel: said in a channel, setup means that channel for the deal desk, in whichever step.
func TestTeams_setUpInAChannel(t *testing.T) {
	t.Parallel()
	w := newCampus(t)
	w.install(ada, revenue)
	w.form(ada, desk, "@partnerbot program setup")
	w.fillTo("Ideal partner profile")
	w.send(ada)
	d := w.As(ada).Dialog()
	wantField(t, d, "Deal desk channel", desk, "")
	wantWords(t, d.Text(), "Step 3 of 6", "Now it is the channel that you asked in. Registrations are reviewed here.")
	w.send(ada)
	w.fillTo("")
	w.wantDialog(ada, "Acme partners", "$1M for 2026-Q4")

	d = w.form(ada, revenue, "@partnerbot program setup registration") // it is set up now, and stays as it was
	wantField(t, d, "Deal desk channel", desk, "")
	wantWords(t, d.Text(), "Now it is Deal desk. Registrations")
	must(t, d.Close())
	d = w.form(ada, revenue, "@partnerbot program setup forecast")
	wantField(t, d, "Forecast channel", numbers, "")
	wantWords(t, d.Text(), "Now it is Numbers. The Monday post")
	w.clean()
}

// TestTeams_setUpPosts: after setup a registration is reviewed in the one channel, and the Monday post goes to the other.
func TestTeams_setUpPosts(t *testing.T) {
	t.Parallel()
	w := newProgram(t)
	if n := len(w.byApp(ada, desk)) + len(w.byApp(ada, numbers)); n != 0 {
		t.Errorf("setup posted %d messages", n)
	}
	w.register(sam, "Harbor Clinics")
	w.wantNew(ruth, desk, 0, 1, "Harbor Clinics", "[Approve]")
	w.monday()
	posts := w.byApp(viktor, numbers)
	if len(posts) != 2 || posts[1].Thread != posts[0].ID {
		t.Fatalf("on Monday came\n%s", w.reading(viktor, numbers))
	}
	wantWords(t, posts[0].Text(), "Coverage", "Commit")
	w.clean()
}

// TestTeams_setUpRefused: what is wrong stands beside its field, everything else is kept, and a better answer is taken.
func TestTeams_setUpRefused(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ step, label, value, wrong string }{
		"a link of another organization":         {"Deal registration", "Deal desk channel", linkOf(desk, secondTenant), "another organization"},
		"no link":                                {"Forecast", "Forecast channel", "Numbers", "Get link to channel"},
		"a link to something else":               {"Forecast", "Forecast channel", "https://teams.microsoft.com/l/chat/19%3Alunch%40thread.v2/0", "Get link to channel"},
		"a group chat":                           {"Deal registration", "Deal desk channel", lunch, "Get link to channel"},
		"a channel of a team without the app":    {"Deal registration", "Deal desk channel", link(pipes), "Add partnerbot to its team from Apps in Teams"},
		"a channel that nobody has":              {"Deal registration", "Deal desk channel", link("19:nobody@thread.tacv2"), "does not show this channel"},
		"a channel shared with others":           {"Forecast", "Forecast channel", link(shared), "nobody from outside"},
		"a channel of a team that a guest is in": {"Forecast", "Forecast channel", link(lounge), "nobody from outside"},
		"a person in no team of the bot's":       {"Deal registration", "RevOps", "Zoe Elsewhere", "Teams does not show this person"},
		"a guest":                                {"Activation", "Partner managers", "Gus Guest", "not one of your company's people"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newCampus(t)
			w.install(ada, revenue, partners, own)
			w.form(ada, own, "program setup")
			d := w.fillTo(c.step)
			w.fill(d, [2]string{c.label, c.value})
			before := w.As(ada).Dialog().Fields
			w.send(ada)
			d = w.wantDialog(ada, c.wrong)
			wantKept(t, d, before, map[string]string{c.label: c.wrong})
			if n := w.count("select count(*) from program where set_up_at is not null"); n != 0 {
				t.Error("the program is set up all the same")
			}
			if c.label == "Partner managers" {
				w.fill(d, [2]string{c.label, ""})
			}
			w.fillTo("")
			w.wantDialog(ada, "Acme partners")
			w.clean()
		})
	}
}

// TestTeams_setUpMended: what a refusal says to do helps, and the form that is still open is taken then.
func TestTeams_setUpMended(t *testing.T) {
	t.Parallel()
	w := newCampus(t)
	w.install(ada, revenue, own)
	w.form(ada, own, "program setup")
	w.fill(w.fillTo("Deal registration"), [2]string{"Deal desk channel", link(pipes)}, [2]string{"RevOps", "Zoe Elsewhere"})
	w.send(ada)
	w.wantDialog(ada, "Add partnerbot to its team from Apps in Teams")

	w.install(ada, plumbing)
	w.send(ada)
	w.wantDialog(ada, "Add partnerbot to a team they are in, or ask them to write to it once.")

	w.install(zoe, own)
	w.send(ada)
	w.fillTo("")
	w.wantDialog(ada, "Acme partners")
	w.install(sam, own)
	w.register(sam, "Harbor Clinics")
	w.wantNew(ada, pipes, 0, 1, "Harbor Clinics")
	w.clean()
}

// TestTeams_setUpAfterAnAbsence: what happened to channels while the bot was away is found out.
func TestTeams_setUpAfterAnAbsence(t *testing.T) {
	t.Parallel()
	w := newCampus(t)
	w.install(ada, revenue, own)
	var made string
	w.unheard(func() {
		var err error
		made, err = w.As(ada).CreateChannel(w.ctx, revenue, "New desk", "standard")
		must(t, err)
		must(t, w.As(ada).DeleteChannel(w.ctx, numbers))
		must(t, w.As(ada).RenameChannel(w.ctx, desk, "Old desk"))
	})
	w.form(ada, own, "program setup")
	w.fill(w.fillTo("Deal registration"), [2]string{"Deal desk channel", link(made)})
	w.send(ada)
	w.fillTo("Forecast")
	w.send(ada)
	d := w.As(ada).Dialog()
	wantField(t, d, "Forecast channel", link(numbers), "Teams does not show this channel")
	w.fill(d, [2]string{"Forecast channel", link(desk)})
	w.send(ada)
	w.wantDialog(ada, "Acme partners")
	if n := w.count("select count(*) from program where channels::text like '%New desk%' and channels::text like '%Old desk%'"); n != 1 {
		t.Error("the channels are not kept by the names that they have now")
	}
	w.clean()
}

// TestTeams_setUpBusy: when Teams does not answer, that is what is said, and the next try may do.
func TestTeams_setUpBusy(t *testing.T) {
	t.Parallel()
	w := newCampus(t)
	w.install(ada, revenue, own)
	w.form(ada, own, "program setup")
	w.fillTo("Deal registration")
	w.fails(http.MethodGet, "/v3/teams/", botconnector.Fault{Status: http.StatusServiceUnavailable})
	before := w.As(ada).Dialog().Fields
	w.send(ada)
	wantKept(t, w.As(ada).Dialog(), before, map[string]string{"Deal desk channel": "Teams did not say what channel that is. Save again in a moment."})
	w.fails(http.MethodGet, "/members/", botconnector.Fault{Status: http.StatusServiceUnavailable})
	w.send(ada)
	w.wantDialog(ada, "Somebody's profile could not be read just now. Try again in a minute.")
	w.send(ada)
	w.wantDialog(ada, "Step 4 of 6")
	w.clean()
}

// TestTeams_setUpCrowd: of a team that is too large to look through, nobody knows who is in it.
func TestTeams_setUpCrowd(t *testing.T) {
	t.Parallel()
	o := company()
	o.PageOf = 50 // it takes as many pages as 5,000 people would
	for i := range 500 {
		id := fmt.Sprintf("00000000-0000-4000-8001-%012d", i)
		o.Users = append(o.Users, botconnector.User{ID: id, Name: "One of many"})
		o.Teams[2].Members = append(o.Teams[2].Members, id)
	}
	w := newCampusOf(t, o)
	w.install(ada, revenue, plumbing, own)
	w.form(ada, own, "program setup")
	w.fill(w.fillTo("Deal registration"), [2]string{"Deal desk channel", link(pipes)})
	w.send(ada)
	d := w.As(ada).Dialog()
	wantField(t, d, "Deal desk channel", link(pipes), "So many people are in this channel that nobody can say who they are. Choose a private one, or a smaller team.")
	w.clean()
}
