package domain

import "slices"

// SuggestedProfile is a profile to begin with for a partner type, nothing for one that is not known. It asks whether the
// type brings what it is there for, and then for the customers and for somebody on the other side who wants it. Which
// criteria foretell activation no source says: each program finds that out of its own (see [Desk.ByFit]), so that these are
// to be changed, and count for nothing before they are kept.
func SuggestedProfile(t PartnerType) PartnerProfile {
	if len(suggested[t]) == 0 {
		return PartnerProfile{}
	}
	p := PartnerProfile{Threshold: suggestedThreshold}
	for _, c := range slices.Concat(suggested[t], suggestedForAll) {
		c.Key = keyOf(c.Name, nil, p.Criteria)
		p.Criteria = append(p.Criteria, c)
	}
	return p
}

// suggestedThreshold is more than a candidate has who is in the middle of everything.
const suggestedThreshold = 60

var suggestedForAll = []Criterion{
	{Name: "Customers like ours", Weight: 5, Levels: []string{"none", "some", "most of them"}},
	{Name: "Somebody there owns the partnership", Weight: 4, Levels: []string{"nobody", "as a side job", "as their job"}},
}

var suggested = map[PartnerType][]Criterion{
	Reseller: {
		{Name: "Sellers for our product", Weight: 5, Levels: []string{"nobody", "1 or 2 people", "3 people and more"}},
		{Name: "Talks to our buyers", Weight: 4, Levels: []string{"no", "to another department", "to the same people"}},
		{Name: "What else it sells", Weight: 2, Levels: []string{"leads with a competitor", "a competitor as well", "no competitor"}},
	},
	SI: {
		{Name: "Practice in our field", Weight: 5, Levels: []string{"none", "1 or 2 consultants", "3 consultants and more"}},
		{Name: "Projects that need our product", Weight: 5, Levels: []string{"none", "a few a year", "one a month and more"}},
		{Name: "What else it rolls out", Weight: 2, Levels: []string{"leads with a competitor", "a competitor as well", "no competitor"}},
	},
	TechISV: {
		{Name: "Customers ask for the joint solution", Weight: 5, Levels: []string{"nobody yet", "some have", "it is in open deals"}},
		{Name: "Customers in common", Weight: 5, Levels: []string{"none known", "1 to 5", "more than 5"}},
		{Name: "Sellers who sell with us", Weight: 3, Levels: []string{"nobody", "when asked", "have a goal for it"}},
	},
	Referral: {
		{Name: "Our buyers trust it", Weight: 5, Levels: []string{"do not know it", "know it", "are advised by it"}},
		{Name: "Meets our buyers", Weight: 4, Levels: []string{"rarely", "every month", "every week"}},
		{Name: "Introductions so far", Weight: 3, Levels: []string{"none", "one", "several"}},
	},
}
