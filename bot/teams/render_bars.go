package teams

import "github.com/partnerbot/partnerbot/bot/view"

// hues of the parts of the number, from what is won to what is only hoped for: as a chart has them, and as containers.
var partHues = []struct{ chart, style string }{
	{"categoricalGreen", "good"}, {"categoricalBlue", "accent"}, {"categoricalLightBlue", "warning"}, {"neutral", "emphasis"},
}

// bars draws the number as lengths: its parts one after the other, and below them the goal. A client that draws no
// charts shows the parts only, as colored boxes. The words for all of it stand above.
func bars(parts []view.Bar, goal int64) []element {
	if len(parts) == 0 || len(parts) > len(partHues) {
		return nil
	}
	number := barStack{Title: "Forecast"}
	var boxes []column
	for i, p := range parts {
		if p.Amount <= 0 {
			continue
		}
		number.Data = append(number.Data, barPart{short(p.Label, maxLabel), p.Amount, partHues[i].chart})
		boxes = append(boxes, column{
			Type: "Column", Width: weight(p.Amount, parts), Style: partHues[i].style, Spacing: "None", MinHeight: "8px", Items: []element{},
		})
	}
	if len(boxes) == 0 {
		return nil
	}
	chart := &stackedBars{
		Type: "Chart.HorizontalBar.Stacked", Title: "The forecast, part by part", Data: []barStack{number},
		Fallback: columns(boxes...),
	}
	if goal > 0 {
		chart.Title += ", and the goal"
		chart.Data = append(chart.Data, barStack{Title: "Goal", Data: []barPart{{"Goal", goal, "categoricalMarigold"}}})
	}
	return []element{chart}
}

// weight is the share of an amount in all of them, of 1000, and at least what can be seen.
func weight(amount int64, all []view.Bar) int {
	sum := 0.0
	for _, p := range all {
		sum += float64(max(p.Amount, 0))
	}
	return max(10, int(1000*float64(amount)/sum))
}
