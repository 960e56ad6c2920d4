package slack

import (
	"cmp"
	"encoding/json"
	"fmt"

	slackgo "github.com/slack-go/slack"

	"github.com/partnerbot/partnerbot/bot/form"
)

// origin is what a modal must remember to be answered: Slack sends private_metadata back with the submission, and
// neither the channel nor a response_url.
type origin struct {
	Meta    string `json:"meta,omitempty"`
	Channel string `json:"channel,omitempty"`
}

func readOrigin(metadata string) origin {
	var o origin
	if json.Unmarshal([]byte(metadata), &o) != nil {
		return origin{} // a modal that is not ours
	}
	return o
}

// RenderForm draws a form as a modal. An error means that the drawing breaks a limit of Slack's.
func RenderForm(f form.Form) (slackgo.ModalViewRequest, error) { return drawForm(f, "") }

func drawForm(f form.Form, channel string) (slackgo.ModalViewRequest, error) {
	metadata, err := json.Marshal(origin{Meta: f.Meta, Channel: channel})
	if err != nil {
		return slackgo.ModalViewRequest{}, err
	}
	var blocks []slackgo.Block
	if f.Problem != "" {
		blocks = append(blocks, section(normal("⚠️ "), normal(f.Problem)))
	}
	if f.Intro != "" {
		blocks = append(blocks, section(normal(f.Intro)))
	}
	for _, field := range f.Fields {
		blocks = append(blocks, drawField(field)...)
	}
	m := slackgo.ModalViewRequest{
		Type:            slackgo.VTModal,
		CallbackID:      string(f.Name),
		Title:           plain(short(f.Title, maxViewTitle), maxViewTitle),
		Submit:          plain(short(cmp.Or(f.Submit, "Send"), maxViewTitle), maxViewTitle),
		Close:           plain("Cancel", maxViewTitle),
		PrivateMetadata: string(metadata),
		Blocks:          slackgo.Blocks{BlockSet: blocks},
	}
	if err := checkModal(m); err != nil {
		return slackgo.ModalViewRequest{}, fmt.Errorf("form %s: %w", f.Name, err)
	}
	return m, nil
}

// drawField draws an input with its error under it. Slack draws errors itself in answer to a submission; here they are
// of a form that had to be drawn again.
func drawField(f form.Field) []slackgo.Block {
	element := fieldElement(f)
	if element == nil {
		return []slackgo.Block{section(bold(f.Label), normal("\nThere is nothing to choose from yet."))}
	}
	input := &slackgo.InputBlock{
		Type:     slackgo.MBTInput,
		BlockID:  f.ID,
		Label:    plain(f.Label, maxInputLabel),
		Element:  element,
		Optional: f.Optional,
	}
	if f.Hint != "" {
		input.Hint = plain(f.Hint, maxInputHint)
	}
	if f.Error == "" {
		return []slackgo.Block{input}
	}
	return []slackgo.Block{input, small(normal("⚠️ "), bold(f.Label+":"), normal(" "+f.Error))}
}
