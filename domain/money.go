package domain

import (
	"fmt"
	"strconv"
	"strings"
)

// Money is an amount in minor units of its currency (cents for USD, whole yen for JPY): never a float.
type Money struct {
	Minor    int64
	Currency Currency
}

// MaxMinor is the largest amount that one deal or goal may have, in minor units: ten trillion dollars. It leaves room
// in 64 bits to add up nine thousand of them.
const MaxMinor = 1_000_000_000_000_000

// String is the whole amount, such as $12,500 or CHF 12,500.50: decimals only when they are not zero.
func (m Money) String() string {
	sign, digits := m.digits()
	whole, cents := digits[:len(digits)-m.Currency.Digits()], digits[len(digits)-m.Currency.Digits():]
	var b strings.Builder
	b.WriteString(sign)
	b.WriteString(m.Currency.prefix())
	for i, d := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(d)
	}
	if strings.Trim(cents, "0") != "" {
		b.WriteByte('.')
		b.WriteString(cents)
	}
	return b.String()
}

// Short is the amount in at most three digits and a letter, such as $1.2M or $12.5K; below ten thousand it is String.
// What does not fit is cut off, never rounded up: $2,999,999 is $2.99M, so that a goal missed by a dollar never reads
// as met.
func (m Money) Short() string {
	const letters = "KMBT" // for more, there is none that people read
	sign, digits := m.digits()
	whole := digits[:len(digits)-m.Currency.Digits()]
	thousands := (len(whole) - 1) / 3
	if len(whole) < 5 || thousands > len(letters) {
		return m.String()
	}
	head := len(whole) - 3*thousands
	rest := strings.TrimRight(whole[head:3], "0")
	if rest != "" {
		rest = "." + rest
	}
	return sign + m.Currency.prefix() + whole[:head] + rest + letters[thousands-1:thousands]
}

// digits is the sign and the minor units, with at least one digit before the decimals.
func (m Money) digits() (sign, digits string) {
	minor := uint64(m.Minor)
	if m.Minor < 0 {
		sign, minor = "-", -minor
	}
	return sign, fmt.Sprintf("%0*d", m.Currency.Digits()+1, minor)
}

// ParseMoney reads an amount as people type it: 12,500 or 12500.50 or $12.5k or 1.2m or USD 3,000. It is 0 or more and
// at most [MaxMinor]. Commas group thousands and a point comes before the decimals; what could be read in two ways
// (12.500 or 12,50) is refused rather than guessed. Every error is an *[Error] with code Invalid.
func ParseMoney(text string, c Currency) (Money, error) {
	s, err := bareNumber(text, c)
	if err != nil {
		return Money{}, err
	}
	zeros := 0
	if i := strings.IndexByte("kmbt", s[len(s)-1]|0x20); i >= 0 {
		zeros = 3 * (i + 1)
		s = strings.TrimSpace(s[:len(s)-1])
	}
	whole, decimals, point := strings.Cut(s, ".")
	whole, ok := ungroup(whole)
	if !ok || !allDigits(decimals) || point && decimals == "" {
		return Money{}, unreadable(text)
	}
	zeros += c.Digits() - len(decimals)
	if zeros < 0 {
		return Money{}, tooManyDecimals(c)
	}
	digits := strings.TrimLeft(whole+decimals, "0") + strings.Repeat("0", zeros)
	minor, err := strconv.ParseInt("0"+digits, 10, 64)
	if err != nil || minor > MaxMinor {
		return Money{}, Refuse(Invalid, "That amount is too large: the most is "+Money{MaxMinor, c}.String()+".")
	}
	return Money{Minor: minor, Currency: c}, nil
}

// bareNumber takes the currency off text. What is left is not empty.
func bareNumber(text string, c Currency) (string, error) {
	s := strings.TrimSpace(text)
	if s == "" {
		return "", Refuse(Invalid, "Type an amount, such as 12,500.")
	}
	if strings.HasPrefix(s, "-") || strings.HasPrefix(s, "−") || strings.HasPrefix(s, "(") {
		return "", Refuse(Invalid, "An amount cannot be negative.")
	}
	s = withoutCode(s, c)
	sign := c.prefix()
	if rest, ok := strings.CutPrefix(s, sign); ok {
		s = rest
	} else if strings.HasSuffix(sign, "$") {
		s = strings.TrimPrefix(s, "$") // people in Toronto type $ for their own dollars
	}
	s = strings.TrimSpace(s)
	if strings.HasPrefix(s, "-") || strings.HasPrefix(s, "−") {
		return "", Refuse(Invalid, "An amount cannot be negative.")
	}
	if s == "" || !strings.ContainsRune("0123456789.,", rune(s[0])) {
		if strings.ContainsAny(s, "0123456789") {
			return "", Refuse(Invalid, fmt.Sprintf("Amounts are in %s here: write it like 12,500.", c))
		}
		return "", unreadable(text)
	}
	return s, nil
}

// withoutCode takes the code of c off either end, in any case: USD 12,500 or 12,500 usd.
func withoutCode(s string, c Currency) string {
	n := len(c)
	switch {
	case len(s) > n && strings.EqualFold(s[:n], string(c)):
		return strings.TrimSpace(s[n:])
	case len(s) > n && strings.EqualFold(s[len(s)-n:], string(c)):
		return strings.TrimSpace(s[:len(s)-n])
	default:
		return s
	}
}

// ungroup takes out commas that stand between groups of three digits.
func ungroup(whole string) (string, bool) {
	groups := strings.Split(whole, ",")
	for i, g := range groups {
		if !allDigits(g) || i > 0 && len(g) != 3 || i == 0 && len(groups) > 1 && (g == "" || len(g) > 3) {
			return "", false
		}
	}
	return strings.Join(groups, ""), true
}

func allDigits(s string) bool { return strings.Trim(s, "0123456789") == "" }

func unreadable(text string) error {
	const most = 40
	if r := []rune(text); len(r) > most {
		text = string(r[:most]) + "…"
	}
	return Refuse(Invalid, fmt.Sprintf("%q is not an amount. Write it like 12,500 or 12500.50 or 12.5k.", text))
}

func tooManyDecimals(c Currency) error {
	if c.Digits() == 0 {
		return Refuse(Invalid, fmt.Sprintf("%s has no decimals: write it like 12,500.", c))
	}
	example := "12500.5" + strings.Repeat("0", c.Digits()-1)
	return Refuse(Invalid, fmt.Sprintf("%s has %d decimals: write it like 12,500 or %s.", c, c.Digits(), example))
}
