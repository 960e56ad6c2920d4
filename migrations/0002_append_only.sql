-- History is only ever added to: the tables of history carry this trigger.

-- +goose Up
-- +goose StatementBegin
create function refuse_rewrite() returns trigger language plpgsql as $$
begin
	raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end
$$;
-- +goose StatementEnd

-- +goose Down
drop function refuse_rewrite();
