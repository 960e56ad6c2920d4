package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/partnerbot/partnerbot/domain"
)

const opportunityColumns = `id, program_id, account_id, name, product, owner_id, source_key, registration_id, partner_id,
	attribution, amount, estimated, stage, category, outcome, next_step, created_at, stage_since, close_date, revision`

var opportunityRead = standing(opportunityColumns, "owner_id")

func scanOpportunity(row pgx.CollectableRow) (domain.Opportunity, error) {
	var o domain.Opportunity
	var source *string
	err := row.Scan(&o.ID, &o.ProgramID, &o.AccountID, &o.Name, &o.Product, &o.OwnerID, &source, &o.RegistrationID,
		&o.PartnerID, &o.Attribution, &o.Amount, &o.Estimated, &o.Stage, &o.Category, &o.Outcome, &o.NextStep, &o.CreatedAt,
		&o.StageSince, (*day)(&o.CloseDate), &o.Revision)
	if source != nil {
		o.SourceKey = *source
	}
	return o, err
}

func opportunityArgs(o domain.Opportunity) pgx.NamedArgs {
	args := pgx.NamedArgs{
		"id": o.ID, "program_id": o.ProgramID, "account_id": o.AccountID, "name": o.Name, "product": o.Product,
		"owner_id": o.OwnerID, "source_key": nil, "registration_id": o.RegistrationID, "partner_id": o.PartnerID,
		"attribution": o.Attribution, "amount": o.Amount, "estimated": o.Estimated, "stage": o.Stage,
		"category": o.Category, "outcome": o.Outcome, "next_step": o.NextStep, "created_at": o.CreatedAt,
		"stage_since": o.StageSince, "close_date": day(o.CloseDate),
	}
	if o.SourceKey != "" {
		args["source_key"] = o.SourceKey
	}
	return args
}

func (r reader) Opportunity(ctx context.Context, id domain.ID) (domain.Opportunity, error) {
	return one(ctx, r.q, "opportunity", scanOpportunity, `select `+opportunityRead+` from opportunity where id = $1`, id)
}

func (r reader) OpenOpportunities(ctx context.Context, account domain.ID) ([]domain.Opportunity, error) {
	return many(ctx, r.q, scanOpportunity, `
		select `+opportunityRead+` from opportunity where account_id = $1 and outcome = 'open' order by created_at, id`, account)
}

func (r reader) Brought(ctx context.Context, partner domain.ID) ([]domain.Brought, error) {
	return many(ctx, r.q, pgx.RowToStructByPos[domain.Brought], `
		select outcome, attribution, count(*), sum(amount)::bigint from opportunity where partner_id = $1
		group by outcome, attribution`, partner)
}

func (t *tx) InsertOpportunity(ctx context.Context, o domain.Opportunity) error {
	_, err := exec(ctx, t.q, `
		insert into opportunity (`+opportunityColumns+`) values (@id, @program_id, @account_id, @name, @product, @owner_id,
			@source_key, @registration_id, @partner_id, @attribution, @amount, @estimated, @stage, @category, @outcome,
			@next_step, @created_at, @stage_since, @close_date, 1)`, opportunityArgs(o))
	if err != nil {
		return err
	}
	return t.addVersion(ctx, o.ID, o.CreatedAt)
}

func (t *tx) UpdateOpportunity(ctx context.Context, id domain.ID, now time.Time, fn func(*domain.Opportunity) error) (domain.Opportunity, error) {
	o, err := one(ctx, t.q, "opportunity", scanOpportunity,
		`select `+opportunityRead+` from opportunity where id = $1 for no key update`, id)
	if err != nil {
		return domain.Opportunity{}, err
	}
	if err := fn(&o); err != nil {
		return domain.Opportunity{}, err
	}
	o.ID = id
	o, err = one(ctx, t.q, "opportunity", scanOpportunity, `
		update opportunity set account_id = @account_id, name = @name, product = @product, owner_id = @owner_id,
			source_key = @source_key, registration_id = @registration_id, partner_id = @partner_id,
			attribution = @attribution, amount = @amount, estimated = @estimated, stage = @stage, category = @category,
			outcome = @outcome, next_step = @next_step, created_at = @created_at, stage_since = @stage_since,
			close_date = @close_date, revision = revision + 1
		where id = @id returning `+opportunityRead, opportunityArgs(o))
	if err != nil {
		return domain.Opportunity{}, err
	}
	return o, t.addVersion(ctx, id, now)
}

// addVersion keeps how the deal stands from at on. Versions stay in the order in which they were made, also when the
// clocks of two replicas differ.
func (t *tx) addVersion(ctx context.Context, id domain.ID, at time.Time) error {
	_, err := exec(ctx, t.q, `
		insert into opportunity_version (program_id, opportunity_id, at, name, owner_id, partner_id, attribution, amount,
			estimated, stage, category, outcome, next_step, created_at, stage_since, close_date)
		select program_id, id, greatest($2, (select max(v.at) from opportunity_version v
				where v.program_id = o.program_id and v.opportunity_id = o.id)),
			name, owner_id, partner_id, attribution, amount, estimated, stage, category, outcome, next_step, created_at,
			stage_since, close_date
		from opportunity o where id = $1`, id, at)
	return err
}
