package slack

import (
	"fmt"
	"slices"
	"strings"

	slackgo "github.com/slack-go/slack"

	"github.com/partnerbot/partnerbot/bot/view"
)

// The pieces that views are drawn from. Block ids are left to Slack, which wants a new one on every edit.

func header(s string) slackgo.Block {
	return &slackgo.HeaderBlock{Type: slackgo.MBTHeader, Text: plain(short(s, maxHeader), maxHeader)}
}

func section(parts ...part) *slackgo.SectionBlock {
	return &slackgo.SectionBlock{Type: slackgo.MBTSection, Text: text(maxLine, parts...)}
}

func divider() slackgo.Block { return &slackgo.DividerBlock{Type: slackgo.MBTDivider} }

// small is a line in small gray type.
func small(parts ...part) slackgo.Block {
	return &slackgo.ContextBlock{Type: slackgo.MBTContext, ContextElements: slackgo.ContextElements{
		Elements: []slackgo.MixedElement{text(maxLine, parts...)},
	}}
}

// Ours: what keeps a message on one screen and under its bytes, however long the texts in it are.
const (
	maxLine      = 1000 // characters of one section or context
	maxLabel     = 60   // characters of a fact's label
	maxShortFact = 100  // characters of a fact's value that stands beside another
	maxValue     = 300  // characters of a part of a line
	maxItem      = 250  // bytes of one item of a list
	maxItems     = 10   // items of a list
	maxQuote     = 5000 // bytes of what a person wrote
	maxFacts     = 20
	maxNotice    = 300 // characters of the text that stands for a message
)

// facts are drawn two in a row, and those that are long, such as what somebody wrote, in full below.
func facts(all []view.Fact) []slackgo.Block {
	var fields []*slackgo.TextBlockObject
	var below []slackgo.Block
	for _, f := range all[:min(len(all), maxFacts)] {
		if isLong(f.Value) {
			below = append(below, quote(f.Label, f.Value, "The rest is too long for Slack.")...)
			continue
		}
		fields = append(fields, fact(f))
	}
	var blocks []slackgo.Block
	for row := range slices.Chunk(fields, maxFields) {
		blocks = append(blocks, &slackgo.SectionBlock{Type: slackgo.MBTSection, Fields: row})
	}
	return append(blocks, below...)
}

func isLong(s string) bool {
	return units.of(s) > maxShortFact || strings.Contains(strings.TrimSpace(s), "\n")
}

func fact(f view.Fact) *slackgo.TextBlockObject {
	value := f.Value
	if value == "" {
		value = nothing
	}
	return text(maxField, bold(short(f.Label, maxLabel)), normal("\n"+value))
}

// inline is facts in one line: Now 3.10x · Required 3.00x, the numbers bold.
func inline(all []view.Fact) []part {
	var parts []part
	for i, f := range all {
		if i > 0 {
			parts = append(parts, normal("  ·  "))
		}
		number, rest, _ := strings.Cut(short(f.Value, maxLabel), " ")
		value := part{text: number, bold: strings.ContainsAny(number, "0123456789")}
		parts = append(parts, normal(short(f.Label, maxLabel)+" "), value, normal(after(" ", rest)))
	}
	return parts
}

var boldStyle = &slackgo.RichTextSectionTextStyle{Bold: true}

// rich is text that needs no escaping, because rich_text holds no markup.
func rich(parts []part, limit int) []slackgo.RichTextSectionElement {
	texts := make([]slackgo.RichTextSectionTextElement, max(len(parts), 1))
	elements := make([]slackgo.RichTextSectionElement, 0, len(texts))
	for i, p := range parts {
		s, size := p.text, jsonBytes.of(p.text)
		if size > limit {
			s = jsonBytes.cut(s, limit, ellipsis)
			size = jsonBytes.of(s)
		}
		if limit < len(ellipsis) || s == "" {
			continue
		}
		limit -= size
		texts[i] = slackgo.RichTextSectionTextElement{Type: slackgo.RTSEText, Text: s}
		if p.bold {
			texts[i].Style = boldStyle
		}
		elements = append(elements, &texts[i])
	}
	if len(elements) == 0 {
		texts[0] = slackgo.RichTextSectionTextElement{Type: slackgo.RTSEText, Text: nothing}
		elements = append(elements, &texts[0])
	}
	return elements
}

// bullets is a list under a heading; "" is no heading.
func bullets(heading string, items [][]part) []slackgo.Block {
	if len(items) == 0 {
		return nil
	}
	list := &slackgo.RichTextList{
		Type: slackgo.RTEList, Style: slackgo.RTEListBullet, Elements: make([]slackgo.RichTextElement, 0, min(len(items), maxItems)+1),
	}
	for _, item := range items[:min(len(items), maxItems)] {
		list.Elements = append(list.Elements, richLine(item...))
	}
	if more := len(items) - maxItems; more > 0 {
		list.Elements = append(list.Elements, richLine(normal(fmt.Sprintf("and %d more", more))))
	}
	return headed(heading, list)
}

// quote is what a person wrote, as they wrote it. rest says where to read what does not fit.
func quote(heading, s, rest string) []slackgo.Block {
	s = view.Clean(s)
	if s == "" {
		return nil
	}
	rest = ellipsis + " " + rest
	s = jsonBytes.cut(units.cut(s, maxRichText, rest), maxQuote, rest)
	return headed(heading, &slackgo.RichTextQuote{Type: slackgo.RTEQuote, Elements: rich([]part{normal(s)}, maxQuote)})
}

// marked is a list whose items begin with a mark of their own, in place of a bullet.
func marked(heading string, items [][]part) []slackgo.Block {
	if len(items) == 0 {
		return nil
	}
	all := &slackgo.RichTextSection{Type: slackgo.RTESection, Elements: rich([]part{bold(heading)}, maxItem)}
	for _, item := range items[:min(len(items), maxItems)] {
		all.Elements = append(all.Elements, rich(append([]part{normal("\n")}, item...), maxItem)...)
	}
	return []slackgo.Block{&slackgo.RichTextBlock{Type: slackgo.MBTRichText, Elements: []slackgo.RichTextElement{all}}}
}

func richLine(parts ...part) slackgo.RichTextElement {
	return &slackgo.RichTextSection{Type: slackgo.RTESection, Elements: rich(parts, maxItem)}
}

func headed(heading string, e slackgo.RichTextElement) []slackgo.Block {
	block := &slackgo.RichTextBlock{Type: slackgo.MBTRichText}
	if heading = short(heading, maxLabel); heading != "" {
		block.Elements = append(block.Elements, richLine(bold(heading)))
	}
	block.Elements = append(block.Elements, e)
	return []slackgo.Block{block}
}

// sign repeats a tone for the eye; the words beside it say the same.
func sign(t view.Tone) string {
	switch t {
	case view.Good:
		return "🟢 "
	case view.Bad:
		return "🔴 "
	}
	return "⚪ "
}

// status is a line such as "🟢 Approved · Ann Lee decided on 7 November".
func status(s view.Status, more string) slackgo.Block {
	parts := []part{normal(sign(s.Tone)), bold(s.Text)}
	if more != "" {
		parts = append(parts, normal("  ·  "+more))
	}
	return section(parts...)
}
