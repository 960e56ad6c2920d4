package postgres

import (
	"context"
	"fmt"
	"iter"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/calendar"
	"github.com/partnerbot/partnerbot/domain/forecast"
)

// dealColumns are what a version and a deal of a snapshot have in common: a deal as it stood.
const dealColumns = `opportunity_id, name, owner_id, partner_id, attribution, amount, estimated, stage, category, outcome,
	next_step, created_at, stage_since, close_date`

// SnapshotPairs holds a connection until the sequence ends. NotFound when there is no snapshot after.
func (r reader) SnapshotPairs(ctx context.Context, before, after domain.ID) iter.Seq2[forecast.Pair, error] {
	return func(yield func(forecast.Pair, error) bool) {
		loc, err := r.location(ctx, `snapshot s join program p on p.id = s.program_id where s.id = $1`, "snapshot", after)
		if err != nil {
			yield(forecast.Pair{}, err)
			return
		}
		r.pairs(ctx, loc, yield, `
			(select true, false, `+dealColumns+` from snapshot_deal where snapshot_id = $1)
			union all
			(select false, true, `+dealColumns+` from snapshot_deal where snapshot_id = $2)
			order by opportunity_id`, before, after)
	}
}

// stood selects the versions that stood at $2 or at $3, with the columns was and is to tell which: a version stands
// until the next one of its deal. It is one pass over an index.
const stood = `
	select at <= $2 and (until is null or until > $2) as was, until is null as is_now, ` + dealColumns + `
	from (
		select *, lead(at) over (partition by opportunity_id order by at, seq) as until
		from opportunity_version where program_id = $1 and at <= $3) v
	where (until is null or at <= $2 and until > $2) and partner_id is not null and attribution <> ''`

// PairsAt holds a connection until the sequence ends. Only tagged deals are in it, as in a snapshot. before is not
// after after.
func (r reader) PairsAt(ctx context.Context, program domain.ID, before, after time.Time) iter.Seq2[forecast.Pair, error] {
	return func(yield func(forecast.Pair, error) bool) {
		loc, err := r.location(ctx, `program p where p.id = $1`, "program", program)
		if err != nil {
			yield(forecast.Pair{}, err)
			return
		}
		r.pairs(ctx, loc, yield, stood+` order by opportunity_id`, program, before, after)
	}
}

// location is the time zone of a program, in which its days are counted; UTC until it is set up.
func (r reader) location(ctx context.Context, from, noun string, id domain.ID) (*time.Location, error) {
	name, err := one(ctx, r.q, noun, pgx.RowTo[string], `select p.time_zone from `+from, id)
	if err != nil {
		return nil, err
	}
	loc, err := calendar.Zone(name)
	if err != nil {
		return nil, fmt.Errorf("load the program's time zone: %w", err)
	}
	return loc, nil
}

// pairs joins the rows of one deal, which come one after the other, and yields each deal once.
func (r reader) pairs(ctx context.Context, loc *time.Location, yield func(forecast.Pair, error) bool, sql string, args ...any) {
	rows, err := r.q.Query(ctx, sql, args...)
	if err != nil {
		yield(forecast.Pair{}, mapped(err))
		return
	}
	defer rows.Close()
	var p forecast.Pair
	id := uuid.Nil
	for rows.Next() {
		was, is, d, err := scanDeal(rows, loc)
		if err != nil {
			yield(forecast.Pair{}, err)
			return
		}
		if d.ID != id && id != uuid.Nil {
			if !yield(p, nil) {
				return
			}
			p = forecast.Pair{}
		}
		id = d.ID
		if was {
			p.Before = d
		}
		if is {
			p.After = d
		}
	}
	if err := rows.Err(); err != nil {
		yield(forecast.Pair{}, mapped(err))
		return
	}
	if id != uuid.Nil {
		yield(p, nil)
	}
}

// scanDeal reads a row of pairs. It runs a million times over: the conversions spare pgx the search for a way to scan.
func scanDeal(rows pgx.Rows, loc *time.Location) (was, is bool, _ *forecast.Deal, _ error) {
	var d forecast.Deal
	var created, since time.Time
	err := rows.Scan(&was, &is, (*[16]byte)(&d.ID), &d.Name, (*maybeID)(&d.OwnerID), (*maybeID)(&d.PartnerID),
		(*string)(&d.Attribution), &d.Amount, &d.Estimated, &d.Stage, (*string)(&d.Category), (*string)(&d.Outcome),
		&d.NextStep, &created, &since, (*day)(&d.CloseDate))
	d.CreatedOn = calendar.DateOf(created.In(loc))
	d.StageSince = calendar.DateOf(since.In(loc))
	return was, is, &d, err
}
