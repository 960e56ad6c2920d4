package main

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/partnerbot/partnerbot/bot/playground/botconnector"
)

// TestTeams_decide: who decides has the buttons of a decision without pressing anything; everybody else can ask for them,
// and is told why there are none.
func TestTeams_decide(t *testing.T) {
	t.Parallel()
	w := newProgram(t)
	w.register(sam, "Harbor Clinics")
	for who, want := range map[string][]string{
		ruth: {"Approve", "Reject", "Ask for information"}, ada: {"Approve", "Reject", "Ask for information"},
		viktor: {"Decide"}, sam: {"Decide"},
	} {
		if got := w.newest(who, desk).Buttons(); !slices.Equal(got, want) {
			t.Errorf("%s has the buttons %q, want %q", w.As(who).User.Name, got, want)
		}
	}
	for _, who := range []string{sam, viktor} {
		w.click(who, w.newest(who, desk), "Decide")
		wantWords(t, w.newest(who, desk).Text(), "RevOps and the partnerships lead decide on registrations.")
	}
	all := w.newestWith(viktor, desk, "Harbor Clinics") // as somebody sees it who gets no card of their own
	w.click(ruth, all, "Decide")
	if got := w.newest(ruth, desk).Buttons(); !slices.Contains(got, "Approve") {
		t.Errorf("Decide gives Ruth the buttons %q", got)
	}

	w.register(ruth, "Ruth Clinics") // nobody decides on a claim of their own
	own := w.newestWith(ruth, desk, "Ruth Clinics")
	if got := own.Buttons(); slices.Contains(got, "Approve") {
		t.Errorf("Ruth may decide on her own claim: %q", got)
	}
	w.click(ruth, w.newestWith(viktor, desk, "Ruth Clinics"), "Decide")
	wantWords(t, w.newest(ruth, desk).Text(), "You registered this deal, so another reviewer must decide on it.")
	w.clean()
}

// TestTeams_decisions: each decision edits the card for everybody, is told in its thread and to who registered the deal,
// and comes once however often Teams sends it.
func TestTeams_decisions(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		button, status, note string
		fields               [][2]string
	}{
		"approve": {"Approve", "Approved", "approved it", nil},
		"reject":  {"Reject", "Rejected", "rejected it", [][2]string{{"Reason", "The deal is not qualified"}, {"In your words", "No budget."}}},
		"ask":     {"Ask for information", "Waiting for information", "asked", [][2]string{{"Your question", "Who pays?"}}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newProgram(t)
			w.register(sam, "Harbor Clinics")
			seen := w.newest(ruth, desk)
			w.click(ruth, seen, c.button)
			if d := w.As(ruth).Dialog(); d != nil {
				w.fill(d, c.fields...)
				w.send(ruth)
			}
			sent := w.Sent()
			act := sent[len(sent)-1]
			w.wantDecided(seen.ID, c.status, c.note)

			w.again(act)
			w.wantDecided(seen.ID, c.status, c.note)
			w.click(ada, seen, c.button) // as it stood before Ada, too
			if d := w.As(ada).Dialog(); d != nil {
				wantWords(t, d.Text(), "changed since you saw it", "Ruth Ops")
			} else {
				wantWords(t, w.newest(ada, desk).Text(), "changed since you saw it", "Ruth Ops")
			}
			w.clean()
		})
	}
}

// wantDecided holds what stands in the deal desk and what Sam reads after one decision.
func (w *campus) wantDecided(card, status, note string) {
	w.t.Helper()
	posts := slices.DeleteFunc(w.byApp(viktor, desk), func(m botconnector.Message) bool { return m.Private })
	if len(posts) != 2 || posts[0].ID != card || posts[1].Thread != card {
		w.t.Fatalf("in the deal desk stands\n%s", w.reading(viktor, desk))
	}
	wantWords(w.t, posts[0].Text(), status)
	wantWords(w.t, posts[1].Text(), "Ruth Ops "+note)
	var told []string
	for _, m := range w.byApp(sam, own) {
		if strings.Contains(m.Text(), "Ruth Ops") {
			told = append(told, m.Text())
		}
	}
	if len(told) != 1 {
		w.t.Errorf("Sam is told %d times: %q", len(told), told)
	}
}

// again sends an act once more, as the client does when the answer was late, and as it does when it thinks that it is
// another one. Both are answered as it was.
func (w *campus) again(x botconnector.Sent) {
	w.t.Helper()
	other := x.Activity()
	other["id"] = "f:another"
	for _, send := range []func() (botconnector.Sent, error){
		func() (botconnector.Sent, error) { return w.Retry(w.ctx, x) },
		func() (botconnector.Sent, error) { return w.Send(w.ctx, other) },
	} {
		got, err := send()
		must(w.t, err)
		if !bytes.Equal(got.Answer, x.Answer) {
			w.t.Errorf("the same once more is answered with\n%s\nand was answered with\n%s", got.Answer, x.Answer)
		}
	}
	w.settle()
}

// TestTeams_openFromTheCard: what a button of a channel shows is shown to who pressed it, and nobody else hears of it
// unless it could not be shown.
func TestTeams_openFromTheCard(t *testing.T) {
	t.Parallel()
	w := newProgram(t)
	ref := w.register(sam, "Harbor Clinics")
	w.click(ruth, w.newest(ruth, desk), "Approve")
	there, here := len(w.byApp(ruth, desk)), len(w.byApp(viktor, own))
	w.click(viktor, w.newestWith(viktor, desk, "[Open "+ref+"]"), "Open "+ref)
	_, err := w.Retry(w.ctx, w.Sent()[len(w.Sent())-1]) // the client thinks that nobody heard the click
	must(t, err)
	w.settle()
	w.wantNew(viktor, own, here, 1, ref+" · Harbor Clinics", "History")
	wantWords(t, w.newest(viktor, desk).Text(), "I answered in your own chat with me.")
	w.wantNew(ruth, desk, there, 0)

	w.As(ben).Block(true)
	w.click(ben, w.newestWith(ben, desk, "[Open "+ref+"]"), "Open "+ref)
	w.wantNew(ruth, desk, there, 1, "Ben Seller, I cannot write to you yet.")
	w.clean()
}

// TestTeams_sentAgain: registering, and whatever is typed, counts once.
func TestTeams_sentAgain(t *testing.T) {
	t.Parallel()
	w := newProgram(t)
	d := w.form(sam, own, "deal register")
	asked := w.Sent()[len(w.Sent())-2] // the last one opened the form
	w.fill(d, claimFor("Harbor Clinics")...)
	w.send(sam)
	w.again(w.Sent()[len(w.Sent())-1])
	if n := w.count("select count(*) from registration"); n != 1 {
		t.Errorf("%d deals are registered", n)
	}
	w.wantNew(ruth, desk, 0, 1)
	n := len(w.byApp(sam, own))
	_, err := w.Retry(w.ctx, asked)
	must(t, err)
	w.settle()
	w.wantNew(sam, own, n, 0)
	w.clean()
}

// TestTeams_confirm: an approval that the conflict check does not let through by itself is asked about once more.
func TestTeams_confirm(t *testing.T) {
	t.Parallel()
	w := newProgram(t)
	w.register(sam, "Harbor Clinics")
	w.register(ben, "Harbor Clinics", [2]string{"Partner", "Calder & Finch"}, [2]string{"Product", "Insight"})
	seen := w.newestWith(ruth, desk, "Insight")
	if got := seen.Reveals("Approve"); !slices.Equal(got, []string{"Approve anyway"}) {
		t.Fatalf("Approve reveals %q", got)
	}
	w.click(ruth, seen, "Approve")
	wantWords(t, seen.Text(), "Approve D-1002?", "Another product is registered by Brightforge")
	if n := w.count("select count(*) from event where kind = 'registration.approved'"); n != 0 {
		t.Fatal("the question alone approves it")
	}
	w.click(ruth, seen, "Approve anyway")
	wantWords(t, w.newestWith(viktor, desk, "Insight").Text(), "Approved", "Ruth Ops approved it")
	w.clean()
}

// TestTeams_tenClickAtOnce: one of them decides, the others are told who.
func TestTeams_tenClickAtOnce(t *testing.T) {
	t.Parallel()
	o := company()
	var ten, names []string
	for i := range 10 {
		u := botconnector.User{ID: fmt.Sprintf("00000000-0000-4000-8002-%012d", i), Name: fmt.Sprintf("Reviewer %c", 'A'+i)}
		o.Users, o.Teams[0].Members = append(o.Users, u), append(o.Teams[0].Members, u.ID)
		ten, names = append(ten, u.ID), append(names, u.Name)
	}
	w := newCampusOf(t, o)
	w.install(ada, revenue, own)
	w.install(sam, own)
	w.setUp()
	w.fill(w.form(ada, own, "program setup registration"), [2]string{"RevOps", strings.Join(names, "; ")})
	w.send(ada)
	w.wantDialog(ada, "Step 5 of 6")
	w.register(sam, "Harbor Clinics")
	seen := map[string]botconnector.Message{}
	for _, who := range ten {
		seen[who] = w.newest(who, desk)
	}
	w.atOnce(ten, func(who string) error { return w.As(who).Click(w.ctx, seen[who], "Approve") })
	if n := w.count("select count(*) from event where kind = 'registration.approved'"); n != 1 {
		t.Errorf("it was approved %d times", n)
	}
	var told int
	for _, who := range ten {
		card := w.newestWith(who, desk, "Harbor Clinics")
		wantWords(t, card.Text(), "Approved")
		told += strings.Count(w.reading(who, desk), "changed since you saw it")
	}
	if told != 9 {
		t.Errorf("%d are told that somebody else was faster, want 9", told)
	}
	notes := slices.DeleteFunc(w.byApp(viktor, desk), func(m botconnector.Message) bool { return m.Thread == "" || m.Private })
	if len(notes) != 1 || w.count("select count(*) from delivery where state <> 'sent'") != 0 {
		t.Errorf("in the thread stand %d notes:\n%s", len(notes), w.reading(viktor, desk))
	}
	w.clean()
}

// TestTeams_tenRegisterAtOnce: of ten who register the same deal at once, one does.
func TestTeams_tenRegisterAtOnce(t *testing.T) {
	t.Parallel()
	w := newProgram(t)
	all := staff()
	for _, who := range all {
		d := w.form(who, own, "deal register")
		w.fill(d, claimFor("Harbor Clinics")...)
	}
	w.atOnce(append(all, all...), func(who string) error { // each of them sends twice
		_ = w.As(who).Dialog().Submit(w.ctx) // the second finds the dialog changed, or comes through as well
		return nil
	})
	if n := w.count("select count(*) from registration"); n != 1 {
		t.Errorf("%d deals are registered", n)
	}
	w.wantNew(ruth, desk, 0, 1, "Harbor Clinics")
	w.clean()
}

// atOnce has people do something at the same time.
func (w *campus) atOnce(people []string, do func(who string) error) {
	w.t.Helper()
	var all sync.WaitGroup
	for _, who := range people {
		all.Go(func() {
			if err := do(who); err != nil {
				w.t.Error(err)
			}
		})
	}
	all.Wait()
	w.settle()
}
