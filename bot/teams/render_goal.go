package teams

import (
	"fmt"
	"strings"

	"github.com/partnerbot/partnerbot/bot/view"
)

// goalHues are those of what is won, in commit and missing: as a chart has them, and as containers.
var goalHues = []struct{ chart, box string }{
	{"good", "good"}, {"categoricalBlue", "accent"}, {"neutral", "emphasis"},
}

// ofGoal draws the goal as a bar of its parts, under the words for them. A client that draws no charts shows colored
// boxes.
func ofGoal(parts []view.Share) []element {
	var bar barStack
	var boxes []column
	var words []string
	for i, p := range parts[:min(len(parts), len(goalHues))] {
		if p.Percent <= 0 {
			continue
		}
		label := plain(p.Label, maxLabel)
		words = append(words, fmt.Sprintf("%s %d%%", label, p.Percent))
		bar.Data = append(bar.Data, barPart{label, p.Percent, goalHues[i].chart})
		boxes = append(boxes, column{
			Type: "Column", Width: p.Percent, Style: goalHues[i].box, Spacing: "None", MinHeight: "12px", Items: []element{},
		})
	}
	if len(boxes) == 0 {
		return nil
	}
	bar.Title = strings.Join(words, " · ") + " of the goal"
	strip := columns(boxes...)
	strip.Spacing = "Small"
	return []element{&stackedBars{
		Type: "Chart.HorizontalBar.Stacked", Title: bar.Title, Data: []barStack{bar},
		Fallback: &container{Type: "Container", Items: []element{line(part{text: bar.Title, gray: true, size: "Small"}), strip}},
	}}
}
