package slack

import (
	"encoding/json"
	"unicode/utf8"

	slackgo "github.com/slack-go/slack"
)

// The blocks of an answer are encoded by hand, as encoding/json does it to the byte, which a test holds. By reflection it
// took a third of the time between a command and its answer.

func appendBlock(to []byte, b slackgo.Block) ([]byte, error) {
	switch b := b.(type) {
	case *slackgo.HeaderBlock:
		to = appendText(append(to, `{"type":"header","text":`...), b.Text)
		return append(to, '}'), nil
	case *slackgo.DividerBlock:
		return append(to, `{"type":"divider"}`...), nil
	case *slackgo.SectionBlock:
		return appendSection(to, b)
	case *slackgo.RichTextBlock:
		return appendRich(to, b)
	case *slackgo.ActionBlock:
		return appendActions(to, b)
	}
	return appendAny(to, b)
}

func appendActions(to []byte, b *slackgo.ActionBlock) (_ []byte, err error) {
	to = append(to, `{"type":"actions","elements":[`...)
	for i, e := range b.Elements.ElementSet {
		if i > 0 {
			to = append(to, ',')
		}
		button, ok := e.(*slackgo.ButtonBlockElement)
		if !ok || button.Confirm != nil {
			if to, err = appendAny(to, e); err != nil {
				return to, err
			}
			continue
		}
		to = appendButton(to, button)
	}
	return append(to, `]}`...), nil
}

// appendButton encodes a button without a confirm dialog.
func appendButton(to []byte, b *slackgo.ButtonBlockElement) []byte {
	to = appendText(append(to, `{"type":"button","text":`...), b.Text)
	for _, f := range []struct{ name, value string }{
		{`,"action_id":`, b.ActionID},
		{`,"url":`, b.URL},
		{`,"value":`, b.Value},
		{`,"style":`, string(b.Style)},
		{`,"accessibility_label":`, b.AccessibilityLabel},
	} {
		if f.value != "" {
			to = appendString(append(to, f.name...), f.value)
		}
	}
	return append(to, '}')
}

func appendAny(to []byte, v any) ([]byte, error) {
	encoded, err := json.Marshal(v)
	return append(to, encoded...), err
}

func appendSection(to []byte, b *slackgo.SectionBlock) (_ []byte, err error) {
	to = append(to, `{"type":"section"`...)
	if b.Text != nil {
		to = appendText(append(to, `,"text":`...), b.Text)
	}
	for i, f := range b.Fields {
		if i == 0 {
			to = append(to, `,"fields":[`...)
		} else {
			to = append(to, ',')
		}
		to = appendText(to, f)
	}
	if len(b.Fields) > 0 {
		to = append(to, ']')
	}
	if b.Accessory != nil && b.Accessory.ButtonElement != nil && b.Accessory.ButtonElement.Confirm == nil {
		to = appendButton(append(to, `,"accessory":`...), b.Accessory.ButtonElement)
	} else if b.Accessory != nil {
		to, err = appendAny(append(to, `,"accessory":`...), b.Accessory)
	}
	return append(to, '}'), err
}

func appendText(to []byte, t *slackgo.TextBlockObject) []byte {
	to = appendString(append(to, `{"type":`...), t.Type)
	to = appendString(append(to, `,"text":`...), t.Text)
	if t.Emoji != nil && *t.Emoji {
		to = append(to, `,"emoji":true`...)
	} else if t.Emoji != nil {
		to = append(to, `,"emoji":false`...)
	}
	if t.Verbatim {
		to = append(to, `,"verbatim":true`...)
	}
	return append(to, '}')
}

func appendRich(to []byte, b *slackgo.RichTextBlock) (_ []byte, err error) {
	to = append(to, `{"type":"rich_text","elements":[`...)
	for i, e := range b.Elements {
		if i > 0 {
			to = append(to, ',')
		}
		if to, err = appendRichElement(to, e); err != nil {
			return to, err
		}
	}
	return append(to, `]}`...), nil
}

func appendRichElement(to []byte, e slackgo.RichTextElement) (_ []byte, err error) {
	switch e := e.(type) {
	case *slackgo.RichTextSection:
		return appendRichText(append(to, `{"type":"rich_text_section","elements":[`...), e.Elements)
	case *slackgo.RichTextQuote:
		return appendRichText(append(to, `{"type":"rich_text_quote","elements":[`...), e.Elements)
	case *slackgo.RichTextList:
		to = append(to, `{"type":"rich_text_list","elements":[`...)
		for i, item := range e.Elements {
			if i > 0 {
				to = append(to, ',')
			}
			if to, err = appendRichElement(to, item); err != nil {
				return to, err
			}
		}
		to = appendString(append(to, `],"style":`...), string(e.Style))
		return append(to, `,"indent":0,"border":0,"offset":0}`...), nil
	}
	return appendAny(to, e)
}

func appendRichText(to []byte, elements []slackgo.RichTextSectionElement) (_ []byte, err error) {
	for i, e := range elements {
		if i > 0 {
			to = append(to, ',')
		}
		t, ok := e.(*slackgo.RichTextSectionTextElement)
		if !ok || t.Style != nil && t.Style != boldStyle {
			if to, err = appendAny(to, e); err != nil {
				return to, err
			}
			continue
		}
		to = appendString(append(to, `{"type":"text","text":`...), t.Text)
		if t.Style == boldStyle {
			to = append(to, `,"style":{"bold":true}`...)
		}
		to = append(to, '}')
	}
	return append(to, `]}`...), nil
}

// appendString writes s as JSON, escaped for HTML too.
func appendString(to []byte, s string) []byte {
	if isPlainJSON(s) {
		return append(append(append(to, '"'), s...), '"')
	}
	encoded, err := json.Marshal(s)
	if err != nil { // no string fails
		return append(to, `""`...)
	}
	return append(to, encoded...)
}

// isPlainJSON tells whether s stands in JSON as it is. The line separators U+2028 and U+2029 do not.
func isPlainJSON(s string) bool {
	for i := range len(s) {
		switch c := s[i]; c {
		case '"', '\\', '&', '<', '>':
			return false
		case 0xe2:
			if i+2 < len(s) && s[i+1] == 0x80 && (s[i+2] == 0xa8 || s[i+2] == 0xa9) {
				return false
			}
		default:
			if c < ' ' {
				return false
			}
		}
	}
	return utf8.ValidString(s)
}
