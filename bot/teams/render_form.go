package teams

import (
	"cmp"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/partnerbot/partnerbot/bot/form"
)

// RenderForm draws a form as a dialog: an input for each field, with its id, and one button that sends them all. What is
// wrong with a field stands under it. An error means that the form breaks a limit.
func RenderForm(f form.Form) (Card, error) {
	c := newCard(f.Title)
	if f.Problem != "" {
		c.Body = append(c.Body, box("attention", line(normal(f.Problem))))
	}
	if f.Intro != "" {
		c.Body = append(c.Body, line(normal(f.Intro)))
	}
	for _, field := range f.Fields {
		c.Body = append(c.Body, drawField(field)...)
	}
	c.Actions = []action{{
		Type: "Action.Submit", Title: plain(cmp.Or(f.Submit, "Send"), maxButton), Style: "positive",
		Data: &actionData{Form: string(f.Name), Meta: f.Meta},
	}}
	card, err := c.encoded(f.Title)
	if err != nil {
		return Card{}, fmt.Errorf("form %s: %w", f.Name, err)
	}
	return card, nil
}

// renderOpener draws the card whose button opens a form that was asked for by a typed command; command and text are what
// the button types again. Teams opens no dialog in answer to a message.
func renderOpener(f form.Form, command, text string) (Card, error) {
	c := newCard(f.Title + ": open the form")
	c.Body = append(c.Body, heading(f.Title, "Medium"))
	if f.Intro != "" {
		c.Body = append(c.Body, line(normal(f.Intro)).under())
	}
	c.Actions = []action{{
		Type: "Action.Submit", Title: "Open the form", Style: "positive",
		Data: &actionData{MSTeams: &teamsData{Type: taskFetch}, Command: command, Text: typedAgain(text)},
	}}
	return c.encoded(f.Title)
}

// typedAgain is the text of a command, as much of it as a button carries: it only fills fields in.
func typedAgain(s string) string {
	s = strings.ToValidUTF8(s, "")
	if len(s) <= maxTyped {
		return s
	}
	end := maxTyped
	for !utf8.RuneStart(s[end]) {
		end--
	}
	return s[:end]
}
