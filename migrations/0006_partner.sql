-- A signed partner company.

-- +goose Up
create table partner (
	id         uuid primary key,
	program_id uuid not null references program,
	name       text not null,
	domain     text not null,
	owner_id   uuid references person,
	signed_on  date,
	status     text not null constraint partner_status check (status in ('active', 'exited')),
	revision   integer not null
);
create unique index partner_single_name on partner (program_id, lower(name));

alter table person add constraint person_partner foreign key (partner_id) references partner;

-- +goose Down
alter table person drop constraint person_partner;
drop table partner;
