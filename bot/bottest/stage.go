package bottest

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Narrator is told what happens, for a person to read.
type Narrator interface {
	Scene(title string)
	Does(who Role, room Room, what string)
	Sees(who Role, room Room, text string)
}

// Story is a promise of the bot's, as people live through it. It begins in a program that is set up, unless it is Fresh:
// then the bot has just been let in.
type Story struct {
	Name  string
	Play  func(*Stage)
	Fresh bool
}

// Stories are all of them.
func Stories() []Story {
	return []Story{RegisterToDigest, AskAndReject, StaleClick, FourPillars, SignatureToProducing, StallToExit, WholePortfolio, SecondType}
}

// patience is how long something that must come is waited for.
const patience = 20 * time.Second

// Stage is where a story is played. The first thing that is not as the story says ends it: every line after that does
// nothing, and Play answers the error.
type Stage struct {
	Cast
	ctx     context.Context
	driver  Driver
	tell    Narrator
	known   map[sight]bool
	problem error
}

// sight is a post as somebody saw it; an edited one is another sight.
type sight struct{ id, state string }

// Play plays a story to its end, and then looks for posts that it does not speak of.
func Play(ctx context.Context, d Driver, c Cast, tell Narrator, s Story) error {
	st := &Stage{Cast: c, ctx: ctx, driver: d, tell: tell, known: map[sight]bool{}}
	for _, p := range st.everything() {
		st.known[sight{p.ID, p.State}] = true
	}
	s.Play(st)
	if st.problem == nil {
		st.Quiet()
	}
	if st.problem != nil {
		return fmt.Errorf("the story “%s” went another way: %w", s.Name, st.problem)
	}
	return nil
}

// Scene begins a part of the story.
func (s *Stage) Scene(title string) {
	if s.problem == nil {
		s.tell.Scene(title)
	}
}

// Quiet holds that nothing was posted of which the story does not speak.
func (s *Stage) Quiet() {
	if s.problem != nil {
		return
	}
	var extra []string
	all := s.everything()
	for _, p := range all {
		if p.ByApp && !s.known[sight{p.ID, p.State}] && s.about(p, all) && !strings.HasPrefix(p.Text, hello) {
			extra = append(extra, fmt.Sprintf("in %s:\n%s", p.Room, indent(p.Text)))
		}
	}
	if len(extra) > 0 {
		s.fail("nobody expected these posts:\n%s", strings.Join(extra, "\n"))
	}
}

// hello is how the bot greets whoever lets it in, which it may come to say only when a story has begun.
const hello = "Hello, I am partnerbot"

// about tells whether a post is of the story: in a busy program, when it or what it answers names the story's customer.
func (s *Stage) about(p Post, all []Post) bool {
	return !s.Busy || slices.ContainsFunc(all, func(q Post) bool {
		return (q.ID == p.ID || q.ID == p.Thread) && strings.Contains(q.Text, customer)
	})
}

// Monday moves the clock to the next Monday post.
func (s *Stage) Monday() {
	if s.problem == nil {
		s.problem = s.driver.Monday(s.ctx)
	}
}

// Later moves the clock by so many days, into the morning.
func (s *Stage) Later(days int) {
	if s.problem == nil {
		s.problem = s.driver.Later(s.ctx, days)
	}
}

func (s *Stage) fail(format string, args ...any) {
	if s.problem == nil {
		s.problem = fmt.Errorf(format, args...)
	}
}

func (s *Stage) roles() []Role {
	return []Role{s.Seller, s.Rival, s.Reviewer, s.Lead, s.Manager, s.CRO}
}

// everything is what anybody of the cast sees anywhere.
func (s *Stage) everything() []Post {
	var all []Post
	for _, r := range s.roles() {
		for _, room := range []string{s.Floor.ID, s.DealDesk.ID, s.Forecast.ID, s.Team.ID, Direct} {
			all = append(all, s.driver.Posts(r.ID, room)...)
		}
	}
	return all
}

// wait waits for something that must come.
func (s *Stage) wait(done func() bool) bool {
	ctx, cancel := context.WithTimeout(s.ctx, patience)
	defer cancel()
	return s.driver.Wait(ctx, done) == nil
}

// lacks are the words that the text does not hold.
func lacks(text string, words []string) []string {
	return slices.DeleteFunc(slices.Clone(words), func(w string) bool { return strings.Contains(text, w) })
}

func indent(text string) string {
	return "    " + strings.ReplaceAll(strings.TrimRight(text, "\n"), "\n", "\n    ")
}
