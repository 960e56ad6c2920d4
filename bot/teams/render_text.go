package teams

import (
	"strings"

	"github.com/partnerbot/partnerbot/bot/view"
)

// part is a piece of a paragraph.
type part struct {
	text string
	bold bool
	gray bool
	size string
	hue  string // Good, Attention, Accent
}

func bold(s string) part   { return part{text: oneLine(s), bold: true} }
func normal(s string) part { return part{text: view.Clean(s)} }
func gray(s string) part   { return part{text: view.Clean(s), gray: true} }

// paragraph is one paragraph of at most limit units.
func paragraph(limit int, parts ...part) *richText {
	p := &richText{Type: "RichTextBlock"}
	for _, one := range parts {
		s := cut(strings.ReplaceAll(one.text, "\n", " "), limit, ellipsis)
		if s == "" || limit < 2 {
			continue
		}
		limit -= length(s)
		for _, text := range apart(s) {
			p.Inlines = append(p.Inlines, one.run(text))
		}
	}
	if len(p.Inlines) == 0 {
		p.Inlines = []textRun{normal(nothing).run(nothing)}
	}
	return p
}

// line is a paragraph of the usual length.
func line(parts ...part) *richText { return paragraph(maxLine, parts...) }

// under is the paragraph with little space above it.
func (p *richText) under() *richText {
	p.Spacing = "Small"
	return p
}

// close is the paragraph with no space above it.
func (p *richText) close() *richText {
	p.Spacing = "None"
	return p
}

// apart parts the two braces with which a date of Adaptive Cards begins, which would otherwise be reckoned in any text
// (learn.microsoft.com: adaptive-cards text features): people read the same, and a client finds none.
func apart(s string) []string {
	var all []string
	for {
		i := strings.Index(s, "{{")
		if i < 0 {
			return append(all, s)
		}
		all, s = append(all, s[:i+1]), s[i+1:]
	}
}

func (p part) run(text string) textRun {
	r := textRun{Type: "TextRun", Text: text, IsSubtle: p.gray, Size: p.size, Color: p.hue}
	if p.bold {
		r.Weight = "Bolder"
	}
	return r
}

// heading names a card or a part of one, also to those who cannot see its size.
func heading(s, size string) *textBlock {
	return &textBlock{
		Type: "TextBlock", Text: escape(plain(s, maxTitle)), Style: "heading", Size: size, Weight: "Bolder", Wrap: true,
	}
}

// subheading names a part of a card.
func subheading(s string) *textBlock { return heading(short(s, maxTitle), "Default") }

// join gives what is there, with a separator between.
func join(sep string, parts ...string) string {
	var all []string
	for _, p := range parts {
		if p != "" {
			all = append(all, p)
		}
	}
	return strings.Join(all, sep)
}

// after is s behind a separator, nothing when it is empty.
func after(sep, s string) string {
	if s == "" {
		return ""
	}
	return sep + s
}
