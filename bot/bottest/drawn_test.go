package bottest_test

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"
	"unicode"
)

// object is a part of what went over the wire.
type object = map[string]any

// decode reads JSON back.
func decode(t *testing.T, encoded []byte) object {
	t.Helper()
	var o object
	if err := json.Unmarshal(encoded, &o); err != nil {
		t.Fatalf("%v in %s", err, encoded)
	}
	return o
}

// inOrder are the parts of the JSON of both platforms that hold others, in the order in which they are read.
var inOrder = []string{
	"blocks", "text", "fields", "accessory", "confirm", "title", "label", "hint", "deny", // Slack's
	"body", "columns", "rows", "cells", "items", "inlines", "elements", "element", "card", "actions", // Teams', and Slack's elements
}

// visit goes through what is drawn as a reader does. It goes into a part only when enter says so.
func visit(x any, enter func(object) bool) {
	switch x := x.(type) {
	case []any:
		for _, child := range x {
			visit(child, enter)
		}
	case object:
		if !enter(x) {
			return
		}
		for _, key := range inOrder {
			visit(x[key], enter)
		}
	}
}

var slackEntities = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&")

// slackText is what people read of Slack's blocks. A bold text holds no asterisk but its own.
func slackText(drawn any) string {
	var all strings.Builder
	visit(drawn, func(o object) bool {
		text, _ := o["text"].(string)
		switch o["type"] {
		case "mrkdwn":
			all.WriteString("\n" + slackEntities.Replace(strings.ReplaceAll(text, "*", "")))
		case "plain_text", "raw_text":
			all.WriteString("\n" + text)
		case "text":
			all.WriteString(text)
		case "rich_text_section", "rich_text_quote":
			all.WriteString("\n")
		}
		return true
	})
	return all.String()
}

var teamsEscapes = regexp.MustCompile("\\\\([!-/:-@[-`{-~])")

// teamsText is what people read of a card: with all that Teams draws, or, when old, as a client shows it that knows
// neither badges nor charts.
func teamsText(drawn any, old bool) string {
	var all strings.Builder
	visit(drawn, func(o object) bool {
		text, _ := o["text"].(string)
		kind, _ := o["type"].(string)
		switch {
		case o["fallback"] != nil && old:
			all.WriteString(teamsText(o["fallback"], true))
			return false
		case kind == "TextBlock":
			all.WriteString("\n" + teamsEscapes.ReplaceAllString(text, "$1"))
		case kind == "Badge":
			all.WriteString("\n" + text)
		case kind == "TextRun":
			all.WriteString(text)
		case kind == "RichTextBlock":
			all.WriteString("\n")
		case strings.HasPrefix(kind, "Action."):
			title, _ := o["title"].(string)
			all.WriteString("\n" + title)
		}
		return true
	})
	return all.String()
}

// read is a text as it is compared: without what nobody sees, and with single spaces. A comma may be a new line.
func read(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r), r == ',':
			return ' '
		case unicode.IsControl(r), r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069':
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// press is a button: what it says and what it means.
type press struct{ Label, Means string }

// slackPresses are the buttons of Slack's blocks, in order.
func slackPresses(drawn any) []press {
	var all []press
	visit(drawn, func(o object) bool {
		if o["type"] == "button" {
			label, _ := o["text"].(object)["text"].(string)
			means, _ := o["value"].(string)
			if address, ok := o["url"].(string); ok {
				means = address
			}
			all = append(all, press{label, means})
		}
		return true
	})
	return all
}

// teamsPresses are the buttons of a card, in order. One that asks first counts once, with what its answer means.
func teamsPresses(drawn any) []press {
	var all []press
	visit(drawn, func(o object) bool {
		label, _ := o["title"].(string)
		switch o["type"] {
		case "Action.ShowCard":
			for _, p := range teamsPresses(o["card"]) {
				all = append(all, press{label, p.Means})
			}
			return false
		case "Action.Execute", "Action.Submit":
			means, _ := o["data"].(object)["intent"].(string)
			all = append(all, press{label, means})
		case "Action.OpenUrl":
			means, _ := o["url"].(string)
			all = append(all, press{label, means})
		}
		return true
	})
	return all
}
