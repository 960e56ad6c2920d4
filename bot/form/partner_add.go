package form

import (
	"slices"
	"strconv"
)

// Criterion is one question of the ideal partner profile, with its levels from the worst to the best.
type Criterion struct {
	Key, Name string
	Levels    []string
}

// AddPartnerTerms are what the form that adds a candidate needs of the profile.
type AddPartnerTerms struct {
	Meta      string
	Criteria  []Criterion
	Threshold string // the least fit, such as 60; "" when no profile is written
	For       string // as in ProfileTerms
}

// NewAddPartner is the form that adds a candidate and scores it. The field of a criterion is level_ and its key; its
// values are the places of the levels, from 0.
func NewAddPartner(t AddPartnerTerms) Form {
	fields := []Field{
		{ID: "name", Kind: Text, Label: "Company", Max: 120},
		{ID: "website", Kind: Text, Label: "Website", Optional: true, Max: 200, Hint: "Such as northwind.com."},
	}
	for _, c := range t.Criteria {
		fields = append(fields, Field{ID: "level_" + c.Key, Kind: Choice, Label: cut(c.Name, maxLabel), Options: levels(c.Levels)})
	}
	reason := "Needed when the fit is below the threshold. It stays on the record."
	intro := "No ideal partner profile is written yet, so nothing is scored."
	if t.Threshold != "" {
		reason = "Needed when the fit is below " + t.Threshold + ". It stays on the record."
		intro = "The answers are scored against the ideal partner profile, from 0 to 100. " + t.Threshold + " and more fits."
	}
	return Form{
		Name: AddPartner, Title: "Add a candidate", Submit: "Add", Meta: t.Meta, Intro: sentence(t.For, intro),
		Fields: slices.Concat(fields, []Field{
			{ID: "note", Kind: LongText, Label: "Note", Optional: true, Max: 1000, Hint: "What is worth knowing, and who knows them."},
			{ID: "reason", Kind: LongText, Label: "Why recruit it all the same", Optional: true, Max: 500, Hint: reason},
		}),
	}
}

// levels are from the worst to the best.
func levels(all []string) []Option {
	var o []Option
	for i, l := range all {
		o = append(o, Option{Value: strconv.Itoa(i), Label: cut(l, maxLabel)})
	}
	return o
}
