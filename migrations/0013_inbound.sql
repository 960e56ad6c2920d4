-- The requests that were carried out, so that one delivered again is not carried out again. Kept for 30 days.

-- +goose Up
create table inbound (
	tenant_id uuid not null references tenant,
	key       text not null,
	outcome   uuid not null,
	at        timestamptz not null,
	constraint inbound_single primary key (tenant_id, key)
);
create index inbound_at on inbound (at);

-- +goose Down
drop table inbound;
