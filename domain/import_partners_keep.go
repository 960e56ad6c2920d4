package domain

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/partnerbot/partnerbot/domain/calendar"
)

// doneByImport is by whom what is imported was done: nobody says so in person.
const doneByImport = "import"

// add keeps a partner who is new.
func (r *importedRow) add(ctx context.Context) error {
	p := Partner{
		ID: r.desk.newID(), ProgramID: r.program.ID, Name: r.Name, Domain: r.site, TheirOwner: r.TheirOwner, TheirMail: r.TheirMail,
		SignedOn: r.SignedOn, Status: r.Status,
	}
	if len(r.owners) > 0 {
		p.OwnerID = &r.owners[0].ID
	}
	if p.Status != PartnerActive {
		p.StatusReason = r.Reason
	}
	path := r.program.pathOf(p)
	for i := range path {
		r.finish(&p, &path[i])
	}
	if p.Status != PartnerExited {
		p.WatchedOn = r.today()
		beginAnew(path, r.today())
	}
	if p.Status == PartnerParked {
		p.ParkedUntil = r.ParkedUntil
		putOff(path, p.ParkedUntil.DaysSince(r.today()))
	}
	r.met[p.ID] = true
	r.count.Added++
	return r.changeOf(&p).bringIn(ctx, path, r.evidence())
}

// beginAnew begins what is not done of the path today when something of it is overdue: nobody was asked for it yet.
func beginAnew(path []Checkpoint, today calendar.Date) {
	overdue := func(c Checkpoint) bool { return c.DoneOn.IsZero() && c.Due.Before(today) }
	if !slices.ContainsFunc(path, overdue) {
		return
	}
	for i := range path {
		if c := &path[i]; c.DoneOn.IsZero() {
			c.Due = today.AddDays(c.Step.DueDay)
		}
	}
}

// putOff moves the checkpoints that are not done, as parking a partner does.
func putOff(path []Checkpoint, days int) {
	for i := range path {
		if path[i].DoneOn.IsZero() {
			path[i].Due = path[i].Due.AddDays(days)
		}
	}
}

// finish says of a checkpoint when it was done, and is true when that is news. A partner may be on an older path than the
// program's: what is done by itself there stays that.
func (r *importedRow) finish(p *Partner, c *Checkpoint) bool {
	on := r.Done[c.Step.Key]
	if on.IsZero() || !c.DoneOn.IsZero() || !c.Step.Kind.ByHand() {
		return false
	}
	c.DoneOn, c.DoneBy, c.Evidence = on, doneByImport, r.evidence()
	p.active(on)
	return true
}

// renew takes what is news of a partner who is known. Without any, nothing is written; nor when they have exited, which they
// may have since they were recognized.
func (r *importedRow) renew(ctx context.Context) error {
	news, err := r.hasNews(ctx)
	if err != nil {
		return err
	}
	if !news {
		r.count.Unchanged++
		return nil
	}
	held, err := updateUnlessExited(ctx, r.tx, r.known.ID, func(p *Partner) error { return r.rewrite(ctx, r.changeOf(p)) })
	if err != nil {
		return err
	}
	if held.Status == PartnerExited {
		r.count.Unchanged++
		return nil
	}
	r.count.Changed++
	r.news = append(r.news, r.known.ID)
	return nil
}

// hasNews tells whether the row says something of a partner who is known that the program does not have yet.
func (r *importedRow) hasNews(ctx context.Context) (bool, error) {
	if r.known.Status == PartnerExited {
		return false, nil
	}
	path, err := r.tx.Checkpoints(ctx, r.known.ID)
	if err != nil {
		return false, err
	}
	renamed := *r.known
	r.rename(&renamed)
	listed, err := r.changeOf(&renamed).listed(ctx)
	return listed != nil || r.isNews(*r.known, path), err
}

// passStatus tells that another status of a partner who is known is not taken over: parking and exiting are for a person to
// decide, of which the owner is told.
func (r *importedRow) passStatus() {
	instead := map[PartnerStatus]string{PartnerParked: " Park them with `/partner park`.", PartnerExited: " Part with them with `/partner exit`."}
	known := r.known.statusOn(r.today())
	if r.Status == "" || r.Status == known {
		return
	}
	message := fmt.Sprintf("%s is known as %s, and stays so.", r.known.Name, known)
	if known != PartnerExited {
		message += instead[r.Status]
	}
	r.Pass(FieldError{Field: "status", Message: message})
}

func (r *importedRow) isNews(p Partner, path []Checkpoint) bool {
	renamed := p
	r.rename(&renamed)
	return renamed != p || r.newOwner(p) || slices.ContainsFunc(path, func(c Checkpoint) bool { return r.finish(&renamed, &c) })
}

// rename takes what is said of the partner's own side.
func (r *importedRow) rename(p *Partner) {
	p.Domain = cmp.Or(r.site, p.Domain)
	p.TheirOwner, p.TheirMail = cmp.Or(r.TheirOwner, p.TheirOwner), cmp.Or(r.TheirMail, p.TheirMail)
}

// newOwner tells whether none of those who may be meant owns the runway yet.
func (r *importedRow) newOwner(p Partner) bool {
	owns := func(q Person) bool { return p.OwnerID != nil && *p.OwnerID == q.ID }
	return len(r.owners) > 0 && !slices.ContainsFunc(r.owners, owns)
}

// rewrite changes a partner whose row is held.
func (r *importedRow) rewrite(ctx context.Context, c *partnerChange) (err error) {
	if c.path, err = r.tx.Checkpoints(ctx, c.partner.ID); err != nil {
		return err
	}
	r.rename(c.partner)
	if err := c.settleListed(ctx); err != nil {
		return err
	}
	if r.newOwner(*c.partner) {
		if _, err := c.giveTo(ctx, r.owners[0], r.evidence()); err != nil {
			return err
		}
	}
	for i := range c.path {
		if !r.finish(c.partner, &c.path[i]) {
			continue
		}
		if err := r.tx.SaveCheckpoint(ctx, c.path[i]); err != nil {
			return err
		}
		if _, err := c.record(ctx, EventStepDone, "", c.path[i].Step.Name, r.evidence()); err != nil {
			return err
		}
	}
	return nil
}

// changeOf is a change of one partner by the import.
func (r *importedRow) changeOf(p *Partner) *partnerChange {
	c := r.partnerChange
	c.partner = p
	return &c
}
