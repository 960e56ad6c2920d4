package postgres

import (
	"context"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/partnerbot/partnerbot/domain"
)

const eventColumns = `id, program_id, subject, kind, actor_id, actor_name, platform, workspace, channel, request_key, at,
	old_value, new_value, reason`

var eventRead = standing(eventColumns, "actor_id")

func scanEvent(row pgx.CollectableRow) (domain.Event, error) {
	var e domain.Event
	err := row.Scan(&e.ID, &e.ProgramID, &e.Subject, &e.Kind, &e.ActorID, &e.ActorName, &e.Chat.Platform, &e.Chat.Workspace,
		&e.Chat.Channel, &e.Chat.Key, &e.At, &e.Old, &e.New, &e.Reason)
	return e, err
}

func (r reader) Event(ctx context.Context, id domain.ID) (domain.Event, error) {
	return one(ctx, r.q, "event", scanEvent, `select `+eventRead+` from event where id = $1`, id)
}

func (r reader) Events(ctx context.Context, subject domain.ID) ([]domain.Event, error) {
	return many(ctx, r.q, scanEvent, `select `+eventRead+` from event where subject = $1 order by at, id`, subject)
}

func (r reader) EventsSince(ctx context.Context, subject domain.ID, at time.Time) ([]domain.Event, error) {
	return many(ctx, r.q, scanEvent, `select `+eventRead+` from event where subject = $1 and at >= $2 order by at, id`, subject, at)
}

func (r reader) LastEvents(ctx context.Context, subject domain.ID, n int) ([]domain.Event, error) {
	all, err := many(ctx, r.q, scanEvent, `select `+eventRead+` from event where subject = $1 order by at desc, id desc limit $2`, subject, n)
	slices.Reverse(all)
	return all, err
}

func (t *tx) AddEvent(ctx context.Context, e domain.Event) error {
	_, err := exec(ctx, t.q, `
		insert into event (`+eventColumns+`) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
		e.ID, e.ProgramID, e.Subject, e.Kind, e.ActorID, e.ActorName, e.Chat.Platform, e.Chat.Workspace, e.Chat.Channel,
		e.Chat.Key, e.At, e.Old, e.New, e.Reason)
	return err
}
