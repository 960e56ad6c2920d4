package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/storage/postgres/postgrestest"
)

const (
	importMap = `
columns: {key: id, partner: partner, stage: stage, created: created, amount: amount}
stages: [{name: Quoted, category: commit}, {name: Won, outcome: won}]
attribution: sourced
`
	importRows = "id,partner,stage,created,amount\nA1,Northwind,Quoted,2026-09-01,40000\nA2,Contoso,Quoted,2026-09-02,15000\n"
)

// importTest runs partnerbot import on one database.
type importTest struct {
	t      *testing.T
	url    string
	folder string
}

func (i importTest) file(name, text string) string {
	i.t.Helper()
	path := filepath.Join(i.folder, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		i.t.Fatal(err)
	}
	return path
}

// deals is the exit code, and what was printed.
func (i importTest) deals(rows, m string, flags ...string) (code int, out, err string) {
	i.t.Helper()
	return i.run("deals", rows, m, wallClock, flags...)
}

func (i importTest) run(what, rows, m string, clock domain.Clock, flags ...string) (code int, out, err string) {
	i.t.Helper()
	var stdout, stderr bytes.Buffer
	args := append([]string{
		"import", what, i.file(what+".csv", rows), "--map", i.file("map.yaml", m), "--database-url", i.url,
	}, flags...)
	code = run(i.t.Context(), args, terminal{&stdout, &stderr}, clock)
	return code, stdout.String(), stderr.String()
}

// program draws the program to import into, by whoever operates it.
func (i importTest) program(store domain.Store, clock domain.Clock) domain.Actor {
	i.t.Helper()
	desk := domain.NewDesk(domain.DeskConfig{Store: store, Clock: clock, NewID: newID})
	if _, err := desk.Install(i.t.Context(), domain.Workspace{Platform: domain.Slack, ID: "T1", Name: "Example"}); err != nil {
		i.t.Fatal(err)
	}
	actor, err := desk.Operate(i.t.Context(), "")
	if err != nil {
		i.t.Fatal(err)
	}
	outline := domain.Outline{
		Name: "Resellers", PartnerType: domain.Reseller, Currency: "USD", TimeZone: "America/New_York", FiscalStart: time.January,
	}
	if _, err := desk.Draw(i.t.Context(), actor, outline); err != nil {
		i.t.Fatal(err)
	}
	return actor
}

func TestImportDeals(t *testing.T) {
	t.Parallel()
	db := database{url: bot.Secret(postgrestest.Database(t)), maxConns: testConns}
	i := importTest{t, string(db.url), t.TempDir()}
	if code, out, err := i.deals(importRows, importMap); code != exitFailed || out != "" || err != "partnerbot: There is no program yet. Set it up with `/program setup` in your chat. "+tryDeals+"\n" {
		t.Errorf("without a program: %d %q %q", code, out, err)
	}

	store, err := db.open(t.Context(), wallClock, testLog(t))
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	i.program(store, wallClock)

	bad := importRows + "A3,Contoso,Quotde,3 Sep,lots\n"
	fault := "line 4, column stage: the stage \"Quotde\" is not in the map\n" +
		"line 4, column created: \"3 Sep\" is not a date like YYYY-MM-DD\n" +
		"line 4, column amount: \"lots\" is not an amount. Write it like 12,500 or 12500.50 or 12.5k.\n"
	for _, c := range []struct {
		name, rows, m string
		flags         []string
		code          int
		out, err      string
	}{
		{"dry run", importRows, importMap, []string{"--dry-run"}, exitDone, "Nothing was changed. 2 rows read, 0 bad: 2 deals would be added, 0 changed, 0 unchanged.\n", ""},
		{"a bad row", bad, importMap, nil, exitFailed, "", fault +
			"partnerbot: 1 row is bad of 3, so nothing was imported. Mend them, or leave them out with --skip-bad-rows.\n"},
		{"a bad row left out", bad, importMap, []string{"--skip-bad-rows"}, exitDone, "3 rows read, 1 bad: 2 deals added, 0 changed, 0 unchanged.\n", fault},
		{"again", importRows, importMap, []string{"--program", "Resellers"}, exitDone, "2 rows read, 0 bad: 0 deals added, 0 changed, 2 unchanged.\n", ""},
		{"with news", strings.Replace(importRows, "15000", "16000", 1), importMap, nil, exitDone, "2 rows read, 0 bad: 0 deals added, 1 changed, 1 unchanged.\n", ""},
		{
			"another program", importRows, importMap,
			[]string{"--program", "Integrators"},
			exitFailed, "",
			"partnerbot: There is no such program: choose one of Resellers.\n",
		},
		{
			"another currency", importRows, importMap + "program: {currency: EUR}\n", nil, exitFailed, "",
			"partnerbot: the map is for amounts in EUR, and Resellers counts in USD\n",
		},
		{
			"a map that is none", importRows, "columns: {}\nplease: true\n", nil, exitFailed, "",
			"partnerbot: " + filepath.Join(i.folder, "map.yaml") + ": line 2: there is no key “please”\n",
		},
	} {
		code, out, err := i.deals(c.rows, c.m, c.flags...)
		if code != c.code || cmp.Diff(c.out, out) != "" || cmp.Diff(c.err, err) != "" {
			t.Errorf("%s: %d %q %q; want %d %q %q", c.name, code, out, err, c.code, c.out, c.err)
		}
	}
}
