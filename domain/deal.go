package domain

import (
	"context"

	"github.com/partnerbot/partnerbot/domain/calendar"
)

// Deal is a registration with what belongs to it, for showing.
type Deal struct {
	Registration Registration
	Program      Program
	Partner      Partner
	Account      Account
	Opportunity  *Opportunity // nil before approval, and when it has gone to another partner
	Submitter    Person
	Decider      *Person
	Events       []Event // oldest first; only where one deal is asked for
	May          []Act   // the acts that may be taken now: policy and state together

	on Subject // what May was worked out from
}

// Update is what changes of an approved deal; nil leaves a thing as it is.
type Update struct {
	Amount    *Money
	CloseDate *calendar.Date
	NextStep  *string
	Stage     *string // one of the program's stages
}

// DealQuery selects deals: all that fit every field set. Outside people see their own partner's only.
type DealQuery struct {
	Mine     bool // registered by who asks
	Open     bool // not yet at an end
	Review   bool // waiting for the deal desk
	Expiring bool // protection ends within the program's ExpiringDays
	Partner  string
	Limit    int // 0: 1,000
}

// Deal is one deal with its history. NotFound when there is none, or none that the actor may see.
func (d *Desk) Deal(ctx context.Context, a Actor, id ID) (Deal, error) {
	deal, err := d.load(ctx, d.store, a, id)
	if err != nil {
		return Deal{}, err
	}
	return d.whole(ctx, a, deal)
}

// DealByNumber is the deal that people call D-n.
func (d *Desk) DealByNumber(ctx context.Context, a Actor, n int64) (Deal, error) {
	r, err := d.store.RegistrationByNumber(ctx, a.ProgramID, n)
	if CodeOf(err) == NotFound {
		return Deal{}, noDeal(n)
	}
	if err != nil {
		return Deal{}, err
	}
	deal, err := d.Deal(ctx, a, r.ID)
	if CodeOf(err) == NotFound {
		err = noDeal(n)
	}
	return deal, err
}

func noDeal(n int64) error {
	return Refuse(NotFound, "There is no "+Ref(n)+", or it is not yours to see.")
}

// DealFor is a deal as the deal desk's channel sees it: May is what some reviewer could do.
func (d *Desk) DealFor(ctx context.Context, registration ID) (Deal, error) {
	r, err := d.store.Registration(ctx, registration)
	if err != nil {
		return Deal{}, err
	}
	deal, err := d.fill(ctx, d.store, r, &memo{})
	if err != nil {
		return Deal{}, err
	}
	for _, act := range []Act{ActApprove, ActReject, ActAskInfo, ActUpdate, ActWin, ActLose, ActCancel} {
		if deal.stateAllows(act) {
			deal.May = append(deal.May, act)
		}
	}
	deal.Events, err = d.store.Events(ctx, registration)
	return deal, err
}

// errNoDeal does not tell a deal that is not there from one that is somebody else's.
var errNoDeal = Refuse(NotFound, "There is no such deal, or it is not yours to see.")

// load reads a deal that the actor may see.
func (d *Desk) load(ctx context.Context, s Reader, a Actor, id ID) (Deal, error) {
	r, err := s.Registration(ctx, id)
	if CodeOf(err) == NotFound || err == nil && r.ProgramID != a.ProgramID {
		return Deal{}, errNoDeal
	}
	if err != nil {
		return Deal{}, err
	}
	deal, err := d.fill(ctx, s, r, &memo{})
	if err != nil {
		return Deal{}, err
	}
	if May(a, ActSee, deal.subject()) != nil {
		return Deal{}, errNoDeal
	}
	return deal, nil
}

// whole adds what only one deal at a time is worth: its history, and the acts that depend on rivals.
func (d *Desk) whole(ctx context.Context, a Actor, deal Deal) (Deal, error) {
	events, err := d.store.Events(ctx, deal.Registration.ID)
	if err != nil {
		return Deal{}, err
	}
	deal.Events = events
	on := deal.subject()
	if a.reviewer() && deal.stateAllows(ActApprove) {
		if on, err = deal.decisionSubject(ctx, d.store, a); err != nil {
			return Deal{}, err
		}
	}
	return deal.shownTo(a, on), nil
}

// decisionSubject is what a decision is on: besides the deal who has a stake in it, and which accounts are the actor's.
func (d Deal) decisionSubject(ctx context.Context, s Reader, a Actor) (Subject, error) {
	on := d.subject()
	var err error
	if on.Rivals, err = rivalOwners(ctx, s, d); err != nil {
		return on, err
	}
	same, err := s.PeopleByEmail(ctx, a.TenantID, a.Person.Email)
	for _, p := range same {
		on.Twins = append(on.Twins, p.ID)
	}
	return on, err
}

// rivalOwners are the owners of the open opportunities on the deal's account, the deal's own opportunity left out.
func rivalOwners(ctx context.Context, s Reader, deal Deal) ([]ID, error) {
	open, err := s.OpenOpportunities(ctx, deal.Account.ID)
	if err != nil {
		return nil, err
	}
	var owners []ID
	for _, o := range open {
		own := o.RegistrationID != nil && *o.RegistrationID == deal.Registration.ID
		if o.OwnerID != nil && !own {
			owners = append(owners, *o.OwnerID)
		}
	}
	return owners, nil
}

func (d Deal) subject() Subject {
	return Subject{
		Partner: d.Registration.PartnerID, Manager: d.Partner.OwnerID, Submitter: d.Registration.SubmittedBy,
	}
}

// shownTo fills in May and takes out what an outside person must not see: findings and the account's name speak of other
// partners, and goals and channels are the company's own.
func (d Deal) shownTo(a Actor, on Subject) Deal {
	d.May, d.on = nil, on
	for _, act := range Acts() {
		if d.stateAllows(act) && May(a, act, on) == nil {
			d.May = append(d.May, act)
		}
	}
	if a.Person.Outside {
		d.Registration.Findings = nil
		d.Program.Goals, d.Program.Channels = nil, nil
		// The account has the name that the first claim gave it, which may be another partner's.
		d.Account.Name = d.Registration.Claim.Customer
		if d.Opportunity != nil && !d.Opportunity.carries(d.Partner.ID) {
			d.Opportunity = nil
		}
	}
	return d
}

// Refusal says why the actor cannot take an act on a deal that was read for them: because of who they are, or of how the
// deal stands. It is nil when they can.
func (d Deal) Refusal(a Actor, act Act) error {
	if err := May(a, act, d.on); err != nil {
		return err
	}
	if !d.stateAllows(act) {
		return over(d.Registration, act)
	}
	return nil
}

// stateAllows tells whether the act makes sense in the status that the registration is in.
func (d Deal) stateAllows(act Act) bool {
	s := d.Registration.Status
	switch act {
	case ActSee:
		return true
	case ActUpdate, ActSetStage:
		return s == Approved || s == Converted
	}
	to, ok := leadsTo[act]
	if !ok {
		return false
	}
	_, ok = Transition(s, to)
	return ok
}

// leadsTo is the status that each act on a registration moves it to.
var leadsTo = map[Act]Status{
	ActApprove: Approved, ActReject: Rejected, ActAskInfo: NeedsInfo, ActAnswer: InReview, ActWin: Won, ActLose: Lost,
	ActWithdraw: Withdrawn, ActCancel: Cancelled,
}

// memo keeps what several deals of one list have in common, so that it is read once.
type memo struct {
	program  *Program
	partners map[ID]Partner
	people   map[ID]Person
}

// fill reads what belongs to a registration.
func (d *Desk) fill(ctx context.Context, s Reader, r Registration, m *memo) (Deal, error) {
	deal := Deal{Registration: r}
	var err error
	if m.program == nil {
		p, err := s.Program(ctx, r.ProgramID)
		if err != nil {
			return Deal{}, err
		}
		m.program = &p
	}
	deal.Program = *m.program
	if deal.Partner, err = once(&m.partners, r.PartnerID, func() (Partner, error) { return s.Partner(ctx, r.PartnerID) }); err != nil {
		return Deal{}, err
	}
	if deal.Account, err = s.Account(ctx, r.AccountID); err != nil {
		return Deal{}, err
	}
	person := func(id ID) (Person, error) {
		return once(&m.people, id, func() (Person, error) { return s.Person(ctx, id) })
	}
	if deal.Submitter, err = person(r.SubmittedBy); err != nil {
		return Deal{}, err
	}
	if r.DecidedBy != nil {
		p, err := person(*r.DecidedBy)
		if err != nil {
			return Deal{}, err
		}
		deal.Decider = &p
	}
	if r.OpportunityID != nil {
		o, err := s.Opportunity(ctx, *r.OpportunityID)
		if err != nil {
			return Deal{}, err
		}
		if o.RegistrationID == nil || *o.RegistrationID == r.ID { // else it went to another partner
			deal.Opportunity = &o
		}
	}
	return deal, nil
}

// once gives what was read under the id before, or reads it.
func once[T any](seen *map[ID]T, id ID, read func() (T, error)) (T, error) {
	if v, ok := (*seen)[id]; ok {
		return v, nil
	}
	v, err := read()
	if err != nil {
		return v, err
	}
	if *seen == nil {
		*seen = map[ID]T{}
	}
	(*seen)[id] = v
	return v, nil
}
