// Package view holds what the bot shows: one struct per thing shown, with plain text and the actions that this viewer
// may take. No markup, no layout: each platform draws each view in its own way. Text is as people typed it; only the
// renderers escape it.
package view

import (
	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/intent"
)

// View is one thing to show. The set is closed: a renderer that meets an unknown one is wrong.
type View interface{ isView() }

// Fact is a label and its value, both for reading.
type Fact struct{ Label, Value string }

// Tone says how an action or a status should feel. Words carry the meaning; color only repeats it.
type Tone string

// The tones.
const (
	Plain Tone = ""
	Good  Tone = "good"
	Bad   Tone = "bad"
)

// Confirm is asked before an action is taken.
type Confirm struct{ Title, Text, Yes, No string }

// Action is a button. Opens names the form it opens, "" when it acts at once; URL is set for a link.
type Action struct {
	Intent  intent.Intent
	Label   string // at most 30 runes
	Tone    Tone
	Opens   form.Name
	URL     string
	Confirm *Confirm
}

// Actions are all buttons of a view, in the order in which they are drawn.
func Actions(v View) []Action {
	switch v := v.(type) {
	case DealCard:
		return v.Actions
	case ReviewCard:
		return v.Actions
	case DecisionNote:
		return v.Actions
	case DealList:
		return append(lineActions(v.Lines), v.Actions...)
	case Digest:
		return v.Actions
	case Notice:
		return v.Actions
	case Help:
		return v.Actions
	case ProgramStatus:
		return v.Actions
	case LinkRequest:
		return v.Actions
	case Scorecard:
		return v.Actions
	case PartnerList:
		return append(partnerActions(v.Lines), v.Actions...)
	case PartnerPage:
		return append(lineActions(v.Deals), v.Actions...)
	case TeamWeekly:
		return append(partnerActions(v.Decisions), v.Actions...)
	case StallAlert:
		return append(stallActions(v.Items), v.Actions...)
	case Home:
		return homeActions(v)
	default: // HistoryNote, DigestDetail
		return nil
	}
}

func homeActions(v Home) []Action {
	all := append([]Action(nil), v.Actions...)
	for _, s := range v.Sections {
		all = append(append(all, lineActions(s.Lines)...), partnerActions(s.Partners)...)
	}
	return all
}

func lineActions(lines []DealLine) []Action {
	var all []Action
	for _, l := range lines {
		if l.Action != nil {
			all = append(all, *l.Action)
		}
	}
	return all
}

func partnerActions(lines []PartnerLine) []Action {
	var all []Action
	for _, l := range lines {
		if l.Action != nil {
			all = append(all, *l.Action)
		}
	}
	return all
}

// stallActions are those of the items that are open: nothing is left to do with one that is settled.
func stallActions(items []StallItem) []Action {
	var all []Action
	for _, i := range items {
		if i.Settled == "" {
			all = append(all, i.Actions...)
		}
	}
	return all
}

// HoldsOthers tells whether a view holds the data of several partners, or what is said of one behind its back: it is
// written to no channel that somebody from outside reads.
func HoldsOthers(v View) bool {
	switch v.(type) {
	case Digest, DigestDetail, ReviewCard, HistoryNote, StallAlert, PartnerList, PartnerPage, Scorecard, TeamWeekly:
		return true
	}
	return false
}
