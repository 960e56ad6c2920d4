package botconnector

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Content types of an answer to adaptiveCard/action (teams.api 2.1.0).
const (
	cardType    = "application/vnd.microsoft.card.adaptive"
	messageType = "application/vnd.microsoft.activity.message"
	errorType   = "application/vnd.microsoft.error"
)

// trouble is what Teams says when the bot's answer is none.
const trouble = "Something went wrong. Please try again."

// closed is a channel that is closed: nobody waits for it.
var closed = func() chan struct{} { c := make(chan struct{}); close(c); return c }()

// execute is an Action.Execute (learn.microsoft.com: universal-action-model). What is answered is shown to the person
// alone: a card in place of the one that was clicked, or a text.
func (p *Person) execute(ctx context.Context, from origin, index int, action, data obj) error {
	s := p.s
	s.mu.Lock()
	a := s.executeActivity(p.User, from, action, data, "manual")
	s.mu.Unlock()
	answer, err := s.invoke(ctx, a)
	s.mu.Lock()
	defer s.mu.Unlock()
	if err != nil {
		p.whisper(from, trouble)
		return err
	}
	card, words, err := s.executed(from.room, answer)
	if card == nil {
		p.whisper(from, words)
		return err
	}
	if at := from.message.sightOf(p.User.ID); index < len(at.views) {
		at.views[index] = newView(card)
		at.refreshed = closed // it is new already
		s.note()
	}
	return nil
}

// executeActivity is called with s.mu held.
func (s *Server) executeActivity(u User, from origin, action, data obj, trigger string) obj {
	a := onMessage(s.activity("invoke", u, from.room, from.thread()), from.message)
	does := obj{"type": "Action.Execute", "data": data}
	for _, key := range []string{"id", "verb", "title"} {
		if v := text(action, key); v != "" {
			does[key] = v
		}
	}
	a["name"], a["value"] = "adaptiveCard/action", obj{"action": does, "trigger": trigger}
	return a
}

// executed reads the answer: a card, or words for the person. Called with s.mu held.
func (s *Server) executed(r *room, answer obj) (card obj, words string, err error) {
	wrong := func(format string, args ...any) (obj, string, error) {
		err := fmt.Errorf("the answer to adaptiveCard/action: "+format, args...)
		s.refuse("%v", err)
		return nil, trouble, err
	}
	status, _ := answer["statusCode"].(float64)
	switch kind := text(answer, "type"); {
	case kind == cardType && status == 200:
		card, _ = answer["value"].(obj)
		if problems := s.checkCard(r, card, false); len(problems) > 0 {
			return wrong("%s", strings.Join(problems, "; "))
		}
		return card, "", nil
	case kind == messageType && status == 200 && text(answer, "value") != "":
		return nil, text(answer, "value"), nil
	case kind == errorType && (status == 400 || status == 500) && text(object(answer, "value"), "message") != "":
		return nil, text(object(answer, "value"), "message"), nil
	default:
		return wrong("statusCode %v and type %q do not go together, or with this value", answer["statusCode"], kind)
	}
}

// checkCard gives what is wrong with a card that is shown in a room, or in a dialog. Called with s.mu held.
func (s *Server) checkCard(r *room, card obj, dialog bool) []string {
	c := &checker{dialog: dialog, room: r.kind, known: func(id string) bool { return s.isMentionable(r, id) }}
	c.card(card, "")
	return c.problems
}

// refresh has the client refresh a message's card if that is wanted, and waits until it was. It does so again when the
// message was changed meanwhile.
func (p *Person) refresh(ctx context.Context, r *room, m *message) {
	for p.refreshOnce(ctx, r, m) {
	}
}

// refreshOnce tells whether the message was changed meanwhile.
func (p *Person) refreshOnce(ctx context.Context, r *room, m *message) bool {
	s := p.s
	s.mu.Lock()
	at := m.sightOf(p.User.ID)
	index, action := s.wantsRefresh(p.User, r, m)
	under := at.refreshed
	if under != nil || action == nil {
		s.mu.Unlock()
		return under != nil && p.await(ctx, under, m, at)
	}
	done := make(chan struct{})
	at.refreshed = done
	a := s.executeActivity(p.User, origin{r, m}, action, clone(object(action, "data")), "automatic")
	s.mu.Unlock()
	answer, err := s.invoke(ctx, a)
	s.mu.Lock()
	defer s.mu.Unlock()
	defer close(done)
	if err != nil {
		return false
	}
	if card, _, _ := s.executed(r, answer); card != nil && m.sights[p.User.ID] == at {
		at.views[index] = newView(card)
		s.note()
	}
	return m.sights[p.User.ID] != at
}

// await waits for a refresh that is under way.
func (p *Person) await(ctx context.Context, done <-chan struct{}, m *message, at *sight) bool {
	select {
	case <-done:
	case <-ctx.Done():
		return false
	}
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	return m.sights[p.User.ID] != at && !errors.Is(ctx.Err(), context.Canceled)
}

// maxRefreshed is how many people of a chat or channel get a view of their own (learn.microsoft.com:
// user-specific-views).
const maxRefreshed = 60

// wantsRefresh gives the action with which a card is refreshed for a person; nil for none. Called with s.mu held.
func (s *Server) wantsRefresh(u User, r *room, m *message) (int, obj) {
	for i, c := range m.cards {
		refresh := object(c, "refresh")
		ids, listed := refresh["userIds"].([]any)
		switch {
		case refresh == nil:
		case listed && slices.Contains(ids, any(s.cfg.userID(u.ID))), !listed && len(r.people()) <= maxRefreshed:
			return i, object(refresh, "action")
		}
	}
	return 0, nil
}
