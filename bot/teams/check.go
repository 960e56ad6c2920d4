package teams

import (
	"errors"
	"fmt"
	"unicode/utf8"

	"github.com/partnerbot/partnerbot/bot/intent"
)

// These checks hold what is sent to card_limits.go; a card that breaks one is a fault of this package, and is not sent.

// faults are what is wrong with a card.
type faults struct {
	all []error
	ids map[string]bool // of the inputs
}

func (f *faults) add(where string, err error) {
	if err != nil {
		f.all = append(f.all, fmt.Errorf("%s: %w", where, err))
	}
}

var (
	errTwice   = errors.New("is there twice")
	errMissing = errors.New("is missing")
)

// faults looks through a card that has so many bytes in JSON.
func (c *cardJSON) faults(size int) error {
	f := &faults{ids: map[string]bool{}}
	f.add("card bytes", between(size, 1, maxCardBytes))
	if len(c.Body)+len(c.Actions) == 0 {
		f.add("card", errMissing)
	}
	c.check(f)
	if r := c.Refresh; r != nil {
		f.add("readers", between(len(r.UserIDs), 1, maxReaders))
		r.Action.Title = verbRefresh // nobody sees it
		r.Action.check(f)
	}
	return errors.Join(f.all...)
}

func (c *cardJSON) check(f *faults) {
	for _, e := range c.Body {
		e.check(f)
	}
	f.actions(c.Actions, 0)
}

func (f *faults) actions(all []action, least int) {
	f.add("actions", between(len(all), least, maxActions))
	for i := range all {
		all[i].check(f)
	}
}

func (a *action) check(f *faults) {
	f.add("title of an action", said(a.Title))
	switch a.Type {
	case "Action.OpenUrl":
		f.add("address", between(len(a.URL), 1, maxURL))
	case "Action.ShowCard":
		if a.Card == nil {
			f.add("card of an action", errMissing)
			return
		}
		a.Card.check(f)
	default:
		if a.Data == nil || *a.Data == (actionData{}) {
			f.add("data of "+a.Title, errMissing)
			return
		}
		f.add("intent", between(len(a.Data.Intent), 0, intent.Max))
		f.add("again", between(len(a.Data.Again), 0, intent.Max))
		f.add("meta", between(len(a.Data.Meta), 0, intent.Max))
	}
}

// said tells whether there is text.
func said(s string) error {
	if s == "" {
		return errMissing
	}
	if !utf8.ValidString(s) {
		return errors.New("is no UTF-8")
	}
	return nil
}

func between(n, least, most int) error {
	if n < least || n > most {
		return fmt.Errorf("is %d, allowed are %d to %d", n, least, most)
	}
	return nil
}
