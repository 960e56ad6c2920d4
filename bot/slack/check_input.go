package slack

import (
	slackgo "github.com/slack-go/slack"
)

func checkInput(b *slackgo.InputBlock) error {
	var f faults
	f.add("label", checkText(b.Label, maxInputLabel))
	if b.BlockID == "" {
		f.add("block_id", errMissing) // no error could be shown beside it
	}
	if b.Hint != nil {
		f.add("hint", checkText(b.Hint, maxInputHint))
	}
	f.add("element", checkElement(b.Element))
	return f.err()
}

func checkElement(e slackgo.BlockElement) error {
	var f faults
	switch e := e.(type) {
	case *slackgo.PlainTextInputBlockElement:
		f.add("action_id", within(e.ActionID, 1, maxActionID))
		f.add("max_length", between(e.MaxLength, 1, maxInputLength))
		f.add("initial_value", within(e.InitialValue, 0, e.MaxLength))
	case *slackgo.EmailTextInputBlockElement:
		f.add("action_id", within(e.ActionID, 1, maxActionID))
	case *slackgo.DatePickerBlockElement:
		f.add("action_id", within(e.ActionID, 1, maxActionID))
	case *slackgo.SelectBlockElement:
		f.add("action_id", within(e.ActionID, 1, maxActionID))
		f.add("choice", checkOptions(e.Options, e.OptionGroups))
	case *slackgo.MultiSelectBlockElement:
		f.add("action_id", within(e.ActionID, 1, maxActionID))
		f.add("choice", checkOptions(e.Options, e.OptionGroups))
	default:
		return unknownLimits(e)
	}
	return f.err()
}

func checkOptions(options []*slackgo.OptionBlockObject, groups []*slackgo.OptionGroupBlockObject) error {
	var f faults
	f.add("options", atMost(len(options), maxOptions))
	f.add("groups", atMost(len(groups), maxOptionGroups))
	for _, o := range options {
		f.add("option", checkText(o.Text, maxOptionText))
		f.add("option value", within(o.Value, 1, maxOptionValue))
	}
	for _, g := range groups {
		f.add("group", checkText(g.Label, maxOptionText))
		f.add("group", checkOptions(g.Options, nil))
	}
	return f.err()
}
