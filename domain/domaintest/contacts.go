package domaintest

import (
	"context"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/partnerbot/partnerbot/domain"
)

// Book is what keeps contacts.
type Book interface {
	Meet(ctx context.Context, c domain.Contact) error
	Contact(ctx context.Context, p domain.Platform, workspace, id string) (domain.Contact, error)
	Endpoint(ctx context.Context, p domain.Platform, workspace string) (string, error)
	Teams(ctx context.Context, p domain.Platform, workspace string, limit int) ([]string, error)
	Welcome(ctx context.Context, p domain.Platform, workspace, id string) (bool, error)
	Lose(ctx context.Context, p domain.Platform, workspace, id string) error
	LoseTeam(ctx context.Context, p domain.Platform, workspace, team string) error
}

// TestBook is what every Book must pass. newBook gives an empty one.
func TestBook(t *testing.T, newBook func(t *testing.T) Book) {
	t.Helper()
	for name, test := range map[string]func(*testing.T, Book){
		"a contact is kept, and what is empty leaves what was there": meetKeeps,
		"one is welcomed once":                           welcomedOnce,
		"a contact that was lost is back when met again": lostAndMet,
		"the newest endpoint is the workspace's":         newestEndpoint,
		"the teams are those of channels that are there": teamsOfChannels,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, newBook(t))
		})
	}
}

func contact(id string) domain.Contact {
	return domain.Contact{
		Platform: domain.Teams, Workspace: "tenant", ID: id, Handle: "29:" + id, Conversation: "a:" + id,
		Endpoint: "https://smba.example.com/emea",
	}
}

func meet(t *testing.T, b Book, c domain.Contact) {
	t.Helper()
	if err := b.Meet(t.Context(), c); err != nil {
		t.Fatal(err)
	}
}

func wantContact(t *testing.T, b Book, want domain.Contact) {
	t.Helper()
	got, err := b.Contact(t.Context(), want.Platform, want.Workspace, want.ID)
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("error %v, contact (-want +got):\n%s", err, diff)
	}
}

func meetKeeps(t *testing.T, b Book) {
	if _, err := b.Contact(t.Context(), domain.Teams, "tenant", "ann"); domain.CodeOf(err) != domain.NotFound {
		t.Errorf("one never met gives %v", err)
	}
	ann := contact("ann")
	meet(t, b, ann)
	again := ann
	again.Conversation, again.Handle, again.Endpoint = "", "", "https://smba.example.com/amer"
	meet(t, b, again)
	ann.Endpoint = again.Endpoint
	wantContact(t, b, ann)
}

func welcomedOnce(t *testing.T, b Book) {
	if first, err := b.Welcome(t.Context(), domain.Teams, "tenant", "ann"); err != nil || first {
		t.Errorf("one never met: %v, %v", first, err)
	}
	meet(t, b, contact("ann"))
	var wg sync.WaitGroup
	firsts := make(chan bool, 8)
	for range cap(firsts) {
		wg.Go(func() {
			first, err := b.Welcome(t.Context(), domain.Teams, "tenant", "ann")
			if err != nil {
				t.Error(err)
			}
			firsts <- first
		})
	}
	wg.Wait()
	close(firsts)
	n := 0
	for first := range firsts {
		if first {
			n++
		}
	}
	if n != 1 {
		t.Errorf("%d of 8 at once were the first", n)
	}
}

func lostAndMet(t *testing.T, b Book) {
	ann := contact("ann")
	meet(t, b, ann)
	if _, err := b.Welcome(t.Context(), domain.Teams, "tenant", "ann"); err != nil {
		t.Fatal(err)
	}
	if err := b.Lose(t.Context(), domain.Teams, "tenant", "ann"); err != nil {
		t.Fatal(err)
	}
	lost := ann
	lost.Gone = true
	wantContact(t, b, lost)
	meet(t, b, ann)
	wantContact(t, b, ann)
	if first, err := b.Welcome(t.Context(), domain.Teams, "tenant", "ann"); err != nil || !first {
		t.Errorf("one who is back is not welcomed again: %v, %v", first, err)
	}
}

func newestEndpoint(t *testing.T, b Book) {
	if at, err := b.Endpoint(t.Context(), domain.Teams, "tenant"); err != nil || at != "" {
		t.Errorf("nobody met: %q, %v", at, err)
	}
	meet(t, b, contact("ann"))
	ben := contact("ben")
	ben.Endpoint = "https://smba.example.com/apac"
	meet(t, b, ben)
	if at, err := b.Endpoint(t.Context(), domain.Teams, "tenant"); err != nil || at != ben.Endpoint {
		t.Errorf("the endpoint is %q, %v", at, err)
	}
	if at, err := b.Endpoint(t.Context(), domain.Teams, "another"); err != nil || at != "" {
		t.Errorf("another workspace has %q, %v", at, err)
	}
}

func teamsOfChannels(t *testing.T, b Book) {
	for _, c := range []struct{ channel, team string }{{"general", "one"}, {"desk", "two"}, {"forecast", "one"}, {"lost", "three"}} {
		in := contact(c.channel)
		in.Team = c.team
		meet(t, b, in)
	}
	meet(t, b, contact("ann"))
	meet(t, b, contact("desk")) // says nothing of its team this time
	if err := b.LoseTeam(t.Context(), domain.Teams, "tenant", "three"); err != nil {
		t.Fatal(err)
	}
	got, err := b.Teams(t.Context(), domain.Teams, "tenant", 10)
	if diff := cmp.Diff([]string{"one", "two"}, got); err != nil || diff != "" {
		t.Errorf("error %v, teams (-want +got):\n%s", err, diff)
	}
	general := contact("one") // whose id is the team's
	general.Team = "one"
	meet(t, b, general)
	if err := b.Lose(t.Context(), domain.Teams, "tenant", "one"); err != nil { // the bot may not write in General, no more
		t.Fatal(err)
	}
	got, err = b.Teams(t.Context(), domain.Teams, "tenant", 10)
	if diff := cmp.Diff([]string{"one", "two"}, got); err != nil || diff != "" {
		t.Errorf("with one channel lost: error %v, teams (-want +got):\n%s", err, diff)
	}
	if got, err := b.Teams(t.Context(), domain.Teams, "tenant", 1); err != nil || len(got) != 1 {
		t.Errorf("at most one was asked for: %v, %v", got, err)
	}
}
