-- When help that was asked for was given: a partner who stalls in spite of it is told of once more, a week later.

-- +goose Up
alter table partner add column helped_at timestamptz;
update partner p set helped_at = e.at
from (select subject, max(at) as at from event where kind = 'partner.helped' group by subject) e where e.subject = p.id;

-- +goose Down
alter table partner drop column helped_at;
