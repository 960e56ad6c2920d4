package playground

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strings"
)

// act is what a person did in the page. Which fields count depends on the act.
type act struct {
	As       string                    `json:"as"`
	Room     string                    `json:"room"`
	TS       string                    `json:"ts"`
	Thread   string                    `json:"thread"`
	Text     string                    `json:"text"`
	View     string                    `json:"view"`
	Block    string                    `json:"block"`
	Action   string                    `json:"action"`
	Value    obj                       `json:"value"`
	Option   obj                       `json:"option"`
	Values   map[string]map[string]obj `json:"values"`
	Callback string                    `json:"callback"`
	All      bool                      `json:"all"`
	To       string                    `json:"to"`
}

// acts are the things a person can do, by their name in the page's requests. Each
// answers what the page needs to know besides the change itself.
var acts = map[string]func(*Server, context.Context, act) (obj, error){
	"say":      (*Server).actSay,
	"click":    (*Server).actClick,
	"suggest":  (*Server).actSuggest,
	"submit":   (*Server).actSubmit,
	"close":    (*Server).actClose,
	"shortcut": (*Server).actShortcut,
	"home":     (*Server).actHome,
	"read":     (*Server).actRead,
	"dismiss":  (*Server).actDismiss,
	"clock":    (*Server).actClock,
}

func (s *Server) serveAct(w http.ResponseWriter, r *http.Request) {
	do, known := acts[r.PathValue("act")]
	var a act
	err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxBody)).Decode(&a)
	u, person := s.users[a.As]
	if !known || err != nil || !person || u.IsBot {
		http.Error(w, "The page asked for something that the playground does not know. Reload the page.", http.StatusBadRequest)
		return
	}
	// What a person did is done, also when they close the page before the bot answers.
	answer, err := do(s, context.WithoutCancel(r.Context()), a)
	if answer == nil {
		answer = obj{}
	}
	if err != nil {
		answer["error"] = s.failureText(err)
	}
	writeJSON(w, http.StatusOK, answer)
}

// failureText is what the page shows when the bot did not do its part.
func (s *Server) failureText(err error) string {
	var failed *DeliveryError
	switch {
	case errors.As(err, &failed) && failed.Code == "operation_timeout":
		return s.cfg.Workspace.App.Name + " did not answer within 3 seconds (operation_timeout). Try again."
	case errors.As(err, &failed):
		return s.cfg.Workspace.App.Name + " did not take it (" + failed.Code + "). Try again."
	case errors.Is(err, errTrouble):
		return "We had some trouble connecting. Try again? (" + err.Error() + ")"
	case errors.Is(err, errGone):
		return "This has changed meanwhile. Look again and retry."
	}
	return err.Error()
}

// actSay posts a message, or runs a command when the text begins with a slash. Slack
// runs no commands in threads.
func (s *Server) actSay(ctx context.Context, a act) (obj, error) {
	words := strings.TrimSpace(a.Text)
	if words == "" {
		return nil, nil
	}
	if !strings.HasPrefix(words, "/") {
		_, err := s.say(ctx, a.As, a.Room, a.Thread, words)
		return nil, err
	}
	if a.Thread != "" {
		name, _, _ := strings.Cut(words, " ")
		return nil, errors.New(name + " is not supported in threads. Sorry! Use it in the channel.")
	}
	err := s.runCommand(ctx, a.As, a.Room, words)
	var failed *DeliveryError
	if errors.As(err, &failed) || errors.Is(err, errNoCommand) {
		return nil, nil // shown in the channel already
	}
	return nil, err
}

// find looks up the element that was used, in the message or view as it is now.
func (s *Server) find(a act) (source, placed, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	from := source{channel: a.Room, ts: a.TS, view: a.View}
	var blocks []any
	if v := s.views[a.View]; v != nil {
		blocks = v.blocks()
		for block, fields := range a.Values {
			for action, value := range fields {
				v.set(block, action, value)
			}
		}
	} else if r := s.rooms[a.Room]; r != nil {
		if m := r.find(a.TS); m != nil {
			blocks = m.blocks
		}
	}
	all := placedIn(blocks)
	i := slices.IndexFunc(all, func(p placed) bool { return p.block == a.Block && p.action == a.Action })
	if i < 0 {
		return from, placed{}, errGone
	}
	return from, all[i], nil
}

func (s *Server) actClick(ctx context.Context, a act) (obj, error) {
	from, p, err := s.find(a)
	if err != nil {
		return nil, err
	}
	return nil, s.act(ctx, a.As, from, p, a.Value, a.Option)
}

func (s *Server) actSuggest(ctx context.Context, a act) (obj, error) {
	from, p, err := s.find(a)
	if err != nil {
		return nil, err
	}
	options, err := s.suggest(ctx, a.As, from, p, a.Text)
	return obj{"options": options}, err
}

func (s *Server) actSubmit(ctx context.Context, a act) (obj, error) {
	errs, err := s.submit(ctx, a.As, a.View, a.Values)
	return obj{"errors": errs}, err
}

func (s *Server) actClose(ctx context.Context, a act) (obj, error) {
	return nil, s.closeView(ctx, a.As, a.View, a.All)
}

func (s *Server) actShortcut(ctx context.Context, a act) (obj, error) {
	if a.TS != "" {
		return nil, s.messageShortcut(ctx, a.As, a.Callback, a.Room, a.TS)
	}
	return nil, s.globalShortcut(ctx, a.As, a.Callback)
}

func (s *Server) actHome(ctx context.Context, a act) (obj, error) {
	return nil, s.openHome(ctx, a.As)
}

// actRead remembers how far a person has read a room.
func (s *Server) actRead(_ context.Context, a act) (obj, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	mark := readMark{a.As, a.Room}
	if r := s.rooms[a.Room]; r != nil && r.has(a.As) && a.TS > s.read[mark] {
		s.read[mark] = a.TS
		s.note()
	}
	return nil, nil
}

// actDismiss takes an ephemeral message away.
func (s *Server) actDismiss(_ context.Context, a act) (obj, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if r := s.rooms[a.Room]; r != nil {
		if m := r.find(a.TS); m != nil && m.ephemeralFor == a.As {
			s.remove(r, m)
		}
	}
	return nil, nil
}

// actClock moves the clock to the next working day or Monday.
func (s *Server) actClock(ctx context.Context, a act) (obj, error) {
	next := s.cfg.NextWorkday
	if a.To == "monday" {
		next = s.cfg.NextMonday
	}
	if s.cfg.Advance == nil || next == nil {
		return nil, errors.New("this workspace has no clock to move")
	}
	err := s.cfg.Advance(ctx, next(s.cfg.Now()))
	s.mu.Lock()
	s.note()
	s.mu.Unlock()
	return nil, err
}
