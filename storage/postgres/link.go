package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"github.com/partnerbot/partnerbot/domain"
)

const linkColumns = `met_id, known_id, name, email, platform, asked_on, state, asked_at, decided_at`

var linkRead = standing(linkColumns, "known_id")

func scanLink(row pgx.CollectableRow) (domain.Link, error) {
	var l domain.Link
	err := row.Scan(&l.MetID, &l.KnownID, &l.Name, &l.Email, &l.Platform, &l.AskedOn, &l.State, (*instant)(&l.AskedAt),
		(*instant)(&l.DecidedAt))
	return l, err
}

func (r reader) Link(ctx context.Context, met domain.ID) (domain.Link, error) {
	return one(ctx, r.q, "question", scanLink, `select `+linkRead+` from link where met_id = $1`, met)
}

// OpenLink looks for who is asked as they are read, not as it was kept: they may have become another since.
func (r reader) OpenLink(ctx context.Context, known domain.ID) (domain.Link, error) {
	return one(ctx, r.q, "question", scanLink, `
		select `+linkRead+` from link where state = 'asked' and `+who("known_id")+` = $1 order by asked_at, met_id limit 1`, known)
}

func (t *tx) LockLink(ctx context.Context, met domain.ID) (domain.Link, error) {
	return one(ctx, t.q, "question", scanLink, `select `+linkRead+` from link where met_id = $1 for no key update`, met)
}

func (t *tx) SaveLink(ctx context.Context, l domain.Link) error {
	_, err := exec(ctx, t.q, `
		insert into link (`+linkColumns+`) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
		on conflict (met_id) do update set state = excluded.state, decided_at = excluded.decided_at`,
		l.MetID, l.KnownID, l.Name, l.Email, l.Platform, l.AskedOn, l.State, instant(l.AskedAt), instant(l.DecidedAt))
	return err
}
