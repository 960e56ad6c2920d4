package domain_test

import (
	"strings"
	"testing"

	"golang.org/x/net/publicsuffix"

	"github.com/partnerbot/partnerbot/domain"
)

func TestRegistrableDomain(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{
		"acme.com":                           "acme.com",
		" ACME.com ":                         "acme.com",
		"www.acme.com":                       "acme.com",
		"https://www.acme.co.uk/about?x=1#y": "acme.co.uk",
		"http://user:pw@shop.acme.com:8080":  "acme.com",
		"//acme.com/":                        "acme.com",
		"acme.com.":                          "acme.com",
		"acme.com/path":                      "acme.com",
		"jane.doe@sales.acme.de":             "acme.de",
		"mailto:jane@acme.de":                "acme.de",
		"müller.de":                          "xn--mller-kva.de",
		"https://www.Müller.de":              "xn--mller-kva.de",
		"xn--mller-kva.de":                   "xn--mller-kva.de",
		"例え.jp":                              "xn--r8jz45g.jp",
		"acme.myshopify.com":                 "acme.myshopify.com",
		"a.b.acme.com.au":                    "acme.com.au",
	} {
		if got, err := domain.RegistrableDomain(typed); err != nil || got != want {
			t.Errorf("RegistrableDomain(%q) = %q, %v; want %q", typed, got, err, want)
		}
	}
}

func TestNoRegistrableDomain(t *testing.T) {
	t.Parallel()
	for _, typed := range []string{
		"", " ", "acme", "localhost", "http://localhost:3000", "printer.local", "crm.internal", "192.0.2.7",
		"https://192.0.2.7/", "[2001:db8::1]", "https://[2001:db8::1]:443/", "co.uk", "com", "github.io", "..", "acme..com",
		"-acme-.com", "acme com", "http://", "javascript:alert(1)", "gmail.com", "jane@Gmail.com", "www.yahoo.co.uk",
		"https://mail.qq.com", "a@b@", strings.Repeat("a", 300) + ".com", "acme.com\x00", "%zz",
	} {
		if got, err := domain.RegistrableDomain(typed); err == nil {
			t.Errorf("RegistrableDomain(%q) = %q, want none", typed, got)
		}
	}
}

func FuzzRegistrableDomain(f *testing.F) {
	for _, s := range []string{"https://www.acme.co.uk/x", "jane@acme.de", "müller.de", "[::1]", "localhost", "a%00.com"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		got, err := domain.RegistrableDomain(typed)
		if err != nil {
			return
		}
		if again, err := domain.RegistrableDomain(got); err != nil || again != got {
			t.Errorf("%q gives %q, which gives %q, %v", typed, got, again, err)
		}
		if suffix, err := publicsuffix.EffectiveTLDPlusOne(got); err != nil || suffix != got || domain.FreeMail(got) {
			t.Errorf("%q gives %q, which is not what a company registers", typed, got)
		}
	})
}

// Every line of the list is a domain that RegistrableDomain can meet, else it would do nothing.
func TestFreeMailDomainsAreRegistrable(t *testing.T) {
	t.Parallel()
	for _, d := range domain.FreeMailDomains() {
		if got, err := publicsuffix.EffectiveTLDPlusOne(d); err != nil || got != d {
			t.Errorf("%s: what is registered is %s (%v)", d, got, err)
		}
	}
}

func TestNormalName(t *testing.T) {
	t.Parallel()
	for _, same := range [][]string{
		{"acme", "ACME", "Acme, Inc.", "The Acme Company", "Acme Corp", "ACME CO., LTD.", "Acmé S.A.", "Acme (LLC)"},
		{"muller and sohne", "Müller & Söhne GmbH & Co. KG"},
		{"strasse", "Straße AG"},
		{"smorrebrod", "Smørrebrød ApS"},
		{"zolty", "Żółty Sp. z o.o."},
		{"at and t", "AT&T Inc."},
		{"oreilly", "O'Reilly", "O’Reilly Ltd"},
		{"株式会社トヨタ", "株式会社トヨタ"},
		{"company", "The Company"},
		{"co", "Co"},
	} {
		for _, name := range same[1:] {
			if got := domain.NormalName(name); got != same[0] {
				t.Errorf("NormalName(%q) = %q, want %q", name, got, same[0])
			}
		}
	}
}

func TestAccountKey(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, domain, country, want string }{
		{"Acme", "acme.com", "US", "domain:acme.com"},
		{"Acme Inc.", "", "US", "name:acme|US"},
		{"ACME", "", "DE", "name:acme|DE"},
		{"!!!", "", "FR", "name:!!!|FR"},
	} {
		if got := domain.AccountKey(c.name, c.domain, c.country); got != c.want {
			t.Errorf("AccountKey(%q, %q, %q) = %q, want %q", c.name, c.domain, c.country, got, c.want)
		}
	}
}

func TestCountryCode(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{
		"US": "US", "de": "DE", " fr ": "FR", "UK": "GB", "": "", "ZZ": "", "USA": "", "EU": "", "1": "", "001": "",
	} {
		if got := domain.CountryCode(typed); got != want {
			t.Errorf("CountryCode(%q) = %q, want %q", typed, got, want)
		}
	}
}
