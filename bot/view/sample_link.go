package view

import "github.com/partnerbot/partnerbot/bot/intent"

func linkSamples() []Sample {
	yes, no := sampleAction(intent.ConfirmLink, "Yes, that is me", Good, ""), sampleAction(intent.DenyLink, "No", Plain, "")
	yes.Intent.Revision, no.Intent.Revision = 0, 0
	yes.Confirm = &Confirm{
		Title: "Is this account yours?", Text: "Dana Reyes in Microsoft Teams becomes you, with your roles and deals. This cannot be undone.",
		Yes: "It is mine", No: "Back",
	}
	asked := LinkRequest{
		Title: "Is that you?",
		Text:  "Somebody with your work e-mail dana@acme.com has begun to use partnerbot in Microsoft Teams as Dana Reyes.",
		Lead: "If it is you, your roles and deals are there as well, and what was done there is yours. " +
			"If it is not, nothing is shared, and you are not asked again.",
		Actions: []Action{yes, no},
	}
	confirmed, denied, rude, long := asked, asked, asked, asked
	confirmed.Status, confirmed.Actions = Status{Text: "That is you", Tone: Good}, nil
	confirmed.Lead = "You said so on Mon, Nov 9, 14:05 EST. Your roles and deals are the same in Slack and in Microsoft Teams."
	denied.Status, denied.Actions = Status{Text: "That is not you"}, nil
	denied.Lead = "You said so on Mon, Nov 9, 14:05 EST. Nothing is shared. If you do not know who it is, tell your admin."
	rude.Text, rude.Lead = hostile, hostile
	long.Title, long.Text, long.Lead = veryLong, veryLong, veryLong
	return []Sample{
		{"link_request", asked},
		{"link_request_confirmed", confirmed},
		{"link_request_denied", denied},
		{"link_request_hostile", rude},
		{"link_request_long", long},
	}
}
