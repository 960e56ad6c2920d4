package bottest

import "context"

// Driver is a chat platform with the app in it. People and rooms have the platform's ids.
type Driver interface {
	// Typed is a command as a person types it in a room: "/deal register Acme" for "deal register Acme".
	Typed(room, line string) string
	// Type has a person type a command in a room.
	Type(ctx context.Context, who, room, line string) error
	// Press has a person press a button of a post as they saw it, and agree to its confirmation.
	Press(ctx context.Context, who string, p Post, button string) error
	// Form is what a person has open, nil when nothing.
	Form(who string) *Form
	// Fill enters a value in a field of the open form, both as a person reads them.
	Fill(ctx context.Context, who, label, value string) error
	// Submit sends the open form. What is wrong with it is then to be read in Form; it is gone when nothing is.
	Submit(ctx context.Context, who string) error
	// Close closes the open form without sending it.
	Close(ctx context.Context, who string) error
	// Posts are what a person sees in a room, threads and what only they see included, oldest first. The room of a
	// person's direct messages with the app is Direct.
	Posts(who, room string) []Post
	// Wait returns when done reports true, which it is asked now and after everything that happens, or with ctx's error.
	Wait(ctx context.Context, done func() bool) error
	// Monday moves the clock to when the next Monday post has just come due.
	Monday(ctx context.Context) error
	// Later moves the clock by so many days, to when people have had their mail of the morning.
	Later(ctx context.Context, days int) error
}

// Direct is the room of a person's direct messages with the app.
const Direct = "direct messages"

// Post is a message as a person sees it now.
type Post struct {
	ID, Room string
	State    string // tells it from what it was before an edit, whoever looks
	Thread   string // the ID of the post in whose thread it is
	From     string
	Text     string // lines of plain text, buttons in brackets
	Private  bool   // only this person sees it
	ByApp    bool
	raw      any // the message as its driver knows it: its buttons are those that the person saw
}

// Form is an open form as a person reads it.
type Form struct {
	Title, Text string // Text is all of it, with what is wrong with the whole
	Fields      []Field
}

// Field is one field of a form: what is in it and what is wrong with it.
type Field struct{ Label, Value, Error string }

// Cast is who plays in a story and where, by the platform's ids, and what it is about.
type Cast struct {
	Seller, Rival, Reviewer, Lead, Manager, CRO Role
	Floor, DealDesk, Forecast, Team             Room // Floor is where sellers type, Team the partner team's
	Partner, RivalPartner                       string
	Product                                     string
	Currency                                    string // ISO 4217
	CloseDate                                   string // ISO date, for a deal that is registered
	// Busy is a program with other deals in it: posts about those are none of the story's.
	Busy bool
}

// Role is a person of the cast.
type Role struct{ ID, Name string }

// Room is a channel of the cast.
type Room struct{ ID, Name string }
