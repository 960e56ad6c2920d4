package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"github.com/partnerbot/partnerbot/domain"
)

const deliveryColumns = `id, program_id, kind, key, subject, platform, workspace, channel, person_id, parent, wanted, shown,
	state, message_platform, message_workspace, message_channel, message_ts, useful_until, sending_since, attempts, problem,
	created_at`

func scanDelivery(row pgx.CollectableRow) (domain.Delivery, error) {
	var d domain.Delivery
	err := row.Scan(&d.ID, &d.ProgramID, &d.Kind, &d.Key, &d.Subject, &d.To.Platform, &d.To.Workspace, &d.To.Channel,
		&d.To.PersonID, &d.Parent, &d.Wanted, &d.Shown, &d.State, &d.Message.Platform, &d.Message.Workspace,
		&d.Message.Channel, &d.Message.TS, (*instant)(&d.UsefulUntil), (*instant)(&d.SendingSince), &d.Attempts, &d.Problem,
		&d.CreatedAt)
	return d, err
}

func (r reader) Delivery(ctx context.Context, id domain.ID) (domain.Delivery, error) {
	return one(ctx, r.q, "delivery", scanDelivery, `select `+deliveryColumns+` from delivery where id = $1`, id)
}

func (r reader) DeliveryByKey(ctx context.Context, program domain.ID, key string) (domain.Delivery, error) {
	return one(ctx, r.q, "delivery", scanDelivery,
		`select `+deliveryColumns+` from delivery where program_id = $1 and key = $2`, program, key)
}

func (r reader) Cards(ctx context.Context, registration domain.ID) ([]domain.Delivery, error) {
	return many(ctx, r.q, scanDelivery, `
		select `+deliveryColumns+` from delivery where subject = $1 and kind = $2 order by created_at, id`,
		registration, domain.ReviewCard)
}

func (r reader) Troubled(ctx context.Context, program domain.ID, limit int) ([]domain.Delivery, error) {
	return many(ctx, r.q, scanDelivery, `
		select `+deliveryColumns+` from delivery where program_id = $1 and state in ('uncertain', 'failed')
		order by created_at desc, id desc limit $2`, program, limit)
}

func (t *tx) Post(ctx context.Context, d domain.Delivery) error {
	n, err := exec(ctx, t.q, `
		insert into delivery (`+deliveryColumns+`) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15,
			$16, $17, $18, $19, $20, $21, $22)
		on conflict on constraint delivery_single do nothing`,
		d.ID, d.ProgramID, d.Kind, d.Key, d.Subject, d.To.Platform, d.To.Workspace, d.To.Channel, d.To.PersonID, d.Parent,
		d.Wanted, d.Shown, d.State, d.Message.Platform, d.Message.Workspace, d.Message.Channel, d.Message.TS,
		instant(d.UsefulUntil), instant(d.SendingSince), d.Attempts, d.Problem, d.CreatedAt)
	if err == nil && n == 1 {
		t.deliver(d.ID)
	}
	return err
}

// Redraw leaves a card that was never sent without a job of its own: it has one, and is drawn as things stand then. An
// uncertain one is counted too, because the attempt's own word may still come (see Store.Finish). Cards are held in the
// order of their ids, so that two who redraw some of the same ones do not lock each other out.
func (t *tx) Redraw(ctx context.Context, subjects ...domain.ID) error {
	if len(subjects) == 0 {
		return nil
	}
	sent, err := many(ctx, t.q, pgx.RowTo[*domain.ID], `
		with held as (
			select id from delivery
			where subject = any(array(
					select unnest($1::uuid[]) union all
					select n.id from nudge_item i join nudge n on n.id = i.nudge_id where i.partner_id = any($1) and n.at > $2))
				and kind in ('review_card', 'digest', 'link_request', 'stall_nudge')
				and state in ('queued', 'sending', 'sent', 'uncertain')
			order by id for no key update)
		update delivery d set wanted = d.wanted + 1 from held where d.id = held.id
		returning case d.state when 'sent' then d.id end`, subjects, t.now.AddDate(0, 0, -nudgeShows))
	for _, id := range sent {
		if id != nil {
			t.deliver(*id)
		}
	}
	return err
}
