package postgres

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgtype"
	"github.com/jackc/pgx/v5/pgtype/zeronull"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/calendar"
)

// querier is a pool or a transaction.
type querier interface {
	Exec(ctx context.Context, sql string, args ...any) (pgconn.CommandTag, error)
	Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
}

// reader answers domain.Reader from whatever it is given to ask.
type reader struct{ q querier }

// one is the single row that the query gives; none at all is NotFound, said of noun.
func one[T any](ctx context.Context, q querier, noun string, scan pgx.RowToFunc[T], sql string, args ...any) (T, error) {
	rows, _ := q.Query(ctx, sql, args...) // its error comes back from the rows
	v, err := pgx.CollectExactlyOneRow(rows, scan)
	if errors.Is(err, pgx.ErrNoRows) {
		return v, &domain.Error{Code: domain.NotFound, Message: "There is no such " + noun + ".", Err: err}
	}
	return v, mapped(err)
}

// many are the rows that the query gives.
func many[T any](ctx context.Context, q querier, scan pgx.RowToFunc[T], sql string, args ...any) ([]T, error) {
	rows, _ := q.Query(ctx, sql, args...) // its error comes back from the rows
	vs, err := pgx.CollectRows(rows, scan)
	return vs, mapped(err)
}

// exec runs a statement for its effect and tells how many rows it touched.
func exec(ctx context.Context, q querier, sql string, args ...any) (int64, error) {
	tag, err := q.Exec(ctx, sql, args...)
	return tag.RowsAffected(), mapped(err)
}

// Zero values of Go are null in the database: an instant that has not come, an id of nothing, no date.
type (
	instant = zeronull.Timestamptz
	maybeID = zeronull.UUID
	day     calendar.Date
)

// SkipUnderlyingTypePlan makes pgx take the day as it is and not as a struct of three fields.
func (day) SkipUnderlyingTypePlan() {}

// DateValue is the day as pgx writes it.
func (d day) DateValue() (pgtype.Date, error) {
	c := calendar.Date(d)
	return pgtype.Date{Time: c.In(time.UTC), Valid: !c.IsZero()}, nil
}

// ScanDate is the day as pgx reads it.
func (d *day) ScanDate(v pgtype.Date) error {
	*d = day{}
	if v.Valid {
		*d = day(calendar.DateOf(v.Time))
	}
	return nil
}

// newID is a fresh id for what the store adds of its own accord.
func newID() domain.ID { return uuid.Must(uuid.NewV7()) }
