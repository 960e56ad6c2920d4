-- The recurring moments of a program, and those that have come. An occurrence is claimed once: its key is the claim.

-- +goose Up
create table schedule (
	id         uuid primary key,
	program_id uuid not null references program,
	kind       text not null,
	spec       text not null,
	zone       text not null,
	next_due   timestamptz not null,
	enabled    boolean not null,
	constraint schedule_single unique (program_id, kind)
);
create index schedule_due on schedule (next_due) where enabled;

create table occurrence (
	schedule_id uuid not null references schedule,
	due         timestamptz not null,
	done_at     timestamptz,
	constraint occurrence_single primary key (schedule_id, due)
);
create index occurrence_open on occurrence (due) where done_at is null;

-- +goose Down
drop table occurrence;
drop table schedule;
