// Package intent holds what a button means: a name, the thing it is about and the revision the person saw.
// It is a leaf, so that drawing and routing can both name intents without knowing each other.
package intent

import (
	"errors"
	"strconv"
	"strings"
)

// Name says what is meant.
type Name string

// Intents with a button. Each has a handler; a test holds it.
const (
	Approve    Name = "approve"     // approve a registration
	Reject     Name = "reject"      // opens the reject form
	AskInfo    Name = "ask_info"    // opens the ask-for-information form
	Answer     Name = "answer"      // opens the form that answers a reviewer's question
	Register   Name = "register"    // opens the registration form
	Update     Name = "update"      // opens the update form
	WinDeal    Name = "win"         // opens the won form
	LoseDeal   Name = "lose"        // opens the lost form
	Withdraw   Name = "withdraw"    // opens the withdraw form
	ShowDeal   Name = "show_deal"   // shows one deal
	ShowReview Name = "show_review" // draws a review card for who looks at it
	Decide     Name = "decide"      // the same for who wants to decide
	ListDeals  Name = "list_deals"  // shows a list
	Forecast   Name = "forecast"    // shows the forecast
	SetUp      Name = "set_up"      // opens the setup form
	Schedule   Name = "schedule"    // opens the schedule form
	Program    Name = "program"     // shows how the program stands

	ConfirmLink Name = "confirm_link" // the account on another platform is one's own
	DenyLink    Name = "deny_link"    // it is not

	ShowPartner      Name = "show_partner"      // shows one partner
	ListPartners     Name = "list_partners"     // shows a list of partners
	AddPartner       Name = "add_partner"       // opens the form that adds a candidate; its id is that of one, or TYPE:NAME
	SignPartner      Name = "sign_partner"      // opens the form that signs one
	ScorePartner     Name = "score_partner"     // shows how a candidate scores
	DeclineCandidate Name = "decline_candidate" // a candidate is not to be signed
	StepDone         Name = "step_done"         // opens the form that says a checkpoint is done; its id is PARTNER:KEY
	NewDate          Name = "new_date"          // opens the form that moves a checkpoint; its id is PARTNER:KEY
	AssignStep       Name = "assign_step"       // opens the form that says who sees to a checkpoint; its id is PARTNER:KEY
	Snooze           Name = "snooze"            // opens the form that silences alerts of a partner
	AskHelp          Name = "ask_help"          // opens the form that asks for help with a partner
	Helped           Name = "helped"            // the help that was asked for is given
	Reassign         Name = "reassign"          // opens the form that gives a partner to somebody else; its id may be PARTNER:OWNER, as the form was opened
	Park             Name = "park"              // opens the form that parks a partner
	Unpark           Name = "unpark"            // a parked partner is back before its day
	Exit             Name = "exit"              // opens the form that parts with a partner
	Touch            Name = "touch"             // opens the form that logs a contact with a partner
	EditProfile      Name = "edit_profile"      // opens the form of the ideal partner profile; its id is the partner type, "" for any
	EditPath         Name = "edit_path"         // opens the form of the activation path; its id is the partner type, "" for any
	Override         Name = "override"          // opens the form that goes past a gate; its id is GATE:TYPE
	OpenType         Name = "open_type"         // opens the form that opens a further partner type
	NudgeSettings    Name = "nudge_settings"    // opens the form of the stall alerts
	TeamWeekly       Name = "team_weekly"       // shows the weekly activation post
)

// Intent is the payload of a button. ID is a text id such as a UUID, "" when the intent is about nothing in
// particular; Revision is that of the thing the person saw.
type Intent struct {
	Name     Name
	ID       string
	Revision int
}

// Max is the most bytes that an encoded intent takes.
const Max = 200

const version = "1"

// ErrBad is what Decode gives for bytes that no Encode made.
var ErrBad = errors.New("not an intent")

// Encode gives the wire form: 1|name|revision|id.
func (i Intent) Encode() string {
	return strings.Join([]string{version, string(i.Name), strconv.Itoa(i.Revision), i.ID}, "|")
}

// Decode reads the wire form; what it answers is untrusted still: who clicked decides what may be done.
func Decode(s string) (Intent, error) {
	p := strings.SplitN(s, "|", 4)
	if len(s) > Max || len(p) != 4 || p[0] != version || p[1] == "" {
		return Intent{}, ErrBad
	}
	n, err := strconv.Atoi(p[2])
	if err != nil || n < 0 || strconv.Itoa(n) != p[2] {
		return Intent{}, ErrBad
	}
	return Intent{Name: Name(p[1]), Revision: n, ID: p[3]}, nil
}
