-- What of the pipeline carries a partner is summed up on the partner's page. And partners who were there before stalls were
-- watched are watched from today on: nobody was late with what nobody had asked for.

-- +goose Up
create index opportunity_partner on opportunity (partner_id) where partner_id is not null;
update partner set watched_on = current_date where watched_on is null;

-- +goose Down
drop index opportunity_partner;
