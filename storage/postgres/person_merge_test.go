package postgres_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"
)

// Whatever names a person must be read as who they became. The list says how each column of the schema is: a new one
// has to be read by standing, and to be looked at by the suite's case "Person/is read as who they became".
func TestEveryColumnThatNamesAPerson(t *testing.T) {
	t.Parallel()
	w := setup(t)
	rows, err := w.conn.Query(t.Context(), `
		select c.conrelid::regclass || '.' || a.attname from pg_constraint c
		join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any(c.conkey)
		where c.contype = 'f' and c.confrelid = 'person'::regclass`)
	if err != nil {
		t.Fatal(err)
	}
	names, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]bool{}
	for _, n := range names {
		got[n] = true
	}
	want := map[string]bool{
		"registration.submitted_by": true, "registration.decided_by": true, "partner.owner_id": true,
		"opportunity.owner_id": true, "link.known_id": true, "person.nudges_to": true, "checkpoint.owner_id": true,
		"checkpoint.done_by_id": true, "gate_override.by_id": true, "nudge.reader_id": true,
		"identity.person_id": true, // moves
		"delivery.person_id": true, // is only ever looked up, by Store.Person
		"link.met_id":        true, // names the link, not the person
		"person.merged_into": true,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("columns that name a person (-known +there):\n%s", diff)
	}
}
