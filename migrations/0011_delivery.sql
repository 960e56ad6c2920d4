-- One outgoing message, from its cause to the platform's message id. attempt_at is by the clock of the database, which
-- all replicas share and nobody moves: when the attempt under way began, or the last one was put off.

-- +goose Up
create table delivery (
	id                uuid primary key,
	program_id        uuid not null references program,
	kind              text not null,
	key               text not null,
	subject           uuid not null,
	platform          text not null,
	workspace         text not null,
	channel           text not null,
	person_id         uuid references person,
	parent            uuid references delivery,
	wanted            integer not null,
	shown             integer not null,
	state             text not null constraint delivery_state
		check (state in ('queued', 'sending', 'sent', 'uncertain', 'failed', 'dropped')),
	message_platform  text not null,
	message_workspace text not null,
	message_channel   text not null,
	message_ts        text not null,
	useful_until      timestamptz,
	sending_since     timestamptz,
	attempts          integer not null,
	problem           text not null,
	created_at        timestamptz not null,
	attempt_at        timestamptz,
	constraint delivery_single unique (program_id, key)
);
create index delivery_subject on delivery (subject);
create index delivery_open on delivery (state) where state in ('queued', 'sending') or state = 'sent' and wanted > shown;
create index delivery_troubled on delivery (program_id, created_at) where state in ('uncertain', 'failed');

-- +goose Down
drop table delivery;
