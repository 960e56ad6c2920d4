package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"github.com/partnerbot/partnerbot/domain"
)

const overrideColumns = `id, program_id, gate, partner_type, reason, by_id, by_name, at, resolved_at, used_at`

var overrideRead = standing(overrideColumns, "by_id")

func scanOverride(row pgx.CollectableRow) (domain.Override, error) {
	var o domain.Override
	err := row.Scan(&o.ID, &o.ProgramID, &o.Gate, &o.Type, &o.Reason, &o.ByID, &o.By, &o.At, (*instant)(&o.ResolvedAt), (*instant)(&o.UsedAt))
	return o, err
}

func (r reader) Overrides(ctx context.Context, program domain.ID) ([]domain.Override, error) {
	return many(ctx, r.q, scanOverride,
		`select `+overrideRead+` from gate_override where program_id = $1 order by at, id`, program)
}

func (t *tx) SaveOverride(ctx context.Context, o domain.Override) error {
	_, err := exec(ctx, t.q, `
		insert into gate_override (`+overrideColumns+`) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
		on conflict (id) do update set resolved_at = excluded.resolved_at, used_at = excluded.used_at`,
		o.ID, o.ProgramID, o.Gate, o.Type, o.Reason, o.ByID, o.By, o.At, instant(o.ResolvedAt), instant(o.UsedAt))
	return err
}
