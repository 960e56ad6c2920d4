package teams

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode/utf16"

	"github.com/rivo/uniseg"

	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/view"
)

// people is Microsoft's own search for people: the values are their Entra object ids (msteams-docs: people-picker).
const people = "graph.microsoft.com/users"

// filterFrom is how many choices there are when people type to find one instead of looking through them.
const filterFrom = 15

// drawField draws an input with its hint and its error under it.
func drawField(f form.Field) []element {
	drawn := []element{input(f)}
	if drawn[0] == nil {
		return []element{line(bold(f.Label)), line(normal("There is nothing to choose from yet.")).close()}
	}
	if hint := join(" ", standing(f), f.Hint); hint != "" {
		drawn = append(drawn, paragraph(maxHint, part{text: view.Clean(hint), gray: true, size: "Small"}).close())
	}
	if wrong := join(" ", f.Error, misfit(f)); wrong != "" {
		drawn = append(drawn, paragraph(maxError, part{text: view.Clean(wrong), hue: "Attention"}).close())
	}
	return drawn
}

// standing says what channel the bare id means that stands in a field.
func standing(f form.Field) string {
	if name := first(f.Labels); f.Kind == form.Channel && name != "" {
		return "Now it is " + name + "."
	}
	return ""
}

// input is nil for a choice of nothing.
func input(f form.Field) element {
	switch f.Kind {
	case form.Date:
		return inputDate(f)
	case form.Choice:
		return inputChoice(f)
	case form.Lookup:
		return inputLookup(f)
	case form.Person:
		return inputPerson(f)
	}
	return inputText(f)
}

// misfit says what was typed that the input cannot hold, so that it is not lost without a word.
func misfit(f form.Field) string {
	typed := oneLine(first(f.Values))
	switch {
	case typed == "":
		return ""
	case f.Kind == form.Date && isoDate(typed) == "":
		return "“" + short(typed, maxValue) + "” is no date: choose the day."
	case f.Kind == form.Choice && len(chosen(f)) == 0:
		return "“" + short(typed, maxValue) + "” is not on the list: choose from it."
	}
	return ""
}

func first(values []string) string {
	if len(values) == 0 {
		return ""
	}
	return values[0]
}

func inputText(f form.Field) element {
	most := f.Max
	if most <= 0 || most > maxInput {
		most = maxInput
	}
	i := &textInput{
		Type: "Input.Text", ID: f.ID, Label: plain(f.Label, maxTitle), IsRequired: !f.Optional,
		Value: fit(view.Clean(first(f.Values)), most), IsMultiline: f.Kind == form.LongText, MaxLength: most,
	}
	switch f.Kind {
	case form.Email:
		i.Style = "Email"
	case form.Channel:
		i.Placeholder = "Paste the link to the channel"
	}
	if i.IsRequired {
		i.ErrorMessage = "Fill this in."
	}
	return i
}

// fit shortens what stands in a text field to the characters that it holds, which Teams counts in UTF-16.
func fit(s string, most int) string {
	if len(s) <= most {
		return s
	}
	n, end := 0, 0
	for rest, state := s, -1; rest != ""; {
		var cluster string
		cluster, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
		if n += len(utf16.Encode([]rune(cluster))); n > most {
			return s[:end] + ellipsis
		}
		if n < most {
			end += len(cluster)
		}
	}
	return s
}

func inputDate(f form.Field) element {
	i := &dateInput{
		Type: "Input.Date", ID: f.ID, Label: plain(f.Label, maxTitle), IsRequired: !f.Optional, Value: isoDate(first(f.Values)),
	}
	if i.IsRequired {
		i.ErrorMessage = "Choose a day."
	}
	return i
}

// isoDate is s when it is a date that the input holds.
func isoDate(s string) string {
	if _, err := time.Parse(time.DateOnly, s); err != nil {
		return ""
	}
	return s
}

func newChoice(f form.Field) *choiceInput {
	i := &choiceInput{
		Type: "Input.ChoiceSet", ID: f.ID, Label: plain(f.Label, maxTitle), IsRequired: !f.Optional, Style: "compact",
		IsMultiSelect: f.Many, Choices: []choice{},
	}
	if i.IsRequired {
		i.ErrorMessage = "Choose one."
	}
	return i
}

// options are those that can come back as they are: several are parted by commas.
func options(f form.Field) []form.Option {
	return slices.DeleteFunc(slices.Clone(f.Options), func(o form.Option) bool {
		return o.Value == "" || len(o.Value) > maxValueBytes || f.Many && strings.Contains(o.Value, ",")
	})
}

// chosen are the values that are among the options.
func chosen(f form.Field) []string {
	var all []string
	for _, o := range options(f) {
		if slices.Contains(f.Values, o.Value) {
			all = append(all, o.Value)
		}
	}
	if !f.Many && len(all) > 1 {
		all = all[:1]
	}
	return all
}

func inputChoice(f form.Field) element {
	all := options(f)
	if len(all) == 0 {
		return nil
	}
	i := newChoice(f)
	i.Value, i.Placeholder = strings.Join(chosen(f), ","), "Choose"
	if len(all) >= filterFrom {
		i.Style = "filtered"
	}
	for _, o := range all {
		i.Choices = append(i.Choices, choice{Title: plain(cmp.Or(o.Label, o.Value), maxOptionText), Value: o.Value})
	}
	return i
}

// inputLookup is a choice whose options are searched for. The one that stands in it is there from the start.
func inputLookup(f form.Field) element {
	i := searched(f, f.Source)
	i.Style = "filtered"
	return i
}

// inputPerson is Teams' own picker. It knows the people that stand in it by their ids; a choice would be shown in place
// of a person, so there is one only where we know better what to call them (msteams-docs: people-picker).
func inputPerson(f form.Field) element {
	i := searched(f, people)
	i.Choices = slices.DeleteFunc(i.Choices, func(c choice) bool { return c.Title == c.Value })
	return i
}

func searched(f form.Field, dataset string) *choiceInput {
	i := newChoice(f)
	i.Style, i.Placeholder, i.ChoicesData = "", "Type to search", &dataQuery{Type: "Data.Query", Dataset: dataset}
	var values []string
	for k, v := range f.Values {
		if v == "" || len(v) > maxValueBytes || len(values) > 0 && !f.Many {
			continue
		}
		label := v
		if k < len(f.Labels) {
			label = cmp.Or(f.Labels[k], v)
		}
		values = append(values, v)
		i.Choices = append(i.Choices, choice{Title: plain(label, maxOptionText), Value: v})
	}
	i.Value = strings.Join(values, ",")
	return i
}
