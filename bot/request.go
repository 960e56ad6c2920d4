package bot

import (
	"context"

	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/intent"
	"github.com/partnerbot/partnerbot/domain"
)

// Kind is how a person asked.
type Kind string

// The kinds of request.
const (
	Command  Kind = "command"  // typed words
	Click    Kind = "click"    // a button on something shown
	Submit   Kind = "submit"   // a filled-in form
	Shortcut Kind = "shortcut" // the platform's menu; Quote is set when it was a message's
	Home     Kind = "home"     // the Home tab was opened
	Welcome  Kind = "welcome"  // the bot was just let into the place of the request
	Lookup   Kind = "lookup"   // a lookup field was typed in
)

// Place is where the request was made and what it was made on.
type Place struct {
	Workspace string // the workspace that the bot is installed in
	Channel   string
	Room      bool              // Channel is one of a team, which the program may post to
	Message   domain.MessageRef // the message whose button was clicked, zero otherwise
}

// Request is what a person asked for, whichever platform it came from. Everything in it is untrusted except Who and
// Place, which the adapter verified.
type Request struct {
	Kind   Kind
	Key    string // unique to the request: a second one with it is the same request delivered again
	Who    domain.Identity
	Place  Place
	Name   string        // command (without the slash), id of the shortcut, or source of the lookup
	Text   string        // the words after the command, or what was typed in the lookup
	Intent intent.Intent // of the button, or of the form's Meta
	Form   form.Name     // Submit
	Values form.Values   // Submit
	Quote  string        // the text of the message a message shortcut was used on
	Actor  domain.Actor  // filled in by Bot, from Who
	Ask    Ask
}

// Ask is what the bot may ask the platform while it handles a request; the adapter sets it. A nil function answers
// that the platform cannot say now.
type Ask struct {
	// Profile is what the platform knows of a person: used for one who is not known yet, who asked or was picked, and once
	// a day for one who is.
	Profile func(ctx context.Context, who domain.Identity) (domain.Profile, error)
	// Channel is a channel's name and whether people of another organization are in it, by the id a Channel field
	// gave; its Purpose is left empty.
	Channel func(ctx context.Context, id string) (domain.Channel, error)
}
