-- Exclusion constraints over ids beside ranges need btree_gist; fuzzy search of names needs pg_trgm. Both are trusted:
-- the owner of the database may create them.

-- +goose Up
create extension if not exists btree_gist;
create extension if not exists pg_trgm;

-- +goose Down
drop extension pg_trgm;
drop extension btree_gist;
