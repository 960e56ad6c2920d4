package botconnector

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

const (
	maxMinor   = 5 // Teams takes Adaptive Cards up to 1.5 (msteams-docs: cards-reference)
	maxActions = 6 // msteams-docs: design-effective-cards
)

var mentionMark = regexp.MustCompile(`<at>[^<]*</at>`)

// newerElements are Teams' own, beyond version 1.5 (teams.cards 2.1.0). Other clients need something in their place.
var newerElements = []string{
	"Badge", "Carousel", "Chart.Donut", "Chart.Gauge", "Chart.HorizontalBar", "Chart.HorizontalBar.Stacked", "Chart.Line",
	"Chart.Pie", "Chart.VerticalBar", "Chart.VerticalBar.Grouped", "CodeBlock", "Component", "CompoundButton", "Icon",
	"Input.Rating", "ProgressBar", "ProgressRing", "Rating",
}

var newerActions = []string{"Action.InsertImage", "Action.OpenUrlDialog", "Action.Popover", "Action.ResetInputs"}

// card checks a whole card.
func (c *checker) card(card obj, at string) {
	c.inputs, c.keys, c.words = map[string]bool{}, map[string]bool{}, nil
	c.version(card, at)
	c.body(card, at)
	c.refresh(card, at)
	for _, id := range slices.Sorted(maps.Keys(c.inputs)) {
		if c.keys[id] {
			c.fail(at, "the input %q overwrites what a button's data says", id)
		}
	}
	c.mentions(list(object(card, "msteams"), "entities"), c.words, at+"/msteams/entities")
}

func (c *checker) version(card obj, at string) {
	if text(card, "type") != "AdaptiveCard" {
		c.fail(at+"/type", "it is no AdaptiveCard")
	}
	minor, ok := strings.CutPrefix(text(card, "version"), "1.")
	n, err := strconv.Atoi(minor)
	if !ok || err != nil || n > maxMinor || n < 0 {
		c.fail(at+"/version", "the version is %v, not 1.0 to 1.%d", card["version"], maxMinor)
	}
}

// body checks the elements and the buttons of a card, or of one that a ShowCard unfolds.
func (c *checker) body(card obj, at string) {
	if len(list(card, "body"))+len(list(card, "actions")) == 0 {
		c.fail(at, "the card shows nothing")
	}
	c.elements(card, "body", at)
	c.actions(card, at)
}

func (c *checker) refresh(card obj, at string) {
	r := object(card, "refresh")
	if r == nil {
		return
	}
	a := object(r, "action")
	if text(a, "type") != "Action.Execute" || text(a, "verb") == "" {
		c.fail(at+"/refresh", "a card is refreshed by an Action.Execute with a verb")
	}
	ids := list(r, "userIds")
	if len(ids) > maxRefreshed {
		c.fail(at+"/refresh/userIds", "%d people, where Teams refreshes for %d", len(ids), maxRefreshed)
	}
	for _, id := range ids {
		if s, _ := id.(string); !strings.HasPrefix(s, "29:") {
			c.fail(at+"/refresh/userIds", "%v is no 29:… id", id)
		}
	}
}

// elements checks a list of elements.
func (c *checker) elements(o obj, key, at string) {
	c.each(o, key, at, c.element)
}

func (c *checker) each(o obj, key, at string, check func(obj, string)) {
	if o[key] == nil {
		return
	}
	all, ok := o[key].([]any)
	if !ok {
		c.fail(at+"/"+key, "it is no list")
	}
	for i, x := range all {
		where := fmt.Sprintf("%s/%s/%d", at, key, i)
		el, ok := x.(obj)
		if !ok {
			c.fail(where, "it is no object")
			continue
		}
		check(el, where)
	}
}

func (c *checker) element(el obj, at string) {
	if f, ok := el["fallback"].(obj); ok {
		c.element(f, at+"/fallback")
	}
	kind := text(el, "type")
	switch {
	case slices.Contains(newerElements, kind):
		if el["fallback"] == nil {
			c.fail(at, "%s is newer than 1.%d and has no fallback", kind, maxMinor)
		}
	case isInput(el):
		c.input(el, at)
	default:
		c.shape(el, kind, at)
	}
}

// shape checks an element that shows something.
func (c *checker) shape(el obj, kind, at string) {
	switch kind {
	case "TextBlock":
		c.need(el, at, "text")
		c.words = append(c.words, text(el, "text"))
	case "RichTextBlock":
		c.richText(el, at)
	case "FactSet":
		c.each(el, "facts", at, func(f obj, at string) {
			c.need(f, at, "title", "value")
			c.words = append(c.words, text(f, "value"))
		})
	case "Container", "Column", "TableCell":
		c.elements(el, "items", at)
	case "ColumnSet":
		c.each(el, "columns", at, func(o obj, at string) { c.shape(o, "Column", at) })
	case "Table":
		c.table(el, at)
	case "ActionSet":
		c.actions(el, at)
	case "Image":
		c.need(el, at, "url")
		if u := text(el, "url"); !strings.HasPrefix(u, "https://") && !strings.HasPrefix(u, "data:image/") {
			c.fail(at+"/url", "an image is at https or in the card")
		}
	default:
		c.fail(at, "no element is called %q", kind)
	}
}

func (c *checker) richText(el obj, at string) {
	if len(list(el, "inlines")) == 0 {
		c.fail(at, "inlines are missing")
	}
	for i, x := range list(el, "inlines") {
		if _, words := x.(string); words {
			continue
		}
		r, _ := x.(obj)
		if text(r, "type") != "TextRun" {
			c.fail(fmt.Sprintf("%s/inlines/%d", at, i), "it is no TextRun")
			continue
		}
		c.need(r, fmt.Sprintf("%s/inlines/%d", at, i), "text")
	}
}

func (c *checker) table(el obj, at string) {
	columns := len(list(el, "columns"))
	if columns == 0 || len(list(el, "rows")) == 0 {
		c.fail(at, "columns or rows are missing")
	}
	c.each(el, "rows", at, func(row obj, at string) {
		if text(row, "type") != "TableRow" || len(list(row, "cells")) > columns {
			c.fail(at, "it is no TableRow, or has more cells than there are columns")
		}
		c.each(row, "cells", at, func(cell obj, at string) {
			if text(cell, "type") != "TableCell" {
				c.fail(at, "it is no TableCell")
			}
			c.shape(cell, "TableCell", at)
		})
	})
}

// need holds that properties are strings that say something.
func (c *checker) need(o obj, at string, keys ...string) {
	for _, k := range keys {
		if text(o, k) == "" {
			c.fail(at+"/"+k, "it is missing or no string")
		}
	}
}
