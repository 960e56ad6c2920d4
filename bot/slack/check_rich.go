package slack

import (
	slackgo "github.com/slack-go/slack"
)

func checkRich(b *slackgo.RichTextBlock) error {
	if len(b.Elements) == 0 {
		return errEmpty
	}
	var f faults
	for _, e := range b.Elements {
		f.add("rich text", checkRichElement(e))
	}
	return f.err()
}

func checkRichElement(e slackgo.RichTextElement) error {
	switch e := e.(type) {
	case *slackgo.RichTextSection:
		return checkRichText(e.Elements)
	case *slackgo.RichTextQuote:
		return checkRichText(e.Elements)
	case *slackgo.RichTextList:
		var f faults
		f.add("items", between(len(e.Elements), 1, maxItems+1))
		for _, item := range e.Elements {
			f.add("item", checkRichElement(item))
		}
		return f.err()
	}
	return unknownLimits(e)
}

func checkRichText(elements []slackgo.RichTextSectionElement) error {
	if len(elements) == 0 {
		return errEmpty
	}
	var f faults
	for _, e := range elements {
		t, ok := e.(*slackgo.RichTextSectionTextElement)
		if !ok {
			return unknownLimits(e)
		}
		f.add("text", within(t.Text, 1, maxRichText))
	}
	return f.err()
}

func checkTable(b *slackgo.TableBlock) error {
	var f faults
	f.add("rows", between(len(b.Rows), 1, maxTableRows))
	for _, s := range b.ColumnSettings {
		if s.Align == "" {
			f.add("align", errMissing)
		}
	}
	for _, row := range b.Rows {
		f.add("cells", between(len(row), 1, maxTableCells))
		for _, c := range row {
			t, ok := c.(*slackgo.TableRawTextCell)
			if !ok {
				return unknownLimits(c)
			}
			f.add("cell", within(t.Text, 1, maxTextObject))
		}
	}
	return f.err()
}
