package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/calendar"
)

const snapshotColumns = `id, program_id, monday, as_of, taken_at, deals`

func scanSnapshot(row pgx.CollectableRow) (domain.Snapshot, error) {
	var s domain.Snapshot
	err := row.Scan(&s.ID, &s.ProgramID, (*day)(&s.Monday), &s.AsOf, &s.TakenAt, &s.Deals)
	return s, err
}

func (r reader) Snapshot(ctx context.Context, id domain.ID) (domain.Snapshot, error) {
	return one(ctx, r.q, "snapshot", scanSnapshot, `select `+snapshotColumns+` from snapshot where id = $1`, id)
}

func (r reader) SnapshotOn(ctx context.Context, program domain.ID, monday calendar.Date) (domain.Snapshot, error) {
	return one(ctx, r.q, "snapshot", scanSnapshot,
		`select `+snapshotColumns+` from snapshot where program_id = $1 and monday = $2`, program, day(monday))
}

func (t *tx) TakeSnapshot(ctx context.Context, s domain.Snapshot) (domain.Snapshot, error) {
	if _, err := t.LockProgram(ctx, s.ProgramID); err != nil {
		return domain.Snapshot{}, err
	}
	kept, err := t.SnapshotOn(ctx, s.ProgramID, s.Monday)
	if domain.CodeOf(err) != domain.NotFound {
		return kept, err
	}
	n, err := exec(ctx, t.q, `
		insert into snapshot_deal (snapshot_id, `+dealColumns+`)
		select $4::uuid, `+dealColumns+` from (`+stood+`) s`, s.ProgramID, s.AsOf, s.AsOf, s.ID)
	if err != nil {
		return domain.Snapshot{}, err
	}
	return one(ctx, t.q, "snapshot", scanSnapshot, `
		insert into snapshot (`+snapshotColumns+`) values ($1, $2, $3, $4, $5, $6) returning `+snapshotColumns,
		s.ID, s.ProgramID, day(s.Monday), s.AsOf, s.TakenAt, n)
}
