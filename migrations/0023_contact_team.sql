-- The team that a channel is of: Teams tells who is in a channel, and whether it is shared, only by its team.

-- +goose Up
alter table contact add column team text not null default '';

-- +goose Down
alter table contact drop column team;
