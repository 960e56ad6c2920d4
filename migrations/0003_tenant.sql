-- A company that runs its program with this bot, and the workspaces it is installed in.

-- +goose Up
create table tenant (
	id   uuid primary key,
	name text not null
);

create table workspace (
	platform  text not null,
	workspace text not null,
	tenant_id uuid not null references tenant,
	constraint workspace_single primary key (platform, workspace)
);

-- +goose Down
drop table workspace;
drop table tenant;
