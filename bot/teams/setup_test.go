package teams_test

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/partnerbot/partnerbot/bot/bottest/adaptertest"
	"github.com/partnerbot/partnerbot/bot/teams"
	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/domaintest"
)

// notebook keeps contacts, and what was asked of it.
type notebook struct {
	domaintest.Contacts

	mu  sync.Mutex
	did []string
}

func (n *notebook) note(words ...string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.did = append(n.did, strings.Join(words, " "))
}

func (n *notebook) Meet(ctx context.Context, c domain.Contact) error {
	n.note("meets", c.ID, "handle="+c.Handle, "in="+c.Conversation, "team="+c.Team, "at="+c.Endpoint)
	return n.Contacts.Meet(ctx, c)
}

func (n *notebook) Lose(ctx context.Context, p domain.Platform, workspace, id string) error {
	n.note("loses", id)
	return n.Contacts.Lose(ctx, p, workspace, id)
}

func (n *notebook) LoseTeam(ctx context.Context, p domain.Platform, workspace, team string) error {
	n.note("loses team", team)
	return n.Contacts.LoseTeam(ctx, p, workspace, team)
}

// RenameChannel is what the program is told.
func (n *notebook) RenameChannel(_ context.Context, _ domain.Platform, _, id, name string) error {
	n.note("renames", id, "to", name)
	return nil
}

// door is a Teams whose bot is a script. Nothing that it sends arrives anywhere but at the botframework of the test.
type door struct {
	*teams.Teams
	*botframework
	bot   *adaptertest.Script
	book  *notebook
	serve func(*http.Request) *httptest.ResponseRecorder
}

func newDoor(t testing.TB, change ...func(*teams.Config)) *door {
	t.Helper()
	d := &door{botframework: newBotframework(t), bot: &adaptertest.Script{}, book: &notebook{}}
	c := teams.Config{
		Bot: d.bot, Seen: &domaintest.Seen{}, Contacts: d.book, Rooms: d.book,
		Deciders:   func(context.Context, domain.Platform, string) ([]domain.Identity, error) { return nil, nil },
		Credential: teams.Credential{AppID: appID, Tenant: tenantID, Secret: "hush", LoginURL: d.URL}, Tenants: []string{tenantID},
		MetadataURL: d.URL + metadataPath, Clock: d.clock.Now, Log: slog.New(slog.DiscardHandler), HTTP: &http.Client{Transport: nowhere{d.URL}}, Unpaced: true,
	}
	for _, f := range change {
		f(&c)
	}
	var err error
	if d.Teams, err = teams.New(c); err != nil {
		t.Fatal(err)
	}
	handler := d.Handler()
	d.serve = func(r *http.Request) *httptest.ResponseRecorder {
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		return w
	}
	return d
}

// nowhere is a network in which only one server is to be reached.
type nowhere struct{ but string }

func (n nowhere) RoundTrip(r *http.Request) (*http.Response, error) {
	if strings.HasPrefix(r.URL.String(), n.but) {
		return http.DefaultTransport.RoundTrip(r)
	}
	return nil, context.DeadlineExceeded
}

// signed is an activity with a good token.
func (d *door) signed(body string, change ...func(*draft)) *http.Request {
	r := httptest.NewRequest(http.MethodPost, "/teams/messages", strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json; charset=utf-8")
	r.Header.Set("Authorization", d.header(change...))
	return r
}

func (d *door) drain(t testing.TB) {
	t.Helper()
	if err := d.Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
}
