-- From when on it counts what a partner does not do, of one whose deals were imported with a past that nobody had asked
-- about: a null is since signature. unowned_on, which was kept and never counted, is not read any more; an old release may
-- still write it.

-- +goose Up
alter table partner add column watched_on date;

-- +goose Down
alter table partner drop column watched_on;
