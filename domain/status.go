package domain

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// Pillar is one of the four of the program guide, in build order, with what stands of it.
type Pillar struct {
	Number   int
	Name     string
	Standing bool
	Evidence string // what the data says, one sentence
	Next     string // what to do first, "" when it stands
}

// ProgramState is a program as its people see it. (Status is a registration's.)
type ProgramState struct {
	Program Program
	Pillars []Pillar
	Next    string     // the one next step; "" when all four stand
	Trouble []Delivery // messages that went wrong, for those who may set the program up
	Digest  *Schedule  // when the Monday post comes; nil until set up
}

// mostTrouble is how many messages that went wrong are shown.
const mostTrouble = 10

// ProgramStatus is what stands of the program, computed from what is kept: no pillar is ever ticked off by hand.
func (d *Desk) ProgramStatus(ctx context.Context, a Actor) (ProgramState, error) {
	if err := May(a, ActSeeProgram, Subject{}); err != nil {
		return ProgramState{}, err
	}
	facts, err := d.facts(ctx, a)
	if err != nil {
		return ProgramState{}, err
	}
	out := ProgramState{Program: facts.program, Pillars: facts.pillars(), Digest: facts.digest}
	for _, p := range out.Pillars {
		if !p.Standing {
			out.Next = p.Next
			break
		}
	}
	if May(a, ActSetUp, Subject{}) == nil {
		out.Trouble, err = d.store.Troubled(ctx, a.ProgramID, mostTrouble)
	}
	return out, err
}

// facts are what the pillars are judged by.
type facts struct {
	program   Program
	now       time.Time
	reviewers int
	partners  int
	owned     int // partners with a manager
	activated int // partners with an approved registration, now or before
	claims    int
	decided   int
	digest    *Schedule
	posted    bool // the last Monday post was sent
}

func (d *Desk) facts(ctx context.Context, a Actor) (facts, error) {
	f := facts{now: d.now()}
	var err error
	if f.program, err = d.store.Program(ctx, a.ProgramID); err != nil {
		return f, err
	}
	people, err := d.store.People(ctx, a.TenantID)
	if err != nil {
		return f, err
	}
	for _, p := range people {
		if !p.Outside && p.Has(RevOps, PartnershipsLead) {
			f.reviewers++
		}
	}
	if err := d.partnerFacts(ctx, &f); err != nil {
		return f, err
	}
	if err := d.claimFacts(ctx, &f); err != nil {
		return f, err
	}
	return f, d.digestFacts(ctx, &f)
}

func (d *Desk) partnerFacts(ctx context.Context, f *facts) error {
	partners, err := d.store.Partners(ctx, f.program.ID, "", mostPartners)
	if err != nil {
		return err
	}
	for _, p := range partners {
		if p.Status == PartnerExited {
			continue
		}
		f.partners++
		if p.OwnerID != nil {
			f.owned++
		}
		n, err := d.store.CountRegistrations(ctx, f.program.ID, RegistrationFilter{Partner: p.ID, Statuses: onceApproved})
		if err != nil {
			return err
		}
		if n > 0 {
			f.activated++
		}
	}
	return nil
}

// onceApproved are the statuses that only an approved registration gets to.
var onceApproved = []Status{Approved, Converted, Won, Lost, Expired}

func (d *Desk) claimFacts(ctx context.Context, f *facts) (err error) {
	if f.claims, err = d.store.CountRegistrations(ctx, f.program.ID, RegistrationFilter{}); err != nil {
		return err
	}
	f.decided, err = d.store.CountRegistrations(ctx, f.program.ID, RegistrationFilter{Statuses: append(slices.Clone(onceApproved), Rejected)})
	return err
}

func (d *Desk) digestFacts(ctx context.Context, f *facts) error {
	schedules, err := d.store.Schedules(ctx, f.program.ID)
	if err != nil {
		return err
	}
	f.digest = ofKind(schedules, DigestSchedule)
	monday := f.program.DateOf(f.now).Monday()
	for _, ch := range f.program.ChannelsFor(ForecastChannel) {
		for _, week := range []string{monday.ISOWeek(), monday.AddDays(-7).ISOWeek()} {
			post, err := d.store.DeliveryByKey(ctx, f.program.ID, digestKey(DigestPost, ch, week))
			if err != nil && CodeOf(err) != NotFound {
				return err
			}
			f.posted = f.posted || err == nil && post.State == Sent
		}
	}
	return nil
}

func (f facts) pillars() []Pillar {
	all := []Pillar{f.profile(), f.registration(), f.activation(), f.forecast()}
	for i := range all {
		all[i].Number = i + 1
		all[i].Standing = all[i].Next == ""
	}
	return all
}

// profile stands once type and joint solution are written down. Criteria to score candidates by are not kept yet, and
// the evidence says so.
func (f facts) profile() Pillar {
	p := Pillar{Name: "Ideal partner profile"}
	if f.program.PartnerType == "" || f.program.Solution == "" {
		p.Evidence = "No partner type and joint solution yet."
		p.Next = "Set the program up: one partner type and the joint solution."
		return p
	}
	p.Evidence = fmt.Sprintf("One partner type, %s, and the joint solution “%s” are written down. Candidates are not scored against criteria yet.",
		f.program.PartnerType.Words(), f.program.Solution)
	return p
}

// registration needs a place where deals are reviewed, and two people, since nobody decides on an own claim.
func (f facts) registration() Pillar {
	p := Pillar{Name: "Deal registration and attribution"}
	p.Evidence = fmt.Sprintf("%s, %d decided; %s.", count(f.claims, "registration"), f.decided, count(f.reviewers, "reviewer"))
	switch {
	case len(f.program.ChannelsFor(DealDesk)) == 0:
		p.Next = "Choose the deal desk's channel in the program's setup."
	case f.reviewers < 2:
		p.Next = "Name a second reviewer in the program's setup: nobody decides on a claim of their own."
	case f.decided == 0:
		p.Next = "Register the first deal and have it decided, which shows that the entry point works."
	}
	return p
}

// activation stands when every partner has an owner and has activated. Checkpoints with due days are not kept yet, so
// until then the evidence says what there is.
func (f facts) activation() Pillar {
	p := Pillar{Name: "Enablement and activation path"}
	p.Evidence = fmt.Sprintf("%s: %d with an owner, %d with a first approved registration. Checkpoints with due days are not kept yet.",
		count(f.partners, "partner"), f.owned, f.activated)
	switch {
	case f.partners == 0:
		p.Next = "Add the signed partners in the program's setup."
	case f.owned < f.partners:
		p.Next = fmt.Sprintf("Give %s an owner: partners without one stall.", count(f.partners-f.owned, "partner"))
	case f.activated < f.partners:
		p.Next = fmt.Sprintf("Get a first deal registered with %s.", count(f.partners-f.activated, "partner"))
	}
	return p
}

func (f facts) forecast() Pillar {
	p := Pillar{Name: "Forecastable partner pipeline"}
	quarter := f.program.QuarterOf(f.now)
	goal := f.program.Goal(quarter)
	p.Evidence = fmt.Sprintf("No goal for %s.", quarter)
	if goal > 0 {
		p.Evidence = fmt.Sprintf("The goal for %s is %s.", quarter, Money{goal, f.program.Currency}.Short())
	}
	if f.posted {
		p.Evidence += " The last Monday post was sent."
	} else {
		p.Evidence += " No Monday post was sent in the last two weeks."
	}
	switch {
	case goal == 0:
		p.Next = fmt.Sprintf("Set the revenue goal for %s in the program's setup.", quarter)
	case len(f.program.ChannelsFor(ForecastChannel)) == 0:
		p.Next = "Choose the forecast channel in the program's setup."
	case !f.posted:
		p.Next = "Wait for the first Monday post."
	}
	return p
}

// count is a number of things: 1 partner, 2 partners.
func count(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

// Words is the partner type as it is read in a sentence.
func (t PartnerType) Words() string {
	switch t {
	case SI:
		return "system integrators"
	case TechISV:
		return "technology partners"
	case Referral:
		return "referral partners"
	default:
		return string(t) + "s"
	}
}
