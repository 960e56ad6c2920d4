package adaptertest

import (
	"context"
	"sync"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/intent"
	"github.com/partnerbot/partnerbot/domain"
)

// Script is a bot that remembers what it was asked, and answers what the test says.
type Script struct {
	Answer func(context.Context, bot.Request) bot.Reply // nil: only acknowledges

	mu    sync.Mutex
	asked []bot.Request
}

// Handle remembers and answers, one request at a time.
func (s *Script) Handle(ctx context.Context, r bot.Request) bot.Reply {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked = append(s.asked, r)
	if s.Answer == nil {
		return bot.Reply{}
	}
	return s.Answer(ctx, r)
}

// Requests are what it was asked, oldest first.
func (s *Script) Requests() []bot.Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.asked
}

// Asked is a bot.Request as it is written into a golden.
type Asked struct {
	Kind   bot.Kind
	Key    string
	Who    domain.Identity
	Place  bot.Place
	Name   string        `json:",omitempty"`
	Text   string        `json:",omitempty"`
	Intent intent.Intent `json:",omitzero"`
	Form   form.Name     `json:",omitempty"`
	Values form.Values   `json:",omitempty"`
	Quote  string        `json:",omitempty"`
}

// Asked are its requests for a golden.
func (s *Script) Asked() []Asked {
	var all []Asked
	for _, r := range s.Requests() {
		all = append(all, Asked{r.Kind, r.Key, r.Who, r.Place, r.Name, r.Text, r.Intent, r.Form, r.Values, r.Quote})
	}
	return all
}
