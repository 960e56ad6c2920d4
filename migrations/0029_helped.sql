-- When help that was asked for was given: a partner who stalls in spite of it is told of once more, a week later. Nobody
-- knows it of the help that was given before.

-- +goose Up
alter table partner add column helped_at timestamptz;

-- +goose Down
alter table partner drop column helped_at;
