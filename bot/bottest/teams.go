package bottest

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/partnerbot/partnerbot/bot/playground/botconnector"
)

// Teams drives a stand-in for Microsoft Teams. Advance moves its clock, to what NextMonday or InDays says.
//
// What Slack shows to one person in a channel, Teams shows in a dialog that the bot has answered: such a dialog is a post
// that only they see, in the room where they acted. A dialog opens from a click alone, so to type a command that opens
// one is to press the button that is answered, too.
type Teams struct {
	Server     *botconnector.Server
	Now        func() time.Time
	NextMonday func(now time.Time) time.Time
	InDays     func(now time.Time, days int) time.Time
	Advance    func(ctx context.Context, to time.Time) error

	mu      sync.Mutex
	where   map[string]string               // by person: the room they acted in last
	answers map[string][]Post               // by person: the dialogs that were no forms
	open    map[string]*botconnector.Dialog // by person: the one of these that they have not closed yet
	steps   map[string]bool                 // ids of posts that were a step of typing, and no answer
}

var _ Driver = (*Teams)(nil)

// opener is the words on the button that opens the form of a typed command.
const opener = "Open the form"

// Typed mentions the bot wherever others read along.
func (d *Teams) Typed(room, line string) string {
	if room == Direct {
		return line
	}
	return "@partnerbot " + line
}

// Type writes to the bot, and opens the form when that is what is answered.
func (d *Teams) Type(ctx context.Context, who, room, line string) error {
	d.acts(who, room)
	d.leave(who)
	p := d.Server.As(who)
	typed, err := p.Says(ctx, chatOf(room), d.Typed(room, line))
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	var answer botconnector.Message
	err = d.Server.Wait(ctx, func() bool {
		var ok bool
		answer, ok = answerTo(typed, p.Posts(ctx, chatOf(room)))
		return ok
	})
	if err != nil || !slices.Contains(answer.Buttons(), opener) && room == Direct {
		return err
	}
	d.mu.Lock()
	if d.steps == nil {
		d.steps = map[string]bool{}
	}
	d.steps[answer.ID] = true
	d.mu.Unlock()
	if !slices.Contains(answer.Buttons(), opener) { // it says that the answer is in the personal chat
		return nil
	}
	err = p.Click(ctx, answer, opener)
	d.read(who)
	return err
}

// answerTo is the first post of the bot's after a message, in its thread where there are threads.
func answerTo(typed botconnector.Message, posts []botconnector.Message) (botconnector.Message, bool) {
	i := slices.IndexFunc(posts, func(m botconnector.Message) bool { return m.ID == typed.ID })
	for _, m := range posts[i+1:] {
		if m.ByApp && (m.Thread == typed.ID || m.Thread == "") {
			return m, true
		}
	}
	return botconnector.Message{}, false
}

// Press presses a button of a message or of a dialog's answer, with its confirmation.
func (d *Teams) Press(ctx context.Context, who string, p Post, button string) error {
	d.acts(who, p.Room)
	if dialog, ok := p.raw.(*botconnector.Dialog); ok {
		err := dialog.Press(ctx, button)
		d.read(who)
		return err
	}
	d.leave(who)
	m, ok := p.raw.(botconnector.Message)
	if !ok {
		return fmt.Errorf("there is no post to press [%s] on", button)
	}
	m = d.Server.As(who).Facing(m)
	confirm := m.Reveals(button)
	err := d.Server.As(who).Click(ctx, m, button)
	if err == nil && len(confirm) > 0 {
		err = d.Server.As(who).Click(ctx, m, confirm[0])
	}
	d.read(who)
	return err
}

func (d *Teams) acts(who, room string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.where == nil {
		d.where = map[string]string{}
	}
	d.where[who] = room
}

// leave closes a dialog that was read, before its reader turns to something else.
func (d *Teams) leave(who string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if dialog := d.open[who]; dialog != nil {
		delete(d.open, who)
		_ = dialog.Close() // it may be another thing by now
	}
}

// read takes a dialog with nothing to fill in as a post. It stays open for its buttons.
func (d *Teams) read(who string) {
	dialog := d.Server.As(who).Dialog()
	if dialog == nil || len(dialog.Fields) > 0 {
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.answers == nil {
		d.answers = map[string][]Post{}
	}
	id := "dialog " + strconv.Itoa(len(d.answers[who])+1)
	d.answers[who] = append(d.answers[who], Post{
		ID: id + " of " + who, State: "1", Room: d.where[who], Text: dialog.Text(), Private: true, ByApp: true, raw: dialog,
	})
	if d.open == nil {
		d.open = map[string]*botconnector.Dialog{}
	}
	d.open[who] = dialog
}

// Form is the dialog with fields that a person has open.
func (d *Teams) Form(who string) *Form {
	dialog := d.Server.As(who).Dialog()
	if dialog == nil || len(dialog.Fields) == 0 {
		return nil
	}
	f := &Form{Title: dialog.Title, Text: dialog.Text()}
	for _, x := range dialog.Fields {
		f.Fields = append(f.Fields, Field{Label: x.Label, Value: x.Value, Error: x.Error})
	}
	return f
}

// Fill enters a value in the open dialog.
func (d *Teams) Fill(ctx context.Context, who, label, value string) error {
	dialog, err := d.opened(who)
	if err != nil {
		return err
	}
	return dialog.Fill(ctx, label, value)
}

// Submit sends the open dialog.
func (d *Teams) Submit(ctx context.Context, who string) error {
	dialog, err := d.opened(who)
	if err != nil {
		return err
	}
	err = dialog.Submit(ctx)
	d.read(who)
	return err
}

// Close closes the open dialog.
func (d *Teams) Close(_ context.Context, who string) error {
	dialog, err := d.opened(who)
	if err != nil {
		return err
	}
	return dialog.Close()
}

func (d *Teams) opened(who string) (*botconnector.Dialog, error) {
	if dialog := d.Server.As(who).Dialog(); dialog != nil {
		return dialog, nil
	}
	return nil, fmt.Errorf("%s has no dialog open", d.Server.As(who).User.Name)
}

// Posts are messages, and what dialogs have answered.
func (d *Teams) Posts(who, room string) []Post {
	var out []Post
	for _, m := range d.Server.As(who).Posts(context.Background(), chatOf(room)) {
		if m.Deleted || d.isStep(m.ID) {
			continue
		}
		out = append(out, Post{
			ID: m.ID, State: strconv.Itoa(m.Version), Room: room, Thread: m.Thread, From: m.From, Text: strings.TrimSpace(m.Text()),
			Private: m.Private, ByApp: m.ByApp, raw: m,
		})
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, p := range d.answers[who] {
		if p.Room == room {
			out = append(out, p)
		}
	}
	return out
}

func (d *Teams) isStep(id string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.steps[id]
}

// Wait waits for something to change.
func (d *Teams) Wait(ctx context.Context, done func() bool) error { return d.Server.Wait(ctx, done) }

// Monday moves the clock.
func (d *Teams) Monday(ctx context.Context) error { return d.Advance(ctx, d.NextMonday(d.Now())) }

// Later moves the clock.
func (d *Teams) Later(ctx context.Context, days int) error {
	return d.Advance(ctx, d.InDays(d.Now(), days))
}

// chatOf is the stand-in's name of a room.
func chatOf(room string) string {
	if room == Direct {
		return "@app"
	}
	return room
}
