package domaintest

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"sync"

	"github.com/partnerbot/partnerbot/domain"
)

// Contacts is a [Book] in memory. The zero value is empty.
type Contacts struct {
	mu   sync.Mutex
	kept map[domain.Identity]*kept
	last int
}

type kept struct {
	domain.Contact
	welcomed bool
	met      int
}

var _ Book = (*Contacts)(nil)

// Meet keeps a contact.
func (b *Contacts) Meet(_ context.Context, c domain.Contact) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.kept == nil {
		b.kept = map[domain.Identity]*kept{}
	}
	key := domain.Identity{Platform: c.Platform, Workspace: c.Workspace, User: c.ID}
	k := b.kept[key]
	if k == nil {
		k = &kept{}
		b.kept[key] = k
	}
	b.last++
	k.met = b.last
	c.Handle, c.Conversation = cmp.Or(c.Handle, k.Handle), cmp.Or(c.Conversation, k.Conversation)
	c.Endpoint, c.Gone = cmp.Or(c.Endpoint, k.Endpoint), false
	c.Team = cmp.Or(c.Team, k.Team)
	k.Contact = c
	return nil
}

// Contact is how one is reached.
func (b *Contacts) Contact(_ context.Context, p domain.Platform, workspace, id string) (domain.Contact, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if k := b.kept[domain.Identity{Platform: p, Workspace: workspace, User: id}]; k != nil {
		return k.Contact, nil
	}
	return domain.Contact{}, domain.Refuse(domain.NotFound, "There is no such contact.")
}

// Endpoint is that of the contact met last.
func (b *Contacts) Endpoint(_ context.Context, p domain.Platform, workspace string) (string, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	newest, found := 0, ""
	for _, k := range b.kept {
		if k.Platform == p && k.Workspace == workspace && k.met > newest {
			newest, found = k.met, k.Endpoint
		}
	}
	return found, nil
}

// Teams are those of the channels that are there, in order.
func (b *Contacts) Teams(_ context.Context, p domain.Platform, workspace string, limit int) ([]string, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	found := map[string]bool{}
	for _, k := range b.kept {
		if k.Platform == p && k.Workspace == workspace && k.Team != "" && !k.Gone {
			found[k.Team] = true
		}
	}
	teams := slices.Sorted(maps.Keys(found))
	return teams[:min(len(teams), limit)], nil
}

// Welcome tells the first who asks.
func (b *Contacts) Welcome(_ context.Context, p domain.Platform, workspace, id string) (bool, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	k := b.kept[domain.Identity{Platform: p, Workspace: workspace, User: id}]
	if k == nil || k.welcomed {
		return false, nil
	}
	k.welcomed = true
	return true, nil
}

// Lose marks a contact as gone.
func (b *Contacts) Lose(_ context.Context, p domain.Platform, workspace, id string) error {
	return b.lose(p, workspace, func(c domain.Contact) bool { return c.ID == id })
}

// LoseTeam marks a team and its channels as gone.
func (b *Contacts) LoseTeam(_ context.Context, p domain.Platform, workspace, team string) error {
	return b.lose(p, workspace, func(c domain.Contact) bool { return c.ID == team || c.Team == team })
}

func (b *Contacts) lose(p domain.Platform, workspace string, which func(domain.Contact) bool) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, k := range b.kept {
		if k.Platform == p && k.Workspace == workspace && which(k.Contact) {
			k.Gone, k.welcomed = true, false
		}
	}
	return nil
}
