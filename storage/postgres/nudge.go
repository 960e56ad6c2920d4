package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/calendar"
)

const (
	nudgeColumns     = `id, program_id, reader_id, day, judged_on, at, more`
	nudgeItemColumns = `partner_id, reason, key, since, status, rung`
	// nudgeShows is for how many days a nudge is kept up to date.
	nudgeShows = 30
	// keepTold is for how many days it is known what somebody was told of a partner, counted from the reader's last
	// nudge about that partner.
	keepTold = 400
	// channelReader is the reader's id in a key, which holds no null, for the channel.
	channelReader = `'00000000-0000-0000-0000-000000000000'::uuid`
)

var nudgeRead = standing(nudgeColumns, "reader_id")

// readerOf is the SQL of the reader that a column or parameter names, as they are by now; the zero id for the channel.
func readerOf(id string) string { return `coalesce(` + who(id) + `, ` + channelReader + `)` }

func scanNudge(row pgx.CollectableRow) (domain.Nudge, error) {
	var n domain.Nudge
	err := row.Scan(&n.ID, &n.ProgramID, &n.ReaderID, (*day)(&n.Day), (*day)(&n.JudgedOn), &n.At, &n.More)
	return n, err
}

func scanNudgeItem(row pgx.CollectableRow) (domain.NudgeItem, error) {
	var i domain.NudgeItem
	err := row.Scan(&i.PartnerID, &i.Concern.Reason, &i.Concern.Key, (*day)(&i.Concern.Since), &i.Status, &i.Rung)
	return i, err
}

// Nudge is read in two steps: it never changes in between.
func (r reader) Nudge(ctx context.Context, id domain.ID) (domain.Nudge, error) {
	n, err := one(ctx, r.q, "nudge", scanNudge, `select `+nudgeRead+` from nudge where id = $1`, id)
	if err != nil {
		return domain.Nudge{}, err
	}
	n.Items, err = many(ctx, r.q, scanNudgeItem,
		`select `+nudgeItemColumns+` from nudge_item where nudge_id = $1 order by position`, id)
	return n, err
}

// NudgedOn looks first at the many nudges by who they were to, then at those few by who they became.
func (r reader) NudgedOn(ctx context.Context, program domain.ID) (map[domain.ID]calendar.Date, error) {
	on := map[domain.ID]calendar.Date{}
	_, err := many(ctx, r.q, func(row pgx.CollectableRow) (struct{}, error) {
		var reader domain.ID
		var last day
		err := row.Scan(&reader, &last)
		on[reader] = calendar.Date(last)
		return struct{}{}, err
	}, `
		select `+readerOf("reader_id")+`, max(day)
		from (select reader_id, max(day) as day from nudge where program_id = $1 group by reader_id) n group by 1`, program)
	return on, err
}

// InsertNudge takes the nudges of one reader one after the other: each sees what the one before it left.
func (t *tx) InsertNudge(ctx context.Context, n domain.Nudge) error {
	if err := t.holdReader(ctx, n); err != nil {
		return err
	}
	_, err := exec(ctx, t.q, `insert into nudge (`+nudgeColumns+`) values ($1, $2, $3, $4, $5, $6, $7)`,
		n.ID, n.ProgramID, n.ReaderID, day(n.Day), day(n.JudgedOn), n.At, n.More)
	if err != nil {
		return err
	}
	if err := t.insertItems(ctx, n); err != nil {
		return err
	}
	return t.tell(ctx, n)
}

// holdReader locks out other nudges to the reader until the transaction ends, and is Conflict when they had one on that
// day or later. The second statement sees what was committed while the first one waited.
func (t *tx) holdReader(ctx context.Context, n domain.Nudge) error {
	_, err := exec(ctx, t.q, `select pg_advisory_xact_lock(hashtextextended(concat($1::uuid, `+readerOf("$2::uuid")+`), 0))`,
		n.ProgramID, n.ReaderID)
	if err != nil {
		return err
	}
	had, err := one(ctx, t.q, "reader", pgx.RowTo[bool], `
		select exists (select from nudge where program_id = $1 and day >= $3 and `+readerOf("reader_id")+` = `+readerOf("$2::uuid")+`)`,
		n.ProgramID, n.ReaderID, day(n.Day))
	if err == nil && had {
		return domain.Refuse(domain.Conflict, byConstraint["nudge_single"].message)
	}
	return err
}

func (t *tx) insertItems(ctx context.Context, n domain.Nudge) error {
	_, err := t.pgx.CopyFrom(ctx, pgx.Identifier{"nudge_item"},
		[]string{"nudge_id", "position", "partner_id", "reason", "key", "since", "status", "rung"},
		pgx.CopyFromSlice(len(n.Items), func(i int) ([]any, error) {
			c := n.Items[i]
			return []any{
				n.ID, i, c.PartnerID, string(c.Concern.Reason), c.Concern.Key, day(c.Concern.Since), string(c.Status), int(c.Rung),
			}, nil
		}))
	return mapped(err)
}

// tell keeps what the items of a nudge told, and forgets what was told too long ago to matter.
func (t *tx) tell(ctx context.Context, n domain.Nudge) error {
	var reader domain.ID
	if n.ReaderID != nil {
		reader = *n.ReaderID
	}
	_, err := exec(ctx, t.q, `
		insert into partner_told (partner_id, reader_id, reason, key, since, rung, told_on)
		select partner_id, $2, reason, key, since, rung, $3 from nudge_item where nudge_id = $1
		on conflict on constraint partner_told_single do update set rung = excluded.rung, told_on = excluded.told_on`,
		n.ID, reader, day(n.Day))
	if err != nil {
		return err
	}
	_, err = exec(ctx, t.q, `
		delete from partner_told where reader_id = $2 and told_on < $3
			and partner_id in (select partner_id from nudge_item where nudge_id = $1)`,
		n.ID, reader, day(n.Day.AddDays(-keepTold)))
	return err
}
