package form

import (
	"fmt"
	"slices"
)

// NewSchedule is the form that sets when the Monday post goes out: at, as 15:04, in the program's time zone.
func NewSchedule(at, zone string) Form {
	return Form{
		Name: Schedule, Title: "The Monday post", Submit: "Save",
		Intro: "The numbers are always those of Monday 00:00, " + zone + ".",
		Fields: []Field{
			{ID: "time", Kind: Choice, Label: "Post it on Mondays at", Options: options(times(at)), Values: one(at)},
		},
	}
}

// times are the half hours of a working day, with the one that is set in its place.
func times(set string) []string {
	var all []string
	for minute := 5 * 60; minute <= 18*60; minute += 30 {
		all = append(all, fmt.Sprintf("%02d:%02d", minute/60, minute%60))
	}
	if set != "" && !slices.Contains(all, set) {
		all = append(all, set)
		slices.Sort(all)
	}
	return all
}
