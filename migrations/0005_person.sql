-- Somebody who uses the bot, and the chat accounts that are theirs.

-- +goose Up
create table person (
	id         uuid primary key,
	tenant_id  uuid not null references tenant,
	name       text not null,
	email      text not null,
	time_zone  text not null,
	roles      text[] not null,
	outside    boolean not null,
	partner_id uuid,
	revision   integer not null
);
create index person_tenant on person (tenant_id, name);

create table identity (
	tenant_id uuid not null references tenant,
	platform  text not null,
	workspace text not null,
	user_id   text not null,
	person_id uuid not null references person on delete cascade,
	constraint identity_single primary key (tenant_id, platform, workspace, user_id)
);
create index identity_person on identity (person_id);

-- +goose Down
drop table identity;
drop table person;
