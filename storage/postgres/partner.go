package postgres

import (
	"context"
	"strings"

	"github.com/jackc/pgx/v5"

	"github.com/partnerbot/partnerbot/domain"
)

const partnerColumns = `id, program_id, name, domain, owner_id, signed_on, status, revision`

var partnerRead = standing(partnerColumns, "owner_id")

func scanPartner(row pgx.CollectableRow) (domain.Partner, error) {
	var p domain.Partner
	err := row.Scan(&p.ID, &p.ProgramID, &p.Name, &p.Domain, &p.OwnerID, (*day)(&p.SignedOn), &p.Status, &p.Revision)
	return p, err
}

func (r reader) Partner(ctx context.Context, id domain.ID) (domain.Partner, error) {
	return one(ctx, r.q, "partner", scanPartner, `select `+partnerRead+` from partner where id = $1`, id)
}

func (r reader) Partners(ctx context.Context, program domain.ID, text string, limit int) ([]domain.Partner, error) {
	return many(ctx, r.q, scanPartner, `
		select `+partnerRead+` from partner where program_id = $1 and name ilike $2 order by lower(name), id limit $3`,
		program, containing(text), limit)
}

var likeEscaper = strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)

// containing is the pattern for what contains text, whatever signs are in it.
func containing(text string) string { return "%" + likeEscaper.Replace(text) + "%" }

// SavePartner inserts p when p.Revision is 0 and replaces it otherwise. Stale when it changed since p was read;
// Conflict when another partner has the name.
func (t *tx) SavePartner(ctx context.Context, p domain.Partner) error {
	n, err := exec(ctx, t.q, `
		insert into partner (`+partnerColumns+`) values ($1, $2, $3, $4, $5, $6, $7, 1)
		on conflict (id) do update set name = excluded.name, domain = excluded.domain, owner_id = excluded.owner_id,
			signed_on = excluded.signed_on, status = excluded.status, revision = partner.revision + 1
		where partner.revision = $8`,
		p.ID, p.ProgramID, p.Name, p.Domain, p.OwnerID, day(p.SignedOn), p.Status, p.Revision)
	if err == nil && n == 0 {
		return domain.Refuse(domain.Stale, "Somebody changed this partner meanwhile. Look again, then repeat the change.")
	}
	return err
}
