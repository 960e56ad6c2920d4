package postgres

import (
	"context"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/calendar"
)

const partnerColumns = `id, program_id, partner_type, name, domain, owner_id, their_owner, their_mail, signed_on, status, status_reason,
	parked_until, snoozed_until, snooze_reason, help_asked, helped_at, watched_on, active_on, dealt_on, activated_on,
	produced_on, fit, revision`

var partnerRead = standing(partnerColumns, "owner_id")

// partnerFields are where the columns of a partner go; signed then says when it signed. The conversions spare pgx the
// search for a way to scan, which counts where partners are many.
func partnerFields(p *domain.Partner) []any {
	return []any{
		(*[16]byte)(&p.ID), (*[16]byte)(&p.ProgramID), (*string)(&p.Type), &p.Name, &p.Domain, &p.OwnerID, &p.TheirOwner, &p.TheirMail, (*day)(&p.SignedOn),
		(*string)(&p.Status), &p.StatusReason, (*day)(&p.ParkedUntil), (*day)(&p.SnoozedUntil), &p.SnoozeReason, &p.HelpAsked,
		(*instant)(&p.HelpedAt), (*day)(&p.WatchedOn), (*day)(&p.ActiveOn), (*day)(&p.DealtOn), (*day)(&p.ActivatedOn), (*day)(&p.ProducedOn), &p.Fit,
		&p.Revision,
	}
}

func scanPartner(row pgx.CollectableRow) (domain.Partner, error) {
	var p domain.Partner
	err := row.Scan(partnerFields(&p)...)
	p.SignedOn = signed(p.SignedOn, p.ID)
	return p, err
}

// signed is the day on which a partner signed. A release that knew no day may still run beside this one and keep
// partners without: they signed on the day that their id was made, which is the day that the migration gave the others.
func signed(on calendar.Date, partner domain.ID) calendar.Date {
	if !on.IsZero() {
		return on
	}
	return calendar.DateOf(time.Unix(partner.Time().UnixTime()).UTC())
}

func partnerArgs(p domain.Partner) pgx.NamedArgs {
	return pgx.NamedArgs{
		"id": p.ID, "program_id": p.ProgramID, "partner_type": p.Type, "name": p.Name, "domain": p.Domain, "owner_id": p.OwnerID,
		"their_owner": p.TheirOwner, "their_mail": p.TheirMail, "signed_on": day(p.SignedOn), "status": p.Status,
		"status_reason": p.StatusReason, "parked_until": day(p.ParkedUntil), "snoozed_until": day(p.SnoozedUntil),
		"snooze_reason": p.SnoozeReason, "help_asked": p.HelpAsked, "helped_at": instant(p.HelpedAt),
		"watched_on": day(p.WatchedOn), "active_on": day(p.ActiveOn), "dealt_on": day(p.DealtOn), "activated_on": day(p.ActivatedOn), "produced_on": day(p.ProducedOn), "fit": p.Fit,
	}
}

func (r reader) Partner(ctx context.Context, id domain.ID) (domain.Partner, error) {
	return one(ctx, r.q, "partner", scanPartner, `select `+partnerRead+` from partner where id = $1`, id)
}

func (r reader) Partners(ctx context.Context, program domain.ID, text string, limit int) ([]domain.Partner, error) {
	return many(ctx, r.q, scanPartner, `
		select `+partnerRead+` from partner where program_id = $1 and name ilike $2 and status <> 'exited'
		order by lower(name), id limit $3`, program, containing(text), limit)
}

func (r reader) PartnerByName(ctx context.Context, program domain.ID, name string) (domain.Partner, error) {
	return one(ctx, r.q, "partner", scanPartner, `
		select `+partnerRead+` from partner where program_id = $1 and lower(name) = lower($2)`, program, name)
}

func (r reader) PartnersByDomain(ctx context.Context, program domain.ID, site string) ([]domain.Partner, error) {
	return many(ctx, r.q, scanPartner, `
		select `+partnerRead+` from partner where program_id = $1 and domain = $2 and domain <> '' order by lower(name), id`,
		program, site)
}

var likeEscaper = strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)

// containing is the pattern for what contains text, whatever signs are in it.
func containing(text string) string { return "%" + likeEscaper.Replace(text) + "%" }

func (t *tx) InsertPartner(ctx context.Context, p domain.Partner, path []domain.Checkpoint) error {
	_, err := exec(ctx, t.q, `
		insert into partner (`+partnerColumns+`) values (@id, @program_id, @partner_type, @name, @domain, @owner_id, @their_owner, @their_mail,
			@signed_on, @status, @status_reason, @parked_until, @snoozed_until, @snooze_reason, @help_asked, @helped_at, @watched_on,
			@active_on, @dealt_on, @activated_on, @produced_on, @fit, 1)`, partnerArgs(p))
	if err != nil {
		return err
	}
	for _, c := range path {
		if err := t.SaveCheckpoint(ctx, c); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) UpdatePartner(ctx context.Context, id domain.ID, fn func(*domain.Partner) error) (domain.Partner, error) {
	p, err := one(ctx, t.q, "partner", scanPartner, `select `+partnerRead+` from partner where id = $1 for no key update`, id)
	if err != nil {
		return domain.Partner{}, err
	}
	if err := fn(&p); err != nil {
		return domain.Partner{}, err
	}
	p.ID = id
	return one(ctx, t.q, "partner", scanPartner, `
		update partner set partner_type = @partner_type, name = @name, domain = @domain, owner_id = @owner_id, their_owner = @their_owner,
			their_mail = @their_mail, signed_on = @signed_on, status = @status, status_reason = @status_reason,
			parked_until = @parked_until, snoozed_until = @snoozed_until, snooze_reason = @snooze_reason,
			help_asked = @help_asked, helped_at = @helped_at, watched_on = @watched_on, active_on = @active_on, dealt_on = @dealt_on,
			activated_on = @activated_on, produced_on = @produced_on, fit = @fit, revision = revision + 1
		where id = @id returning `+partnerRead, partnerArgs(p))
}
