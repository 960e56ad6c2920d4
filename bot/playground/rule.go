package playground

import (
	"fmt"
	"math"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"
)

// checker collects what is wrong with blocks or a view, in Slack's words.
type checker struct {
	surface  surface
	errs     []string
	blockIDs map[string]bool
	markdown int // characters in markdown blocks so far
	tables   int
	inputs   int
}

// rule checks the value found at a JSON pointer.
type rule func(c *checker, at string, v any)

func (c *checker) fail(at, format string, args ...any) {
	c.errs = append(c.errs, fmt.Sprintf(format, args...)+" [json-pointer:"+at+"]")
}

// field is one property of an object.
type field struct {
	name string
	need bool
	rule rule
}

func req(name string, r rule) field { return field{name, true, r} }
func opt(name string, r rule) field { return field{name, false, r} }

// object allows the named properties and no others. Every object may name its type.
func object(fields ...field) rule {
	return func(c *checker, at string, v any) {
		o, ok := v.(obj)
		if !ok {
			c.fail(at, "must be an object")
			return
		}
		known := map[string]bool{"type": true}
		for _, f := range fields {
			known[f.name] = true
			got, there := o[f.name]
			switch {
			case there && got != nil:
				f.rule(c, at+"/"+f.name, got)
			case f.need:
				c.fail(at, "missing required field: %s", f.name)
			}
		}
		for _, k := range sortedKeys(o) {
			if !known[k] {
				c.fail(at, "invalid additional property: %s", k)
			}
		}
	}
}

// both applies rules in turn.
func both(rules ...rule) rule {
	return func(c *checker, at string, v any) {
		for _, r := range rules {
			r(c, at, v)
		}
	}
}

// chars is a string of at least low and at most high characters.
func chars(low, high int) rule {
	return func(c *checker, at string, v any) {
		s, ok := v.(string)
		n := utf8.RuneCountInString(s)
		switch {
		case !ok:
			c.fail(at, "must be a string")
		case n < low:
			c.fail(at, "must be more than %d characters", low-1)
		case n > high:
			c.fail(at, "must be less than %d characters", high+1)
		}
	}
}

func anyString(c *checker, at string, v any) { chars(0, math.MaxInt)(c, at, v) }

func webURL(c *checker, at string, v any) {
	chars(1, maxURL)(c, at, v)
	if s, ok := v.(string); ok && !strings.Contains(s, ":") {
		c.fail(at, "must be a valid URL")
	}
}

func boolean(c *checker, at string, v any) {
	if _, ok := v.(bool); !ok {
		c.fail(at, "must be a boolean")
	}
}

func integer(low, high int) rule {
	return func(c *checker, at string, v any) {
		n, ok := v.(float64)
		switch {
		case !ok || n != math.Trunc(n):
			c.fail(at, "must be an integer")
		case n < float64(low):
			c.fail(at, "must be greater than %d", low-1)
		case n > float64(high):
			c.fail(at, "must be less than %d", high+1)
		}
	}
}

func anything(*checker, string, any) {}

func oneOf(words ...string) rule {
	return func(c *checker, at string, v any) {
		if s, ok := v.(string); !ok || !slices.Contains(words, s) {
			c.fail(at, "must be one of: %s", strings.Join(words, ", "))
		}
	}
}

// list is an array of at least low and at most high items.
func list(low, high int, item rule) rule {
	return func(c *checker, at string, v any) {
		l, ok := v.([]any)
		switch {
		case !ok:
			c.fail(at, "must be an array")
			return
		case len(l) < low:
			c.fail(at, "no less than %d items allowed", low)
		case len(l) > high:
			c.fail(at, "no more than %d items allowed", high)
		}
		for i, x := range l {
			item(c, fmt.Sprintf("%s/%d", at, i), x)
		}
	}
}

// text is a text object of the given kinds.
func text(high int, kinds ...string) rule {
	if len(kinds) == 0 {
		kinds = []string{"plain_text", "mrkdwn"}
	}
	return func(c *checker, at string, v any) {
		o, ok := v.(obj)
		if !ok {
			c.fail(at, "must be an object")
			return
		}
		kind, _ := o["type"].(string)
		if !slices.Contains(kinds, kind) {
			c.fail(at+"/type", "must be one of: %s", strings.Join(kinds, ", "))
			return
		}
		extra := opt("emoji", boolean)
		if kind == "mrkdwn" {
			extra = opt("verbatim", boolean)
		}
		object(req("text", chars(1, high)), extra)(c, at, v)
	}
}

func plain(high int) rule { return text(high, "plain_text") }

// typed checks an object by the rule for its type.
func typed(table func() map[string]rule, allowed ...string) rule {
	return func(c *checker, at string, v any) {
		o, ok := v.(obj)
		if !ok {
			c.fail(at, "must be an object")
			return
		}
		kind, _ := o["type"].(string)
		r, known := table()[kind]
		if !known || !slices.Contains(allowed, kind) {
			c.fail(at, "unsupported type: %s", kind)
			return
		}
		r(c, at, v)
	}
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}
