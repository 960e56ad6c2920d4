package bot

import (
	"context"

	"github.com/partnerbot/partnerbot/bot/view"
	"github.com/partnerbot/partnerbot/domain"
)

// adminNote tells an admin of a message that went wrong.
func adminNote(ctx context.Context, desk *domain.Desk, d domain.Delivery) view.Notice {
	return view.Notice{Tone: view.Bad, Text: troubleOf(ctx, desk, d), Actions: []view.Action{programAction()}}
}

// troubleOf is a message that went wrong, and what to do.
func troubleOf(ctx context.Context, desk *domain.Desk, d domain.Delivery) string {
	what := messageName(ctx, desk, d)
	switch d.State {
	case domain.Uncertain:
		return sentences(what+" may or may not have arrived: it is not sent again by itself. Look there before you say it once more.", d.Problem)
	case domain.Sent:
		return sentences(what+" could not be brought up to date.", d.Problem)
	default:
		return sentences(what+" did not arrive.", d.Problem)
	}
}

// messageName is what an admin knows a message by: the deal that it is about, and who was to read it.
func messageName(ctx context.Context, desk *domain.Desk, d domain.Delivery) string {
	on := " of " + d.CreatedAt.UTC().Format("Jan 2, 15:04 MST")
	switch d.Kind {
	case domain.DigestPost:
		return "The Monday post" + on
	case domain.DigestDetail:
		return "The detail of the Monday post" + on
	case domain.AdminNote:
		return "A note to an admin" + on
	case domain.StallNudge:
		return "A stall alert" + on
	case domain.PartnerNote:
		return "A note" + on + " about a partner"
	case domain.TeamWeekly:
		return "The weekly post" + on + " to the partner team"
	case domain.LinkRequest:
		return "The question" + on + " to a person about an account elsewhere"
	}
	deal, err := dealOfMessage(ctx, desk, d)
	if err != nil { // it is gone, or cannot be read now: the note is worth more than its name
		return "A message about a deal" + on
	}
	ref := domain.Ref(deal.Registration.Number)
	switch d.Kind {
	case domain.ReviewCard:
		return "The review card of " + ref
	case domain.HistoryNote:
		return "The note" + on + " in the thread of " + ref
	default:
		return "The note" + on + " to " + deal.Submitter.Name + " about " + ref
	}
}

// dealOfMessage is the deal of a review card or of a note about an event.
func dealOfMessage(ctx context.Context, desk *domain.Desk, d domain.Delivery) (domain.Deal, error) {
	id := d.Subject
	if d.Kind != domain.ReviewCard {
		e, err := desk.EventFor(ctx, id)
		if err != nil {
			return domain.Deal{}, err
		}
		id = e.Subject
	}
	return desk.DealFor(ctx, id)
}
