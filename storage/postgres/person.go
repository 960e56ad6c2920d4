package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"github.com/partnerbot/partnerbot/domain"
)

// Who gets the nudges of somebody who became that one gets their own.
var selectPerson = `
	select id, tenant_id, name, email, time_zone, roles, outside, partner_id, nullif(` + who("p.nudges_to") + `, id), profile_at, revision,
	coalesce((
		select jsonb_agg(jsonb_build_object('platform', platform, 'workspace', workspace, 'user', user_id)
			order by platform, workspace, user_id)
		from identity i where i.person_id = p.id), '[]')
	from person p `

type identityJSON struct {
	Platform  domain.Platform `json:"platform"`
	Workspace string          `json:"workspace"`
	User      string          `json:"user"`
}

func scanPerson(row pgx.CollectableRow) (domain.Person, error) {
	var p domain.Person
	var identities []identityJSON
	err := row.Scan(&p.ID, &p.TenantID, &p.Name, &p.Email, &p.TimeZone, &p.Roles, &p.Outside, &p.PartnerID,
		&p.NudgesTo, (*instant)(&p.ProfileAt), &p.Revision, &identities)
	p.Identities = convert(identities, func(i identityJSON) domain.Identity { return domain.Identity(i) })
	return p, err
}

func (r reader) Person(ctx context.Context, id domain.ID) (domain.Person, error) {
	return one(ctx, r.q, "person", scanPerson, selectPerson+`where id = `+who("$1"), id)
}

func (r reader) PersonByIdentity(ctx context.Context, tenant domain.ID, i domain.Identity) (domain.Person, error) {
	return one(ctx, r.q, "person", scanPerson, selectPerson+`where id = (select person_id from identity
		where tenant_id = $1 and platform = $2 and workspace = $3 and user_id = $4)`, tenant, i.Platform, i.Workspace, i.User)
}

func (r reader) People(ctx context.Context, tenant domain.ID) ([]domain.Person, error) {
	return many(ctx, r.q, scanPerson, selectPerson+`where tenant_id = $1 and merged_into is null order by name, id`, tenant)
}

func (r reader) PeopleByEmail(ctx context.Context, tenant domain.ID, email string) ([]domain.Person, error) {
	return many(ctx, r.q, scanPerson, selectPerson+`
		where tenant_id = $1 and lower(email) = lower($2) and email <> '' and merged_into is null order by name, id`, tenant, email)
}

// SavePerson inserts p when p.Revision is 0 and replaces it otherwise. Stale when it changed since p was read; Conflict
// when an identity belongs to somebody else.
func (t *tx) SavePerson(ctx context.Context, p domain.Person) error {
	n, err := exec(ctx, t.q, `
		insert into person (id, tenant_id, name, email, time_zone, roles, outside, partner_id, nudges_to, profile_at, revision)
		values (@id, @tenant_id, @name, @email, @time_zone, @roles, @outside, @partner_id, @nudges_to, @profile_at, 1)
		on conflict (id) do update set name = excluded.name, email = excluded.email, time_zone = excluded.time_zone,
			roles = excluded.roles, outside = excluded.outside, partner_id = excluded.partner_id,
			nudges_to = excluded.nudges_to, profile_at = excluded.profile_at, revision = person.revision + 1
		where person.revision = @revision`,
		pgx.NamedArgs{
			"id": p.ID, "tenant_id": p.TenantID, "name": p.Name, "email": p.Email, "time_zone": p.TimeZone,
			"roles": convert(p.Roles, func(r domain.Role) string { return string(r) }), "outside": p.Outside,
			"partner_id": p.PartnerID, "nudges_to": p.NudgesTo, "profile_at": instant(p.ProfileAt),
			"revision": p.Revision,
		})
	if err != nil {
		return err
	}
	if n == 0 {
		return domain.Refuse(domain.Stale, "Somebody changed this person's record meanwhile. Look again, then repeat the change.")
	}
	return t.saveIdentities(ctx, p)
}

func (t *tx) saveIdentities(ctx context.Context, p domain.Person) error {
	if _, err := exec(ctx, t.q, `delete from identity where person_id = $1`, p.ID); err != nil {
		return err
	}
	for _, i := range p.Identities {
		if _, err := exec(ctx, t.q, `
			insert into identity (tenant_id, platform, workspace, user_id, person_id) values ($1, $2, $3, $4, $5)`,
			p.TenantID, i.Platform, i.Workspace, i.User, p.ID); err != nil {
			return err
		}
	}
	return nil
}
