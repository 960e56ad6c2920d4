package pipelinefile_test

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/calendar"
	"github.com/partnerbot/partnerbot/domain/forecast"
	"github.com/partnerbot/partnerbot/storage/pipelinefile"
)

func TestMapRefuses(t *testing.T) {
	t.Parallel()
	edit := func(old, new string) string {
		if !strings.Contains(testMap, old) {
			t.Fatalf("%q is not in the map", old)
		}
		return strings.Replace(testMap, old, new, 1)
	}
	for name, c := range map[string]struct{ m, want string }{
		"nothing":                  {"", "it is empty"},
		"an unknown key":           {testMap + "colour: red\n", "line 12: there is no key “colour”"},
		"an unknown column":        {edit("amount: amount", "amuont: amount"), "line 2: there is no key “amuont”"},
		"a wrong type":             {edit("expected_close_after_days: 30", "expected_close_after_days: soon"), "line 11"},
		"broken YAML":              {"columns: [", "yaml: line 1"},
		"two documents":            {testMap + "---\n{}\n", "more than one document"},
		"no key":                   {edit("key: id, ", ""), "columns: key"},
		"no stage":                 {edit("stage: stage, ", ""), "columns: stage"},
		"no stages":                {"columns: {key: id, stage: s}\n", "stages: list the stages"},
		"a partner, uncredited":    {edit("attribution: influenced", ""), "attribution: say sourced or influenced"},
		"an unheard credit":        {edit("attribution: influenced", "attribution: guessed"), "attribution: say sourced or influenced"},
		"credit for nobody":        {edit("partner: partner, ", ""), "attribution: without a column"},
		"a stage twice":            {edit("name: Quoted", "name: New"), "stages: New is there twice"},
		"a stage without a name":   {edit("name: Quoted", "name: ''"), "every stage has a name"},
		"a stage that is nothing":  {edit("category: commit", "probability: 5"), "Quoted: give it either"},
		"a stage that is both":     {edit("category: commit", "category: commit, outcome: won"), "Quoted: give it either"},
		"a closed category":        {edit("category: commit", "category: closed"), "Quoted: give it either"},
		"an unheard outcome":       {edit("outcome: lost", "category: commit, outcome: gone"), "Lost: give it either"},
		"an impossible chance":     {edit("category: commit", "category: commit, probability: 101"), "from 0 to 100"},
		"a wide separator":         {testMap + "separator: ', '\n", "separator: it is one character"},
		"half a date":              {testMap + "dates: MM/YYYY\n", `dates: "MM/YYYY" has not`},
		"days back":                {edit("after_days: 30", "after_days: -1"), "it is 0 or more"},
		"no date":                  {testMap + "missing_created: soon\n", `date "soon" is not of the form`},
		"half a price list":        {edit(", price: price", ""), "list_prices: name the file"},
		"prices of nothing":        {edit("product: product, stage", "stage"), "they need a column for the product"},
		"a program of no currency": {testMap + "program: {currency: Dollar}\n", `program: currency: "Dollar" is none`},
		"no month":                 {testMap + "program: {currency: USD, fiscal_start: Feb.}\n", `"Feb." is no month`},
		"no quarter":               {testMap + "program: {currency: USD, goals: {2017: 1m}}\n", `quarter "2017"`},
		"no amount":                {testMap + "program: {currency: USD, goals: {2017-Q1: lots}}\n", `goals: 2017-Q1: "lots" is not an amount`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if _, err := pipelinefile.ParseMap(strings.NewReader(c.m)); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

func TestOutline(t *testing.T) {
	t.Parallel()
	got, err := mapOf(t, testMap+`
program:
  name: Resellers
  partner_type: reseller
  currency: USD
  time_zone: America/New_York
  fiscal_start: February
  goals: {2018-Q1: 2500000, 2017-Q4: 1.2m}
`).Outline()
	want := domain.Outline{
		Name: "Resellers", PartnerType: domain.Reseller, Currency: "USD", TimeZone: "America/New_York", FiscalStart: time.February,
		Goals: []domain.Goal{
			{Quarter: calendar.Quarter{Year: 2017, N: 4}, Minor: 1_200_000_00},
			{Quarter: calendar.Quarter{Year: 2018, N: 1}, Minor: 2_500_000_00},
		},
		Stages: []domain.Stage{{Name: "New", Category: forecast.Pipeline}, {Name: "Quoted", Category: forecast.Commit}},
	}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v: -want +got\n%s", err, diff)
	}
	if _, err := mapOf(t, testMap).Outline(); err == nil {
		t.Error("a map without a program gave one")
	}
}

// Every map of a pipeline that ships can be read.
func TestShippedMaps(t *testing.T) {
	t.Parallel()
	maps, err := filepath.Glob("../../manifests/import/*.yaml")
	if err != nil || len(maps) == 0 {
		t.Fatal(maps, err)
	}
	for _, path := range maps {
		if filepath.Base(path) == "partners.yaml" {
			continue // partnerfile reads it
		}
		if _, err := pipelinefile.ReadMap(path); err != nil {
			t.Error(err)
		}
	}
}
