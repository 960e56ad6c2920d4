package bot

import (
	"fmt"

	"github.com/partnerbot/partnerbot/bot/intent"
	"github.com/partnerbot/partnerbot/bot/view"
	"github.com/partnerbot/partnerbot/domain"
)

// linkRequest is the question whether an account is the reader's, or what they answered.
func linkRequest(l domain.Link, to reader) view.LinkRequest {
	v := view.LinkRequest{
		Title: "Is that you?", Text: linkText(l),
	}
	switch l.State {
	case domain.LinkConfirmed:
		v.Status = view.Status{Text: "That is you", Tone: view.Good}
		v.Lead = fmt.Sprintf("You said so on %s. Your roles and deals are the same in %s.", to.moment(l.DecidedAt), bothOf(l))
	case domain.LinkDenied:
		v.Status = view.Status{Text: "That is not you"}
		v.Lead = fmt.Sprintf("You said so on %s. Nothing is shared. If you do not know who it is, tell your admin.", to.moment(l.DecidedAt))
	default:
		v.Lead = "If it is you, your roles and deals are there as well, and what was done there is yours. " +
			"If it is not, nothing is shared, and you are not asked again."
		v.Actions = linkActions(l)
	}
	return v
}

func linkText(l domain.Link) string {
	return fmt.Sprintf("Somebody with your work e-mail %s has begun to use partnerbot in %s as %s.", l.Email,
		platformName(l.Platform), l.Name)
}

func linkActions(l domain.Link) []view.Action {
	met := l.MetID.String()
	return []view.Action{
		{
			Intent: intent.Intent{Name: intent.ConfirmLink, ID: met}, Label: "Yes, that is me", Tone: view.Good,
			Confirm: &view.Confirm{
				Title: "Is this account yours?", Yes: "It is mine", No: "Back",
				Text: fmt.Sprintf("%s in %s becomes you, with your roles and deals. This cannot be undone.", l.Name, platformName(l.Platform)),
			},
		},
		{Intent: intent.Intent{Name: intent.DenyLink, ID: met}, Label: "No"},
	}
}

// bothOf are the two platforms of a link.
func bothOf(l domain.Link) string {
	return fmt.Sprintf("%s and in %s", platformName(l.AskedOn), platformName(l.Platform))
}

// answeredLink is how a link stands, to who has just answered it: wanted is what they said, which counts for nothing
// when they had answered before.
func answeredLink(l domain.Link, wanted domain.LinkState) view.Notice {
	before := ""
	if l.State != wanted {
		before = "You have answered this before, and that stands. "
	}
	if l.State == domain.LinkConfirmed {
		return view.Notice{Tone: view.Good, Text: before + fmt.Sprintf("You are one person in %s: your roles and deals are the same there.", bothOf(l))}
	}
	return view.Notice{
		Text: before + fmt.Sprintf("%s in %s is somebody else. Nothing is shared, and you are not asked again.", l.Name, platformName(l.Platform)),
		Next: "If you do not know who it is, tell your admin.",
	}
}

// waitingHint says to who was met what they can do to be known.
func waitingHint(l domain.Link) string {
	return fmt.Sprintf("You seem to be %s in %s. Confirm it in the message there, and your roles follow you here.", l.Name, platformName(l.AskedOn))
}
