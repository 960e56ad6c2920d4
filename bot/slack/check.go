package slack

import (
	"errors"
	"fmt"
	"slices"

	slackgo "github.com/slack-go/slack"
)

// slack-go checks no length before it sends. These checks hold what is sent to limits.go; a drawing that breaks one is
// a fault of this package, and is not sent.

func checkMessage(text string, pieces []piece) error {
	return errors.Join(
		within("message text", text, 1, maxMessageText),
		atMost("message bytes", length(pieces), maxMessageBytes),
		checkBlocks(blocksOf(pieces), maxMessageBlocks),
	)
}

func checkModal(m slackgo.ModalViewRequest) error {
	hasInput := slices.ContainsFunc(m.Blocks.BlockSet, func(b slackgo.Block) bool { return b.BlockType() == slackgo.MBTInput })
	if hasInput && m.Submit == nil {
		return errors.New("a modal with inputs has no submit button")
	}
	errs := []error{
		checkText("modal title", m.Title, maxViewTitle),
		checkText("modal close", m.Close, maxViewTitle),
		atMost("private_metadata", units16(m.PrivateMetadata), maxPrivateMetadata),
		atMost("callback_id", units16(m.CallbackID), maxCallbackID),
		checkBlocks(m.Blocks.BlockSet, maxViewBlocks),
	}
	if m.Submit != nil {
		errs = append(errs, checkText("modal submit", m.Submit, maxViewTitle))
	}
	return errors.Join(errs...)
}

func checkBlocks(blocks []slackgo.Block, most int) error {
	errs := []error{atMost("blocks", len(blocks), most)}
	ids := map[string]bool{}
	for i, b := range blocks {
		if err := checkBlock(b); err != nil {
			errs = append(errs, fmt.Errorf("block %d, %s: %w", i, b.BlockType(), err))
		}
		if id := b.ID(); id != "" && ids[id] {
			errs = append(errs, fmt.Errorf("block_id %q is there twice", id))
		}
		ids[b.ID()] = true
		errs = append(errs, atMost("block_id", units16(b.ID()), maxBlockID))
	}
	return errors.Join(errs...)
}

func checkBlock(b slackgo.Block) error {
	switch b := b.(type) {
	case *slackgo.DividerBlock:
		return nil
	case *slackgo.HeaderBlock:
		return checkText("text", b.Text, maxHeader)
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
	return fmt.Errorf("no limits are known of %T", b)
}

func checkSection(b *slackgo.SectionBlock) error {
	if b.Text == nil && len(b.Fields) == 0 {
		return errors.New("has neither text nor fields")
	}
	errs := []error{atMost("fields", len(b.Fields), maxFields)}
	if b.Text != nil {
		errs = append(errs, checkText("text", b.Text, maxSection))
	}
	for _, f := range b.Fields {
		errs = append(errs, checkText("field", f, maxField))
	}
	if b.Accessory != nil {
		errs = append(errs, checkButton(b.Accessory.ButtonElement))
	}
	return errors.Join(errs...)
}

func checkContext(b *slackgo.ContextBlock) error {
	errs := []error{between("elements", len(b.ContextElements.Elements), 1, maxContext)}
	for _, e := range b.ContextElements.Elements {
		t, ok := e.(*slackgo.TextBlockObject)
		if !ok {
			return fmt.Errorf("no limits are known of %T", e)
		}
		errs = append(errs, checkText("element", t, maxTextObject))
	}
	return errors.Join(errs...)
}

func checkActions(b *slackgo.ActionBlock) error {
	errs := []error{between("elements", len(b.Elements.ElementSet), 1, maxActions)}
	ids := map[string]bool{}
	for _, e := range b.Elements.ElementSet {
		button, ok := e.(*slackgo.ButtonBlockElement)
		if !ok {
			return fmt.Errorf("no limits are known of %T", e)
		}
		if button.ActionID != "" && ids[button.ActionID] {
			errs = append(errs, fmt.Errorf("action_id %q is there twice", button.ActionID))
		}
		ids[button.ActionID] = true
		errs = append(errs, checkButton(button))
	}
	return errors.Join(errs...)
}

func checkButton(b *slackgo.ButtonBlockElement) error {
	errs := []error{
		checkText("button", b.Text, maxButton),
		atMost("value", units16(b.Value), maxButtonValue),
		atMost("action_id", units16(b.ActionID), maxActionID),
		atMost("url", units16(b.URL), maxURL),
		atMost("accessibility_label", units16(b.AccessibilityLabel), maxAccessibility),
	}
	if c := b.Confirm; c != nil {
		errs = append(errs, checkText("confirm title", c.Title, maxConfirmTitle),
			checkText("confirm text", c.Text, maxConfirmText),
			checkText("confirm yes", c.Confirm, maxConfirmButton), checkText("confirm no", c.Deny, maxConfirmButton))
	}
	return errors.Join(errs...)
}

func checkText(what string, t *slackgo.TextBlockObject, most int) error {
	if t == nil {
		return errors.New(what + " is missing")
	}
	return within(what, t.Text, 1, min(most, maxTextObject))
}

func units16(s string) int { return width(units).of(s) }

func within(what, s string, least, most int) error { return between(what, units16(s), least, most) }

func atMost(what string, n, most int) error { return between(what, n, 0, most) }

func between(what string, n, least, most int) error {
	if n < least || n > most {
		return fmt.Errorf("%s is %d, allowed are %d to %d", what, n, least, most)
	}
	return nil
}
