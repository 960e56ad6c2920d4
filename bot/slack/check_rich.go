package slack

import (
	"errors"
	"fmt"

	slackgo "github.com/slack-go/slack"
)

func checkRich(b *slackgo.RichTextBlock) error {
	if len(b.Elements) == 0 {
		return errors.New("is empty")
	}
	var errs []error
	for _, e := range b.Elements {
		errs = append(errs, checkRichElement(e))
	}
	return errors.Join(errs...)
}

func checkRichElement(e slackgo.RichTextElement) error {
	switch e := e.(type) {
	case *slackgo.RichTextSection:
		return checkRichText(e.Elements)
	case *slackgo.RichTextQuote:
		return checkRichText(e.Elements)
	case *slackgo.RichTextList:
		errs := []error{between("items", len(e.Elements), 1, maxItems+1)}
		for _, item := range e.Elements {
			errs = append(errs, checkRichElement(item))
		}
		return errors.Join(errs...)
	}
	return fmt.Errorf("no limits are known of %T", e)
}

func checkRichText(elements []slackgo.RichTextSectionElement) error {
	if len(elements) == 0 {
		return errors.New("rich text is empty")
	}
	var errs []error
	for _, e := range elements {
		t, ok := e.(*slackgo.RichTextSectionTextElement)
		if !ok {
			return fmt.Errorf("no limits are known of %T", e)
		}
		errs = append(errs, within("rich text", t.Text, 1, maxRichText))
	}
	return errors.Join(errs...)
}

func checkTable(b *slackgo.TableBlock) error {
	errs := []error{between("rows", len(b.Rows), 1, maxTableRows)}
	for _, s := range b.ColumnSettings {
		if s.Align == "" {
			errs = append(errs, errors.New("a column has no align"))
		}
	}
	for _, row := range b.Rows {
		errs = append(errs, between("cells", len(row), 1, maxTableCells))
		for _, c := range row {
			t, ok := c.(*slackgo.TableRawTextCell)
			if !ok {
				return fmt.Errorf("no limits are known of %T", c)
			}
			errs = append(errs, within("cell", t.Text, 1, maxTextObject))
		}
	}
	return errors.Join(errs...)
}

func checkInput(b *slackgo.InputBlock) error {
	errs := []error{checkText("label", b.Label, maxInputLabel)}
	if b.BlockID == "" {
		errs = append(errs, errors.New("an input has no block_id, so no error could be shown beside it"))
	}
	if b.Hint != nil {
		errs = append(errs, checkText("hint", b.Hint, maxInputHint))
	}
	return errors.Join(append(errs, checkElement(b.Element))...)
}

func checkElement(e slackgo.BlockElement) error {
	switch e := e.(type) {
	case *slackgo.PlainTextInputBlockElement:
		return errors.Join(between("max_length", e.MaxLength, 0, maxInputLength),
			atMost("initial_value", units16(e.InitialValue), max(e.MaxLength, 1)), atMost("action_id", units16(e.ActionID), maxActionID))
	case *slackgo.EmailTextInputBlockElement:
		return atMost("action_id", units16(e.ActionID), maxActionID)
	case *slackgo.DatePickerBlockElement:
		return atMost("action_id", units16(e.ActionID), maxActionID)
	case *slackgo.SelectBlockElement:
		return errors.Join(checkOptions(e.Options, e.OptionGroups), atMost("action_id", units16(e.ActionID), maxActionID))
	case *slackgo.MultiSelectBlockElement:
		return errors.Join(checkOptions(e.Options, e.OptionGroups), atMost("action_id", units16(e.ActionID), maxActionID))
	}
	return fmt.Errorf("no limits are known of %T", e)
}

func checkOptions(options []*slackgo.OptionBlockObject, groups []*slackgo.OptionGroupBlockObject) error {
	errs := []error{atMost("options", len(options), maxOptions), atMost("option groups", len(groups), maxOptionGroups)}
	for _, o := range options {
		errs = append(errs, checkText("option", o.Text, maxOptionText), within("option value", o.Value, 1, maxOptionValue))
	}
	for _, g := range groups {
		errs = append(errs, checkText("group", g.Label, maxOptionText), between("options", len(g.Options), 1, maxOptions),
			checkOptions(g.Options, nil))
	}
	return errors.Join(errs...)
}
