package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"github.com/partnerbot/partnerbot/domain"
)

const checkpointColumns = `partner_id, key, name, kind, due_day, people, needs, due, owner_id, their_owner, done_on,
	done_by_id, done_by, evidence, certified`

var checkpointRead = standing(checkpointColumns, "owner_id", "done_by_id")

func scanCheckpoint(row pgx.CollectableRow) (domain.Checkpoint, error) {
	var c domain.Checkpoint
	s := &c.Step
	err := row.Scan(&c.PartnerID, &s.Key, &s.Name, &s.Kind, &s.DueDay, &s.People, &s.Needs, (*day)(&c.Due), &c.OwnerID,
		&c.TheirOwner, (*day)(&c.DoneOn), &c.DoneByID, &c.DoneBy, &c.Evidence, &c.People)
	return c, err
}

func (r reader) Checkpoints(ctx context.Context, partner domain.ID) ([]domain.Checkpoint, error) {
	return many(ctx, r.q, scanCheckpoint, `
		select `+checkpointRead+` from checkpoint where partner_id = $1 order by due, key collate "C"`, partner)
}

func (t *tx) SaveCheckpoint(ctx context.Context, c domain.Checkpoint) error {
	s := c.Step
	_, err := exec(ctx, t.q, `
		insert into checkpoint (`+checkpointColumns+`) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
		on conflict on constraint checkpoint_single do update set name = excluded.name, kind = excluded.kind,
			due_day = excluded.due_day, people = excluded.people, needs = excluded.needs, due = excluded.due,
			owner_id = excluded.owner_id, their_owner = excluded.their_owner, done_on = excluded.done_on,
			done_by_id = excluded.done_by_id, done_by = excluded.done_by, evidence = excluded.evidence,
			certified = excluded.certified`,
		c.PartnerID, s.Key, s.Name, s.Kind, s.DueDay, s.People, s.Needs, day(c.Due), c.OwnerID, c.TheirOwner, day(c.DoneOn),
		c.DoneByID, c.DoneBy, c.Evidence, c.People)
	return err
}
