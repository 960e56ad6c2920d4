-- A partner's claim on a deal, with its review. While a claim holds its place, no other on the same account and product
-- may overlap it: the exclusion constraint forbids what two reviewers at once could otherwise let happen.

-- +goose Up
create table registration_number (
	program_id uuid primary key references program,
	last       bigint not null
);

create table registration (
	id              uuid primary key,
	program_id      uuid not null references program,
	number          bigint not null,
	partner_id      uuid not null references partner,
	account_id      uuid not null references account,
	status          text not null constraint registration_status check (status in ('draft', 'submitted', 'in_review',
		'needs_info', 'approved', 'rejected', 'appealed', 'converted', 'won', 'lost', 'expired', 'withdrawn', 'cancelled')),
	customer        text not null,
	website         text not null,
	no_website      text not null,
	country         text not null,
	contact_name    text not null,
	contact_email   text not null,
	amount          bigint not null constraint registration_amount check (amount >= 0),
	currency        text not null,
	close_date      date,
	product         text not null,
	how_engaged     text not null,
	next_step       text not null,
	submitted_by    uuid not null references person,
	submitted_at    timestamptz not null,
	decide_by       timestamptz,
	asked_at        timestamptz,
	decided_by      uuid references person,
	decided_at      timestamptz,
	reason          text not null,
	remark          text not null,
	findings        jsonb not null,
	protected_from  timestamptz,
	protected_until timestamptz,
	opportunity_id  uuid references opportunity,
	revision        integer not null,
	product_key     text not null generated always as (lower(btrim(regexp_replace(product, '\s+', ' ', 'g')))) stored,
	hold            tstzrange not null generated always as (tstzrange(submitted_at, protected_until)) stored,
	constraint registration_single_number unique (program_id, number),
	constraint registration_window check ((protected_from is null) = (protected_until is null)
		and (protected_from is null or protected_from >= submitted_at and protected_until > protected_from)),
	constraint registration_hold exclude using gist
		(program_id with =, account_id with =, product_key with =, hold with &&)
		where (status in ('submitted', 'in_review', 'needs_info', 'appealed', 'approved', 'converted'))
);
create index registration_account on registration (account_id);
create index registration_partner on registration (partner_id, status);
create index registration_status on registration (program_id, status);
create index registration_submitter on registration (submitted_by);

-- +goose Down
drop table registration;
drop table registration_number;
