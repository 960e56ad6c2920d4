package form

import (
	"fmt"
	"strconv"
)

// Where stall alerts go.
const (
	NudgeBoth    = "both"
	NudgeDirect  = "direct"
	NudgeChannel = "channel"
)

// NudgeSettingsTerms are the stall alerts as they are set.
type NudgeSettingsTerms struct {
	Meta     string
	Where    string   // one of the values above
	Hour     int      // of the reader's own day
	MostADay string   // how many partners one alert tells of at most
	HandOver []string // the platform's user id of who gets the reader's alerts instead
	// Elsewhere is the name of who gets them instead and has no account on this platform, "" for nobody such.
	Elsewhere string
	// Own: the reader sets what is theirs alone, who gets their alerts.
	Own bool
}

// NewNudgeSettings is the form that sets the stall alerts.
func NewNudgeSettings(t NudgeSettingsTerms) Form {
	f := Form{
		Name: NudgeSettings, Title: "Stall alerts", Submit: "Save", Meta: t.Meta,
		Intro: "At most one alert comes on a working day, and the same is not told again within a week unless it gets worse.",
	}
	if !t.Own {
		f.Fields = nudgeFields(t)
	}
	f.Fields = append(f.Fields, Field{
		ID: "hand_over", Kind: Person, Label: "Who gets your alerts instead of you", Optional: true, Values: t.HandOver,
		Hint: emptyHint("While you are away.", "Left empty, you get them yourself.", t.Elsewhere),
	})
	f.Fields = append(f.Fields, elsewhere(t.Elsewhere, "You, again")...)
	return f
}

// nudgeFields are what holds for everybody.
func nudgeFields(t NudgeSettingsTerms) []Field {
	return []Field{
		{
			ID: "where", Kind: Choice, Label: "Where", Values: one(t.Where),
			Options: []Option{
				{NudgeBoth, "To each manager, and in the partner team channel"},
				{NudgeDirect, "To each manager only"},
				{NudgeChannel, "In the partner team channel only"},
			},
		},
		{
			ID: "hour", Kind: Choice, Label: "When", Options: hours(t.Hour), Values: one(strconv.Itoa(t.Hour)),
			Hint: "On working days, in each reader's own time zone.",
		},
		{
			ID: "most", Kind: Text, Label: "Most partners a day", Max: 2, Values: one(t.MostADay),
			Hint: "The worst come first. The others wait for the next day.",
		},
	}
}

// hours are those to choose from, with the one that is set.
func hours(set int) []Option {
	var all []Option
	for h := range 24 {
		if h >= 6 && h <= 11 || h == set {
			all = append(all, Option{Value: strconv.Itoa(h), Label: fmt.Sprintf("%02d:00", h)})
		}
	}
	return all
}
