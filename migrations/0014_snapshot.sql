-- The partner pipeline as it stood on a Monday. The deals have no foreign keys: they are written only together with
-- their snapshot, all at once, and never change.

-- +goose Up
create table snapshot (
	id         uuid primary key,
	program_id uuid not null references program,
	monday     date not null,
	as_of      timestamptz not null,
	taken_at   timestamptz not null,
	deals      integer not null,
	constraint snapshot_single unique (program_id, monday)
);
create trigger snapshot_append_only before update or delete or truncate on snapshot
	for each statement execute function refuse_rewrite();

create table snapshot_deal (
	snapshot_id    uuid not null,
	opportunity_id uuid not null,
	name           text not null,
	owner_id       uuid,
	partner_id     uuid not null,
	attribution    text not null,
	amount         bigint not null,
	estimated      boolean not null,
	stage          text not null,
	category       text not null,
	outcome        text not null,
	next_step      text not null,
	created_at     timestamptz not null,
	stage_since    timestamptz not null,
	close_date     date,
	primary key (snapshot_id, opportunity_id)
);
create trigger snapshot_deal_append_only before update or delete or truncate on snapshot_deal
	for each statement execute function refuse_rewrite();

-- +goose Down
drop table snapshot_deal;
drop table snapshot;
