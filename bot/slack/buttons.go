package slack

import (
	"net/url"
	"strconv"

	slackgo "github.com/slack-go/slack"

	"github.com/partnerbot/partnerbot/bot/intent"
	"github.com/partnerbot/partnerbot/bot/view"
)

// buttons is the row of buttons under a view, nothing when it has none.
func buttons(actions []view.Action) []slackgo.Block {
	row := &slackgo.BlockElements{}
	names := map[string]int{}
	for _, a := range actions[:min(len(actions), maxActions)] {
		b := button(a)
		if b == nil {
			continue
		}
		// Two buttons of one block may not share an action_id (docs.slack.dev: button element).
		if names[b.ActionID]++; names[b.ActionID] > 1 {
			b.ActionID += ":" + strconv.Itoa(names[b.ActionID])
		}
		row.ElementSet = append(row.ElementSet, b)
	}
	if len(row.ElementSet) == 0 {
		return nil
	}
	return []slackgo.Block{&slackgo.ActionBlock{Type: slackgo.MBTAction, Elements: row}}
}

// linkID is the action_id of a link. Slack sends a click on one, too.
const linkID = "link"

// button is nil when a click could lead nowhere: a link that is no web page, an intent that is none or too long.
func button(a view.Action) *slackgo.ButtonBlockElement {
	b := &slackgo.ButtonBlockElement{
		Type:    slackgo.METButton,
		Text:    plain(short(a.Label, maxButton), maxButton),
		Style:   style(a.Tone),
		Confirm: confirm(a),
	}
	switch {
	case isWebPage(a.URL):
		b.ActionID, b.URL = linkID, a.URL
	case a.URL == "" && a.Intent.Name != "" && len(a.Intent.Encode()) <= intent.Max:
		b.ActionID, b.Value = string(a.Intent.Name), a.Intent.Encode()
	default:
		return nil
	}
	return b
}

func isWebPage(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && len(address) <= maxURL
}

func style(t view.Tone) slackgo.Style {
	switch t {
	case view.Good:
		return slackgo.StylePrimary
	case view.Bad:
		return slackgo.StyleDanger
	}
	return slackgo.StyleDefault
}

func confirm(a view.Action) *slackgo.ConfirmationBlockObject {
	if a.Confirm == nil {
		return nil
	}
	yes, no := a.Confirm.Yes, a.Confirm.No
	if yes == "" {
		yes = a.Label
	}
	if no == "" {
		no = "Cancel"
	}
	return &slackgo.ConfirmationBlockObject{
		Title:   plain(short(a.Confirm.Title, maxConfirmTitle), maxConfirmTitle),
		Text:    plain(a.Confirm.Text, maxConfirmText),
		Confirm: plain(short(yes, maxConfirmButton), maxConfirmButton),
		Deny:    plain(short(no, maxConfirmButton), maxConfirmButton),
		Style:   style(a.Tone),
	}
}

// aside is a section with a button beside it.
func aside(s *slackgo.SectionBlock, a *view.Action, about string) slackgo.Block {
	if a == nil {
		return s
	}
	if b := button(*a); b != nil {
		// A row of buttons that all say "Open" is told apart by a screen reader.
		b.AccessibilityLabel = short(a.Label+" "+about, maxAccessibility)
		s.Accessory = &slackgo.Accessory{ButtonElement: b}
	}
	return s
}
