-- Two accounts of one person. Who turned out to be somebody known already is kept for what names them, and is read as
-- the person they became; the question was asked once, of whoever was known.

-- +goose Up
alter table person add column merged_into uuid references person
	constraint person_merged_elsewhere check (merged_into <> id);
create index person_merged on person (merged_into) where merged_into is not null;
create index person_email on person (tenant_id, lower(email)) where email <> '';

create table link (
	met_id     uuid primary key references person,
	known_id   uuid not null references person,
	name       text not null,
	email      text not null,
	platform   text not null,
	asked_on   text not null,
	state      text not null constraint link_state check (state in ('asked', 'confirmed', 'denied')),
	asked_at   timestamptz not null,
	decided_at timestamptz,
	constraint link_of_two check (known_id <> met_id)
);

-- +goose Down
drop table link;
drop index person_email;
drop index person_merged;
alter table person drop column merged_into;
