package playground

import (
	"log/slog"
	"regexp"
	"strings"
)

// Step is one line of the guide. Clicking it switches to the person and the
// channel and puts Type into the composer.
//
// Sees is a regular expression: the step is done once the person has looked at a
// message of the app that it matches, posted after BeginGuide in the step's channel, or
// has a modal open that it matches. What only they see begins with the line "only you".
// A named group is remembered: in the Note, Type, Find and Sees of later steps its
// name in braces stands for it.
type Step struct {
	Title string
	// Note says what to press, and what the person will see; may be empty.
	Note    string
	As      string // user id
	Channel string // channel id, "home" for the app's Home tab, "@app" for its direct messages
	Type    string
	// Find is a text of the message to go to; empty for the newest one.
	Find string
	// Clock is "workday" or "monday" for a step that moves the clock.
	Clock string
	Sees  string
}

// Beyond is something to try elsewhere. The zero value is nothing.
type Beyond struct{ Title, Text, Command string }

// progress is how far the guide was followed.
type progress struct {
	from string // messages before it were there already
	done map[int]bool
	said map[string]string // by the name of the group
}

// BeginGuide says that the reader takes over now.
func (s *Server) BeginGuide() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.guide = progress{from: s.nextTS(), done: map[int]bool{}, said: map[string]string{}}
	s.note()
}

// pageGuide is the guide, with the name of each step's channel: the person who looks at
// it may not be a member. Called with s.mu held.
func (s *Server) pageGuide() []obj {
	out := []obj{}
	for i, step := range s.cfg.Guide {
		out = append(out, obj{
			"title": step.Title, "note": s.guide.fill(step.Note, "the deal"), "as": step.As, "channel": step.Channel,
			"type": s.guide.fill(step.Type, ""), "find": s.guide.fill(step.Find, ""), "clock": step.Clock,
			"place": s.placeOf(step), "done": s.guide.done[i],
		})
	}
	return out
}

func (s *Server) placeOf(step Step) string {
	switch r := s.rooms[step.Channel]; {
	case r != nil:
		return "#" + r.Name
	case step.Channel == "home":
		return "Home tab"
	case step.Channel == "@app":
		return "direct messages"
	}
	return ""
}

// fill puts what was remembered in its place, and other where nothing was yet.
func (p *progress) fill(text, other string) string {
	for name, value := range p.said {
		text = strings.ReplaceAll(text, "{"+name+"}", value)
	}
	return strings.TrimSpace(unsaid.ReplaceAllString(text, other))
}

var unsaid = regexp.MustCompile(`\{\w+\}`)

// followGuide sees which steps are done by now. Once done they stay so.
func (s *Server) followGuide() {
	for i, step := range s.cfg.Guide {
		sees := s.waitsFor(i, step)
		if sees == nil {
			continue
		}
		for _, text := range s.lookedAt(step) {
			if found := sees.FindStringSubmatch(text); found != nil {
				s.tick(i, sees.SubexpNames(), found)
				break
			}
		}
	}
}

// waitsFor is what a step is done by, nil when it is done or nothing is.
func (s *Server) waitsFor(i int, step Step) *regexp.Regexp {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.guide.done[i] || step.Sees == "" || s.guide.from == "" {
		return nil
	}
	sees, err := regexp.Compile(s.guide.fill(step.Sees, "nothing yet"))
	if err != nil {
		s.log.Error("a step of the guide cannot be read", slog.Any("error", err))
		return nil
	}
	return sees
}

func (s *Server) tick(i int, names, found []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.guide.done[i] = true
	for n, name := range names {
		if name != "" {
			s.guide.said[name] = found[n]
		}
	}
}

// lookedAt are the texts that a step's person has before them: the open modal, and the messages of the app in the
// step's channel up to where they have read.
func (s *Server) lookedAt(step Step) []string {
	p := s.As(step.As)
	var texts []string
	if m := p.Modal(); m != nil {
		texts = append(texts, m.Text())
	}
	id, err := p.room(step.Channel)
	if err != nil {
		return texts
	}
	s.mu.Lock()
	from, read := s.guide.from, s.read[readMark{step.As, id}]
	s.mu.Unlock()
	for _, m := range p.list(id, func(m *message) bool { return m.ts > from && m.ts <= read && m.bot != "" }) {
		text := m.Text()
		if m.Ephemeral {
			text = "only you\n" + text
		}
		texts = append(texts, text)
	}
	return texts
}
