package slack

import (
	"errors"
	"fmt"
	"slices"

	slackgo "github.com/slack-go/slack"
)

// slack-go checks no length before it sends. These checks hold what is sent to limits.go; a drawing that breaks one is
// a fault of this package, and is not sent.

// faults are what breaks a limit. Every drawing is checked, so nothing is allocated for one that is right.
type faults []error

func (f *faults) add(where string, err error) {
	if err != nil {
		*f = append(*f, fmt.Errorf("%s: %w", where, err))
	}
}

func (f faults) err() error { return errors.Join(f...) }

func checkMessage(text string, pieces []piece) error {
	var f faults
	f.add("message text", within(text, 1, maxMessageText))
	f.add("message bytes", atMost(length(pieces), maxMessageBytes))
	f.add("message", checkBlocks(blocksOf(pieces), maxMessageBlocks))
	return f.err()
}

func checkModal(m slackgo.ModalViewRequest) error {
	var f faults
	f.add("modal title", checkText(m.Title, maxViewTitle))
	f.add("modal close", checkText(m.Close, maxViewTitle))
	f.add("private_metadata", within(m.PrivateMetadata, 0, maxPrivateMetadata))
	f.add("callback_id", within(m.CallbackID, 0, maxCallbackID))
	f.add("modal", checkBlocks(m.Blocks.BlockSet, maxViewBlocks))
	isInput := func(b slackgo.Block) bool { return b.BlockType() == slackgo.MBTInput }
	if m.Submit != nil || slices.ContainsFunc(m.Blocks.BlockSet, isInput) {
		f.add("modal submit", checkText(m.Submit, maxViewTitle))
	}
	return f.err()
}

func checkBlocks(blocks []slackgo.Block, most int) error {
	var f faults
	f.add("blocks", atMost(len(blocks), most))
	ids := map[string]bool{}
	for i, b := range blocks {
		if err := checkBlock(b); err != nil {
			f.add(fmt.Sprintf("block %d, %s", i, b.BlockType()), err)
		}
		id := b.ID()
		if id == "" {
			continue
		}
		f.add("block_id", within(id, 1, maxBlockID))
		if ids[id] {
			f.add(id, errTwice)
		}
		ids[id] = true
	}
	return f.err()
}

var (
	errTwice   = errors.New("is there twice")
	errMissing = errors.New("is missing")
	errEmpty   = errors.New("is empty")
)

// unknownLimits is what a check says of a thing that this package does not draw.
func unknownLimits(v any) error { return fmt.Errorf("no limits are known of %T", v) }

func checkBlock(b slackgo.Block) error {
	switch b := b.(type) {
	case *slackgo.DividerBlock:
		return nil
	case *slackgo.HeaderBlock:
		return checkText(b.Text, maxHeader)
	case *slackgo.SectionBlock:
		return checkSection(b)
	case *slackgo.ContextBlock:
		return checkContext(b)
	case *slackgo.ActionBlock:
		return checkActions(b)
	case *slackgo.RichTextBlock:
		return checkRich(b)
	case *slackgo.TableBlock:
		return checkTable(b)
	case *slackgo.InputBlock:
		return checkInput(b)
	}
	return unknownLimits(b)
}

func checkSection(b *slackgo.SectionBlock) error {
	var f faults
	if b.Text != nil || len(b.Fields) == 0 {
		f.add("text", checkText(b.Text, maxSection))
	}
	f.add("fields", atMost(len(b.Fields), maxFields))
	for _, field := range b.Fields {
		f.add("field", checkText(field, maxField))
	}
	if b.Accessory != nil {
		f.add("accessory", checkButton(b.Accessory.ButtonElement))
	}
	return f.err()
}

func checkContext(b *slackgo.ContextBlock) error {
	var f faults
	f.add("elements", between(len(b.ContextElements.Elements), 1, maxContext))
	for _, e := range b.ContextElements.Elements {
		t, ok := e.(*slackgo.TextBlockObject)
		if !ok {
			return unknownLimits(e)
		}
		f.add("element", checkText(t, maxTextObject))
	}
	return f.err()
}

func checkActions(b *slackgo.ActionBlock) error {
	var f faults
	f.add("elements", between(len(b.Elements.ElementSet), 1, maxActions))
	ids := map[string]bool{}
	for _, e := range b.Elements.ElementSet {
		button, ok := e.(*slackgo.ButtonBlockElement)
		if !ok {
			return unknownLimits(e)
		}
		f.add("button", checkButton(button))
		if button.ActionID != "" && ids[button.ActionID] {
			f.add(button.ActionID, errTwice)
		}
		ids[button.ActionID] = true
	}
	return f.err()
}

func checkButton(b *slackgo.ButtonBlockElement) error {
	var f faults
	f.add("text", checkText(b.Text, maxButton))
	f.add("value", within(b.Value, 0, maxButtonValue))
	f.add("action_id", within(b.ActionID, 0, maxActionID))
	f.add("url", within(b.URL, 0, maxURL))
	f.add("accessibility_label", within(b.AccessibilityLabel, 0, maxAccessibility))
	if c := b.Confirm; c != nil {
		f.add("confirm title", checkText(c.Title, maxConfirmTitle))
		f.add("confirm text", checkText(c.Text, maxConfirmText))
		f.add("confirm yes", checkText(c.Confirm, maxConfirmButton))
		f.add("confirm no", checkText(c.Deny, maxConfirmButton))
	}
	return f.err()
}

func checkText(t *slackgo.TextBlockObject, most int) error {
	if t == nil {
		return errMissing
	}
	return within(t.Text, 1, min(most, maxTextObject))
}

func within(s string, least, most int) error {
	if len(s) >= least && len(s) <= most { // bytes are never fewer than units
		return nil
	}
	return between(units.of(s), least, most)
}

func atMost(n, most int) error { return between(n, 0, most) }

func between(n, least, most int) error {
	if n < least || n > most {
		return fmt.Errorf("is %d, allowed are %d to %d", n, least, most)
	}
	return nil
}
