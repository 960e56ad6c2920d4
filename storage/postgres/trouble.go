package postgres

import (
	"context"
	"fmt"

	"github.com/partnerbot/partnerbot/domain"
)

// tellAdmins queues a note about a delivery that went wrong to every admin of its tenant, once. A note that itself went
// wrong is only logged by whoever sent it: it stands among the troubled ones that the program's status shows.
func (t *tx) tellAdmins(ctx context.Context, d domain.Delivery) error {
	if d.Kind == domain.AdminNote {
		return nil
	}
	p, err := t.Program(ctx, d.ProgramID)
	if err != nil {
		return err
	}
	admins, err := many(ctx, t.q, scanPerson,
		selectPerson+`where tenant_id = $1 and not outside and $2 = any(roles) order by name, id`, p.TenantID, domain.Admin)
	if err != nil {
		return err
	}
	for _, admin := range admins {
		if err := t.Post(ctx, adminNote(d, admin, t)); err != nil {
			return err
		}
	}
	return nil
}

func adminNote(about domain.Delivery, admin domain.Person, t *tx) domain.Delivery {
	return domain.Delivery{
		ID: newID(), ProgramID: about.ProgramID, Kind: domain.AdminNote,
		Key:     fmt.Sprintf("admin_note:%s:%s", about.ID, admin.ID),
		Subject: about.ID,
		To:      domain.Address{Platform: about.To.Platform, Workspace: about.To.Workspace, PersonID: &admin.ID},
		Wanted:  1, State: domain.Queued, CreatedAt: t.now,
	}
}
