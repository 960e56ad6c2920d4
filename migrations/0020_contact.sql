-- How people and places are reached on a platform that lets the bot write only where it has been met.

-- +goose Up
create table contact (
	platform     text not null,
	workspace    text not null,
	id           text not null,
	handle       text not null,
	conversation text not null,
	endpoint     text not null,
	met_at       timestamptz not null,
	gone         boolean not null default false,
	welcomed_at  timestamptz,
	constraint contact_single primary key (platform, workspace, id)
);

-- +goose Down
drop table contact;
