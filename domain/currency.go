package domain

import "golang.org/x/text/currency"

// Currency is an ISO 4217 code, upper case.
type Currency string

// symbols are the signs that stand before an amount, where one is not read as another currency's.
var symbols = map[Currency]string{
	"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "INR": "₹", "KRW": "₩", "BRL": "R$",
	"AUD": "A$", "CAD": "CA$", "HKD": "HK$", "MXN": "MX$", "NZD": "NZ$", "SGD": "S$", "TWD": "NT$",
}

// Valid tells whether c is a currency in which a program can count.
func (c Currency) Valid() bool {
	u, err := currency.ParseISO(string(c))
	return err == nil && u.String() == string(c) && u != currency.XXX && u != currency.XTS
}

// Digits is how many decimals an amount has: 2 for USD, 0 for JPY, 3 for KWD. It is the number in everyday use, as the
// Unicode CLDR gives it, which for a few currencies is fewer than ISO 4217's. It is 2 for what is not a currency.
func (c Currency) Digits() int {
	u, err := currency.ParseISO(string(c))
	if err != nil {
		return 2
	}
	scale, _ := currency.Standard.Rounding(u)
	return scale
}

// prefix is what stands before an amount: a symbol, else the code and a space.
func (c Currency) prefix() string {
	if s, ok := symbols[c]; ok {
		return s
	}
	return string(c) + " "
}
