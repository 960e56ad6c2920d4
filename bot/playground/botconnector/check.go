package botconnector

import (
	"fmt"
	"slices"
	"strings"
)

// checker collects what is wrong with what the bot wants to show. It is stricter than Teams, which shows an empty place,
// or leaves out, what it does not understand: a double should rather refuse than let a mistake through.
type checker struct {
	dialog   bool   // the card is for a dialog
	room     string // the kind of room that it is for
	known    func(id string) bool
	problems []string

	inputs map[string]bool // ids of the card's inputs
	keys   map[string]bool // of the data of its buttons
	words  []string        // all texts that may hold a mention
}

func (c *checker) fail(at, format string, args ...any) {
	if at == "" {
		at = "/"
	}
	c.problems = append(c.problems, fmt.Sprintf(format, args...)+" at "+at)
}

// activity checks an activity that the bot posts.
func (c *checker) activity(a obj) {
	attachments := list(a, "attachments")
	switch {
	case text(a, "type") != "message":
		c.fail("/type", "a bot posts messages, not %v", a["type"])
	case text(a, "text") == "" && len(attachments) == 0:
		c.fail("", "the message says nothing")
	case !slices.Contains([]string{"", "plain", "markdown", "xml", "extendedmarkdown"}, text(a, "textFormat")):
		c.fail("/textFormat", "no textFormat is called %v", a["textFormat"])
	}
	for i, x := range attachments {
		at := fmt.Sprintf("/attachments/%d", i)
		o, _ := x.(obj)
		if text(o, "contentType") != cardType {
			c.fail(at+"/contentType", "the stand-in shows Adaptive Cards only")
			continue
		}
		card, _ := o["content"].(obj)
		c.card(card, at+"/content")
	}
	c.mentions(list(a, "entities"), []string{text(a, "text")}, "/entities")
}

// mentions checks that each mention stands in the words, and that nothing looks like a mention that is none. Teams shows
// neither (msteams-docs: cards-format, channel-and-group-conversations).
func (c *checker) mentions(entities []any, words []string, at string) {
	marks := map[string]bool{}
	for i, x := range entities {
		e, _ := x.(obj)
		if text(e, "type") != "mention" {
			continue
		}
		mark, who := text(e, "text"), object(e, "mentioned")
		marks[mark] = true
		switch {
		case !strings.HasPrefix(mark, "<at>") || !strings.HasSuffix(mark, "</at>"):
			c.fail(fmt.Sprintf("%s/%d", at, i), "the text of a mention is <at>…</at>, not %q", mark)
		case !slices.ContainsFunc(words, func(w string) bool { return strings.Contains(w, mark) }):
			c.fail(fmt.Sprintf("%s/%d", at, i), "the text %q of the mention does not occur", mark)
		case text(who, "name") == "" || c.known != nil && !c.known(text(who, "id")):
			c.fail(fmt.Sprintf("%s/%d", at, i), "the mention %q is of nobody who is there", mark)
		}
	}
	for _, w := range words {
		for _, m := range mentionMark.FindAllString(w, -1) {
			if !marks[m] {
				c.fail(at, "no entity belongs to %q", m)
			}
		}
	}
}

// checkTaskInfo gives what is wrong with a dialog's frame (msteams-docs: invoking-task-modules).
func checkTaskInfo(info obj) []string {
	var out []string
	if text(info, "title") == "" {
		out = append(out, "it has no title")
	}
	if text(object(info, "card"), "contentType") != cardType {
		out = append(out, "its card has another contentType than "+cardType)
	}
	for _, key := range []string{"height", "width"} {
		size := info[key]
		_, isNumber := size.(float64)
		if size != nil && !isNumber && !slices.Contains([]any{"small", "medium", "large"}, size) {
			out = append(out, fmt.Sprintf("its %s is %v", key, size))
		}
	}
	return out
}
