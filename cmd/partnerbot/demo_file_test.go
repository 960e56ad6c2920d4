package main

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/bot/bottest"
	"github.com/partnerbot/partnerbot/cmd/partnerbot/sample"
	"github.com/partnerbot/partnerbot/storage/postgres/postgrestest"
)

const fileMap = `
columns: {key: id, partner: partner, account: account, product: product, stage: stage, created: created, closed: closed, amount: amount}
stages: [{name: Quoted, category: commit}, {name: Won, outcome: won}]
attribution: sourced
expected_close_after_days: 30
program: {name: Resellers, partner_type: reseller, currency: EUR, time_zone: Europe/Berlin, goals: {2026-Q3: 500k}}
`

// The last thing that happened is a Thursday's: the Monday of that week is the one that the story ends on.
const fileRows = `id,partner,account,product,stage,created,closed,amount
A1,Northwind,Acme,Cloud,Won,2026-07-01,2026-08-14,40000
A2,Contoso,Initech,Cloud,Quoted,2026-09-02,,15000
A3,Contoso,Globex,Edge,Won,2026-08-03,2026-09-11,20000
A4,Contoso,Hooli,Edge,Won,2026-08-03,2026-09-17,70000
`

func programFileFor(t *testing.T, rows string) (programFile, error) {
	t.Helper()
	paths := map[string]string{"deals.csv": rows, "map.yaml": fileMap}
	for name, text := range paths {
		paths[name] = filepath.Join(t.TempDir(), name)
		must(t, os.WriteFile(paths[name], []byte(text), 0o600))
	}
	return readProgramFile(paths["deals.csv"], paths["map.yaml"], false)
}

func TestRegisterToDigest_OnAPipelineFile(t *testing.T) {
	t.Parallel()
	f, err := programFileFor(t, fileRows)
	must(t, err)
	db := database{url: bot.Secret(postgrestest.Database(t)), maxConns: testConns}
	c, err := fileLocal(sample.InSlack(), db, testListener(t), wallClock, testLog(t), f, terminal{io.Discard, t.Output()})
	must(t, err)
	var told strings.Builder
	must(t, playStory(t.Context(), c, bottest.RegisterToDigest, teller{io.MultiWriter(&told, t.Output()), false}))
	// €60,000 of the file were won before that Monday, and the story's 91,500; what was won on the Thursday was not.
	for _, want := range []string{"€151K won", "As of Mon, Sep 14, 00:00 CEST", "+ €91,500", "Partner: Contoso", "Partner: Northwind"} {
		if !strings.Contains(told.String(), want) {
			t.Errorf("nobody reads %q", want)
		}
	}
}

func TestFileLocal_NeedsTwoPartners(t *testing.T) {
	t.Parallel()
	f, err := programFileFor(t, strings.ReplaceAll(fileRows, "Contoso", "Northwind"))
	must(t, err)
	if _, err := fileLocal(sample.InSlack(), database{}, nil, wallClock, testLog(t), f, terminal{}); err == nil || !strings.Contains(err.Error(), "has 1 partners and 2 products") {
		t.Errorf("got %v", err)
	}
}
