package bottest

import (
	"fmt"
	"strings"
)

// Person is somebody of the cast on a stage.
type Person struct {
	Role
	s *Stage
}

// As is a person of the cast.
func (s *Stage) As(r Role) Person { return Person{r, s} }

// Type types a command in a room.
func (p Person) Type(room Room, line string) {
	if p.s.problem != nil {
		return
	}
	p.s.tell.Does(p.Role, room, "types  "+p.s.driver.Typed(room.ID, line))
	p.s.problem = p.s.driver.Type(p.s.ctx, p.ID, room.ID, line)
}

// Press presses a button of a post.
func (p Person) Press(post Post, button string) {
	if p.s.problem != nil {
		return
	}
	p.s.tell.Does(p.Role, p.s.room(post.Room), "presses  ["+button+"]")
	p.s.problem = p.s.driver.Press(p.s.ctx, p.ID, post, button)
}

// Fill fills the open form in and sends it. It fails when there is none with that title.
func (p Person) Fill(title string, values ...[2]string) {
	if p.Opens(title) == nil {
		return
	}
	var told strings.Builder
	for _, v := range values {
		if err := p.s.driver.Fill(p.s.ctx, p.ID, v[0], v[1]); err != nil {
			p.s.fail("%s fills in %q: %w", p.Name, v[0], err)
			return
		}
		fmt.Fprintf(&told, "\n%s: %s", v[0], v[1])
	}
	p.s.tell.Does(p.Role, Room{}, "fills in “"+title+"” and sends it"+told.String())
	p.s.problem = p.s.driver.Submit(p.s.ctx, p.ID)
}

// Opens waits for a form with a title, and gives it; nil when it never comes.
func (p Person) Opens(title string) *Form {
	if p.s.problem != nil {
		return nil
	}
	var f *Form
	if !p.s.wait(func() bool { f = p.s.driver.Form(p.ID); return f != nil && f.Title == title }) {
		p.s.fail("%s should have the form “%s” open, and has %s", p.Name, title, describe(f))
		return nil
	}
	return f
}

// Refused holds that the form is still open and says what is wrong: pairs of a field's label and words beside it, or of
// an empty label and words above the fields.
func (p Person) Refused(title string, wrong ...[2]string) {
	f := p.Opens(title)
	if f == nil {
		return
	}
	told := []string{f.Title}
	for _, w := range wrong {
		at := f.Text
		if w[0] != "" {
			at = f.fieldError(w[0])
			told = append(told, w[0]+": "+at)
		}
		if len(lacks(at, w[1:])) > 0 {
			p.s.fail("%s should read about %q in the form\n  + %s\nand the form says\n%s", p.Name, w[0], w[1], indent(describe(f)))
			return
		}
		if w[0] == "" {
			told = append(told, lineWith(f.Text, w[1]))
		}
	}
	p.s.tell.Sees(p.Role, Room{}, strings.Join(told, "\n"))
}

// lineWith is the line of a text in which the words stand.
func lineWith(text, words string) string {
	for line := range strings.Lines(text) {
		if strings.Contains(line, words) {
			return strings.TrimSpace(line)
		}
	}
	return words
}

// Close closes the open form without sending it.
func (p Person) Close() {
	if p.s.problem == nil {
		p.s.problem = p.s.driver.Close(p.s.ctx, p.ID)
	}
}

// Done holds that no form is open any more.
func (p Person) Done() {
	if p.s.problem != nil {
		return
	}
	if f := p.s.driver.Form(p.ID); f != nil {
		p.s.fail("%s should have no form open any more, and has %s", p.Name, describe(f))
	}
}

// Reads waits for a post in a room that holds all the words and was not read before, and gives it.
func (p Person) Reads(room Room, words ...string) Post {
	return p.read(room, func(Post) bool { return true }, words)
}

// ReadsAgain waits until a post that was read before holds all the words.
func (p Person) ReadsAgain(post Post, words ...string) Post {
	return p.read(p.s.room(post.Room), func(q Post) bool { return q.ID == post.ID }, words)
}

// ReadsThread waits for a post in a post's thread.
func (p Person) ReadsThread(of Post, words ...string) Post {
	return p.read(p.s.room(of.Room), func(q Post) bool { return q.Thread == of.ID }, words)
}

func (p Person) read(room Room, here func(Post) bool, words []string) Post {
	if p.s.problem != nil {
		return Post{}
	}
	var found Post
	came := p.s.wait(func() bool {
		for _, q := range p.s.driver.Posts(p.ID, room.ID) {
			if q.ByApp && here(q) && !p.s.known[sight{q.ID, q.State}] && len(lacks(q.Text, words)) == 0 {
				found = q
				return true
			}
		}
		return false
	})
	if !came {
		p.s.fail("%s should read in %s\n  + %s\nand reads there\n%s", p.Name, room.Name, strings.Join(words, "\n  + "), indent(p.latest(room, words)))
		return Post{}
	}
	p.s.known[sight{found.ID, found.State}] = true
	p.s.tell.Sees(p.Role, room, found.Text)
	return found
}

// latest is what there is to read, what is missing marked, the newest last.
func (p Person) latest(room Room, words []string) string {
	posts := p.s.driver.Posts(p.ID, room.ID)
	var b strings.Builder
	for _, q := range posts[max(0, len(posts)-3):] {
		fmt.Fprintf(&b, "%s\n", q.Text)
		for _, w := range lacks(q.Text, words) {
			fmt.Fprintf(&b, "  - lacks %q\n", w)
		}
	}
	if len(posts) == 0 {
		return "nothing"
	}
	return b.String()
}

// room is a room of the cast by its id.
func (s *Stage) room(id string) Room {
	for _, r := range []Room{s.Floor, s.DealDesk, s.Forecast, s.Team} {
		if r.ID == id {
			return r
		}
	}
	return DirectRoom
}

// DirectRoom is Direct as a room of a story.
var DirectRoom = Room{ID: Direct, Name: Direct}

func (f *Form) fieldError(label string) string {
	for _, x := range f.Fields {
		if x.Label == label {
			return x.Error
		}
	}
	return ""
}

// describe is a form in words, nil included.
func describe(f *Form) string {
	if f == nil {
		return "none"
	}
	var b strings.Builder
	fmt.Fprintf(&b, "“%s”\n%s", f.Title, f.Text)
	for _, x := range f.Fields {
		if x.Error != "" {
			fmt.Fprintf(&b, "\n%s: %s", x.Label, x.Error)
		}
	}
	return b.String()
}
