package form

import "slices"

// currencies are ISO 4217 codes to choose from; the most used first, then by code.
var currencies = []Option{
	{"USD", "USD, US dollar"},
	{"EUR", "EUR, Euro"},
	{"GBP", "GBP, British pound"},
	{"JPY", "JPY, Japanese yen"},
	{"AED", "AED, UAE dirham"},
	{"ARS", "ARS, Argentine peso"},
	{"AUD", "AUD, Australian dollar"},
	{"BGN", "BGN, Bulgarian lev"},
	{"BHD", "BHD, Bahraini dinar"},
	{"BRL", "BRL, Brazilian real"},
	{"CAD", "CAD, Canadian dollar"},
	{"CHF", "CHF, Swiss franc"},
	{"CLP", "CLP, Chilean peso"},
	{"CNY", "CNY, Chinese yuan"},
	{"COP", "COP, Colombian peso"},
	{"CRC", "CRC, Costa Rican colón"},
	{"CZK", "CZK, Czech koruna"},
	{"DKK", "DKK, Danish krone"},
	{"EGP", "EGP, Egyptian pound"},
	{"HKD", "HKD, Hong Kong dollar"},
	{"HUF", "HUF, Hungarian forint"},
	{"IDR", "IDR, Indonesian rupiah"},
	{"ILS", "ILS, Israeli shekel"},
	{"INR", "INR, Indian rupee"},
	{"ISK", "ISK, Icelandic króna"},
	{"JOD", "JOD, Jordanian dinar"},
	{"KES", "KES, Kenyan shilling"},
	{"KRW", "KRW, South Korean won"},
	{"KWD", "KWD, Kuwaiti dinar"},
	{"MAD", "MAD, Moroccan dirham"},
	{"MXN", "MXN, Mexican peso"},
	{"MYR", "MYR, Malaysian ringgit"},
	{"NGN", "NGN, Nigerian naira"},
	{"NOK", "NOK, Norwegian krone"},
	{"NZD", "NZD, New Zealand dollar"},
	{"OMR", "OMR, Omani rial"},
	{"PEN", "PEN, Peruvian sol"},
	{"PHP", "PHP, Philippine peso"},
	{"PKR", "PKR, Pakistani rupee"},
	{"PLN", "PLN, Polish złoty"},
	{"QAR", "QAR, Qatari riyal"},
	{"RON", "RON, Romanian leu"},
	{"RSD", "RSD, Serbian dinar"},
	{"SAR", "SAR, Saudi riyal"},
	{"SEK", "SEK, Swedish krona"},
	{"SGD", "SGD, Singapore dollar"},
	{"THB", "THB, Thai baht"},
	{"TND", "TND, Tunisian dinar"},
	{"TRY", "TRY, Turkish lira"},
	{"TWD", "TWD, New Taiwan dollar"},
	{"UAH", "UAH, Ukrainian hryvnia"},
	{"UYU", "UYU, Uruguayan peso"},
	{"VND", "VND, Vietnamese dong"},
	{"ZAR", "ZAR, South African rand"},
}

// Currencies are the currencies to choose from, and set when it is none of them.
func Currencies(set string) []Option { return with(currencies, set) }

// with is a copy of the options that has value among them.
func with(o []Option, value string) []Option {
	if value == "" || slices.ContainsFunc(o, func(x Option) bool { return x.Value == value }) {
		return slices.Clone(o)
	}
	return append([]Option{{Value: value, Label: value}}, o...)
}
