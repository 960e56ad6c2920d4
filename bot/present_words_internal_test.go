package bot

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/partnerbot/partnerbot/domain"
)

// What stands in a field is read as the amount that it was made of.
func TestPlainAmount_isReadBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		m := domain.Money{
			Minor:    rapid.Int64Range(1, domain.MaxMinor).Draw(t, "minor"),
			Currency: rapid.SampledFrom([]domain.Currency{"USD", "EUR", "CHF", "JPY", "KWD"}).Draw(t, "currency"),
		}
		if got, err := domain.ParseMoney(plainAmount(m), m.Currency); err != nil || got != m {
			t.Errorf("%q is read as %v, %v, and was made of %v", plainAmount(m), got, err, m)
		}
	})
}
