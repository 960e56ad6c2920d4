package main

import (
	"slices"
	"strings"
	"testing"
)

// wantTold holds that Ada, who runs the program, was told of so many messages that went wrong, the last time so.
func (w *campus) wantTold(times int, words ...string) {
	w.t.Helper()
	var told []string
	for _, m := range w.byApp(ada, own) {
		if slices.Contains(m.Buttons(), "Program status") {
			told = append(told, m.Text())
		}
	}
	if len(told) != times {
		w.t.Fatalf("Ada was told %d times, want %d:\n%s", len(told), times, strings.Join(told, "\n---\n"))
	}
	if times > 0 {
		wantWords(w.t, told[times-1], words...)
	}
}

// inState counts deliveries of a kind.
func (w *campus) inState(kind, state string) int {
	w.t.Helper()
	return w.count(`select count(*) from delivery where kind = $1 and state = $2`, kind, state)
}

// TestTeams_personWithoutTheApp: what is decided is not told to who took the app away; the admin is told, once.
func TestTeams_personWithoutTheApp(t *testing.T) {
	t.Parallel()
	w := newProgram(t)
	ref := w.register(sam, "Harbor Clinics")
	must(t, w.As(sam).Uninstall(w.ctx, own))
	must(t, w.As(ada).RemoveMember(w.ctx, revenue, sam))
	w.click(ruth, w.newest(ruth, desk), "Approve")
	if n := w.inState("decision_note", "failed"); n != 1 || !w.contact(sam).Gone {
		t.Errorf("%d notes failed, and Sam is kept as %+v", n, w.contact(sam))
	}
	w.wantTold(1, "to Sam Seller about "+ref+" did not arrive.", "Ask them to add partnerbot again.")

	w.install(sam, own) // back again, he can be written to
	w.register(sam, "Second Clinics")
	n := len(w.byApp(sam, own))
	w.click(ruth, w.newestWith(ruth, desk, "Second Clinics"), "Approve")
	w.wantNew(sam, own, n, 1, "Second Clinics", "Approved")
	w.wantTold(1)
	w.clean()
}

// TestTeams_blocked: the bot is not told when somebody blocks it, and finds out.
func TestTeams_blocked(t *testing.T) {
	t.Parallel()
	w := newProgram(t)
	w.register(sam, "Harbor Clinics")
	w.As(sam).Block(true)
	w.click(ruth, w.newest(ruth, desk), "Approve")
	w.wantTold(1, "to Sam Seller about", "Ask them to")
	w.says(sam, revenue, "@partnerbot deal list")
	wantWords(t, w.newest(sam, revenue).Text(), "I cannot write to you yet.")
	w.As(sam).Block(false)
	n := len(w.byApp(sam, own))
	w.says(sam, revenue, "@partnerbot deal list")
	w.wantNew(sam, own, n, 1, "Harbor Clinics")
	w.clean()
}

// TestTeams_channels: channels and teams change their names and go away.
func TestTeams_channels(t *testing.T) {
	t.Parallel()
	w := newProgram(t)
	must(t, w.As(ada).RenameChannel(w.ctx, desk, "Deals *new* desk"))
	must(t, w.As(ada).RenameTeam(w.ctx, revenue, "Money"))
	if n := w.count(`select count(*) from program where channels::text like '%Deals *new* desk%'`); n != 1 {
		t.Error("the program does not know the new name of its channel")
	}
	w.register(sam, "Harbor Clinics")
	seen := w.wantNew(ruth, desk, 0, 1, "Harbor Clinics")
	must(t, w.As(ada).DeleteChannel(w.ctx, desk))
	ref := w.register(sam, "Second Clinics")
	w.wantTold(1, "The review card of "+ref+" did not arrive.", "Choose another channel in setup")

	d := w.form(ada, revenue, "@partnerbot program setup registration")
	w.fill(d, [2]string{"Deal desk channel", link(revenue)})
	w.send(ada)
	w.wantDialog(ada, "Step 5 of 6")
	n := len(w.byApp(ruth, revenue))
	w.register(sam, "Third Clinics")
	w.wantNew(ruth, revenue, n, 1, "Third Clinics")

	must(t, w.As(ada).RestoreChannel(w.ctx, desk)) // the old card still works
	w.click(ruth, seen, "Approve")
	wantWords(t, w.newestWith(viktor, desk, "Harbor Clinics").Text(), "Approved")
	w.clean()
}

// TestTeams_archivedTeam: a team that is brought back is as it was.
func TestTeams_archivedTeam(t *testing.T) {
	t.Parallel()
	w := newProgram(t)
	must(t, w.As(ada).ArchiveTeam(w.ctx, revenue, true))
	must(t, w.As(ada).ArchiveTeam(w.ctx, revenue, false))
	w.settle()
	if c := w.contact(numbers); c.Gone {
		t.Errorf("a channel of the team is kept as %+v", c)
	}
	w.clean()
}

// TestTeams_teamWithoutTheApp: taken out of the team, the bot posts nothing there, and says how it can again.
func TestTeams_teamWithoutTheApp(t *testing.T) {
	t.Parallel()
	w := newProgram(t)
	must(t, w.As(ada).Uninstall(w.ctx, revenue))
	ref := w.register(sam, "Harbor Clinics")
	w.wantTold(1, "The review card of "+ref+" did not arrive.", "Add partnerbot there from Apps in Teams.")
	w.install(ada, revenue)
	n := len(w.byApp(ruth, desk))
	w.register(sam, "Second Clinics")
	w.wantNew(ruth, desk, n, 1, "Second Clinics")
	w.clean()
}

// TestTeams_guestJoins: from the moment that a guest is in the team, nothing of the whole goes there.
func TestTeams_guestJoins(t *testing.T) {
	t.Parallel()
	w := newProgram(t)
	w.register(sam, "Harbor Clinics") // the bot has looked who is there
	w.wantNew(ruth, desk, 0, 1)
	must(t, w.As(ada).AddMember(w.ctx, revenue, gus))
	ref := w.register(sam, "Second Clinics")
	w.wantNew(ruth, desk, 0, 1)
	w.wantTold(1, "The review card of "+ref+" did not arrive.", "Somebody from outside is in the channel", "Choose another channel in setup.")
	w.monday()
	w.wantNew(viktor, numbers, 0, 0)
	w.wantTold(2, "The Monday post of", "Somebody from outside is in the channel")
	must(t, w.As(ada).RemoveMember(w.ctx, revenue, gus))
	w.monday()
	w.wantNew(viktor, numbers, 0, 2)
	w.clean()
}

// TestTeams_guestReadsNoNews: a card that stands in a channel when a guest comes is not brought up to date there.
func TestTeams_guestReadsNoNews(t *testing.T) {
	t.Parallel()
	w := newProgram(t)
	ref := w.register(sam, "Harbor Clinics")
	card := w.newest(ruth, desk)
	must(t, w.As(ada).AddMember(w.ctx, revenue, gus))
	w.click(ruth, card, "Approve")
	if text := w.newest(gus, desk).Text(); strings.Contains(text, "Approved") {
		t.Errorf("the guest reads\n%s", text)
	}
	if n := w.count("select count(*) from event where kind = 'registration.approved'"); n != 1 {
		t.Errorf("it is approved %d times", n)
	}
	w.wantTold(2, "Somebody from outside is in the channel")
	wantWords(t, w.reading(ada, own), "The review card of "+ref+" could not be brought up to date.", "in the thread of "+ref+" did not arrive.")

	must(t, w.As(ada).RemoveMember(w.ctx, revenue, gus))
	w.form(sam, own, "deal won "+ref)
	w.send(sam)
	wantWords(t, w.newestWith(ruth, desk, "How the partner is engaged").Text(), "Won") // the next change is shown again
	w.clean()
}

// TestTeams_guestJoinsUnheard: the digest asks who is there, whatever was heard.
func TestTeams_guestJoinsUnheard(t *testing.T) {
	t.Parallel()
	w := newProgram(t)
	w.monday()
	w.wantNew(viktor, numbers, 0, 2)
	w.register(sam, "Harbor Clinics")
	w.unheard(func() { must(t, w.As(ada).AddMember(w.ctx, revenue, gus)) })
	w.monday()
	w.wantNew(viktor, numbers, 0, 2)
	w.wantTold(1, "The Monday post of", "Somebody from outside is in the channel")
	w.clean()
}
