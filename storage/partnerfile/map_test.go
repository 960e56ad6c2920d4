package partnerfile_test

import (
	"strings"
	"testing"

	"github.com/partnerbot/partnerbot/storage/partnerfile"
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
		"nothing":                {"", "it is empty"},
		"an unknown key":         {testMap + "colour: red\n", "line 12: there is no key “colour”"},
		"an unknown column":      {edit("website: Site", "web: Site"), "line 3: there is no key “web”"},
		"a list":                 {edit("done: {kickoff: Kick-off}", "done: [Kick-off]"), "line 7: no list can stand here"},
		"two documents":          {testMap + "---\n{}\n", "more than one document"},
		"no name":                {edit("name: Partner", "name:"), "columns: name: name the column"},
		"no signature":           {edit("signed: Signed", "signed:"), "columns: signed: name the column with the day of signature, or give one day"},
		"no day of signature":    {testMap + "default_signed: soon\n", `date "soon" is not of the form`},
		"a checkpoint of no day": {edit("kickoff: Kick-off", "kickoff: ''"), "columns: done: kickoff: name the column"},
		"an unheard status":      {edit("Live: active", "Live: alive"), "statuses: Live: it is active, parked or exited"},
		"a word twice":           {edit("Live: active", "Live: active, LIVE: parked"), "statuses: Live is there twice"},
		"words for no column":    {edit("status: State", "status:"), "statuses: they need a column"},
		"a reason for no status": {edit("status: State", "status:"), "columns: reason: it needs a column"},
		"a day of no status":     {edit("status: State", "status:"), "columns: parked_until: it needs a column"},
		"a wide separator":       {testMap + "separator: ', '\n", "separator: it is one character"},
		"half a date":            {testMap + "dates: MM/YYYY\n", `dates: "MM/YYYY" has not`},
		"several mistakes at once": {"columns: {}\n", "columns: name: name the column that holds the partner's name\n" +
			"columns: signed: name the column with the day of signature, or give one day for all as default_signed"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if _, err := partnerfile.ParseMap(strings.NewReader(c.m)); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

// The map that ships reads a file with its headings.
func TestShippedMap(t *testing.T) {
	t.Parallel()
	m, err := partnerfile.ReadMap("../../manifests/import/partners.yaml")
	if err != nil {
		t.Fatal(err)
	}
	csv := "Partner,Site,Contract date,Manager e-mail,Their lead,Their e-mail,State,Why,Back on,Kick-off,Certified on,Plan signed\n" +
		"Acme,acme.com,,,,,on hold,They move,12/31/2026,01/15/2026,,\n"
	got, report, err := read(t, csv, partnerfile.Config{Map: m, Location: newYork(t)})
	if err != nil || len(got) != 1 || got[0].Unread {
		t.Fatalf("%+v, %v, %v", got, report.Faults, err)
	}
	if p := got[0]; p.Status != "parked" || p.SignedOn != date(t, "2026-01-01") || p.Done["kickoff"] != date(t, "2026-01-15") {
		t.Errorf("got %+v", p)
	}
}
