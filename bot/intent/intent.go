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
