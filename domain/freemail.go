package domain

import (
	_ "embed"
	"strings"
)

// freeMailList is one registrable domain a line: the well-known providers of private mailboxes and of throw-away
// addresses, and the internet providers that give one to each customer.
//
//go:embed freemail.txt
var freeMailList string

var freeMail = func() map[string]bool {
	m := map[string]bool{}
	for _, d := range FreeMailDomains() {
		m[d] = true
	}
	return m
}()

// FreeMailDomains lists the domains of mail providers, by name.
func FreeMailDomains() []string { return strings.Fields(freeMailList) }

// FreeMail tells whether a registrable domain is a mail provider's: everybody can have an address there, so it says
// nothing of the company.
func FreeMail(domain string) bool { return freeMail[domain] }
