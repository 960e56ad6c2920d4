package postgres

import (
	"bytes"
	"cmp"
	"context"
	"iter"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/activation"
	"github.com/partnerbot/partnerbot/domain/calendar"
)

// selectRunways gives a row for each partner, with an array for each column of its checkpoints and of what was told of
// it. The order within the arrays is nobody's: a few things are sorted faster here than by the database. Who people are
// by now is joined from the few who became another, which for so many rows is faster than to look each one up.
var selectRunways = `
	with became as (select id as went, merged_into as who from person where merged_into is not null)
	select ` + strings.Replace(partnerColumns, "owner_id", "coalesce(b.who, owner_id)", 1) + `,
		c.keys, c.dues, c.dones, t.readers, t.reasons, t.keys, t.sinces, t.rungs, t.days
	from partner
	left join became b on b.went = owner_id
	left join (
		select c.partner_id, array_agg(c.key) as keys, array_agg(c.due) as dues, array_agg(c.done_on) as dones
		from checkpoint c join partner p on p.id = c.partner_id where p.program_id = $1 group by c.partner_id) c
		on c.partner_id = id
	left join (
		select t.partner_id, array_agg(coalesce(b.who, t.reader_id)) as readers, array_agg(t.reason) as reasons,
			array_agg(t.key) as keys, array_agg(t.since) as sinces, array_agg(t.rung) as rungs, array_agg(t.told_on) as days
		from partner_told t join partner p on p.id = t.partner_id left join became b on b.went = t.reader_id
		where p.program_id = $1 group by t.partner_id) t
		on t.partner_id = id
	where program_id = $1 and status <> 'exited' order by id`

// runwayRow is a row of selectRunways. It is used again for the next one: what it gives away is never written to again.
type runwayRow struct {
	partner           domain.Partner
	keys              pgtype.FlatArray[string]
	dues, dones       pgtype.FlatArray[day]
	readers           pgtype.FlatArray[[16]byte]
	reasons, toldKeys pgtype.FlatArray[string]
	sinces, toldOns   pgtype.FlatArray[day]
	rungs             pgtype.FlatArray[int16]
}

func (r *runwayRow) fields() []any {
	return append(partnerFields(&r.partner),
		&r.keys, &r.dues, &r.dones, &r.readers, &r.reasons, &r.toldKeys, &r.sinces, &r.rungs, &r.toldOns)
}

func (r *runwayRow) runway() domain.Runway {
	p := r.partner
	p.SignedOn = signed(p.SignedOn, p.ID)
	return domain.Runway{Partner: p, Checkpoints: r.checkpoints(), Told: r.told()}
}

// Runways holds a connection until the sequence ends.
func (r reader) Runways(ctx context.Context, program domain.ID) iter.Seq2[domain.Runway, error] {
	return func(yield func(domain.Runway, error) bool) {
		rows, err := r.q.Query(ctx, selectRunways, program)
		if err != nil {
			yield(domain.Runway{}, mapped(err))
			return
		}
		defer rows.Close()
		var row runwayRow
		fields := row.fields()
		for rows.Next() {
			if err := rows.Scan(fields...); err != nil {
				yield(domain.Runway{}, err)
				return
			}
			if !yield(row.runway(), nil) {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(domain.Runway{}, mapped(err))
		}
	}
}

func (r *runwayRow) checkpoints() []activation.Checkpoint {
	all := make([]activation.Checkpoint, len(r.keys))
	for i, key := range r.keys {
		all[i] = activation.Checkpoint{Key: key, Due: calendar.Date(r.dues[i]), Done: calendar.Date(r.dones[i])}
	}
	slices.SortFunc(all, func(a, b activation.Checkpoint) int {
		return cmp.Or(a.Due.Compare(b.Due), strings.Compare(a.Key, b.Key))
	})
	return all
}

// told is in the order in which it was told. Of two readers who became one, what either was told last of a concern is
// what that one was told.
func (r *runwayRow) told() []domain.PartnerTold {
	if len(r.readers) == 0 {
		return nil
	}
	all := make([]domain.PartnerTold, len(r.readers))
	for i, reader := range r.readers {
		c := activation.Concern{Reason: activation.Reason(r.reasons[i]), Key: r.toldKeys[i], Since: calendar.Date(r.sinces[i])}
		all[i] = domain.PartnerTold{
			Reader: reader, Told: activation.Told{Concern: c, Rung: activation.Rung(r.rungs[i]), On: calendar.Date(r.toldOns[i])},
		}
	}
	slices.SortFunc(all, func(a, b domain.PartnerTold) int {
		return cmp.Or(a.On.Compare(b.On), cmp.Compare(a.Rung, b.Rung), bytes.Compare(a.Reader[:], b.Reader[:]))
	})
	kept := all[:0]
	for i, t := range all {
		later := slices.ContainsFunc(all[i+1:], func(u domain.PartnerTold) bool { return u.Reader == t.Reader && u.Concern == t.Concern })
		if !later {
			kept = append(kept, t)
		}
	}
	return kept
}

// SignedPartners holds a connection until the sequence ends.
func (r reader) SignedPartners(ctx context.Context, program domain.ID) iter.Seq2[activation.Signed, error] {
	return func(yield func(activation.Signed, error) bool) {
		rows, err := r.q.Query(ctx, `select id, partner_type, signed_on, activated_on, watched_on is not null, status = 'exited', fit from partner where program_id = $1`, program)
		if err != nil {
			yield(activation.Signed{}, mapped(err))
			return
		}
		defer rows.Close()
		for rows.Next() {
			var id domain.ID
			var s activation.Signed
			err := rows.Scan(&id, &s.Type, (*day)(&s.SignedOn), (*day)(&s.ActivatedOn), &s.Imported, &s.Exited, &s.Fit)
			s.SignedOn = signed(s.SignedOn, id)
			if !yield(s, err) || err != nil {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(activation.Signed{}, mapped(err))
		}
	}
}

func (r reader) Produced(ctx context.Context, program domain.ID) (map[domain.PartnerType]int, error) {
	rows, err := many(ctx, r.q, pgx.RowToStructByPos[producedRow], `
		select partner_type, count(*) from partner where program_id = $1 and produced_on is not null group by partner_type`, program)
	all := make(map[domain.PartnerType]int, len(rows))
	for _, row := range rows {
		all[row.Type] = row.Count
	}
	return all, err
}

type producedRow struct {
	Type  domain.PartnerType
	Count int
}
