-- Everything that happened, who did it and from which chat.

-- +goose Up
create table event (
	id          uuid primary key,
	program_id  uuid not null references program,
	subject     uuid not null,
	kind        text not null,
	actor_id    uuid,
	actor_name  text not null,
	platform    text not null,
	workspace   text not null,
	channel     text not null,
	request_key text not null,
	at          timestamptz not null,
	old_value   text not null,
	new_value   text not null,
	reason      text not null
);
create index event_subject on event (subject, at, id);
create trigger event_append_only before update or delete or truncate on event
	for each statement execute function refuse_rewrite();

-- +goose Down
drop table event;
