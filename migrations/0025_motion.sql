-- Further partner types of a program. A partner, a candidate or an override of the type '' is of the program's first one,
-- which is what an old release beside this one keeps.

-- +goose Up
alter table program add column more_types jsonb;
alter table partner add column partner_type text not null default '';
alter table candidate add column partner_type text not null default '';
alter table gate_override add column partner_type text not null default '';

-- +goose Down
alter table gate_override drop column partner_type;
alter table candidate drop column partner_type;
alter table partner drop column partner_type;
alter table program drop column more_types;
