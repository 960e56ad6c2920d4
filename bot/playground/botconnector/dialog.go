package botconnector

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// dialog is what a person has open.
type dialog struct {
	from      origin
	extension *extension // of the message extension that it belongs to; nil for a bot's
	title     string
	view      *view
	problem   string // what Teams says when the bot's answer is none
}

// Dialog is the dialog that a person has open, as it was when asked for. What is filled in stays with the client until
// the bot answers with another card: that has only what its inputs' values say.
type Dialog struct {
	Title   string
	Problem string         // what Teams itself says of the whole
	Card    map[string]any // as the bot sent it
	Fields  []Field
	Buttons []string // the words on the buttons that are to be seen
	p       *Person
	d       *dialog
	v       *view
}

// Field is one input of a dialog.
type Field struct {
	ID, Label, Type string
	Value           string // as a person reads it
	Error           string // what stands under it as an error: the client's, or the bot's
	Required        bool
}

// Dialog gives the open dialog, or nil.
func (p *Person) Dialog() *Dialog {
	s := p.s
	s.mu.Lock()
	defer s.mu.Unlock()
	d := s.dialogs[p.User.ID]
	if d == nil {
		return nil
	}
	out := &Dialog{Title: d.title, Problem: d.problem, Card: d.view.card, Buttons: titlesOf(d.view.actions()), p: p, d: d, v: d.view}
	nameOf := s.drawing(d.view, p.User.ID).nameOf
	for _, at := range d.view.inputs() {
		id := text(at.el, "id")
		out.Fields = append(out.Fields, Field{
			ID: id, Label: labelOf(at.el), Type: text(at.el, "type"), Value: d.view.shownValue(at.el, nameOf),
			Error: d.view.problemBeside(id), Required: at.el["isRequired"] == true,
		})
	}
	return out
}

// Text is what the dialog shows now, as lines of plain text.
func (d *Dialog) Text() string {
	s := d.p.s
	s.mu.Lock()
	defer s.mu.Unlock()
	return lines(d.Title, d.d.problem, s.drawing(d.v, d.p.User.ID).card(d.v.card, ""))
}

// Fill enters a value in the field with a label: text, a number, a date as YYYY-MM-DD, a time as HH:MM, yes or no, the
// title of a choice, the name of a person. Several choices are separated by "; ". What can be searched is searched, and
// the bot asked where it finds. Nothing empties the field.
func (d *Dialog) Fill(ctx context.Context, label, value string) error {
	if err := d.check(); err != nil {
		return err
	}
	return d.p.fill(ctx, d.v, d.d.from, label, value)
}

// Submit presses the dialog's main button: the first that is styled as positive, or the first of those that send it.
func (d *Dialog) Submit(ctx context.Context) error {
	d.p.s.mu.Lock()
	sends := slices.DeleteFunc(d.v.actions(), func(a spot) bool { return a.el["type"] != "Action.Submit" })
	d.p.s.mu.Unlock()
	if len(sends) == 0 {
		return fmt.Errorf("the dialog “%s” has no button that sends it", d.Title)
	}
	main := max(0, slices.IndexFunc(sends, func(a spot) bool { return a.el["style"] == "positive" }))
	return d.press(ctx, sends[main])
}

// Press presses a button of the dialog.
func (d *Dialog) Press(ctx context.Context, button string) error {
	d.p.s.mu.Lock()
	at, err := d.v.button(button)
	d.p.s.mu.Unlock()
	if err != nil {
		return err
	}
	return d.press(ctx, at)
}

// press sends the dialog. When the client finds something wrong it says so beside the fields and sends nothing.
func (d *Dialog) press(ctx context.Context, at spot) error {
	if err := d.check(); err != nil {
		return err
	}
	s := d.p.s
	s.mu.Lock()
	d.d.problem = ""
	if s.turns(d.v, at) || !d.v.validate(d.v.beside(at)) {
		s.note()
		s.mu.Unlock()
		return nil
	}
	a := s.submitActivity(d.p.User, d.d, d.v.data(at.el, d.v.beside(at)))
	s.mu.Unlock()
	answer, err := s.invoke(ctx, a)
	return d.p.showTask(d.d, text(a, "name"), answer, err)
}

// Close closes the dialog without sending it. The bot is not told.
func (d *Dialog) Close() error {
	if err := d.check(); err != nil {
		return err
	}
	d.p.s.mu.Lock()
	defer d.p.s.mu.Unlock()
	d.p.close()
	return nil
}

// check holds that the dialog is still what the person has before them.
func (d *Dialog) check() error {
	s := d.p.s
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.dialogs[d.p.User.ID] != d.d || d.d.view != d.v {
		return fmt.Errorf("the dialog “%s” is not open any more", d.Title)
	}
	return nil
}

// close is called with s.mu held.
func (p *Person) close() {
	delete(p.s.dialogs, p.User.ID)
	p.s.note()
}

// fetch asks the bot for a dialog, for a button of a message (msteams-docs: task-modules-bots).
func (p *Person) fetch(ctx context.Context, from origin, data obj) error {
	p.s.mu.Lock()
	a := onMessage(p.s.activity("invoke", p.User, from.room, from.thread()), from.message)
	p.s.mu.Unlock()
	a["name"], a["value"] = "task/fetch", obj{"data": data, "context": obj{"theme": "default"}}
	answer, err := p.s.invoke(ctx, a)
	return p.showTask(&dialog{from: from}, "task/fetch", answer, err)
}

// submitActivity is called with s.mu held.
func (s *Server) submitActivity(u User, d *dialog, data obj) obj {
	if d.extension != nil {
		return s.extensionActivity(u, d.from, d.extension, data)
	}
	a := onMessage(s.activity("invoke", u, d.from.room, d.from.thread()), d.from.message)
	a["name"], a["value"] = "task/submit", obj{"data": data, "context": obj{"theme": "default"}}
	return a
}

// showTask does what the bot answered to an invoke of a dialog: nothing closes it, a message is shown in its place, a
// card is shown in it.
func (p *Person) showTask(d *dialog, name string, answer obj, err error) error {
	s := p.s
	s.mu.Lock()
	defer s.mu.Unlock()
	task, inChat := object(answer, "task"), object(answer, "composeExtension")
	switch {
	case err != nil:
		return p.troubled(d, err)
	case len(answer) == 0 && !isFetch(name):
		p.close()
		return nil
	case task["type"] == "message" && text(task, "value") != "":
		p.close()
		p.whisper(d.from, text(task, "value"))
		return nil
	case inChat["type"] == "message" && text(inChat, "text") != "":
		p.close()
		p.whisper(d.from, text(inChat, "text"))
		return nil
	case task["type"] == "continue":
		return p.continues(d, name, object(task, "value"))
	}
	err = fmt.Errorf("the answer to %s is none that Teams knows: %v", name, answer)
	s.refuse("%v", err)
	return p.troubled(d, err)
}

func isFetch(name string) bool {
	return strings.HasSuffix(name, "etch") || strings.HasSuffix(name, "etchTask")
}

// continues shows a card in the dialog. Called with s.mu held.
func (p *Person) continues(d *dialog, name string, info obj) error {
	card := object(object(info, "card"), "content")
	problems := p.s.checkCard(d.from.room, card, true)
	problems = append(problems, checkTaskInfo(info)...)
	if len(problems) > 0 {
		err := fmt.Errorf("the dialog answered to %s: %s", name, strings.Join(problems, "; "))
		p.s.refuse("%v", err)
		return p.troubled(d, err)
	}
	d.title, d.view, d.problem = text(info, "title"), newView(card), ""
	p.s.dialogs[p.User.ID] = d
	p.s.note()
	return nil
}

// troubled says that the bot's answer was none: in the dialog, or where it would have been opened. Called with s.mu held.
func (p *Person) troubled(d *dialog, err error) error {
	d.problem = trouble
	if d.extension != nil {
		d.problem = "Unable to reach app. Please try again."
	}
	if p.s.dialogs[p.User.ID] != d {
		p.whisper(d.from, d.problem)
	}
	p.s.note()
	return err
}
