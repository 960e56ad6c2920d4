-- What becomes of partners after they sign: the path and how far each is on it, who may become a partner, what the
-- partnerships lead overrode, and whom what was told to. An old release may run beside this schema: what it inserts has
-- the defaults below, and a partner that it signs on no day has signed on the day that its id was made.

-- +goose Up
alter table program
	add column profile     jsonb,
	add column path        jsonb,
	add column path_set_at timestamptz;

alter table person add column nudges_to uuid references person;

alter table partner
	add column their_owner   text not null default '',
	add column their_mail    text not null default '',
	add column status_reason text not null default '',
	add column parked_until  date,
	add column snoozed_until date,
	add column snooze_reason text not null default '',
	add column help_asked    text not null default '',
	add column unowned_on    date,
	add column active_on     date,
	add column dealt_on      date,
	add column activated_on  date,
	add column produced_on   date,
	add column fit           smallint constraint partner_fit check (fit between 0 and 100),
	drop constraint partner_status,
	add constraint partner_status check (status in ('active', 'parked', 'exited'));
create index partner_program on partner (program_id, id);
create index partner_domain on partner (program_id, domain) where domain <> '';

-- The first 48 bits of a UUID of version 7 are milliseconds since 1970.
update partner set signed_on = case substr(id::text, 15, 1)
	when '7' then (to_timestamp(('x' || substr(replace(id::text, '-', ''), 1, 12))::bit(48)::bigint / 1000.0) at time zone 'UTC')::date
	else current_date end
where signed_on is null;

-- Days are those of the program's zone, where the database knows it.
with happened as (
	select r.partner_id, e.kind, e.actor_id, (e.at at time zone coalesce(z.name, 'UTC'))::date as day
	from event e
	join registration r on r.id = e.subject
	join program p on p.id = r.program_id
	left join pg_timezone_names z on z.name = p.time_zone
), first as (
	select partner_id,
		min(day) filter (where kind = 'registration.approved') as activated_on,
		min(day) filter (where kind = 'registration.won') as produced_on,
		max(day) filter (where kind = 'registration.submitted') as dealt_on,
		max(day) filter (where actor_id is not null) as active_on
	from happened group by partner_id
)
update partner set activated_on = first.activated_on, produced_on = first.produced_on, dealt_on = first.dealt_on,
	active_on = first.active_on
from first where first.partner_id = partner.id;

-- due_day, people and needs are those of the path when the partner signed; certified are who is. A list that is null is
-- none.
create table checkpoint (
	partner_id  uuid not null references partner,
	key         text not null,
	name        text not null,
	kind        text not null,
	due_day     integer not null,
	people      integer not null,
	needs       text[],
	due         date not null,
	owner_id    uuid references person,
	their_owner text not null default '',
	done_on     date,
	done_by_id  uuid references person,
	done_by     text not null default '',
	evidence    text not null default '',
	certified   text[],
	constraint checkpoint_single primary key (partner_id, key)
);

-- Until now nobody had described a path, so that every partner is on the default one. It begins today: nobody was late
-- with what nobody had asked for.
insert into checkpoint (partner_id, key, name, kind, due_day, people, needs, due, done_on)
select p.id, s.key, s.name, s.kind, s.due_day, s.people, s.needs, greatest(p.signed_on, current_date) + s.due_day, case s.kind
	when 'owner' then case when p.owner_id is not null then p.signed_on end
	when 'first_registration' then p.activated_on
	when 'first_win' then p.produced_on end
from partner p cross join (values
	('owner', 'Owner named', 'owner', 2, 0, null::text[]),
	('kickoff', 'Kick-off', 'manual', 7, 0, null),
	('certification', 'Certification', 'certification', 30, 2, '{kickoff}'),
	('joint_plan', 'Joint go-to-market plan', 'manual', 45, 0, '{kickoff}'),
	('first_registration', 'First approved registration', 'first_registration', 60, 0, null),
	('first_win', 'First closed-won', 'first_win', 120, 0, null)
) s (key, name, kind, due_day, people, needs);

create table candidate (
	id         uuid primary key,
	program_id uuid not null references program,
	name       text not null,
	domain     text not null,
	levels     jsonb not null,
	fit        smallint not null constraint candidate_fit check (fit between 0 and 100),
	reason     text not null,
	note       text not null,
	status     text not null constraint candidate_status check (status in ('listed', 'signed', 'declined')),
	partner_id uuid references partner,
	revision   integer not null
);
create unique index candidate_single_name on candidate (program_id, lower(name));

create table gate_override (
	id          uuid primary key,
	program_id  uuid not null references program,
	gate        text not null,
	reason      text not null,
	by_id       uuid not null references person,
	by_name     text not null,
	at          timestamptz not null,
	resolved_at timestamptz
);
create index gate_override_program on gate_override (program_id, at);

-- A reader that is null is the partner team's channel. day is the reader's, judged_on the program's.
create table nudge (
	id         uuid primary key,
	program_id uuid not null references program,
	reader_id  uuid references person,
	day        date not null,
	judged_on  date not null,
	at         timestamptz not null,
	more       integer not null
);
create unique index nudge_single on nudge (program_id, day, coalesce(reader_id, '00000000-0000-0000-0000-000000000000'));

create table nudge_item (
	nudge_id   uuid not null references nudge,
	position   integer not null,
	partner_id uuid not null references partner,
	reason     text not null,
	key        text not null,
	since      date not null,
	status     text not null,
	rung       smallint not null,
	constraint nudge_item_single primary key (nudge_id, position)
);
create index nudge_item_partner on nudge_item (partner_id);

-- What each reader was last told of each concern. The channel is the zero id here, because a key holds no null.
create table partner_told (
	partner_id uuid not null references partner,
	reader_id  uuid not null,
	reason     text not null,
	key        text not null,
	since      date not null,
	rung       smallint not null,
	told_on    date not null,
	constraint partner_told_single primary key (partner_id, reader_id, reason, key, since)
);

-- Programs that are set up look for whom to nudge, and post the week's activation, from now on.
insert into schedule (id, program_id, kind, spec, zone, next_due, enabled)
select gen_random_uuid(), id, 'nudge', '*/30 * * * *', 'UTC', now(), true from program where set_up_at is not null
union all
select gen_random_uuid(), id, 'weekly', '0 9 * * 1', time_zone, now(), true from program where set_up_at is not null;

-- +goose Down
delete from occurrence where schedule_id in (select id from schedule where kind in ('nudge', 'weekly'));
delete from schedule where kind in ('nudge', 'weekly');
drop table partner_told;
drop table nudge_item;
drop table nudge;
drop table gate_override;
drop table candidate;
drop table checkpoint;
drop index partner_domain;
drop index partner_program;
update partner set status = 'active' where status = 'parked';
alter table partner
	drop column their_owner,
	drop column their_mail,
	drop column status_reason,
	drop column parked_until,
	drop column snoozed_until,
	drop column snooze_reason,
	drop column help_asked,
	drop column unowned_on,
	drop column active_on,
	drop column dealt_on,
	drop column activated_on,
	drop column produced_on,
	drop column fit,
	drop constraint partner_status,
	add constraint partner_status check (status in ('active', 'exited'));
alter table person drop column nudges_to;
alter table program
	drop column profile,
	drop column path,
	drop column path_set_at;
