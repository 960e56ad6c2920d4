package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"github.com/partnerbot/partnerbot/domain"
)

const accountColumns = `id, program_id, name, domain, country, key`

// similarEnough is how alike two names are, by trigrams from 0 to 1, to be worth a remark: "Acme Corp" and "Acme
// Corporation" are 0.5, "Acme GmbH" and "ACME Gmbh & Co" 0.77.
const similarEnough = 0.45

func (r reader) Account(ctx context.Context, id domain.ID) (domain.Account, error) {
	return one(ctx, r.q, "account", pgx.RowToStructByPos[domain.Account],
		`select `+accountColumns+` from account where id = $1`, id)
}

func (r reader) AccountByKey(ctx context.Context, program domain.ID, key string) (domain.Account, error) {
	return one(ctx, r.q, "account", pgx.RowToStructByPos[domain.Account],
		`select `+accountColumns+` from account where program_id = $1 and key = $2`, program, key)
}

func (r reader) Accounts(ctx context.Context, program domain.ID, text string, limit int) ([]domain.Account, error) {
	return many(ctx, r.q, pgx.RowToStructByPos[domain.Account], `
		select `+accountColumns+` from account where program_id = $1 and name ilike $2 order by lower(name), id limit $3`,
		program, containing(text), limit)
}

func (r reader) SimilarAccounts(ctx context.Context, program domain.ID, name string, limit int) ([]domain.Account, error) {
	// The operator uses the index with a threshold of 0.3; the function then picks.
	return many(ctx, r.q, pgx.RowToStructByPos[domain.Account], `
		select `+accountColumns+` from account
		where program_id = $1 and name % $2 and similarity(name, $2) >= $3
		order by similarity(name, $2) desc, name, id limit $4`,
		program, name, similarEnough, limit)
}

// LockAccount keeps what is known of an account that is there already: only its key is looked at.
func (t *tx) LockAccount(ctx context.Context, a domain.Account) (domain.Account, error) {
	// The update that changes nothing is what takes the lock, also on a row that another transaction inserts right now.
	return one(ctx, t.q, "account", pgx.RowToStructByPos[domain.Account], `
		insert into account (`+accountColumns+`) values ($1, $2, $3, $4, $5, $6)
		on conflict on constraint account_single do update set name = account.name returning `+accountColumns,
		a.ID, a.ProgramID, a.Name, a.Domain, a.Country, a.Key)
}
