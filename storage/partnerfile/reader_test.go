package partnerfile_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/calendar"
	"github.com/partnerbot/partnerbot/storage/csvfile"
	"github.com/partnerbot/partnerbot/storage/partnerfile"
)

const testMap = `columns:
  name: Partner
  website: Site
  signed: Signed
  owner: Manager
  their_owner: Lead
  done: {kickoff: Kick-off}
  status: State
  reason: Why
  parked_until: Back
statuses: {Live: active, On hold: parked, Gone: exited}
`

const heading = "Partner,Site,Signed,Manager,Lead,Mail,State,Why,Back,Kick-off\n"

func config(t testing.TB, m string) partnerfile.Config {
	t.Helper()
	parsed, err := partnerfile.ParseMap(strings.NewReader(m))
	if err != nil {
		t.Fatal(err)
	}
	return partnerfile.Config{Map: parsed, From: "partners.csv", Location: newYork(t)}
}

func newYork(t testing.TB) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

func date(t testing.TB, s string) calendar.Date {
	t.Helper()
	d, err := calendar.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// read reads a whole file: what it gave before its error, if any.
func read(t testing.TB, csv string, c partnerfile.Config) ([]domain.ImportedPartner, csvfile.Report, error) {
	t.Helper()
	r, err := partnerfile.NewReader(strings.NewReader(csv), c)
	if err != nil {
		t.Fatal(err)
	}
	var partners []domain.ImportedPartner
	for p, err := range r.Partners().Rows {
		if err != nil {
			return partners, r.Report(), err
		}
		partners = append(partners, p)
	}
	return partners, r.Report(), nil
}

func TestPartner(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		m, row string
		want   domain.ImportedPartner
	}{
		"all of it": {
			testMap, "Acme,https://acme.com/about,2026-01-02,mara@initech.example,Al,x,on HOLD,They move,2026-12-01,2026-01-09",
			domain.ImportedPartner{
				Name: "Acme", Website: "https://acme.com/about", SignedOn: date(t, "2026-01-02"), Owner: "mara@initech.example",
				TheirOwner: "Al", Status: domain.PartnerParked, Reason: "They move", ParkedUntil: date(t, "2026-12-01"),
				Done: map[string]calendar.Date{"kickoff": date(t, "2026-01-09")},
			},
		},
		"as little as can be": {
			testMap, "Acme,,,,,,,,,",
			domain.ImportedPartner{Name: "Acme", Done: map[string]calendar.Date{"kickoff": {}}},
		},
		"another signature": {
			testMap + "default_signed: 2025-12-31\n", "Acme,,,,,,Parked,,,",
			domain.ImportedPartner{
				Name: "Acme", SignedOn: date(t, "2025-12-31"), Status: domain.PartnerParked, Done: map[string]calendar.Date{"kickoff": {}},
			},
		},
		"a time late in the evening of New York": {
			testMap + "default_signed: 2025-12-31\n", "Acme,,2026-01-03T04:59:00Z,,,,,,,",
			domain.ImportedPartner{Name: "Acme", SignedOn: date(t, "2026-01-02"), Done: map[string]calendar.Date{"kickoff": {}}},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, report, err := read(t, heading+c.row+"\n", config(t, c.m))
			if diff := cmp.Diff([]domain.ImportedPartner{c.want}, got); diff != "" || err != nil {
				t.Errorf("%v, %v: -want +got\n%s", report.Faults, err, diff)
			}
		})
	}
}

// What cannot be read is told, and so is what the rules find to be wrong with the rest of the row: one mistake for a cell.
func TestEveryFaultIsReported(t *testing.T) {
	t.Parallel()
	rows := "Acme,,2026-01-02,,,,,,,\n" +
		"ACME,,soon,x,,,Alive,,later,2026-01-09\n" +
		"\xff,,2026-01-02,,,,,,,09.01.2026\n" +
		"Globex,,2026-01-02\n" +
		"Hooli,,,,,,,,,\n"
	want := []string{
		"line 3, column Partner: the partner ACME is there twice",
		`line 3, column Signed: "soon" is not a date like YYYY-MM-DD`,
		"line 3, column Manager: nobody",
		`line 3, column State: the status "Alive" is not in the map`,
		`line 3, column Back: "later" is not a date like YYYY-MM-DD`,
		"line 4, column Partner: it is not UTF-8: save the file as UTF-8",
		`line 4, column Kick-off: "09.01.2026" is not a date like YYYY-MM-DD`,
		"line 5: it has 3 columns, the heading has 10",
	}
	for _, skip := range []bool{false, true} {
		c := config(t, testMap)
		c.SkipBadRows = skip
		r, err := partnerfile.NewReader(strings.NewReader(heading+rows), c)
		if err != nil {
			t.Fatal(err)
		}
		in := r.Partners()
		var given []string
		for p, err := range in.Rows {
			if err != nil {
				if skip || domain.CodeOf(err) != domain.Invalid || err.Error() != "3 rows are bad of 5, so nothing was imported." {
					t.Errorf("skip %v: %v", skip, err)
				}
				continue
			}
			given = append(given, fmt.Sprintf("%s %v", p.Name, p.Unread))
			if p.Owner == "x" {
				in.Refuse([]domain.FieldError{{Field: "owner", Message: "nobody"}, {Field: "signed", Message: "when?"}})
			}
		}
		if diff := cmp.Diff([]string{"Acme false", "ACME true", " true", "Hooli false"}, given); diff != "" {
			t.Errorf("skip %v: given: -want +got\n%s", skip, diff)
		}
		var got []string
		for _, f := range r.Report().Faults {
			got = append(got, f.String())
		}
		if diff := cmp.Diff(want, got); diff != "" || r.Report().Rows != 5 || r.Report().Bad != 3 {
			t.Errorf("skip %v: %+v: -want +got\n%s", skip, r.Report(), diff)
		}
	}
}

// A fault of what the file has no column for is that of the row.
func TestFaultWithoutAColumn(t *testing.T) {
	t.Parallel()
	r, err := partnerfile.NewReader(strings.NewReader("Partner\nAcme\n"), config(t, "columns: {name: Partner}\ndefault_signed: 2036-01-01\n"))
	if err != nil {
		t.Fatal(err)
	}
	in := r.Partners()
	for p, err := range in.Rows {
		if err == nil {
			in.Refuse([]domain.FieldError{{Field: "signed", Message: "This day is still to come."}})
		} else if p.Name != "" || r.Report().Faults[0].String() != "line 2: signed: This day is still to come." {
			t.Errorf("%v, %v", err, r.Report().Faults)
		}
	}
}

func TestOpen(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	path := filepath.Join(folder, "our partners.csv")
	if err := os.WriteFile(path, []byte("\ufeff"+heading), 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := partnerfile.Open(path, config(t, testMap))
	if err != nil {
		t.Fatal(err)
	}
	in := f.Partners()
	if f.Size != int64(len(heading)+3) || in.From != "our partners.csv" || !cmp.Equal(in.Steps, []string{"kickoff"}) || f.Close() != nil {
		t.Errorf("%d bytes, %+v", f.Size, in)
	}
	for path, want := range map[string]string{
		folder: "open the partners: " + folder + " is not a file", filepath.Join(folder, "none.csv"): "open the partners: open ",
	} {
		if _, err := partnerfile.Open(path, config(t, testMap)); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
	m := strings.Replace(testMap, "Site", "Home", 1)
	if _, err := partnerfile.Open(path, config(t, m)); err == nil || !strings.Contains(err.Error(), "our partners.csv: the map names columns that are not in the file: Home.") {
		t.Errorf("a column that is not there: %v", err)
	}
}

// A file whose cells are parted otherwise than the map says is told as that.
func TestAnotherSeparator(t *testing.T) {
	t.Parallel()
	const missing = "the map names columns that are not in the file: Partner, Site. The file has: "
	for _, c := range []struct{ separator, heading, want string }{
		{"", "Partner;Site", missing + "Partner;Site. Its cells seem to be parted by another character: write separator: \";\" in the map"},
		{"", "Partner\tSite", missing + "Partner\tSite. Its cells seem to be parted by another character: write separator: \"\\t\" in the map"},
		{"", "\"Partner\";\"Site\"", "read the heading: a quote stands where none may be: write \"\" for one inside a quoted cell, and close every cell that one opens. " +
			"If its cells are parted by another character than the map says, name that as separator"},
		{";", "Partner,Site", missing + "Partner,Site. Its cells seem to be parted by another character: write separator: \",\" in the map"},
		{"", "Name,Home; page", missing + "Name, Home; page"},
		{"", "Site,Name; or so", "the map names columns that are not in the file: Partner. The file has: Site, Name; or so"},
	} {
		m := "columns: {name: Partner, website: Site}\ndefault_signed: 2026-01-01\nseparator: '" + c.separator + "'\n"
		_, err := partnerfile.NewReader(strings.NewReader(c.heading+"\n"), config(t, m))
		if err == nil || err.Error() != c.want {
			t.Errorf("%q by %q: got\n%v, want\n%s", c.heading, c.separator, err, c.want)
		}
	}
}

func FuzzPartners(f *testing.F) {
	f.Add(heading + "Acme,acme.com,2026-01-02,mara@initech.example,Al,,Live,Why,2026-12-01,2026-01-09\n")
	f.Add(heading + "\"Ac\nme\",,,,,,,,,\n\nACME,,x,,,,x,,x,x\n")
	f.Add("\ufeff" + heading + "\"\n")
	f.Fuzz(func(t *testing.T, csv string) {
		c := config(t, testMap)
		c.SkipBadRows = true
		r, err := partnerfile.NewReader(strings.NewReader(csv), c)
		if err != nil {
			return
		}
		in, good := r.Partners(), 0
		for p, err := range in.Rows {
			switch {
			case err != nil:
				return
			case p.Unread:
				continue
			case p.Name == "":
				in.Refuse([]domain.FieldError{{Field: "name", Message: "It is empty."}})
				continue
			}
			good++
			if strings.ContainsAny(p.Name+p.Website+p.Owner+p.TheirOwner+p.Reason, "\x00\r\n") {
				t.Fatalf("%+v", p)
			}
		}
		if report := r.Report(); report.Rows != good+report.Bad || report.Bad > 0 && len(report.Faults) == 0 {
			t.Fatalf("%d good rows of %+v", good, report)
		}
	})
}
