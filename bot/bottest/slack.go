package bottest

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/partnerbot/partnerbot/bot/playground"
)

// Slack drives a playground. Advance moves its clock, to what NextMonday or InDays says.
type Slack struct {
	Server     *playground.Server
	App        string // the app's name, under which it posts
	Now        func() time.Time
	NextMonday func(now time.Time) time.Time
	InDays     func(now time.Time, days int) time.Time
	Advance    func(ctx context.Context, to time.Time) error

	mu     sync.Mutex
	errors map[string]map[string]string // by person: what the bot said of the fields of the open form
}

var _ Driver = (*Slack)(nil)

// Typed has the slash.
func (d *Slack) Typed(_, line string) string { return "/" + line }

// Type types a slash command.
func (d *Slack) Type(ctx context.Context, who, room, line string) error {
	return d.Server.As(who).Command(ctx, channelOf(room), d.Typed(room, line))
}

// Press presses a button of a message.
func (d *Slack) Press(ctx context.Context, who string, p Post, button string) error {
	d.note(who, nil)
	m, ok := p.raw.(playground.Message)
	if !ok {
		return fmt.Errorf("there is no post to press [%s] on", button)
	}
	return d.Server.As(who).Click(ctx, m, button)
}

// Form is the modal on top.
func (d *Slack) Form(who string) *Form {
	m := d.Server.As(who).Modal()
	if m == nil {
		return nil
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	f := &Form{Title: m.Title, Text: m.Text()}
	for _, x := range m.Fields {
		f.Fields = append(f.Fields, Field{Label: x.Label, Value: x.Value, Error: d.errors[who][x.Label]})
	}
	return f
}

// Fill enters a value in the modal on top.
func (d *Slack) Fill(ctx context.Context, who, label, value string) error {
	m, err := d.Server.As(who).WaitModal(ctx, func(*playground.Modal) bool { return true })
	if err != nil {
		return err
	}
	return m.Fill(ctx, label, value)
}

// Submit sends the modal on top.
func (d *Slack) Submit(ctx context.Context, who string) error {
	m, err := d.Server.As(who).WaitModal(ctx, func(*playground.Modal) bool { return true })
	if err != nil {
		return err
	}
	wrong, err := m.Submit(ctx)
	d.note(who, wrong)
	return err
}

// Close closes the modal on top.
func (d *Slack) Close(ctx context.Context, who string) error {
	m, err := d.Server.As(who).WaitModal(ctx, func(*playground.Modal) bool { return true })
	if err != nil {
		return err
	}
	return m.Close(ctx)
}

func (d *Slack) note(who string, wrong map[string]string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.errors == nil {
		d.errors = map[string]map[string]string{}
	}
	d.errors[who] = wrong
}

// Posts are messages, replies and ephemeral ones.
func (d *Slack) Posts(who, room string) []Post {
	p := d.Server.As(who)
	var all []playground.Message
	for _, m := range p.Messages(channelOf(room)) {
		all = append(all, m)
		all = append(all, p.Thread(m)...)
	}
	all = append(all, p.Ephemerals(channelOf(room))...)
	slices.SortStableFunc(all, func(a, b playground.Message) int { return strings.Compare(a.TS, b.TS) })
	var out []Post
	for _, m := range all {
		out = append(out, Post{
			ID: m.TS, State: m.Text(), Room: room, Thread: m.Thread, From: m.From, Text: m.Text(), Private: m.Ephemeral, ByApp: m.From == d.App,
			raw: m,
		})
	}
	return out
}

// Wait waits for the workspace to change.
func (d *Slack) Wait(ctx context.Context, done func() bool) error { return d.Server.Wait(ctx, done) }

// Monday moves the clock.
func (d *Slack) Monday(ctx context.Context) error { return d.Advance(ctx, d.NextMonday(d.Now())) }

// Later moves the clock.
func (d *Slack) Later(ctx context.Context, days int) error {
	return d.Advance(ctx, d.InDays(d.Now(), days))
}

// channelOf is the playground's name of a room.
func channelOf(room string) string {
	if room == Direct {
		return "@app"
	}
	return room
}
