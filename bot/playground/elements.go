package playground

import (
	"fmt"
	"reflect"
	"slices"
)

// elements are the interactive elements and their rules
// (docs.slack.dev: reference/block-kit/block-elements).
var elements = map[string]rule{
	"button": object(req("text", plain(maxButtonText)), actionID, opt("url", webURL),
		opt("value", chars(0, maxButtonValue)), opt("style", oneOf("primary", "danger")), confirm,
		opt("accessibility_label", chars(1, maxAccessibility))),
	"overflow": object(req("options", list(1, maxOverflow, urlOption)), actionID, confirm),
	"checkboxes": both(object(req("options", list(1, maxChoices, richOption)), actionID, confirm, focus,
		opt("initial_options", list(1, maxChoices, anything))), initialIn),
	"radio_buttons": both(object(req("options", list(1, maxChoices, richOption)), actionID, confirm, focus,
		opt("initial_option", anything)), initialIn),

	"static_select":       both(menu(choices(opt("initial_option", anything))...), oneSource, initialIn),
	"multi_static_select": both(menu(choices(maxItems, opt("initial_options", list(1, maxOptions, anything)))...), oneSource, initialIn),
	"external_select": menu(opt("initial_option", option),
		opt("min_query_length", integer(0, maxOptionText))),
	"multi_external_select": menu(maxItems, opt("initial_options", list(1, maxOptions, option)),
		opt("min_query_length", integer(0, maxOptionText))),
	"users_select":       menu(opt("initial_user", anyString)),
	"multi_users_select": menu(maxItems, opt("initial_users", list(1, maxOptions, anyString))),
	"conversations_select": menu(opt("initial_conversation", anyString), currentRoom, roomFilter,
		opt("response_url_enabled", boolean)),
	"multi_conversations_select": menu(maxItems, currentRoom, roomFilter,
		opt("initial_conversations", list(1, maxOptions, anyString))),
	"channels_select":       menu(opt("initial_channel", anyString), opt("response_url_enabled", boolean)),
	"multi_channels_select": menu(maxItems, opt("initial_channels", list(1, maxOptions, anyString))),

	"datepicker":     menu(opt("initial_date", date)),
	"timepicker":     menu(opt("initial_time", anyString), opt("timezone", anyString)),
	"datetimepicker": object(actionID, confirm, focus, opt("initial_date_time", integer(1, 1<<40))),

	"plain_text_input": line(opt("multiline", boolean), opt("initial_value", chars(0, maxInputText)),
		opt("min_length", integer(0, maxInputText)), opt("max_length", integer(1, maxInputText))),
	"email_text_input": line(opt("initial_value", anyString)),
	"url_text_input":   line(opt("initial_value", anyString)),
	"number_input": line(req("is_decimal_allowed", boolean), opt("initial_value", anyString),
		opt("min_value", anyString), opt("max_value", anyString)),
	"image": picture,
}

var (
	accessories = []string{
		"button", "overflow", "checkboxes", "radio_buttons", "static_select", "multi_static_select",
		"external_select", "multi_external_select", "users_select", "multi_users_select", "conversations_select",
		"multi_conversations_select", "channels_select", "multi_channels_select", "datepicker", "timepicker", "image",
	}
	inActions = append(slices.DeleteFunc(slices.Clone(accessories), func(s string) bool { return s == "image" }), "datetimepicker")
	inInput   = append(slices.DeleteFunc(slices.Clone(inActions), func(s string) bool { return s == "button" || s == "overflow" }),
		"plain_text_input", "email_text_input", "url_text_input", "number_input")
)

var (
	blockID  = opt("block_id", chars(1, maxID))
	actionID = opt("action_id", chars(1, maxID))
	confirm  = opt("confirm", object(req("title", plain(maxConfirmTitle)), req("text", text(maxConfirmText)),
		opt("confirm", plain(maxConfirmButton)), opt("deny", plain(maxConfirmButton)),
		opt("style", oneOf("primary", "danger"))))
	focus       = opt("focus_on_load", boolean)
	placeholder = opt("placeholder", plain(maxPlaceholder))
	maxItems    = opt("max_selected_items", integer(1, maxOptions))
	currentRoom = opt("default_to_current_conversation", boolean)
	roomFilter  = opt("filter", object(opt("include", list(1, 4, oneOf("im", "mpim", "private", "public"))),
		opt("exclude_external_shared_channels", boolean), opt("exclude_bot_users", boolean)))

	option = object(req("text", plain(maxOptionText)), req("value", chars(1, maxOptionValue)),
		opt("description", plain(maxOptionText)))
	richOption = object(req("text", text(maxOptionText)), req("value", chars(1, maxOptionValue)),
		opt("description", text(maxOptionText)))
	urlOption = object(req("text", plain(maxOptionText)), req("value", chars(1, maxOptionValue)),
		opt("description", plain(maxOptionText)), opt("url", webURL))
	optionGroup = object(req("label", plain(maxOptionText)), req("options", list(1, maxOptions, option)))

	picture = both(object(req("alt_text", chars(1, maxAltText)), opt("image_url", webURL), opt("slack_file", anything)),
		func(c *checker, at string, v any) {
			if o, ok := v.(obj); ok && o["image_url"] == nil && o["slack_file"] == nil {
				c.fail(at, "must define either `image_url` or `slack_file`")
			}
		})
)

// menu is a select or picker: an action with a placeholder.
func menu(more ...field) rule {
	return object(append([]field{actionID, confirm, focus, placeholder}, more...)...)
}

// choices adds the two ways to list options.
func choices(more ...field) []field {
	return append(more, opt("options", list(1, maxOptions, option)), opt("option_groups", list(1, maxGroups, optionGroup)))
}

// line is a text input.
func line(more ...field) rule {
	dispatch := object(opt("trigger_actions_on", list(1, 2, oneOf("on_enter_pressed", "on_character_entered"))))
	return object(append([]field{actionID, focus, placeholder, opt("dispatch_action_config", dispatch)}, more...)...)
}

func oneSource(c *checker, at string, v any) {
	if o, ok := v.(obj); ok && (o["options"] == nil) == (o["option_groups"] == nil) {
		c.fail(at, "must define either `options` or `option_groups`")
	}
}

func date(c *checker, at string, v any) {
	if s, ok := v.(string); !ok || !isDate(s) {
		c.fail(at, "must be a date as YYYY-MM-DD")
	}
}

// initialIn holds that what is chosen at first is one of the options, whole.
func initialIn(c *checker, at string, v any) {
	o, ok := v.(obj)
	if !ok {
		return
	}
	all := optionsOf(o)
	check := func(x any, path string) {
		if !slices.ContainsFunc(all, func(y obj) bool { return reflect.DeepEqual(any(y), x) }) {
			c.fail(at+path, "initial option is not one of the options")
		}
	}
	if x := o["initial_option"]; x != nil {
		check(x, "/initial_option")
	}
	xs, _ := o["initial_options"].([]any)
	for i, x := range xs {
		check(x, fmt.Sprintf("/initial_options/%d", i))
	}
}

// optionsOf lists the options of a menu, those in groups too.
func optionsOf(el obj) []obj {
	var out []obj
	collect := func(l any) {
		xs, _ := l.([]any)
		for _, x := range xs {
			if o, ok := x.(obj); ok {
				out = append(out, o)
			}
		}
	}
	collect(el["options"])
	groups, _ := el["option_groups"].([]any)
	for _, g := range groups {
		if o, ok := g.(obj); ok {
			collect(o["options"])
		}
	}
	return out
}
