package postgres

import (
	"context"

	"github.com/partnerbot/partnerbot/domain"
)

// tellAdmins queues the notes about a delivery that went wrong, one to each admin, once.
func (t *tx) tellAdmins(ctx context.Context, d domain.Delivery) error {
	p, err := t.Program(ctx, d.ProgramID)
	if err != nil {
		return err
	}
	people, err := t.People(ctx, p.TenantID)
	if err != nil {
		return err
	}
	for _, note := range domain.AdminNotes(d, people, newID) {
		note.CreatedAt = t.now
		if err := t.Post(ctx, note); err != nil {
			return err
		}
	}
	return nil
}
