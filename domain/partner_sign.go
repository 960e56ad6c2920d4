package domain

import (
	"context"
	"fmt"
	"slices"

	"github.com/google/uuid"

	"github.com/partnerbot/partnerbot/domain/calendar"
)

// Signing is what somebody fills in about a candidate who has signed.
type Signing struct {
	Candidate ID
	On        calendar.Date // zero: today
	Owner     ID            // the partner manager who owns the runway
	// TheirOwner and TheirMail are who owns it on the partner's side, "" when nobody said.
	TheirOwner, TheirMail string
}

// Sign makes a partner of a candidate, with the path of its type by the day of signature, and tells the owner. Unready when
// a gate of the program's order is closed (see [ClosedGate]); Conflict when the candidate is no longer on the list, has the
// website of a partner who has not exited, or is below a threshold that was raised since and has no reason.
func (d *Desk) Sign(ctx context.Context, a Actor, s Signing) (Partner, error) {
	if err := May(a, ActRecruit, Subject{}); err != nil {
		return Partner{}, err
	}
	var out Partner
	err := d.store.Change(ctx, func(ctx context.Context, tx Tx) error {
		kept, fresh, err := tx.Once(ctx, a.TenantID, a.Chat.Key, d.newID())
		if err != nil {
			return err
		}
		if !fresh {
			out, err = tx.Partner(ctx, kept)
			return err
		}
		out, err = d.sign(ctx, tx, a, s, kept)
		return err
	})
	return out, err
}

// sign holds the program's row, so that of two who sign at once the second is counted by the cohort's cap.
func (d *Desk) sign(ctx context.Context, tx Tx, a Actor, s Signing, id ID) (Partner, error) {
	p, err := tx.LockProgram(ctx, a.ProgramID)
	if err != nil {
		return Partner{}, err
	}
	candidate, err := d.loadCandidate(ctx, tx, a, s.Candidate)
	if err != nil {
		return Partner{}, err
	}
	if err := d.signable(ctx, tx, p, a.TenantID, candidate); err != nil {
		return Partner{}, err
	}
	partner := Partner{
		ID: id, ProgramID: p.ID, Type: candidate.Type, Name: candidate.Name, Domain: candidate.Domain,
		TheirOwner: line(s.TheirOwner), TheirMail: line(s.TheirMail), SignedOn: s.On, Status: PartnerActive, Fit: &candidate.Fit,
	}
	c := &partnerChange{desk: d, tx: tx, actor: a, now: d.now(), program: p, partner: &partner}
	owner, err := c.checkSigning(ctx, s)
	if err != nil {
		return Partner{}, err
	}
	if err := tx.InsertPartner(ctx, partner, p.pathOf(partner)); err != nil {
		return Partner{}, err
	}
	if err := c.settle(ctx, &candidate); err != nil {
		return Partner{}, err
	}
	e, err := c.record(ctx, EventSigned, "", partner.Name, fmt.Sprintf("fit %d", candidate.Fit))
	if err != nil {
		return Partner{}, err
	}
	return partner, c.tell(ctx, e, owner)
}

// Signable says whether a candidate may be signed as things stand, so that nobody fills in what is refused afterwards: nil, or
// what Sign answers.
func (d *Desk) Signable(ctx context.Context, a Actor, candidate ID) error {
	if err := May(a, ActRecruit, Subject{}); err != nil {
		return err
	}
	p, err := d.store.Program(ctx, a.ProgramID)
	if err != nil {
		return err
	}
	c, err := d.loadCandidate(ctx, d.store, a, candidate)
	if err != nil {
		return err
	}
	return d.signable(ctx, d.store, p, a.TenantID, c)
}

func (d *Desk) signable(ctx context.Context, s Reader, p Program, tenant ID, c Candidate) error {
	if err := c.free(ctx, s); err != nil {
		return err
	}
	if err := d.pass(ctx, s, p, tenant, c.Type, GateRecruit, GateCohort); err != nil {
		return err
	}
	return p.explained(c)
}

// free refuses a candidate who is off the short list, or is a partner already by the website: that one came in since.
func (c Candidate) free(ctx context.Context, s Reader) error {
	if c.Status != CandidateListed {
		return Refuse(Conflict, c.Name+" is not on the short list any more.")
	}
	same, err := partnersWith(ctx, s, c.ProgramID, c.Domain)
	if err != nil || len(same) == 0 {
		return err
	}
	return Refuse(Conflict, fmt.Sprintf("%[1]s is the website of %[2]s, who signed already. If %[3]s is the same company, decline it. "+
		"If it is not, score it again with `/partner add %[3]s`, and type its own website.", c.Domain, namesOf(same), c.Name))
}

// explained refuses a candidate below the threshold as it is now that nobody gave a reason for: the threshold was raised since.
func (p Program) explained(c Candidate) error {
	m, _ := p.MotionOf(c.Type)
	if c.Fit >= m.Profile.Threshold || c.Reason != "" {
		return nil
	}
	return Refuse(Conflict, fmt.Sprintf("The fit of %[1]s is %[2]d, below the threshold of %[3]d by now. "+
		"Score it again with `/partner add %[1]s`, and say why it is a candidate all the same.", c.Name, c.Fit, m.Profile.Threshold))
}

// listed is the candidate on the short list who is the partner, nil for none: the one of the name, else of the website. How
// well it fitted, the partner did.
func (c *partnerChange) listed(ctx context.Context) (*Candidate, error) {
	k, err := candidateNamed(ctx, c.tx, c.program.ID, c.partner.Name)
	if err == nil && (k == nil || k.Status != CandidateListed) {
		k, err = c.listedBySite(ctx)
	}
	if err != nil || k == nil {
		return nil, err
	}
	if c.partner.Fit == nil {
		c.partner.Fit = &k.Fit
	}
	return k, nil
}

// listedBySite is the one candidate on the short list with the partner's website, nil when there are several. One with that of
// a partner who has exited may be recruited anew.
func (c *partnerChange) listedBySite(ctx context.Context) (*Candidate, error) {
	if c.partner.Domain == "" || c.partner.Status == PartnerExited {
		return nil, nil
	}
	all, err := c.tx.Candidates(ctx, c.program.ID, CandidateFilter{Status: CandidateListed, Domain: c.partner.Domain}, 2)
	if err != nil || len(all) != 1 {
		return nil, err
	}
	return &all[0], nil
}

// settleListed takes the candidate who is the partner, if there is one, off the short list.
func (c *partnerChange) settleListed(ctx context.Context) error {
	k, err := c.listed(ctx)
	if err != nil {
		return err
	}
	return c.settle(ctx, k)
}

// settle takes a candidate, if there is one, off the short list: it has signed, and is the partner.
func (c *partnerChange) settle(ctx context.Context, k *Candidate) error {
	if k == nil {
		return nil
	}
	k.Status, k.PartnerID = CandidateSigned, &c.partner.ID
	return c.tx.SaveCandidate(ctx, *k)
}

// maxSignedAgo is how many days back a signature may be.
const maxSignedAgo = 366

// checkSigning checks what was filled in, and completes the partner with it.
func (c *partnerChange) checkSigning(ctx context.Context, s Signing) (Person, error) {
	var e fieldErrors
	if s.On.IsZero() {
		c.partner.SignedOn = c.today()
	}
	on := c.partner.SignedOn
	e.when(on.After(c.today()), "signed_on", "This day is still to come. Sign them on the day that they sign.")
	e.when(on.Before(c.today().AddDays(-maxSignedAgo)), "signed_on", "That is more than a year ago. Bring partners of long standing in with `partnerbot import partners`.")
	e.theirSide(c.partner.TheirOwner, c.partner.TheirMail)
	if s.Owner == uuid.Nil {
		e.add("owner", "Choose who owns the runway: without an owner, partners stall.")
		return Person{}, e.err()
	}
	owner, err := c.owner(ctx, s.Owner)
	if CodeOf(err) == Invalid {
		e = append(e, fieldsOf(err)...)
		err = nil
	}
	if err != nil {
		return Person{}, err
	}
	c.partner.OwnerID = &owner.ID
	return owner, e.err()
}

// theirSide checks who owns the runway on the partner's side.
func (e *fieldErrors) theirSide(owner, mail string) {
	length(e, "their_owner", owner, 0, maxName, "")
	e.when(mail != "" && businessMail(mail) != nil, "their_mail", "Type their business e-mail, like name@acme.com, or leave it empty.")
}

// signedBefore keeps partners of the first type that are named while the program is set up: they signed before there was one, and pass
// no gate. When there is one partner manager, they are theirs. Invalid when one is new to a program that is set up already: recruiting
// them, or bringing them in, is then decided elsewhere.
func (d *Desk) signedBefore(ctx context.Context, tx Tx, a Actor, p Program, first bool, names []string, people []Person) error {
	owner := onlyManager(people)
	for _, name := range names {
		known, err := known(ctx, tx, p.ID, name)
		if err != nil {
			return err
		}
		if known {
			continue
		}
		if !first {
			return fieldErrors{{Field: "partners", Message: name + " is new, and the program is set up already. " +
				"Add it as a candidate with `/partner add`, or bring in who signed before with `partnerbot import partners`."}}.err()
		}
		partner := Partner{ID: d.newID(), ProgramID: p.ID, Name: name, OwnerID: owner, Status: PartnerActive, SignedOn: p.DateOf(d.now())}
		c := &partnerChange{desk: d, tx: tx, actor: a, now: d.now(), program: p, partner: &partner}
		if err := c.bringIn(ctx, p.pathOf(partner), "named in the setup"); err != nil {
			return err
		}
	}
	return nil
}

// bringIn keeps a partner who signed before, and takes the candidate who it is off the short list.
func (c *partnerChange) bringIn(ctx context.Context, path []Checkpoint, how string) error {
	listed, err := c.listed(ctx)
	if err != nil {
		return err
	}
	if err := c.tx.InsertPartner(ctx, *c.partner, path); err != nil {
		return err
	}
	if err := c.settle(ctx, listed); err != nil {
		return err
	}
	_, err = c.record(ctx, EventSigned, "", c.partner.Name, how)
	return err
}

// onlyManager is the partner manager when there is one only; nil otherwise.
func onlyManager(people []Person) *ID {
	managers := slices.DeleteFunc(slices.Clone(people), func(q Person) bool { return q.Outside || !q.Has(PartnerManager) })
	if len(managers) != 1 {
		return nil
	}
	return &managers[0].ID
}

// known tells whether the program has a partner of the name, in any case.
func known(ctx context.Context, s Reader, program ID, name string) (bool, error) {
	_, err := s.PartnerByName(ctx, program, name)
	if CodeOf(err) == NotFound {
		return false, nil
	}
	return err == nil, err
}
