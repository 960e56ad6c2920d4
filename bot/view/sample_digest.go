package view

import (
	"fmt"

	"github.com/partnerbot/partnerbot/bot/intent"
)

func sampleDigest() Digest {
	return Digest{
		Headline: "$1,240,000 won plus $410,000 in commit makes $1,650,000: $350,000 short of the $2,000,000 goal for 2026-Q4.",
		Program:  "Partner program, 2026-Q4",
		AsOf:     "Mon, Nov 9, 00:00 EST",
		Numbers: []Fact{
			{"Won", "$1.24M, 62% of the goal, 14 deals"},
			{"Commit", "$410K, $1.65M with won"},
			{"Best case", "$380K, $2.03M with those above"},
			{"Pipeline", "$1.12M, $3.15M with those above"},
		},
		Goal: []Share{{"Won", 62}, {"Commit", 20}, {"To go", 18}},
		Coverage: []Fact{
			{"Now", "2.50x"},
			{"Last week", "2.20x"},
			{"Required", "2.90x, at a win rate of 35% of 112 closed deals"},
			{"Without stalled and overdue", "1.90x"},
		},
		Since: "Since Nov 2",
		Waterfall: "Open this quarter: $1.79M on Nov 2 + $240K created + $90K up − $30K pushed out − $120K won − $60K lost " +
			"= $1.91M on Nov 9",
		Credit: []Fact{
			{"Sourced", "$900K won, $1.1M open, 34 deals"}, {"Influenced", "$340K won, $810K open, 12 deals"},
		},
		Movers: []DigestLine{
			{"Acme Corp, Analytics", "Northwind Consulting: won for $120K", Good},
			{"Globex, Warehouse", "Contoso: new, $110K", Good},
			{"Initech, Integration Hub", "Contoso: up by $90K to $180K", Good},
			{"Hooli, Analytics", "Fabrikam: lost, $60K", Bad},
			{"Wayne Motors, Warehouse", "Northwind Consulting: pushed out of the quarter, $30K", Bad},
		},
		Risks: []DigestLine{
			{"Stark Logistics, Analytics", "$210K · Contoso · owner Cam Ruiz · 12 days past its close date · no next step", Bad},
			{"Umbrella Foods, Warehouse", "$140K · Northwind Consulting · owner Ben Okafor · no change of stage for 34 days · " +
				"next: call with procurement", Bad},
			{"Globex, Analytics", "$95K · Fabrikam · no owner · no next step", Bad},
		},
		Waiting: []string{
			"D-1039 Soylent, Analytics (Fabrikam): the decision was due by the end of Thu, Nov 5",
			"D-0981 Cyberdyne, Warehouse (Contoso): protection ends on Nov 16",
		},
		Notes: []string{
			"6 open deals say no close date and are left out.",
			"The amounts of 9 open deals are list prices, not quotes.",
		},
		Actions: []Action{{Intent: intent.Intent{Name: intent.ListDeals, ID: "review"}, Label: "Overdue decisions (1)"}},
	}
}

func digestSamples() []Sample {
	noGoal, met, thin, hostileOne := sampleDigest(), sampleDigest(), sampleDigest(), sampleDigest()
	noGoal.Goal = nil
	noGoal.Headline = "$1,240,000 won plus $410,000 in commit makes $1,650,000 for 2026-Q4. No goal is set."
	noGoal.Coverage = []Fact{{"Now", "not known without a goal"}}
	met.Headline = "The $2,000,000 goal for 2026-Q4 is met: $2,300,000 won, and $410,000 more in commit."
	met.Numbers = []Fact{
		{"Won", "$2.3M, 115% of the goal, 22 deals"},
		{"Commit", "$410K, $2.71M with won"},
		{"Best case", "$380K, $3.09M with those above"},
		{"Pipeline", "$1.12M, $4.21M with those above"},
	}
	met.Goal = []Share{{"Won", 115}, {"Commit", 20}, {"To go", 0}}
	met.Coverage = []Fact{{"Now", "nothing is missing"}, {"Last week", "8.40x"}, {"Required", "2.90x"}}
	thin = Digest{
		Headline: "Nothing is won and nothing is in commit yet: $2,000,000 to go to the goal for 2026-Q4.",
		Program:  thin.Program, AsOf: thin.AsOf,
		Goal:      []Share{{"Won", 0}, {"Commit", 0}, {"To go", 100}},
		Numbers:   []Fact{{"Won", "$0"}, {"Commit", "$0"}, {"Best case", "$0"}, {"Pipeline", "$0"}},
		Coverage:  []Fact{{"Now", "0.00x"}, {"Last week", "0.00x"}, {"Required", "3.00x by default, for want of history"}},
		Since:     "Since Nov 2",
		Waterfall: "Open this quarter: $0 on Nov 2, and nothing changed",
		Notes:     []string{"No partner deal is in the pipeline yet. The first approved registration shows here."},
	}
	hostileOne.Headline, hostileOne.Program, hostileOne.Waterfall = hostile, hostile, hostile
	hostileOne.Movers[0] = DigestLine{hostile, hostile, Good}
	hostileOne.Risks[0] = DigestLine{hostile, hostile, Bad}
	hostileOne.Waiting, hostileOne.Notes = []string{hostile}, []string{hostile}
	return []Sample{
		{"digest", sampleDigest()},
		{"digest_no_goal", noGoal},
		{"digest_goal_met", met},
		{"digest_empty", thin},
		{"digest_hostile", hostileOne},
		{"digest_long", longDigest()},
	}
}

func longDigest() Digest {
	d := sampleDigest()
	d.Headline, d.Waterfall = veryLong, veryLong
	for range 40 {
		d.Numbers = append(d.Numbers, Fact{veryLong, veryLong})
		d.Movers = append(d.Movers, DigestLine{veryLong, veryLong, Good})
		d.Risks = append(d.Risks, DigestLine{veryLong, veryLong, Bad})
		d.Waiting, d.Notes = append(d.Waiting, veryLong), append(d.Notes, veryLong)
	}
	return d
}

func detailSamples() []Sample {
	d := DigestDetail{
		Title: "Behind the number of Nov 9, 2026",
		Waterfall: []Fact{
			{"Open on Nov 2", "$1,790,000"},
			{"Created", "+ $240,000"},
			{"Up", "+ $90,000"},
			{"Lost", "− $60,000"},
			{"Won", "− $120,000"},
			{"Pushed out", "− $30,000"},
			{"Open on Nov 9", "$1,910,000"},
		},
		Movers: sampleDigest().Movers,
		Risks:  sampleDigest().Risks,
		Method: []string{
			"A deal counts in the quarter that its close date falls in.",
			"Coverage is the open amount of the quarter over what is missing to the goal.",
			"Required coverage is 1 over the win rate of the four quarters before, by amount.",
		},
	}
	rude := d
	rude.Title, rude.Method, rude.Waterfall = hostile, []string{hostile}, []Fact{{hostile, hostile}}
	rude.Movers = []DigestLine{{hostile, hostile, Good}}
	long := d
	long.Movers, long.Risks = nil, nil
	for i := range 60 {
		long.Movers = append(long.Movers, DigestLine{fmt.Sprintf("Deal %d", i+1), veryLong, Good})
		long.Risks = append(long.Risks, DigestLine{fmt.Sprintf("Deal %d", i+1), veryLong, Bad})
	}
	empty := DigestDetail{
		Title: d.Title, Waterfall: []Fact{{"Open on Nov 2", "$0"}, {"Open on Nov 9", "$0"}},
		Method: d.Method,
	}
	return []Sample{
		{"digest_detail", d}, {"digest_detail_empty", empty}, {"digest_detail_hostile", rude}, {"digest_detail_long", long},
	}
}
