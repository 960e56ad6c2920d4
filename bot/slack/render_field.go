package slack

import (
	"net/mail"
	"slices"
	"time"

	slackgo "github.com/slack-go/slack"

	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/view"
)

// fieldElement is the input of a field, nil for a choice of nothing: Slack refuses an empty menu. The action_id is the
// field's id, so that Slack keeps what was typed when the form is drawn again, and a lookup's names its source.
func fieldElement(f form.Field) slackgo.BlockElement {
	switch f.Kind {
	case form.Date:
		return dateInput(f)
	case form.Email:
		return emailInput(f)
	case form.Choice:
		return choice(f)
	case form.Lookup:
		return lookup(f)
	case form.Person:
		return person(f)
	case form.Channel:
		return channel(f)
	}
	return textInput(f)
}

func first(values []string) string {
	if len(values) == 0 {
		return ""
	}
	return values[0]
}

func textInput(f form.Field) slackgo.BlockElement {
	most := f.Max
	if most <= 0 || most > maxInputLength {
		most = maxInputLength
	}
	return &slackgo.PlainTextInputBlockElement{
		Type:         slackgo.METPlainTextInput,
		ActionID:     f.ID,
		Multiline:    f.Kind == form.LongText,
		MaxLength:    most,
		InitialValue: units.cut(view.Clean(first(f.Values)), most, ellipsis),
	}
}

// dateInput leaves a default that is no date away: with one, Slack does not open the form at all.
func dateInput(f form.Field) slackgo.BlockElement {
	e := &slackgo.DatePickerBlockElement{Type: slackgo.METDatepicker, ActionID: f.ID}
	if _, err := time.Parse(time.DateOnly, first(f.Values)); err == nil {
		e.InitialDate = first(f.Values)
	}
	return e
}

// emailInput is a plain text field for what is no address, which the e-mail field would refuse to hold.
func emailInput(f form.Field) slackgo.BlockElement {
	value := first(f.Values)
	if value != "" {
		if a, err := mail.ParseAddress(value); err != nil || a.Address != value {
			return textInput(f)
		}
	}
	return &slackgo.EmailTextInputBlockElement{Type: slackgo.METEmailTextInput, ActionID: f.ID, InitialValue: value}
}

func option(value, label string) *slackgo.OptionBlockObject {
	return &slackgo.OptionBlockObject{Value: value, Text: plain(short(label, maxOptionText), maxOptionText)}
}

// options are those that Slack can hold: an empty or too long value could not come back as it is.
func options(all []form.Option) []*slackgo.OptionBlockObject {
	drawn := make([]*slackgo.OptionBlockObject, 0, len(all))
	for _, o := range all {
		if o.Value != "" && len(o.Value) <= maxOptionValue {
			drawn = append(drawn, option(o.Value, o.Label))
		}
	}
	return drawn
}

func choice(f form.Field) slackgo.BlockElement {
	all := options(f.Options)
	if len(all) == 0 {
		return nil
	}
	var chosen []*slackgo.OptionBlockObject
	for _, o := range all {
		if slices.Contains(f.Values, o.Value) {
			chosen = append(chosen, o)
		}
	}
	flat, groups := all, []*slackgo.OptionGroupBlockObject(nil)
	if len(all) > maxOptions {
		flat, groups = nil, grouped(all)
	}
	if f.Many {
		return &slackgo.MultiSelectBlockElement{
			Type: slackgo.MultiOptTypeStatic, ActionID: f.ID,
			Options: flat, OptionGroups: groups, InitialOptions: chosen,
		}
	}
	e := &slackgo.SelectBlockElement{Type: slackgo.OptTypeStatic, ActionID: f.ID, Options: flat, OptionGroups: groups}
	if len(chosen) > 0 {
		e.InitialOption = chosen[0]
	}
	return e
}

// grouped holds more options than one menu may: each group is named by its first and last.
func grouped(all []*slackgo.OptionBlockObject) []*slackgo.OptionGroupBlockObject {
	var groups []*slackgo.OptionGroupBlockObject
	for part := range slices.Chunk(all[:min(len(all), maxOptions*maxOptionGroups)], maxOptions) {
		from, to := part[0].Text.Text, part[len(part)-1].Text.Text
		groups = append(groups, &slackgo.OptionGroupBlockObject{
			Label: plain(short(from, maxOptionText/2-2)+" – "+short(to, maxOptionText/2-2), maxOptionText), Options: part,
		})
	}
	return groups
}

func lookup(f form.Field) slackgo.BlockElement {
	e := &slackgo.SelectBlockElement{
		Type: slackgo.OptTypeExternal, ActionID: f.Source, MinQueryLength: new(minQueryLength),
		Placeholder: plain("Type to search", maxPlaceholder),
	}
	if value := first(f.Values); value != "" && len(value) <= maxOptionValue {
		label := first(f.Labels)
		if label == "" {
			label = value
		}
		e.InitialOption = option(value, label)
	}
	return e
}

func person(f form.Field) slackgo.BlockElement {
	if f.Many {
		chosen := slices.DeleteFunc(slices.Clone(f.Values), func(id string) bool { return id == "" })
		return &slackgo.MultiSelectBlockElement{Type: slackgo.MultiOptTypeUser, ActionID: f.ID, InitialUsers: chosen}
	}
	return &slackgo.SelectBlockElement{Type: slackgo.OptTypeUser, ActionID: f.ID, InitialUser: first(f.Values)}
}

// channel offers no channel that another organization is in: neither forecasts nor reviews may go there.
func channel(f form.Field) slackgo.BlockElement {
	return &slackgo.SelectBlockElement{
		Type: slackgo.OptTypeConversations, ActionID: f.ID, InitialConversation: first(f.Values),
		Filter: &slackgo.SelectBlockElementFilter{
			Include: []string{"public", "private"}, ExcludeExternalSharedChannels: true, ExcludeBotUsers: true,
		},
	}
}
