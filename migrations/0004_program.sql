-- A partner program with its settings. What is a short list owned by the program and never searched is jsonb.

-- +goose Up
create table program (
	id           uuid primary key,
	tenant_id    uuid not null references tenant,
	name         text not null,
	partner_type text not null,
	solution     text not null,
	currency     text not null,
	time_zone    text not null,
	fiscal_start smallint not null constraint program_fiscal_start check (fiscal_start between 1 and 12),
	workdays     smallint[] not null,
	holidays     date[] not null,
	goals        jsonb not null,
	channels     jsonb not null,
	stages       jsonb not null,
	products     text[] not null,
	settings     jsonb not null,
	set_up_at    timestamptz,
	revision     integer not null,
	constraint program_single_type unique (tenant_id, partner_type)
);

-- +goose Down
drop table program;
