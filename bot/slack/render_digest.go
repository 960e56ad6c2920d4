package slack

import (
	slackgo "github.com/slack-go/slack"

	"github.com/partnerbot/partnerbot/bot/view"
)

// Ours: the digest is read on one screen.
const (
	maxMovers  = 5
	maxWaiting = 5
)

func drawDigest(v view.Digest) drawing {
	blocks := []slackgo.Block{header(v.Program), section(bold(v.Headline))}
	blocks = append(blocks, facts(v.Numbers)...)
	if parts := digestLines(v); len(parts) > 0 {
		blocks = append(blocks, section(parts...))
	}
	blocks = append(blocks, marked("Movers", movers(v.Movers, maxMovers))...)
	blocks = append(blocks, bullets("Risks", risks(v.Risks, maxMovers))...)
	blocks = append(blocks, bullets("Waiting", lines(v.Waiting[:min(len(v.Waiting), maxWaiting)]))...)
	blocks = append(blocks, small(normal(join(". ", after("As of ", v.AsOf), join(" ", v.Notes...)))))
	blocks = append(blocks, buttons(v.Actions)...)
	return drawing{title: "Forecast", summary: join(" · ", v.Headline, v.Program, v.AsOf), blocks: blocks}
}

// digestLines are coverage, waterfall and credit, one below the other.
func digestLines(v view.Digest) []part {
	var parts []part
	for _, l := range []struct {
		name string
		what []part
	}{
		{"Coverage", inline(v.Coverage)},
		{v.Since, []part{normal(units.cut(v.Waterfall, maxValue, ellipsis))}},
		{"Credit", inline(v.Credit)},
	} {
		if len(l.what) == 0 || l.what[0].text == "" {
			continue
		}
		if len(parts) > 0 {
			parts = append(parts, normal("\n"))
		}
		parts = append(append(parts, bold(l.name), normal("  ")), l.what...)
	}
	return parts
}

func movers(all []view.DigestLine, most int) [][]part {
	items := make([][]part, 0, min(len(all), most))
	for _, l := range all[:min(len(all), most)] {
		items = append(items, []part{normal(arrow(l.Tone)), bold(l.Title), normal(after(" · ", l.Detail))})
	}
	return items
}

func risks(all []view.DigestLine, most int) [][]part {
	items := make([][]part, 0, min(len(all), most))
	for _, l := range all[:min(len(all), most)] {
		items = append(items, []part{bold(l.Title), normal(after(" · ", l.Detail))})
	}
	return items
}

func arrow(t view.Tone) string {
	switch t {
	case view.Good:
		return "▲ "
	case view.Bad:
		return "▼ "
	}
	return "• "
}

func drawDigestDetail(v view.DigestDetail) drawing {
	blocks := []slackgo.Block{header(v.Title)}
	blocks = append(blocks, sums(v.Waterfall)...)
	blocks = append(blocks, marked("Movers", movers(v.Movers, maxItems))...)
	blocks = append(blocks, bullets("Risks", risks(v.Risks, len(v.Risks)))...)
	for _, m := range v.Method {
		blocks = append(blocks, small(normal(m)))
	}
	return drawing{title: "Detail", summary: v.Title, blocks: blocks}
}

// sums is a table of two columns, the numbers to the right.
func sums(all []view.Fact) []slackgo.Block {
	if len(all) == 0 {
		return nil
	}
	t := &slackgo.TableBlock{Type: slackgo.MBTTable, ColumnSettings: []slackgo.ColumnSetting{
		// Slack refuses the empty align that a zero ColumnSetting has.
		{Align: slackgo.ColumnAlignmentLeft}, {Align: slackgo.ColumnAlignmentRight},
	}}
	// Slack draws the first row as the heading.
	t.Rows = append(t.Rows, []slackgo.TableCell{cell("Open pipeline of the quarter"), cell("Amount")})
	for _, f := range all[:min(len(all), maxFacts)] {
		t.Rows = append(t.Rows, []slackgo.TableCell{cell(f.Label), cell(f.Value)})
	}
	return []slackgo.Block{t}
}

func cell(s string) slackgo.TableCell {
	if s = short(s, maxShortFact); s == "" {
		s = nothing
	}
	return &slackgo.TableRawTextCell{Type: slackgo.TableCellRawText, Text: s}
}
