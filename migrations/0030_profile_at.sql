-- When a chat platform was last asked about a person: somebody who moves has another time zone from then on. Nobody who is
-- kept by now has been asked since they were met.

-- +goose Up
alter table person add column profile_at timestamptz;

-- +goose Down
alter table person drop column profile_at;
