package domaintest_test

import (
	"testing"

	"github.com/partnerbot/partnerbot/domain/domaintest"
)

func TestSeen(t *testing.T) {
	t.Parallel()
	domaintest.TestSeen(t, new(domaintest.Seen).First)
}

func TestContacts(t *testing.T) {
	t.Parallel()
	domaintest.TestBook(t, func(*testing.T) domaintest.Book { return new(domaintest.Contacts) })
}
