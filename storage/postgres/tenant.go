package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"github.com/partnerbot/partnerbot/domain"
)

func (r reader) TenantOf(ctx context.Context, p domain.Platform, workspace string) (domain.Tenant, error) {
	return one(ctx, r.q, "workspace", pgx.RowToStructByPos[domain.Tenant],
		`select t.id, t.name from workspace w join tenant t on t.id = w.tenant_id where w.platform = $1 and w.workspace = $2`,
		p, workspace)
}

func (t *tx) InsertTenant(ctx context.Context, te domain.Tenant) error {
	_, err := exec(ctx, t.q, `insert into tenant (id, name) values ($1, $2)`, te.ID, te.Name)
	return err
}

// InsertWorkspace is Conflict when the workspace has a tenant already.
func (t *tx) InsertWorkspace(ctx context.Context, tenant domain.ID, w domain.Workspace) error {
	_, err := exec(ctx, t.q, `insert into workspace (platform, workspace, tenant_id) values ($1, $2, $3)`, w.Platform, w.ID, tenant)
	return err
}

// Once waits for another transaction that is carrying out the same request, and then gives its outcome.
func (t *tx) Once(ctx context.Context, tenant domain.ID, key string, outcome domain.ID) (domain.ID, bool, error) {
	if key == "" {
		return outcome, true, nil
	}
	n, err := exec(ctx, t.q, `
		insert into inbound (tenant_id, key, outcome, at) values ($1, $2, $3, $4) on conflict do nothing`,
		tenant, key, outcome, t.now)
	if err != nil || n == 1 {
		return outcome, err == nil, err
	}
	kept, err := one(ctx, t.q, "request", pgx.RowTo[domain.ID],
		`select outcome from inbound where tenant_id = $1 and key = $2`, tenant, key)
	return kept, false, err
}
