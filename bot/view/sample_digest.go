package view

import (
	"fmt"

	"github.com/partnerbot/partnerbot/bot/intent"
)

func sampleDigest() Digest {
	return Digest{
		Headline: "$1.24M won plus $410k in commit makes $1.65M: $350k short of the $2M goal for 2026-Q4.",
		Program:  "Partner program, 2026-Q4",
		AsOf:     "Mon, Nov 9, 00:00 EST",
		Numbers: []Fact{
			{"Won", "$1.24M, 62% of the goal, 14 deals"},
			{"Commit", "$410k, $1.65M with won"},
			{"Best case", "$380k, $2.03M with all above"},
			{"Pipeline", "$1.12M, $3.15M with all above"},
		},
		Coverage: []Fact{
			{"Now", "2.5x"}, {"Last week", "2.2x"}, {"Required", "2.9x (34% of 112 closed deals won, by amount)"},
			{"Without stalled", "1.9x"},
		},
		Waterfall: "Open this quarter: $1.79M last Monday + $240k created + $90k up − $60k lost − $120k won − $30k pushed " +
			"out = $1.91M now",
		Credit: []Fact{
			{"Sourced", "$900k won, $1.1M open, 34 deals"}, {"Influenced", "$340k won, $810k open, 12 deals"},
		},
		Movers: []DigestLine{
			{"Acme Corp, Analytics", "Northwind Consulting: won for $120k", Good},
			{"Globex, Warehouse", "Contoso: new, $110k", Good},
			{"Initech, Integration Hub", "Contoso: up by $90k to $180k", Good},
			{"Hooli, Analytics", "Fabrikam: lost, $60k", Bad},
			{"Wayne Motors, Warehouse", "Northwind Consulting: pushed out of the quarter, $30k", Bad},
		},
		Risks: []DigestLine{
			{"Stark Logistics, Analytics", "$210k · Contoso · owner Cam Ruiz · 12 days past its close date · no next step", Bad},
			{"Umbrella Foods, Warehouse", "$140k · Northwind Consulting · owner Ben Okafor · no stage change for 34 days · " +
				"next: call with procurement", Bad},
			{"Globex, Analytics", "$95k · Fabrikam · no owner · no next step", Bad},
		},
		Waiting: []string{
			"D-1039 Soylent, Analytics (Fabrikam): the decision was due on Thu, Nov 5.",
			"D-0981 Cyberdyne, Warehouse (Contoso): protection ends on Nov 16.",
		},
		Notes: []string{
			"6 open deals say no close date and are left out.",
			"The amounts of 9 open deals are list prices, not quotes.",
		},
		Actions: []Action{{Intent: intent.Intent{Name: intent.ListDeals, ID: "review"}, Label: "Waiting for review"}},
	}
}

func digestSamples() []Sample {
	noGoal, met, thin, hostileOne := sampleDigest(), sampleDigest(), sampleDigest(), sampleDigest()
	noGoal.Headline = "$1.24M won plus $410k in commit makes $1.65M. No goal is set for 2026-Q4."
	noGoal.Coverage = []Fact{{"Now", "no goal is set: /program setup"}}
	met.Headline = "The $2M goal for 2026-Q4 is met: $2.3M won, and $410k more in commit."
	met.Coverage = []Fact{{"Now", "nothing is missing"}, {"Last week", "8.4x"}, {"Required", "2.9x"}}
	thin = Digest{
		Headline: "Nothing is won yet and nothing is in commit: $2M to go to the goal for 2026-Q4.",
		Program:  thin.Program, AsOf: thin.AsOf,
		Numbers:   []Fact{{"Won", "$0"}, {"Commit", "$0"}, {"Best case", "$0"}, {"Pipeline", "$0"}},
		Coverage:  []Fact{{"Now", "0.0x"}, {"Last week", "0.0x"}, {"Required", "3.0x (too little history)"}},
		Waterfall: "Open this quarter: $0 last Monday, $0 now. Nothing changed.",
		Notes:     []string{"No partner deal is in the pipeline. The first registered deal shows here: /deal register"},
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
		Title: "Behind the number of Mon, Nov 9",
		Waterfall: []Fact{
			{"Open last Monday", "$1,790,000.00"}, {"Created", "+ $240,000.00"}, {"Up", "+ $90,000.00"},
			{"Lost", "− $60,000.00"}, {"Won", "− $120,000.00"}, {"Pushed out", "− $30,000.00"},
			{"Open now", "$1,910,000.00"},
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
	empty := DigestDetail{Title: d.Title, Waterfall: []Fact{{"Open last Monday", "$0.00"}, {"Open now", "$0.00"}},
		Method: d.Method}
	return []Sample{
		{"digest_detail", d}, {"digest_detail_empty", empty}, {"digest_detail_hostile", rude}, {"digest_detail_long", long},
	}
}
