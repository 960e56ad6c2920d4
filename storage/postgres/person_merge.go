package postgres

import (
	"context"
	"strings"

	"github.com/partnerbot/partnerbot/domain"
)

// standing are columns as they are read: those that name a person give who that person is by now. Nothing that is kept
// is changed for it, so nobody who writes while two people become one has to wait: an event names people as they were
// for good, and a registration or a partner until it is next written.
func standing(columns string, people ...string) string {
	for _, c := range people {
		columns = strings.Replace(columns, c, who(c), 1)
	}
	return columns
}

// who is the SQL of who the person with this id is by now.
func who(id string) string {
	return `coalesce((select x.merged_into from person x where x.id = ` + id + `), ` + id + `)`
}

// MergePerson locks the two in the order in which a setup changes people, so that neither waits for the other. They are
// read after that: a statement that had to wait for a lock sees the rest of the database as it was before.
func (t *tx) MergePerson(ctx context.Context, from, into domain.ID, fn func(from domain.Person, into *domain.Person) error) (domain.Person, error) {
	apart := `where p.id in ($1, $2) and p.merged_into is null order by p.name, p.id`
	if _, err := exec(ctx, t.q, `select from person p `+apart+` for no key update`, from, into); err != nil {
		return domain.Person{}, err
	}
	both, err := many(ctx, t.q, scanPerson, selectPerson+apart, from, into)
	if err != nil {
		return domain.Person{}, err
	}
	if len(both) != 2 {
		return domain.Person{}, domain.Refuse(domain.Stale, "These two are one person already.")
	}
	gone, stays := both[0], both[1]
	if gone.ID != from {
		gone, stays = stays, gone
	}
	if err := t.standFor(ctx, gone.ID, stays.ID); err != nil {
		return domain.Person{}, err
	}
	stays.Identities = append(stays.Identities, gone.Identities...)
	if err := fn(gone, &stays); err != nil {
		return domain.Person{}, err
	}
	if err := t.SavePerson(ctx, stays); err != nil {
		return domain.Person{}, err
	}
	return t.Person(ctx, stays.ID)
}

// standFor has everybody who is read as from, from included, be read as into. Who was merged into from is merged into
// into, so that one step always leads to the end.
func (t *tx) standFor(ctx context.Context, from, into domain.ID) error {
	if _, err := exec(ctx, t.q, `delete from identity where person_id = $1`, from); err != nil {
		return err
	}
	_, err := exec(ctx, t.q, `
		update person set merged_into = $2, revision = revision + 1 where id = $1 or merged_into = $1`, from, into)
	return err
}
