package playground

import (
	"context"
	"crypto/rand"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

// obj is a JSON object as it came over the wire. Blocks and views are kept in this
// form, so that nothing the bot sent is lost or rewritten.
type obj = map[string]any

// Server is the workspace. All its methods may be called at once.
type Server struct {
	cfg    Config
	client *http.Client
	log    *slog.Logger
	csrf   string // the page's token: only our own page may act for a person

	closing sync.Once
	closed  chan struct{}

	mu       sync.Mutex
	botURL   string
	selfURL  string
	users    map[string]User
	rooms    map[string]*room
	roomIDs  []string // in the order they were made
	lastTS   int64    // microseconds: every message time is unique
	lastPost map[string]time.Time
	views    map[string]*view
	stacks   map[string][]*view // open modals by user, the visible one last
	homes    map[string]*view   // Home tab by user
	triggers map[string]*trigger
	urls     map[string]*responseURL
	faults   map[string][]*Fault
	calls    []Call
	sent     []Sent
	read     map[readMark]string // last message time seen
	guide    progress
	changed  chan struct{} // closed at every change
	version  int
}

// New makes a workspace. It says what is wrong with cfg, if anything is.
func New(cfg Config) (*Server, error) {
	cfg, err := cfg.withDefaults()
	if err != nil {
		return nil, err
	}
	s := &Server{
		cfg: cfg, log: cfg.Log, csrf: rand.Text(),
		client: &http.Client{
			Transport:     &http.Transport{MaxIdleConns: 256, MaxIdleConnsPerHost: 256},
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
		botURL:   strings.TrimSuffix(cfg.BotURL, "/"),
		users:    map[string]User{},
		rooms:    map[string]*room{},
		lastPost: map[string]time.Time{},
		views:    map[string]*view{},
		stacks:   map[string][]*view{},
		homes:    map[string]*view{},
		triggers: map[string]*trigger{},
		urls:     map[string]*responseURL{},
		faults:   map[string][]*Fault{},
		read:     map[readMark]string{},
		changed:  make(chan struct{}),
		closed:   make(chan struct{}),
	}
	for _, u := range cfg.Workspace.Users {
		s.users[u.ID] = u
	}
	for _, c := range cfg.Workspace.Channels {
		c.Members = slices.Clone(c.Members)
		s.addRoom(&room{Channel: c})
	}
	return s, nil
}

// SetBotURL says where the bot listens.
func (s *Server) SetBotURL(u string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.botURL = strings.TrimSuffix(u, "/")
}

// SetURL says at which address Handler is served: response URLs and permalinks begin
// with it. It must be set before the bot gets a command.
func (s *Server) SetURL(u string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.selfURL = strings.TrimSuffix(u, "/")
}

// Close lets the open pages go, so that an HTTP server can shut down, and drops idle
// connections to the bot.
func (s *Server) Close() {
	s.closing.Do(func() { close(s.closed) })
	s.client.CloseIdleConnections()
}

// note tells everyone who waits that something changed. Called with s.mu held.
func (s *Server) note() {
	s.version++
	close(s.changed)
	s.changed = make(chan struct{})
}

// Wait returns when done reports true, which it is asked now and after every change in
// the workspace, or with ctx's error. It may call every method of s.
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

// newID makes an id in Slack's style. It is random, because the bot's database may
// outlive this process and must never see an id again.
func newID(prefix string) string { return prefix + rand.Text()[:10] }
