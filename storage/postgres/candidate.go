package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"github.com/partnerbot/partnerbot/domain"
)

const candidateColumns = `id, program_id, partner_type, name, domain, levels, fit, reason, note, status, partner_id, revision`

func (r reader) Candidate(ctx context.Context, id domain.ID) (domain.Candidate, error) {
	return one(ctx, r.q, "candidate", pgx.RowToStructByPos[domain.Candidate],
		`select `+candidateColumns+` from candidate where id = $1`, id)
}

func (r reader) CandidateByName(ctx context.Context, program domain.ID, name string) (domain.Candidate, error) {
	return one(ctx, r.q, "candidate", pgx.RowToStructByPos[domain.Candidate],
		`select `+candidateColumns+` from candidate where program_id = $1 and lower(name) = lower($2)`, program, name)
}

func (r reader) Candidates(ctx context.Context, program domain.ID, f domain.CandidateFilter, limit int) ([]domain.Candidate, error) {
	return many(ctx, r.q, pgx.RowToStructByPos[domain.Candidate], `
		select `+candidateColumns+` from candidate
		where program_id = $1 and name ilike $2 and $3 in ('', status) and $4 in ('', domain)
		order by lower(name) = lower($5) desc, fit desc, lower(name), id limit $6`,
		program, containing(f.Text), f.Status, f.Domain, f.Text, limit)
}

func (t *tx) SaveCandidate(ctx context.Context, c domain.Candidate) error {
	if c.Levels == nil {
		c.Levels = map[string]int{} // nil would be null in the database
	}
	n, err := exec(ctx, t.q, `
		insert into candidate (`+candidateColumns+`) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1)
		on conflict (id) do update set partner_type = excluded.partner_type, name = excluded.name, domain = excluded.domain, levels = excluded.levels,
			fit = excluded.fit, reason = excluded.reason, note = excluded.note, status = excluded.status,
			partner_id = excluded.partner_id, revision = candidate.revision + 1
		where candidate.revision = $12`,
		c.ID, c.ProgramID, c.Type, c.Name, c.Domain, c.Levels, c.Fit, c.Reason, c.Note, c.Status, c.PartnerID, c.Revision)
	if err == nil && n == 0 {
		return domain.Refuse(domain.Stale, "Somebody changed this candidate meanwhile. Look again, then repeat the change.")
	}
	return err
}
