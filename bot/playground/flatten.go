package playground

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// blocksText shows blocks as lines of plain text, as a person would read them.
func (s *Server) blocksText(blocks []any) string {
	var lines []string
	for _, x := range blocks {
		b, _ := x.(obj)
		if t := s.blockText(b); t != "" {
			lines = append(lines, t)
		}
	}
	return strings.Join(lines, "\n")
}

func (s *Server) blockText(b obj) string {
	switch b["type"] {
	case "header", "alert":
		return s.objectText(b["text"])
	case "section":
		return s.sectionText(b)
	case "context":
		return s.joined(b["elements"], "  ", s.contextText)
	case "actions":
		return s.joined(b["elements"], " ", s.elementText)
	case "divider":
		return "────────"
	case "image":
		return "[image: " + str(b, "alt_text") + "]"
	case "markdown":
		return s.markdownText(str(b, "text"))
	case "rich_text":
		return s.joined(b["elements"], "\n", s.richText)
	case "table":
		return s.tableText(b)
	case "input": // in a Home tab; Modal.Text shows its own
		return s.objectText(b["label"]) + ": " + s.elementText(b["element"])
	}
	return fmt.Sprintf("[%v]", b["type"])
}

// joined shows each item of a list and joins what is not empty.
func (s *Server) joined(list any, sep string, show func(any) string) string {
	items, _ := list.([]any)
	var parts []string
	for _, x := range items {
		if t := show(x); t != "" {
			parts = append(parts, t)
		}
	}
	return strings.Join(parts, sep)
}

// objectText shows a text object.
func (s *Server) objectText(v any) string {
	o, _ := v.(obj)
	if o["type"] == "mrkdwn" {
		return s.plainText(textOf(v))
	}
	return withEmoji(textOf(v))
}

func (s *Server) contextText(v any) string {
	if o, _ := v.(obj); o["type"] == "image" {
		return "[image: " + str(o, "alt_text") + "]"
	}
	return s.objectText(v)
}

func (s *Server) sectionText(b obj) string {
	var lines []string
	if t := s.objectText(b["text"]); t != "" {
		lines = append(lines, t)
	}
	fields, _ := b["fields"].([]any)
	for _, f := range fields { // a field is usually a label over its value
		lines = append(lines, strings.Replace(s.objectText(f), "\n", ": ", 1))
	}
	if t := s.elementText(b["accessory"]); t != "" {
		lines = append(lines, t)
	}
	return strings.Join(lines, "\n")
}

// elementText shows an element: a button's words in brackets, a menu with its choice.
func (s *Server) elementText(v any) string {
	el, _ := v.(obj)
	kind := str(el, "type")
	switch kind {
	case "":
		return ""
	case "button":
		return "[" + withEmoji(textOf(el["text"])) + "]"
	case "image":
		return "[image: " + str(el, "alt_text") + "]"
	case "overflow":
		return "[…]"
	}
	s.mu.Lock()
	shown := s.valueWords(initialValue(el))
	s.mu.Unlock()
	return "[" + orElse(shown, orElse(textOf(el["placeholder"]), " ")) + " ▾]"
}

func (s *Server) tableText(b obj) string {
	var right []bool
	settings, _ := b["column_settings"].([]any)
	for _, x := range settings {
		o, _ := x.(obj)
		right = append(right, o["align"] == "right")
	}
	var rows [][]string
	all, _ := b["rows"].([]any)
	for _, x := range all {
		cells, _ := x.([]any)
		var row []string
		for _, c := range cells {
			row = append(row, s.cellText(c))
		}
		rows = append(rows, row)
	}
	return alignTable(rows, right)
}

func (s *Server) cellText(v any) string {
	o, _ := v.(obj)
	switch o["type"] {
	case "rich_text":
		return s.joined(o["elements"], " ", s.richText)
	case "raw_number":
		n, _ := o["value"].(float64)
		return orElse(str(o, "text"), strconv.FormatFloat(n, 'f', -1, 64))
	}
	return withEmoji(str(o, "text"))
}

// richText shows one part of a rich_text block.
func (s *Server) richText(v any) string {
	o, _ := v.(obj)
	inside := func(sep string) string { return s.joined(o["elements"], sep, s.richText) }
	switch o["type"] {
	case "rich_text_section", "rich_text_preformatted":
		return strings.TrimRight(inside(""), "\n")
	case "rich_text_quote":
		return "> " + inside("")
	case "rich_text_list":
		return s.richList(o)
	case "text":
		return str(o, "text")
	case "link":
		return orElse(str(o, "text"), str(o, "url"))
	case "user":
		return "@" + s.displayName(str(o, "user_id"))
	case "channel":
		return "#" + s.roomName(str(o, "channel_id"), "")
	case "emoji":
		return withEmoji(":" + str(o, "name") + ":")
	case "broadcast":
		return "@" + str(o, "range")
	case "date":
		sec, _ := o["timestamp"].(float64)
		return dateText("!date^"+strconv.FormatInt(time.Unix(int64(sec), 0).Unix(), 10)+"^"+str(o, "format"), str(o, "fallback"))
	}
	return ""
}

func (s *Server) richList(o obj) string {
	items, _ := o["elements"].([]any)
	indent, _ := o["indent"].(float64)
	var lines []string
	for i, x := range items {
		mark := "• "
		if o["style"] == "ordered" {
			offset, _ := o["offset"].(float64)
			mark = ordinal(i + 1 + int(offset))
		}
		lines = append(lines, strings.Repeat("  ", int(indent))+mark+s.richText(x))
	}
	return strings.Join(lines, "\n")
}

func str(o obj, key string) string {
	v, _ := o[key].(string)
	return v
}
