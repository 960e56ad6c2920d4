-- A deal in the main pipeline, and how it stood from each change on. The versions have no foreign keys: they are
-- written only together with their deal, a million at a time by an import, and never change.

-- +goose Up
create table opportunity (
	id              uuid primary key,
	program_id      uuid not null references program,
	account_id      uuid references account,
	name            text not null,
	product         text not null,
	owner_id        uuid references person,
	source_key      text,
	registration_id uuid,
	partner_id      uuid references partner,
	attribution     text not null constraint opportunity_attribution check (attribution in ('', 'sourced', 'influenced')),
	amount          bigint not null constraint opportunity_amount check (amount >= 0),
	estimated       boolean not null,
	stage           text not null,
	category        text not null constraint opportunity_category
		check (category in ('omitted', 'pipeline', 'best_case', 'commit', 'closed')),
	outcome         text not null constraint opportunity_outcome check (outcome in ('open', 'won', 'lost')),
	next_step       text not null,
	created_at      timestamptz not null,
	stage_since     timestamptz not null,
	close_date      date,
	revision        integer not null,
	constraint opportunity_single_source unique (program_id, source_key)
);
create index opportunity_open on opportunity (account_id, created_at) where outcome = 'open';

create table opportunity_version (
	seq            bigint generated always as identity primary key,
	program_id     uuid not null,
	opportunity_id uuid not null,
	at             timestamptz not null,
	name           text not null,
	owner_id       uuid,
	partner_id     uuid,
	attribution    text not null,
	amount         bigint not null constraint opportunity_version_amount check (amount >= 0),
	estimated      boolean not null,
	stage          text not null,
	category       text not null,
	outcome        text not null,
	next_step      text not null,
	created_at     timestamptz not null,
	stage_since    timestamptz not null,
	close_date     date
);
create index opportunity_version_at on opportunity_version (program_id, opportunity_id, at, seq);
create trigger opportunity_version_append_only before update or delete or truncate on opportunity_version
	for each statement execute function refuse_rewrite();

-- +goose Down
drop table opportunity_version;
drop table opportunity;
