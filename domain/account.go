package domain

import (
	"cmp"
	"errors"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/idna"
	"golang.org/x/net/publicsuffix"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
)

// maxWebsite is more bytes than any browser's address needs. Mapping a name takes time with the square of its length.
const maxWebsite = 2000

// Errors of RegistrableDomain and businessMail.
var (
	errNoDomain = errors.New("no registrable domain")
	errFreeMail = errors.New("the domain of a mail provider")
	errNoMail   = errors.New("not an e-mail address")
)

// hostNames maps names as a browser does, and takes only those that can be registered.
var hostNames = idna.New(idna.MapForLookup(), idna.BidiRule(), idna.StrictDomainName(true), idna.VerifyDNSLength(true))

// AccountKey is the one key of a customer: its registrable domain when there is one, else its normalized name and
// country. Domains of mail providers never identify a customer.
func AccountKey(name, domain, country string) string {
	if domain != "" {
		return "domain:" + domain
	}
	return "name:" + cmp.Or(NormalName(name), strings.ToLower(name)) + "|" + country
}

// RegistrableDomain is what a customer registered, in ASCII and lower case (acme.co.uk), from any form in which people
// type it: a URL, an e-mail address or a bare host, in any script. An address, a host of the own network, a public
// suffix by itself and a mail provider have none.
func RegistrableDomain(typed string) (string, error) {
	if len(typed) > maxWebsite {
		return "", errNoDomain
	}
	host, err := hostNames.ToASCII(hostOf(typed))
	if err != nil || host == "" {
		return "", errNoDomain
	}
	if _, err := netip.ParseAddr(strings.Trim(host, "[]")); err == nil {
		return "", errNoDomain
	}
	suffix, managed := publicsuffix.PublicSuffix(host)
	if !managed && !strings.Contains(suffix, ".") {
		return "", errNoDomain // a name of nobody's list, such as localhost or printer.local
	}
	domain, err := publicsuffix.EffectiveTLDPlusOne(host)
	if err != nil {
		return "", errNoDomain
	}
	if FreeMail(domain) {
		return "", errFreeMail
	}
	return domain, nil
}

// hostOf takes the host out of what was typed: no scheme, user, port, path or closing dot.
func hostOf(typed string) string {
	s := strings.ToLower(strings.TrimSpace(typed))
	s = strings.TrimPrefix(s, "mailto:")
	if !strings.Contains(s, "://") {
		s = "//" + strings.TrimLeft(s, "/")
	}
	u, err := url.Parse(s)
	if err != nil {
		return ""
	}
	return strings.TrimSuffix(u.Hostname(), ".")
}

// CountryCode is the ISO 3166-1 alpha-2 code of a country, from it in any case; "" when there is no such country.
func CountryCode(typed string) string {
	code := strings.ToUpper(strings.TrimSpace(typed))
	region, err := language.ParseRegion(code)
	if err != nil || len(code) != 2 || !region.IsCountry() {
		return ""
	}
	return region.Canonicalize().String()
}

// NormalName is a company's name as two spellings of it agree: no accents, no case, no punctuation, no legal form.
func NormalName(name string) string {
	words := strings.Fields(strings.Map(plainLetter, norm.NFKD.String(spelledOut.Replace(strings.ToLower(name)))))
	if len(words) > 1 && words[0] == "the" {
		words = words[1:]
	}
	for n := legalWords(words); n > 0; n = legalWords(words) {
		words = words[:len(words)-n]
	}
	return strings.Join(words, " ")
}

// spelledOut is what does not fall apart into a letter and its mark.
var spelledOut = strings.NewReplacer("ß", "ss", "ø", "o", "æ", "ae", "œ", "oe", "ł", "l", "đ", "d", "ð", "d", "þ", "th",
	"ı", "i", "&", " and ", "+", " and ", ".", "", "'", "", "’", "")

// plainLetter keeps letters and digits, drops marks, and makes a space of the rest.
func plainLetter(r rune) rune {
	switch {
	case unicode.IsLetter(r), unicode.IsDigit(r):
		return r
	case unicode.Is(unicode.Mn, r):
		return -1
	default:
		return ' '
	}
}

// legalWords counts the words at the end of a name that are a legal form; 0 when nothing would be left without them.
func legalWords(words []string) int {
	for _, form := range legalForms {
		rest := len(words) - len(form)
		if rest > 0 && slices.Equal(words[rest:], form) {
			return len(form)
		}
	}
	return 0
}

// legalForms are legal forms of companies, as NormalName has made them, those of several words first. "and" and "co"
// come from GmbH & Co. KG and the like.
var legalForms = func() [][]string {
	var forms [][]string
	for form := range strings.SplitSeq(`sp z o o, sp z oo, s r o, de cv, kabushiki kaisha, s a, s l, inc, incorporated,
		corp, corporation, co, company, and, ltd, limited, llc, llp, lp, plc, pllc, gmbh, mbh, ug, ag, kg, kgaa, ohg, ev,
		se, sa, sas, sasu, sarl, eurl, srl, spa, sapa, sl, slu, sab, sapi, ltda, eireli, lda, bv, nv, vof, bvba, oy, oyj,
		ab, publ, asa, as, aps, ivs, hf, ehf, spzoo, sro, kft, zrt, nyrt, doo, dd, ad, ood, eood, ooo, oao, pao, tbk, pte,
		pty, pvt, private, sdn, bhd, kk, gk, yk, jsc, ojsc, fze, fzco`, ",") {
		forms = append(forms, strings.Fields(form))
	}
	return forms
}()
