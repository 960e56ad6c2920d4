package botconnector

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"sync"
)

// obj is a JSON object as it came over the wire. Activities and cards are kept in this form, so that nothing the bot
// sent is lost or rewritten.
type obj = map[string]any

// servicePath is where the Bot Connector is under the stand-in's address, as it is in Microsoft's cloud.
const servicePath = "/teams/"

// Server is the organization, its Teams and the Bot Connector in front of it. All its methods may be called at once.
type Server struct {
	// Issuer signs what goes to the bot, and gives it its access tokens.
	Issuer *Issuer

	cfg    Config
	client *http.Client
	log    *slog.Logger

	mu       sync.Mutex
	botURL   string
	selfURL  string
	users    map[string]User
	teams    map[string]*team
	rooms    map[string]*room
	roomIDs  []string // in the order they were made
	lastID   int64    // ms: every message id is a time and unique
	dialogs  map[string]*dialog
	faults   []*Fault
	calls    []Call
	sent     []Sent
	refusals []string
	sends    map[string][]int64 // ms: when was posted, by conversation
	changed  chan struct{}      // closed at every change
}

// New makes an organization. It says what is wrong with cfg, if anything is.
func New(cfg Config) (*Server, error) {
	cfg, err := cfg.withDefaults()
	if err != nil {
		return nil, err
	}
	issuer, err := NewIssuer(cfg.AppID, cfg.Secret, cfg.Organization.Tenant, cfg.Now)
	if err != nil {
		return nil, err
	}
	s := &Server{
		Issuer: issuer, cfg: cfg, log: cfg.Log, client: newClient(), botURL: cfg.BotURL,
		users: map[string]User{}, teams: map[string]*team{}, rooms: map[string]*room{},
		dialogs: map[string]*dialog{}, sends: map[string][]int64{}, changed: make(chan struct{}),
	}
	for _, u := range cfg.Organization.Users {
		s.users[u.ID] = u
	}
	for _, t := range cfg.Organization.Teams {
		s.addTeam(t)
	}
	for _, c := range cfg.Organization.Chats {
		s.addRoom(&room{id: c.ID, name: c.Topic, kind: groupChat, members: slices.Clone(c.Members)})
	}
	for _, u := range cfg.Organization.Users {
		s.addRoom(&room{id: cfg.chatID(u.ID), kind: personal, members: []string{u.ID}})
	}
	return s, nil
}

// newClient keeps a connection to the bot for each of many people at once, and follows no redirect.
func newClient() *http.Client {
	return &http.Client{
		Transport:     &http.Transport{MaxIdleConns: 256, MaxIdleConnsPerHost: 256},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// SetBotURL says where the bot listens.
func (s *Server) SetBotURL(u string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.botURL = u
}

// SetURL says at which address Handler is served. It must be set before anything is sent to the bot.
func (s *Server) SetURL(u string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.selfURL = strings.TrimSuffix(u, "/")
	s.Issuer.SetURL(s.selfURL)
}

// ServiceURL is the address of the Bot Connector, as activities give it.
func (s *Server) ServiceURL() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.selfURL + servicePath
}

// UserID is a person as the bot knows them: 29:….
func (s *Server) UserID(user string) string { return s.cfg.userID(user) }

// ChatID is the conversation of a person's personal chat with the bot.
func (s *Server) ChatID(user string) string { return s.cfg.chatID(user) }

// Close drops idle connections to the bot.
func (s *Server) Close() { s.client.CloseIdleConnections() }

// note tells everyone who waits that something changed. Called with s.mu held.
func (s *Server) note() {
	close(s.changed)
	s.changed = make(chan struct{})
}

// Wait returns when done reports true, which it is asked now and after every change in the organization, or with ctx's
// error. It may call every method of s.
func (s *Server) Wait(ctx context.Context, done func() bool) error {
	for {
		s.mu.Lock()
		changed := s.changed
		s.mu.Unlock()
		if done() {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// Refusals are all that the bot did wrong: what it sent that Teams would not take or show, and its answers that make no
// sense. A test of a bot holds that there are none.
func (s *Server) Refusals() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.refusals)
}

// Forgive forgets the refusals so far: for a test that provokes one.
func (s *Server) Forgive() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.refusals = nil
}

// refuse notes what the bot did wrong. Called with s.mu held.
func (s *Server) refuse(format string, args ...any) {
	why := fmt.Sprintf(format, args...)
	s.refusals = append(s.refusals, why)
	s.log.Warn("the bot did something that Teams does not take", slog.String("what", why))
	s.note()
}

// nextID is the id of a new message: the time in ms, made unique.
func (s *Server) nextID() int64 {
	s.lastID = max(s.cfg.Now().UnixMilli(), s.lastID+1)
	return s.lastID
}
