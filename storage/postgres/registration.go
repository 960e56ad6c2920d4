package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"github.com/partnerbot/partnerbot/domain"
)

const registrationColumns = `id, program_id, number, partner_id, account_id, status, customer, website, no_website, country,
	contact_name, contact_email, amount, currency, close_date, product, how_engaged, next_step, submitted_by, submitted_at,
	decide_by, asked_at, decided_by, decided_at, reason, remark, findings, protected_from, protected_until, opportunity_id,
	revision`

var registrationRead = standing(registrationColumns, "submitted_by", "decided_by")

// findingJSON is a finding as it is kept in jsonb.
type findingJSON struct {
	Kind   domain.FindingKind `json:"kind"`
	Effect domain.Effect      `json:"effect"`
	Ref    string             `json:"ref"`
	Text   string             `json:"text"`
}

func scanRegistration(row pgx.CollectableRow) (domain.Registration, error) {
	var r domain.Registration
	var findings []findingJSON
	c := &r.Claim
	err := row.Scan(&r.ID, &r.ProgramID, &r.Number, &r.PartnerID, &r.AccountID, &r.Status, &c.Customer, &c.Website,
		&c.NoWebsite, &c.Country, &c.ContactName, &c.ContactEmail, &c.Amount.Minor, &c.Amount.Currency, (*day)(&c.CloseDate),
		&c.Product, &c.HowEngaged, &c.NextStep, &r.SubmittedBy, (*instant)(&r.SubmittedAt), (*instant)(&r.DecideBy),
		(*instant)(&r.AskedAt), &r.DecidedBy, (*instant)(&r.DecidedAt), &r.Reason, &r.Remark, &findings, (*instant)(&r.ProtectedFrom),
		(*instant)(&r.ProtectedUntil), &r.OpportunityID, &r.Revision)
	c.PartnerID = r.PartnerID
	r.Findings = convert(findings, func(f findingJSON) domain.Finding { return domain.Finding(f) })
	return r, err
}

func registrationArgs(r domain.Registration) pgx.NamedArgs {
	c := r.Claim
	return pgx.NamedArgs{
		"id": r.ID, "program_id": r.ProgramID, "partner_id": r.PartnerID, "account_id": r.AccountID, "status": r.Status,
		"customer": c.Customer, "website": c.Website, "no_website": c.NoWebsite, "country": c.Country,
		"contact_name": c.ContactName, "contact_email": c.ContactEmail, "amount": c.Amount.Minor,
		"currency": c.Amount.Currency, "close_date": day(c.CloseDate), "product": c.Product, "how_engaged": c.HowEngaged,
		"next_step": c.NextStep, "submitted_by": r.SubmittedBy, "submitted_at": instant(r.SubmittedAt),
		"decide_by": instant(r.DecideBy), "asked_at": instant(r.AskedAt), "decided_by": r.DecidedBy, "decided_at": instant(r.DecidedAt),
		"reason": r.Reason, "remark": r.Remark,
		"findings":       convert(r.Findings, func(f domain.Finding) findingJSON { return findingJSON(f) }),
		"protected_from": instant(r.ProtectedFrom), "protected_until": instant(r.ProtectedUntil),
		"opportunity_id": r.OpportunityID,
	}
}

func (r reader) Registration(ctx context.Context, id domain.ID) (domain.Registration, error) {
	return one(ctx, r.q, "registration", scanRegistration, `select `+registrationRead+` from registration where id = $1`, id)
}

func (r reader) RegistrationByNumber(ctx context.Context, program domain.ID, number int64) (domain.Registration, error) {
	return one(ctx, r.q, "registration", scanRegistration,
		`select `+registrationRead+` from registration where program_id = $1 and number = $2`, program, number)
}

// fits is the condition of a filter: each part holds also when its field is not set. Who submitted may since have
// become somebody else.
var fits = `program_id = @program
	and (@account::uuid is null or account_id = @account)
	and (@partner::uuid is null or partner_id = @partner)
	and (@submitter::uuid is null or submitted_by = any(array(
		select p.id from person p where ` + who("@submitter") + ` in (p.id, p.merged_into))))
	and (cardinality(@statuses::text[]) = 0 or status = any(@statuses))
	and (@decide_by_end::timestamptz is null or decide_by < @decide_by_end)
	and (@expire_by_end::timestamptz is null or protected_until < @expire_by_end)`

func filterArgs(program domain.ID, f domain.RegistrationFilter) pgx.NamedArgs {
	limit := f.Limit
	if limit == 0 {
		limit = 1000
	}
	return pgx.NamedArgs{
		"program": program, "account": maybeID(f.Account), "partner": maybeID(f.Partner), "submitter": maybeID(f.SubmittedBy),
		"statuses":      convert(f.Statuses, func(s domain.Status) string { return string(s) }),
		"decide_by_end": instant(f.DecideByEnd), "expire_by_end": instant(f.ExpireByEnd), "soonest": f.Soonest, "limit": limit,
	}
}

// Registrations come by number, which is the order they were made in, the newest first; with Soonest, what is due first
// comes before it.
func (r reader) Registrations(ctx context.Context, program domain.ID, f domain.RegistrationFilter) ([]domain.Registration, error) {
	return many(ctx, r.q, scanRegistration,
		`select `+registrationRead+` from registration where `+fits+`
		order by case when @soonest then coalesce(protected_until, decide_by) end, number desc limit @limit`, filterArgs(program, f))
}

func (r reader) Rejections(ctx context.Context, program domain.ID) (map[domain.Reason]int, error) {
	rows, err := many(ctx, r.q, pgx.RowToStructByPos[domain.Rejection], `
		select reason, count(*) from registration where program_id = $1 and status = 'rejected' group by reason`, program)
	all := make(map[domain.Reason]int, len(rows))
	for _, row := range rows {
		all[row.Reason] = row.Count
	}
	return all, err
}

// CountRegistrations pays no heed to f.Limit.
func (r reader) CountRegistrations(ctx context.Context, program domain.ID, f domain.RegistrationFilter) (int, error) {
	return one(ctx, r.q, "count", pgx.RowTo[int], `select count(*) from registration where `+fits, filterArgs(program, f))
}

// InsertRegistration leaves in r what was kept: its number, and instants to the microsecond.
func (t *tx) InsertRegistration(ctx context.Context, r *domain.Registration) error {
	kept, err := one(ctx, t.q, "registration", scanRegistration, `
		with next as (
			insert into registration_number (program_id, last) values (@program_id, 1001)
			on conflict (program_id) do update set last = registration_number.last + 1 returning last)
		insert into registration (`+registrationColumns+`)
		select @id, @program_id, last, @partner_id, @account_id, @status, @customer, @website, @no_website, @country,
			@contact_name, @contact_email, @amount, @currency, @close_date, @product, @how_engaged, @next_step, @submitted_by,
			@submitted_at, @decide_by, @asked_at, @decided_by, @decided_at, @reason, @remark, @findings, @protected_from,
			@protected_until, @opportunity_id, 1
		from next returning `+registrationRead, registrationArgs(*r))
	if err == nil {
		*r = kept
	}
	return err
}

func (t *tx) UpdateRegistration(ctx context.Context, id domain.ID, fn func(*domain.Registration) error) (domain.Registration, error) {
	r, err := one(ctx, t.q, "registration", scanRegistration,
		`select `+registrationRead+` from registration where id = $1 for no key update`, id)
	if err != nil {
		return domain.Registration{}, err
	}
	if err := fn(&r); err != nil {
		return domain.Registration{}, err
	}
	r.ID = id
	return one(ctx, t.q, "registration", scanRegistration, `
		update registration set partner_id = @partner_id, account_id = @account_id, status = @status, customer = @customer,
			website = @website, no_website = @no_website, country = @country, contact_name = @contact_name,
			contact_email = @contact_email, amount = @amount, currency = @currency, close_date = @close_date,
			product = @product, how_engaged = @how_engaged, next_step = @next_step, submitted_by = @submitted_by,
			submitted_at = @submitted_at, decide_by = @decide_by, asked_at = @asked_at, decided_by = @decided_by, decided_at = @decided_at,
			reason = @reason, remark = @remark, findings = @findings, protected_from = @protected_from,
			protected_until = @protected_until, opportunity_id = @opportunity_id, revision = revision + 1
		where id = @id returning `+registrationRead, registrationArgs(r))
}
