package domain_test

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/partnerbot/partnerbot/domain"
)

func TestParseMoney(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text     string
		currency domain.Currency
		want     int64
	}{
		{"12,500", "USD", 1_250_000},
		{"12500.50", "USD", 1_250_050},
		{"12500.5", "USD", 1_250_050},
		{"$12.5k", "USD", 1_250_000},
		{"1.2m", "USD", 120_000_000},
		{" $ 1.2 M ", "USD", 120_000_000},
		{"2b", "USD", 200_000_000_000},
		{"USD 3,000", "USD", 300_000},
		{"3000usd", "USD", 300_000},
		{"1.23456k", "USD", 123_456},
		{"0", "USD", 0},
		{".5", "USD", 50},
		{"0.00k", "USD", 0},
		{"000,000,012", "USD", 1_200},
		{"¥12,500", "JPY", 12_500},
		{"12.5k", "JPY", 12_500},
		{"1.234", "KWD", 1_234},
		{"$500", "CAD", 50_000},
		{"CA$500", "CAD", 50_000},
		{"CHF 12,500.05", "CHF", 1_250_005},
		{"10,000,000,000,000", "USD", domain.MaxMinor},
	} {
		got, err := domain.ParseMoney(c.text, c.currency)
		if want := (domain.Money{Minor: c.want, Currency: c.currency}); err != nil || got != want {
			t.Errorf("ParseMoney(%q, %s) = %v, %v; want %v", c.text, c.currency, got, err, want)
		}
	}
}

func TestParseMoneyRefuses(t *testing.T) {
	t.Parallel()
	const (
		empty    = "Type an amount, such as 12,500."
		negative = "An amount cannot be negative."
		decimals = "USD has 2 decimals: write it like 12,500 or 12500.50."
		large    = "That amount is too large: the most is $10,000,000,000,000."
		foreign  = "Amounts are in USD here: write it like 12,500."
	)
	for text, want := range map[string]string{
		"":                              empty,
		" \t":                           empty,
		"-5":                            negative,
		"$-5":                           negative,
		"−5":                            negative,
		"(500)":                         negative,
		"12.500":                        decimals, // twelve and a half, or twelve thousand five hundred
		"1.2345678901m":                 decimals,
		"10,000,000,000,000.01":         large,
		"10001b":                        large,
		"99999999999999999999999999":    large,
		"9" + strings.Repeat("9", 4000): large,
		"€500":                          foreign,
		"EUR 500":                       foreign,
		"US$500":                        foreign,
		"12,50":                         `"12,50" is not an amount. Write it like 12,500 or 12500.50 or 12.5k.`,
		"1,2500":                        `"1,2500" is not an amount. Write it like 12,500 or 12500.50 or 12.5k.`,
		",500":                          `",500" is not an amount. Write it like 12,500 or 12500.50 or 12.5k.`,
		"5.":                            `"5." is not an amount. Write it like 12,500 or 12500.50 or 12.5k.`,
		"k":                             `"k" is not an amount. Write it like 12,500 or 12500.50 or 12.5k.`,
		"ten":                           `"ten" is not an amount. Write it like 12,500 or 12500.50 or 12.5k.`,
		"1.2.3":                         `"1.2.3" is not an amount. Write it like 12,500 or 12500.50 or 12.5k.`,
		"1e9":                           `"1e9" is not an amount. Write it like 12,500 or 12500.50 or 12.5k.`,
		"0x10":                          `"0x10" is not an amount. Write it like 12,500 or 12500.50 or 12.5k.`,
		"5 million dollars, or close to it, or so they say": `"5 million dollars, or close to it, or so…" is not an amount. ` +
			`Write it like 12,500 or 12500.50 or 12.5k.`,
	} {
		got, err := domain.ParseMoney(text, "USD")
		if domain.CodeOf(err) != domain.Invalid || err.Error() != want {
			t.Errorf("ParseMoney(%q) = %v, %v; want %s", text, got, err, want)
		}
	}
	if _, err := domain.ParseMoney("12.5", "JPY"); err == nil || err.Error() != "JPY has no decimals: write it like 12,500." {
		t.Errorf("half a yen: %v", err)
	}
}

func TestMoneyString(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		money       domain.Money
		long, short string
	}{
		{domain.Money{Minor: 0, Currency: "USD"}, "$0", "$0"},
		{domain.Money{Minor: 5, Currency: "USD"}, "$0.05", "$0.05"},
		{domain.Money{Minor: 99_999, Currency: "USD"}, "$999.99", "$999.99"},
		{domain.Money{Minor: 105_450, Currency: "USD"}, "$1,054.50", "$1,054.50"},
		{domain.Money{Minor: 1_250_000, Currency: "USD"}, "$12,500", "$12.5K"},
		{domain.Money{Minor: 99_999_999, Currency: "USD"}, "$999,999.99", "$999K"},
		{domain.Money{Minor: 100_000_000, Currency: "USD"}, "$1,000,000", "$1M"},
		{domain.Money{Minor: 120_000_000, Currency: "USD"}, "$1,200,000", "$1.2M"},
		{domain.Money{Minor: 299_999_999, Currency: "USD"}, "$2,999,999.99", "$2.99M"},
		{domain.Money{Minor: 298_225_500, Currency: "USD"}, "$2,982,255", "$2.98M"},
		{domain.Money{Minor: -298_225_500, Currency: "USD"}, "-$2,982,255", "-$2.98M"},
		{domain.Money{Minor: 100_500_000_000, Currency: "USD"}, "$1,005,000,000", "$1B"},
		{domain.Money{Minor: domain.MaxMinor, Currency: "USD"}, "$10,000,000,000,000", "$10T"},
		{domain.Money{Minor: math.MinInt64, Currency: "JPY"}, "-¥9,223,372,036,854,775,808", "-¥9,223,372,036,854,775,808"},
		{domain.Money{Minor: 12_500, Currency: "JPY"}, "¥12,500", "¥12.5K"},
		{domain.Money{Minor: 12_500, Currency: "KWD"}, "KWD 12.500", "KWD 12.500"},
		{domain.Money{Minor: 1_250_005, Currency: "CHF"}, "CHF 12,500.05", "CHF 12.5K"},
		{domain.Money{Minor: 1_250_000, Currency: "CAD"}, "CA$12,500", "CA$12.5K"},
	} {
		if got := c.money.String(); got != c.long {
			t.Errorf("%d %s reads %s, want %s", c.money.Minor, c.money.Currency, got, c.long)
		}
		if got := c.money.Short(); got != c.short {
			t.Errorf("%d %s is short %s, want %s", c.money.Minor, c.money.Currency, got, c.short)
		}
	}
}

func drawMoney(t *rapid.T) domain.Money {
	return domain.Money{
		Minor:    rapid.Int64Range(0, domain.MaxMinor).Draw(t, "minor"),
		Currency: domain.Currency(rapid.SampledFrom([]string{"USD", "EUR", "JPY", "KWD", "CHF", "CAD"}).Draw(t, "currency")),
	}
}

func TestMoneyReadsBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		m := drawMoney(t)
		if got, err := domain.ParseMoney(m.String(), m.Currency); err != nil || got != m {
			t.Fatalf("%s reads back as %v, %v", m, got, err)
		}
	})
}

// What Short shows is never more than there is, and lacks less than a hundredth of it.
func TestShortNeverShowsMore(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		m := drawMoney(t)
		text := m.Short()
		shown, err := domain.ParseMoney(text, m.Currency)
		if err != nil || shown.Minor > m.Minor || m.Minor-shown.Minor > m.Minor/100 {
			t.Fatalf("%s is short %s, which reads back as %v, %v", m, text, shown, err)
		}
	})
}

func TestCurrency(t *testing.T) {
	t.Parallel()
	for c, want := range map[domain.Currency]struct {
		valid  bool
		digits int
	}{
		"USD": {true, 2}, "EUR": {true, 2}, "JPY": {true, 0}, "KWD": {true, 3},
		"usd": {false, 2}, "": {false, 2}, "ZZZ": {false, 2}, "XXX": {false, 2}, "XTS": {false, 2}, "DOLLAR": {false, 2},
	} {
		if c.Valid() != want.valid || c.Digits() != want.digits {
			t.Errorf("%q: valid %v, %d digits; want %+v", c, c.Valid(), c.Digits(), want)
		}
	}
}

func FuzzParseMoney(f *testing.F) {
	for _, s := range []string{"12,500", "$12.5k", "1.2m", "-5", "(5)", "USD 3", "€5", ".5", "1,2,3", "9e9", "\xff", "٣", "$", "k"} {
		f.Add(s, "USD")
	}
	f.Add("12.5", "JPY")
	f.Add("1.2345", "KWD")
	f.Fuzz(func(t *testing.T, text, currency string) {
		c := domain.Currency(currency)
		if !c.Valid() {
			return
		}
		m, err := domain.ParseMoney(text, c)
		if err != nil {
			if domain.CodeOf(err) != domain.Invalid || m != (domain.Money{}) {
				t.Fatalf("ParseMoney(%q) = %v, %#v", text, m, err)
			}
			return
		}
		if m.Minor < 0 || m.Minor > domain.MaxMinor || m.Currency != c {
			t.Fatalf("ParseMoney(%q) = %#v", text, m)
		}
		if back, err := domain.ParseMoney(m.String(), c); err != nil || back != m {
			t.Fatalf("ParseMoney(%q) = %s, which reads back as %v, %v", text, m, back, err)
		}
	})
}
