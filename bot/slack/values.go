package slack

import (
	"github.com/partnerbot/partnerbot/bot/form"
)

// input is the state of one input (docs.slack.dev: view_submission payload). Each type of input has its own field.
type input struct {
	Value                 string        `json:"value"`
	SelectedDate          string        `json:"selected_date"`
	SelectedTime          string        `json:"selected_time"`
	SelectedUser          string        `json:"selected_user"`
	SelectedConversation  string        `json:"selected_conversation"`
	SelectedChannel       string        `json:"selected_channel"`
	SelectedOption        *inputOption  `json:"selected_option"`
	SelectedOptions       []inputOption `json:"selected_options"`
	SelectedUsers         []string      `json:"selected_users"`
	SelectedConversations []string      `json:"selected_conversations"`
	SelectedChannels      []string      `json:"selected_channels"`
}

type inputOption struct {
	Value string `json:"value"`
	Text  struct {
		Text string `json:"text"`
	} `json:"text"`
}

// values is what stands in the input, in the order in which it was chosen.
func (i input) values() []string {
	var all []string
	for _, one := range []string{i.Value, i.SelectedDate, i.SelectedTime, i.SelectedUser, i.SelectedConversation, i.SelectedChannel} {
		if one != "" {
			all = append(all, one)
		}
	}
	if i.SelectedOption != nil && i.SelectedOption.Value != "" {
		all = append(all, i.SelectedOption.Value)
	}
	for _, o := range i.SelectedOptions {
		all = append(all, o.Value)
	}
	all = append(all, i.SelectedUsers...)
	all = append(all, i.SelectedConversations...)
	return append(all, i.SelectedChannels...)
}

// values are what a person filled in, by block_id, which is the field's id. An empty field is absent.
func (m modal) values() form.Values {
	filled := form.Values{}
	for block, inputs := range m.State.Values {
		for _, in := range inputs { // a block has one input
			if v := in.values(); len(v) > 0 {
				filled[block] = v
			}
		}
	}
	return filled
}

// label is what a chosen value of a field looks like, "" when it was not chosen.
func (m modal) label(field, value string) string {
	for _, in := range m.State.Values[field] {
		if in.SelectedOption != nil && in.SelectedOption.Value == value {
			return in.SelectedOption.Text.Text
		}
	}
	return ""
}
