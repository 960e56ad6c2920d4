package main

import (
	"context"
	"fmt"
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
	partnerMap = `
columns:
  name: Partner
  website: Site
  signed: Contract date
  owner: Manager e-mail
  their_owner: Lead
  done: {kickoff: Kick-off, joint_plan: Plan signed}
dates: MM/DD/YYYY
default_signed: 2026-01-01
`
	partnerHeading = "Partner,Site,Contract date,Manager e-mail,Lead,Kick-off,Plan signed\n"
	partnerRows    = partnerHeading +
		"Northwind,https://northwind.com,03/02/2026,mara@example.com,Ned,03/09/2026,\n" +
		"Contoso,contoso.com,,,,,\n"
)

func TestImportPartners(t *testing.T) {
	t.Parallel()
	db := database{url: bot.Secret(postgrestest.Database(t)), maxConns: testConns}
	i := importTest{t, string(db.url), t.TempDir()}
	clock := func() time.Time { return time.Date(2026, time.November, 3, 15, 0, 0, 0, time.UTC) }
	if code, out, err := i.run("partners", partnerRows, partnerMap, clock); code != exitFailed || out != "" ||
		err != "partnerbot: There is no program yet. Set it up with `/program setup` in your chat. The partners come after that, by this same command.\n" {
		t.Errorf("without a program: %d %q %q", code, out, err)
	}
	store, err := db.open(t.Context(), clock, testLog(t))
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	actor := i.program(store, clock)
	mara := domain.Person{ID: newID(), TenantID: actor.TenantID, Name: "Mara", Email: "mara@example.com", Roles: []domain.Role{domain.PartnerManager}}
	if err := store.Change(t.Context(), func(ctx context.Context, tx domain.Tx) error { return tx.SavePerson(ctx, mara) }); err != nil {
		t.Fatal(err)
	}

	bad := partnerRows + "Initech,localhost,13/01/2026,nobody@example.com,,12/31/2025,11/04/2026\n" + "CONTOSO,,,,,,\n"
	fault := `line 4, column Site: This is not a company's website. Write it like acme.com, or leave it empty.
line 4, column Contract date: "13/01/2026" is not a date like MM/DD/YYYY
line 4, column Manager e-mail: None of your people is known with the e-mail nobody@example.com. They are known once they have used the bot.
line 4, column Plan signed: This day is still to come.
line 5, column Partner: the partner CONTOSO is there twice
`
	news := strings.Replace(partnerRows, "Ned,03/09/2026,", "Nora,03/10/2026,05/05/2026", 1) + "Initech,,05/01/2026,,,,\n"
	for _, c := range []struct {
		name, rows, m string
		flags         []string
		code          int
		out, err      string
	}{
		{"dry run", partnerRows, partnerMap, []string{"--dry-run"}, exitDone, "Nothing was changed. 2 rows read, 0 bad: 2 partners would be added, 0 changed, 0 unchanged.\n", ""},
		{"bad rows", bad, partnerMap, nil, exitFailed, "", fault +
			"partnerbot: 2 rows are bad of 4, so nothing was imported. Mend them, or leave them out with --skip-bad-rows.\n"},
		{"one row of a dry run", partnerHeading + "Contoso,contoso.com,,,,,\n", partnerMap, []string{"--dry-run"}, exitDone, "Nothing was changed. 1 row read, 0 bad: 1 partner would be added, 0 changed, 0 unchanged.\n", ""},
		{"bad rows left out", bad, partnerMap, []string{"--skip-bad-rows"}, exitDone, "4 rows read, 2 bad: 2 partners added, 0 changed, 0 unchanged.\n", fault},
		{"again", partnerRows, partnerMap, []string{"--program", "Resellers"}, exitDone, "2 rows read, 0 bad: 0 partners added, 0 changed, 2 unchanged.\n", ""},
		{"with news", news, partnerMap, nil, exitDone, "3 rows read, 0 bad: 1 partner added, 1 changed, 1 unchanged.\n", ""},
		{"with news, again", news, partnerMap, nil, exitDone, "3 rows read, 0 bad: 0 partners added, 0 changed, 3 unchanged.\n", ""},
		{
			"another status", "Partner,State\nContoso,parked\n", "columns: {name: Partner, status: State}\ndefault_signed: 2026-01-01\n", nil, exitDone,
			"1 row read, 0 bad: 0 partners added, 0 changed, 1 unchanged.\n",
			"line 2, column State: Contoso is known as active, and stays so. Park them with `/partner park`.\n",
		},
		{"another program", partnerRows, partnerMap, []string{"--program", "Integrators"}, exitFailed, "", "partnerbot: There is no such program: choose one of Resellers.\n"},
		{
			"a win", partnerRows, strings.Replace(partnerMap, "kickoff:", "first_win:", 1), nil, exitFailed, "",
			"partnerbot: done.first_win cannot be imported. This is done by itself, with the partner's first deal that is won.\n",
		},
		{
			"a map that is none", partnerRows, "columns: {}\n", nil, exitFailed, "",
			"partnerbot: " + filepath.Join(i.folder, "map.yaml") + ": columns: name: name the column that holds the partner's name\n" +
				"columns: signed: name the column with the day of signature, or give one day for all as default_signed\n",
		},
	} {
		code, out, err := i.run("partners", c.rows, c.m, clock, c.flags...)
		if code != c.code || cmp.Diff(c.out, out) != "" || cmp.Diff(c.err, err) != "" {
			t.Errorf("%s: %d %q %q; want %d %q %q", c.name, code, out, err, c.code, c.out, c.err)
		}
	}
	kept, err := store.PartnerByName(t.Context(), actor.ProgramID, "northwind")
	if err != nil {
		t.Fatal(err)
	}
	path, err := store.Checkpoints(t.Context(), kept.ID)
	if err != nil {
		t.Fatal(err)
	}
	var done []string
	for _, s := range path {
		if !s.DoneOn.IsZero() {
			done = append(done, fmt.Sprintf("%s %s %s %s", s.Step.Key, s.DoneOn, s.DoneBy, s.Evidence))
		}
	}
	want := []string{
		"owner 2026-03-02  ", "kickoff 2026-03-09 import imported from partners.csv", "joint_plan 2026-05-05 import imported from partners.csv",
	}
	if diff := cmp.Diff(want, done); diff != "" || *kept.OwnerID != mara.ID || kept.TheirOwner != "Nora" || kept.Domain != "northwind.com" {
		t.Errorf("%+v: -want +got\n%s", kept, diff)
	}
}
