package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"github.com/partnerbot/partnerbot/domain"
)

// Meet keeps a contact. What is empty in it leaves what was kept; a contact that was gone is back. Nothing is written
// when nothing changed.
func (s *Store) Meet(ctx context.Context, c domain.Contact) error {
	_, err := exec(ctx, s.q, `
		insert into contact as c (platform, workspace, id, handle, conversation, endpoint, team, met_at)
		values ($1, $2, $3, $4, $5, $6, $7, $8)
		on conflict on constraint contact_single do update set
			handle = coalesce(nullif(excluded.handle, ''), c.handle),
			conversation = coalesce(nullif(excluded.conversation, ''), c.conversation),
			endpoint = coalesce(nullif(excluded.endpoint, ''), c.endpoint),
			team = coalesce(nullif(excluded.team, ''), c.team), met_at = excluded.met_at, gone = false
		where c.gone or excluded.handle not in ('', c.handle) or excluded.conversation not in ('', c.conversation)
			or excluded.endpoint not in ('', c.endpoint) or excluded.team not in ('', c.team)`,
		c.Platform, c.Workspace, c.ID, c.Handle, c.Conversation, c.Endpoint, c.Team, s.clock())
	return err
}

// Contact is how a person or a place is reached. NotFound when it never was met.
func (s *Store) Contact(ctx context.Context, p domain.Platform, workspace, id string) (domain.Contact, error) {
	return one(ctx, s.q, "contact", pgx.RowToStructByPos[domain.Contact], `
		select platform, workspace, id, handle, conversation, endpoint, team, gone from contact
		where platform = $1 and workspace = $2 and id = $3`, p, workspace, id)
}

// Endpoint is the service address of the contact of a workspace that was met last, "" when none was. A person who was
// never met is reached by it.
func (s *Store) Endpoint(ctx context.Context, p domain.Platform, workspace string) (string, error) {
	found, err := many(ctx, s.q, pgx.RowTo[string], `
		select endpoint from contact where platform = $1 and workspace = $2 and endpoint <> ''
		order by gone, met_at desc limit 1`, p, workspace)
	if err != nil || len(found) == 0 {
		return "", err
	}
	return found[0], nil
}

// Teams are the teams of a workspace whose channels can be written to, by their ids in order, at most limit.
func (s *Store) Teams(ctx context.Context, p domain.Platform, workspace string, limit int) ([]string, error) {
	return many(ctx, s.q, pgx.RowTo[string], `
		select distinct team from contact where platform = $1 and workspace = $2 and team <> '' and not gone
		order by team limit $3`, p, workspace, limit)
}

// Welcome tells whether this is the first time that it is asked for the contact. Of several at once, one is told so. It
// is false for a contact that was not met.
func (s *Store) Welcome(ctx context.Context, p domain.Platform, workspace, id string) (bool, error) {
	n, err := exec(ctx, s.q, `
		update contact set welcomed_at = $4 where platform = $1 and workspace = $2 and id = $3 and welcomed_at is null`,
		p, workspace, id, s.clock())
	return n == 1, err
}

// Lose marks a contact as one that cannot be written to any more. A welcome is said again once it is back.
func (s *Store) Lose(ctx context.Context, p domain.Platform, workspace, id string) error {
	return s.lose(ctx, `id = $3`, p, workspace, id)
}

// LoseTeam is Lose for a team with all its channels.
func (s *Store) LoseTeam(ctx context.Context, p domain.Platform, workspace, team string) error {
	return s.lose(ctx, `(id = $3 or team = $3)`, p, workspace, team)
}

func (s *Store) lose(ctx context.Context, which string, p domain.Platform, workspace, id string) error {
	_, err := exec(ctx, s.q, `
		update contact set gone = true, welcomed_at = null where platform = $1 and workspace = $2 and `+which, p, workspace, id)
	return err
}
