package domain

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"github.com/partnerbot/partnerbot/domain/calendar"
)

// Register takes a claim in: checked field by field, compared with every other claim and open opportunity on the
// account, numbered, and put before the deal desk, in one transaction.
//
// Invalid lists every field at fault. Conflict names what stands in the way, to an outside person without naming the
// other partner. Limited when the partner has as many open registrations as the program allows. Unready when the
// program is not set up. The same request a second time answers the first one's deal.
func (d *Desk) Register(ctx context.Context, a Actor, claim Claim) (Deal, error) {
	deal, err := d.examine(ctx, a, claim)
	if err != nil {
		return Deal{}, err
	}
	err = d.store.Change(ctx, func(ctx context.Context, tx Tx) error {
		kept, fresh, err := tx.Once(ctx, a.TenantID, a.Chat.Key, deal.Registration.ID)
		if err != nil {
			return err
		}
		if !fresh {
			deal, err = d.load(ctx, tx, a, kept)
			return err
		}
		c := &change{desk: d, tx: tx, actor: a, now: deal.Registration.SubmittedAt, deal: deal}
		err = c.submit(ctx)
		deal = c.deal
		return err
	})
	if err != nil {
		return Deal{}, err
	}
	return deal.shownTo(a, deal.subject()), nil
}

// examine is what can be said of a claim before anything is locked: who may make it and whether its fields are right.
// The deal it answers is a draft.
func (d *Desk) examine(ctx context.Context, a Actor, claim Claim) (Deal, error) {
	program, err := d.store.Program(ctx, a.ProgramID)
	if err != nil {
		return Deal{}, err
	}
	if program.SetUpAt.IsZero() || len(program.ChannelsFor(DealDesk)) == 0 {
		return Deal{}, Refuse(Unready, "The program is not set up yet, so deals cannot be registered. Ask an admin or the partnerships lead to set it up.")
	}
	claim = claim.clean(program)
	if own := a.Person.PartnerID; a.Person.Outside && own != nil && claim.PartnerID == uuid.Nil {
		claim.PartnerID = *own
	}
	partner, err := d.store.Partner(ctx, claim.PartnerID)
	if err != nil && CodeOf(err) != NotFound {
		return Deal{}, err
	}
	if partner.ProgramID != program.ID || partner.Status == PartnerExited {
		partner, claim.PartnerID = Partner{}, uuid.Nil
	}
	if err := May(a, ActRegister, Subject{Partner: claim.PartnerID}); err != nil {
		return Deal{}, err
	}
	now := d.now()
	faults := fieldErrors(CheckClaim(claim, program, program.DateOf(now)))
	account, err := d.customer(ctx, a, &claim, &faults)
	if err != nil {
		return Deal{}, err
	}
	if err := faults.err(); err != nil {
		return Deal{}, err
	}
	return Deal{
		Program: program, Partner: partner, Submitter: a.Person, Account: account,
		Registration: Registration{
			ID: d.newID(), ProgramID: program.ID, PartnerID: partner.ID, Claim: claim, Status: Draft,
			SubmittedBy: a.Person.ID, SubmittedAt: now, DecideBy: program.decideBy(now),
		},
	}, nil
}

// submit puts a draft before the deal desk.
func (c *change) submit(ctx context.Context) error {
	if err := c.withinCap(ctx); err != nil {
		return err
	}
	if err := c.compare(ctx); err != nil {
		return err
	}
	r := &c.deal.Registration
	if err := r.advance(PartnerSide, Moment{}, Submitted); err != nil {
		return err
	}
	if err := r.advance(SystemSide, Moment{}, InReview); err != nil {
		return err
	}
	if err := c.tx.InsertRegistration(ctx, r); err != nil {
		return err
	}
	if _, err := c.record(ctx, EventSubmitted, "", string(r.Status), ""); err != nil {
		return err
	}
	if err := c.life(ctx, calendar.Date{}, calendar.Date{}); err != nil {
		return err
	}
	return c.postCards(ctx)
}

// withinCap refuses one registration too many. Two at the same moment can pass together: the cap keeps a partner from
// squatting on the market, and one more or less does not.
func (c *change) withinCap(ctx context.Context) error {
	most := c.deal.Program.Settings.OpenPerPartner
	n, err := c.tx.CountRegistrations(ctx, c.deal.Program.ID, RegistrationFilter{
		Partner: c.deal.Partner.ID, Statuses: HeldStatuses(),
	})
	if err == nil && n >= most {
		err = Refuse(Limited, fmt.Sprintf("%s has %d open registrations, which is the most that the program allows. Close or withdraw one first.", c.deal.Partner.Name, n))
	}
	return err
}

// compare locks the account, so that claims on it are decided one after the other, and makes the conflict check.
func (c *change) compare(ctx context.Context) error {
	if err := c.lookAhead(ctx); err != nil {
		return err
	}
	account, err := c.tx.LockAccount(ctx, c.deal.Account)
	if err != nil {
		return err
	}
	known := account.ID != c.deal.Account.ID
	c.deal.Account = account
	rivals, err := c.rivals(ctx, known)
	if err != nil {
		return err
	}
	return c.check(account, rivals)
}

// lookAhead makes the check against other claims before anything is locked. Who is refused by what is there already does
// not stand in line for the account: two hundred claims on one would take seconds, one by one.
func (c *change) lookAhead(ctx context.Context) error {
	account, err := c.tx.AccountByKey(ctx, c.deal.Program.ID, c.deal.Account.Key)
	switch {
	case CodeOf(err) == NotFound:
		return nil
	case err != nil:
		return err
	}
	var r Rivals
	if r.Claims, err = c.claims(ctx, account); err != nil {
		return err
	}
	if r.Partners, err = c.partners(ctx, r); err != nil {
		return err
	}
	return c.check(account, r)
}

func (c *change) check(account Account, against Rivals) error {
	r := &c.deal.Registration
	r.AccountID = account.ID
	r.Findings = Check(r.Claim, account.ID, against, c.deal.Program.Settings, c.now)
	return blocked(r.Findings, c.actor.Person.Outside)
}

// similarNames is how many customers of a similar name a reviewer is shown.
const similarNames = 3

// rivals reads what the claim is compared with. On an account made just now there is nothing yet.
func (c *change) rivals(ctx context.Context, known bool) (Rivals, error) {
	var r Rivals
	var err error
	if r.Similar, err = c.tx.SimilarAccounts(ctx, c.deal.Program.ID, c.deal.Account.Name, similarNames+1); err != nil || !known {
		return r, err
	}
	if r.Claims, err = c.claims(ctx, c.deal.Account); err != nil {
		return r, err
	}
	if r.Open, err = c.tx.OpenOpportunities(ctx, c.deal.Account.ID); err != nil {
		return r, err
	}
	r.Partners, err = c.partners(ctx, r)
	return r, err
}

// partners are the names of those whom a check may name.
func (c *change) partners(ctx context.Context, r Rivals) (map[ID]string, error) {
	names := map[ID]string{}
	read := map[ID]Partner{c.deal.Partner.ID: c.deal.Partner}
	for _, id := range r.named() {
		p, err := once(&read, id, func() (Partner, error) { return c.tx.Partner(ctx, id) })
		if err != nil {
			return nil, err
		}
		names[id] = p.Name
	}
	return names, nil
}

// claims are the other claims on an account that a check looks at.
func (c *change) claims(ctx context.Context, on Account) ([]Registration, error) {
	return c.tx.Registrations(ctx, c.deal.Program.ID, RegistrationFilter{
		Account: on.ID, Statuses: append(HeldStatuses(), Expired, Won, Cancelled),
	})
}
