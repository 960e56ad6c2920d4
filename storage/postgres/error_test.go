package postgres_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/storage/postgres"
)

func TestMapped(t *testing.T) {
	t.Parallel()
	refused := domain.Refuse(domain.Forbidden, "no")
	for _, c := range []struct {
		name string
		err  error
		want domain.Code
	}{
		{"nothing", nil, ""},
		{"what is an Error already", refused, domain.Forbidden},
		{"a rule that a person may hear of", &pgconn.PgError{Code: "23P01", ConstraintName: "registration_hold"}, domain.Conflict},
		{"a unique rule", &pgconn.PgError{Code: "23505", ConstraintName: "partner_single_name"}, domain.Conflict},
		{"a rule that guards against us", &pgconn.PgError{Code: "23514", ConstraintName: "registration_window"}, ""},
		{"a constraint's name with another state", &pgconn.PgError{Code: "42P01", ConstraintName: "registration_hold"}, ""},
		{"a serialization failure", &pgconn.PgError{Code: "40001"}, domain.Unavailable},
		{"a deadlock", &pgconn.PgError{Code: "40P01"}, domain.Unavailable},
		{"a restart", &pgconn.PgError{Code: "57P01"}, domain.Unavailable},
		{"no server", &pgconn.ConnectError{}, domain.Unavailable},
		{"the end of a request", context.Canceled, ""},
		{"the end of its time", fmt.Errorf("timeout: %w", context.DeadlineExceeded), domain.Unavailable},
		{"anything else", errors.New("disk on fire"), ""},
	} {
		got := postgres.Mapped(c.err)
		if domain.CodeOf(got) != c.want {
			t.Errorf("%s: code %q, want %q", c.name, domain.CodeOf(got), c.want)
		}
		if !errors.Is(got, c.err) {
			t.Errorf("%s: the cause is lost", c.name)
		}
	}
}

// A constraint that was renamed must not fall back to an internal error unseen.
func TestMapped_KnowsTheSchema(t *testing.T) {
	t.Parallel()
	w := setup(t)
	want := postgres.Constraints()
	slices.Sort(want)
	rows, err := w.conn.Query(t.Context(), `
		select name from (select conname::text from pg_constraint union select relname from pg_class where relkind = 'i') n (name)
		where name = any($1) order by name collate "C"`, want)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			t.Fatal(err)
		}
		got = append(got, name)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("constraints (-error table +schema):\n%s", diff)
	}
}

func TestStore_Change_Deadlock(t *testing.T) {
	t.Parallel()
	w := setup(t)
	partners := [2]domain.ID{w.Northwind.ID, w.Globex.ID}
	keep := func(*domain.Partner) error { return nil }
	var held [2]chan struct{}
	errs := make(chan error, 2)
	for i := range held {
		held[i] = make(chan struct{})
	}
	for i := range held {
		go func() {
			errs <- w.store.Change(t.Context(), func(ctx context.Context, tx domain.Tx) error {
				if _, err := tx.UpdatePartner(ctx, partners[i], keep); err != nil {
					return err
				}
				close(held[i])
				<-held[1-i]
				_, err := tx.UpdatePartner(ctx, partners[1-i], keep)
				return err
			})
		}()
	}
	codes := []domain.Code{domain.CodeOf(<-errs), domain.CodeOf(<-errs)}
	if !slices.Contains(codes, domain.Unavailable) {
		t.Errorf("codes %q, want one Unavailable", codes)
	}
}

// Not even a mistake of ours, or a hand at the console, rewrites history.
func TestHistoryIsAppendOnly(t *testing.T) {
	t.Parallel()
	w := setup(t)
	for _, sql := range []string{
		`update event set reason = ''`, `delete from event`, `truncate event`,
		`update opportunity_version set amount = 1`, `delete from opportunity_version`, `truncate opportunity_version`,
		`update snapshot set deals = 1`, `delete from snapshot`, `truncate snapshot`,
		`update snapshot_deal set amount = 1`, `delete from snapshot_deal`, `truncate snapshot_deal`,
	} {
		_, err := w.conn.Exec(t.Context(), sql)
		var pg *pgconn.PgError
		if !errors.As(err, &pg) || pg.Code != "23001" { // restrict_violation
			t.Errorf("%s: got %v, want it refused", sql, err)
		}
	}
}
