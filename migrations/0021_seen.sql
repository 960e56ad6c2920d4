-- What came in, so that none of it is taken twice by whichever process. It is of use for minutes, so it is not logged: it
-- costs no flush to disk, and a crash of the database forgets it. What changes something is kept in inbound as well.

-- +goose Up
create unlogged table seen (
	key   text primary key,
	until timestamptz not null
);
create index seen_until on seen (until);

-- +goose Down
drop table seen;
