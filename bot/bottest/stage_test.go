package bottest_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/partnerbot/partnerbot/bot/bottest"
)

// mute is a platform on which nothing happens but what a test puts there.
type mute struct {
	posts map[string][]bottest.Post // by room
	form  *bottest.Form
	typed func()
}

func (m *mute) Type(context.Context, string, string, string) error { m.typed(); return nil }

func (m *mute) Press(context.Context, string, bottest.Post, string) error { return nil }

func (m *mute) Form(string) *bottest.Form { return m.form }

func (m *mute) Fill(context.Context, string, string, string) error { return nil }

func (m *mute) Submit(context.Context, string) error { return nil }

func (m *mute) Close(context.Context, string) error { m.form = nil; return nil }

func (m *mute) Typed(_, line string) string { return line }

func (m *mute) Posts(_, room string) []bottest.Post {
	posts := slices.Clone(m.posts[room])
	for i := range posts {
		posts[i].State = posts[i].Text
	}
	return posts
}

func (m *mute) Monday(context.Context) error     { return nil }
func (m *mute) Later(context.Context, int) error { return nil }

func (m *mute) Wait(_ context.Context, done func() bool) error {
	if done() {
		return nil
	}
	return errors.New("nothing more happens")
}

type silent struct{}

func (silent) Scene(string) {}

func (silent) Does(bottest.Role, bottest.Room, string) {}

func (silent) Sees(bottest.Role, bottest.Room, string) {}

var (
	maya  = bottest.Role{ID: "U1", Name: "Maya"}
	floor = bottest.Room{ID: "C1", Name: "#sales"}
)

func TestPlay(t *testing.T) {
	t.Parallel()
	old := bottest.Post{ID: "1", Room: "C1", Text: "yesterday's news", ByApp: true}
	fresh := bottest.Post{ID: "2", Room: "C1", Text: "D-1042 is registered\n[Open]", ByApp: true}
	reply := bottest.Post{ID: "3", Room: "C1", Thread: "2", Text: "approved", ByApp: true}
	edited := bottest.Post{ID: "2", Room: "C1", Text: "D-1042 is approved", ByApp: true}
	spoken := bottest.Post{ID: "4", Room: "C1", Text: "hello all"}
	wrong := &bottest.Form{Title: "Register", Text: "Too late", Fields: []bottest.Field{{Label: "E-mail", Error: "private mailbox"}}}

	for name, c := range map[string]struct {
		posts []bottest.Post // after Maya typed
		form  *bottest.Form
		play  func(bottest.Person)
		want  []string // of the error; none for a story that comes out as it says
	}{
		"as it says": {
			posts: []bottest.Post{old, fresh, spoken},
			play:  func(p bottest.Person) { p.Reads(floor, "D-1042", "[Open]"); p.Done() },
		},
		"a reply in a thread": {
			posts: []bottest.Post{fresh, reply},
			play:  func(p bottest.Person) { p.ReadsThread(p.Reads(floor, "D-1042"), "approved") },
		},
		"a post that nobody expects": {
			posts: []bottest.Post{old, fresh}, play: func(bottest.Person) {}, want: []string{"nobody expected", "D-1042 is registered"},
		},
		"an edit that nobody expects": {
			posts: []bottest.Post{{ID: "1", Room: "C1", Text: "other news", ByApp: true}},
			play:  func(bottest.Person) {}, want: []string{"nobody expected", "other news"},
		},
		"a post that never comes": {
			posts: []bottest.Post{old}, play: func(p bottest.Person) { p.Reads(floor, "D-1042") },
			want: []string{"Maya should read in #sales", "+ D-1042", "yesterday's news", `- lacks "D-1042"`},
		},
		"what was there before is not read again": {
			posts: []bottest.Post{old}, play: func(p bottest.Person) { p.Reads(floor, "news") }, want: []string{"+ news"},
		},
		"a person's words are not the app's": {
			posts: []bottest.Post{spoken}, play: func(p bottest.Person) { p.Reads(floor, "hello") }, want: []string{"+ hello"},
		},
		"another post is not the card": {
			posts: []bottest.Post{fresh, {ID: "9", Room: "C1", Text: "D-1043 is approved", ByApp: true}},
			play:  func(p bottest.Person) { p.ReadsAgain(p.Reads(floor, "D-1042"), "approved") }, want: []string{"+ approved"},
		},
		"only the words that are missing are told": {
			posts: []bottest.Post{edited}, play: func(p bottest.Person) { p.Reads(floor, "D-1042", "rejected") },
			want: []string{`- lacks "rejected"`},
		},
		"a form refused beside a field and above": {
			form: wrong, play: func(p bottest.Person) {
				p.Refused("Register", [2]string{"E-mail", "private"}, [2]string{"", "Too late"})
				p.Close()
				p.Done()
			},
		},
		"a form with another error": {
			form: wrong, play: func(p bottest.Person) { p.Refused("Register", [2]string{"E-mail", "too long"}) },
			want: []string{"+ too long", "private mailbox"},
		},
		"a form that stays": {
			form: wrong, play: func(p bottest.Person) { p.Done() }, want: []string{"no form open any more", "Too late"},
		},
		"a form that never opens": {
			play: func(p bottest.Person) { p.Fill("Register", [2]string{"E-mail", "x"}) }, want: []string{"should have the form “Register” open, and has none"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := &mute{posts: map[string][]bottest.Post{"C1": {old}}}
			m.typed = func() {
				m.form = c.form
				if c.posts != nil {
					m.posts["C1"] = c.posts
				}
			}
			err := bottest.Play(t.Context(), m, bottest.Cast{Seller: maya, Floor: floor}, silent{}, bottest.Story{
				Name: name, Play: func(s *bottest.Stage) {
					p := s.As(s.Seller)
					p.Type(floor, "deal register")
					c.play(p)
				},
			})
			if len(c.want) == 0 && err != nil {
				t.Fatalf("the story should come out: %v", err)
			}
			for _, w := range c.want {
				if err == nil || !strings.Contains(err.Error(), w) {
					t.Errorf("the error should say %q, and is: %v", w, err)
				}
			}
		})
	}
}
