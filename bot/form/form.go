// Package form holds the forms a person fills in: a small closed set of fields that both platforms have, and every
// form of the bot. A form says nothing of how it is drawn or opened.
package form

// Name names a form; a button names the form it opens, and a submission the form it fills.
type Name string

// The forms. Each has a constructor in a file of its own, New and the name, and samples in Samples.
const (
	Register Name = "register"
	Reject   Name = "reject"
	AskInfo  Name = "ask_info"
	Answer   Name = "answer"
	Update   Name = "update"
	Won      Name = "won"
	Lost     Name = "lost"
	Withdraw Name = "withdraw"
	Schedule Name = "schedule"

	SetUp         Name = "setup"
	SetUpDesk     Name = "setup_desk"
	SetUpRunway   Name = "setup_runway"
	SetUpForecast Name = "setup_forecast"

	AddPartner     Name = "add_partner"
	SignPartner    Name = "sign_partner"
	CheckpointDone Name = "checkpoint_done"
	DueDate        Name = "new_date"
	AssignStep     Name = "assign_step"
	Snooze         Name = "snooze"
	AskHelp        Name = "ask_help"
	Reassign       Name = "reassign"
	Park           Name = "park"
	Exit           Name = "exit"
	Touch          Name = "touch"
	Profile        Name = "profile"
	Path           Name = "path"
	Override       Name = "override"
	NudgeSettings  Name = "nudge_settings"
	OpenType       Name = "open_type"
)

// Kind is what a field holds. The set is closed.
type Kind string

// The kinds. Lookup is a choice whose options are searched for as the person types; Person and Channel are the
// platform's own pickers and give its ids.
const (
	Text     Kind = "text"
	LongText Kind = "long_text"
	Amount   Kind = "amount" // a decimal number as typed
	Date     Kind = "date"   // ISO date
	Email    Kind = "email"
	Choice   Kind = "choice"
	Lookup   Kind = "lookup"
	Person   Kind = "person"
	Channel  Kind = "channel"
)

// Option is one choice. Value is at most 150 bytes (docs.slack.dev: option object), Label at most 75 runes.
type Option struct {
	Value, Label string
}

// Field is one thing asked. ID is unique in the form and is what a FieldError names.
type Field struct {
	ID       string
	Kind     Kind
	Label    string
	Hint     string
	Optional bool
	Many     bool     // Choice, Person: several may be chosen
	Options  []Option // Choice
	Source   string   // Lookup: what is searched
	Max      int      // Text, LongText: most runes; 0: the platform's limit
	// Values is what stands in the field when it opens: the default, or what was typed before an error.
	Values []string
	// Labels are the labels of Values in a Lookup or a Channel, in the same order: for a platform that does not know them.
	Labels []string
	Error  string
}

// Form is a form as it is opened. Meta travels with it and comes back with the submission; it is untrusted then.
type Form struct {
	Name   Name
	Title  string // at most 24 runes (docs.slack.dev: modal title)
	Submit string // at most 24 runes
	Intro  string // one or two sentences above the fields, "" for none
	Meta   string // an encoded intent, "" when the form is about nothing in particular
	Fields []Field
	// Problem is what is wrong with the whole, shown above the fields.
	Problem string
}

// Values is what a person filled in, by field. An empty field is absent.
type Values map[string][]string

// Get is the first value of a field, "" when there is none.
func (v Values) Get(id string) string {
	if len(v[id]) == 0 {
		return ""
	}
	return v[id][0]
}
