-- When a decision to go past the gate to another partner type let one in: it does so once. A null is not yet.

-- +goose Up
alter table gate_override add column used_at timestamptz;

-- +goose Down
alter table gate_override drop column used_at;
