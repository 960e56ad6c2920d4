-- A customer company, known by one key in a program.

-- +goose Up
create table account (
	id         uuid primary key,
	program_id uuid not null references program,
	name       text not null,
	domain     text not null,
	country    text not null,
	key        text not null constraint account_key_given check (key <> ''),
	constraint account_single unique (program_id, key)
);
create index account_name on account using gin (name gin_trgm_ops);

-- +goose Down
drop table account;
