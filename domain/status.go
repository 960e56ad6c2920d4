package domain

import (
	"cmp"
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
	Evidence string   // what the data says, one sentence
	Missing  []string // what to do until it stands, in order; none when it does
	Next     string   // the first of them
}

// ProgramState is a program as its people see it. (Status is a registration's.)
type ProgramState struct {
	Program   Program
	Pillars   []Pillar // of the first partner type
	More      []MotionState
	Plan      []Phase
	Next      string      // the one next step; "" when everything stands
	Overrides []Override  // gates that were gone past and are not open yet
	Undone    []SetupPart // parts of the setup that the actor may fill in and nobody has
	Trouble   []Delivery  // messages that went wrong, for those who may set the program up
	Digest    *Schedule   // when the Monday post comes; nil until set up
}

// mostTrouble is how many messages that went wrong are shown.
const mostTrouble = 10

// ProgramStatus is what stands of the program, computed from what is kept: no pillar is ever ticked off by hand.
func (d *Desk) ProgramStatus(ctx context.Context, a Actor) (ProgramState, error) {
	if err := May(a, ActSeeProgram, Subject{}); err != nil {
		return ProgramState{}, err
	}
	program, err := d.store.Program(ctx, a.ProgramID)
	if err != nil {
		return ProgramState{}, err
	}
	facts, err := d.facts(ctx, d.store, program, a.TenantID)
	if err != nil {
		return ProgramState{}, err
	}
	out := ProgramState{Program: program, Pillars: facts.pillars(*facts.of("")), More: facts.more(), Plan: facts.plan(), Digest: facts.digest, Undone: program.left(a, facts.managers > 0)}
	out.Next = nextOf(out.Pillars)
	for _, m := range out.More {
		out.Next = cmp.Or(out.Next, m.Next)
	}
	if out.Overrides, err = openOverrides(ctx, d.store, program.ID); err != nil {
		return ProgramState{}, err
	}
	if May(a, ActSetUp, Subject{}) == nil {
		out.Trouble, err = d.store.Troubled(ctx, a.ProgramID, mostTrouble)
	}
	return out, err
}

// nextOf is the first thing to do until the pillars stand, "" when all do.
func nextOf(pillars []Pillar) string {
	for _, p := range pillars {
		if !p.Standing {
			return p.Next
		}
	}
	return ""
}

// facts are what the pillars and the gates are judged by.
type facts struct {
	program   Program
	now       time.Time
	reviewers int
	managers  int
	motions   []motionFacts // in the order of the program's
	claims    int
	decided   int
	digest    *Schedule
	posted    bool // the last Monday post was sent
}

func (d *Desk) facts(ctx context.Context, s Reader, p Program, tenant ID) (facts, error) {
	f := facts{program: p, now: d.now(), motions: factsOf(p)}
	people, err := s.People(ctx, tenant)
	if err != nil {
		return f, err
	}
	for _, p := range people {
		if !p.Outside && p.Has(RevOps, PartnershipsLead) {
			f.reviewers++
		}
		if !p.Outside && p.Has(PartnerManager) {
			f.managers++
		}
	}
	for r, err := range s.Runways(ctx, p.ID) {
		if err != nil {
			return f, err
		}
		if m := f.of(r.Partner.Type); m != nil {
			m.add(r.Partner)
		}
	}
	if err := f.addProduced(ctx, s); err != nil {
		return f, err
	}
	if err := f.addClaims(ctx, s); err != nil {
		return f, err
	}
	return f, f.addDigest(ctx, s)
}

func (f *facts) addProduced(ctx context.Context, s Reader) error {
	produced, err := s.Produced(ctx, f.program.ID)
	for i := range f.motions {
		m := &f.motions[i]
		m.everProduced = produced[f.program.kept(m.PartnerType)]
	}
	return err
}

// onceApproved are the statuses that only an approved registration gets to.
var onceApproved = []Status{Approved, Converted, Won, Lost, Expired}

func (f *facts) addClaims(ctx context.Context, s Reader) (err error) {
	if f.claims, err = s.CountRegistrations(ctx, f.program.ID, RegistrationFilter{}); err != nil {
		return err
	}
	f.decided, err = s.CountRegistrations(ctx, f.program.ID, RegistrationFilter{Statuses: append(slices.Clone(onceApproved), Rejected)})
	return err
}

func (f *facts) addDigest(ctx context.Context, s Reader) error {
	schedules, err := s.Schedules(ctx, f.program.ID)
	if err != nil {
		return err
	}
	f.digest = ofKind(schedules, DigestSchedule)
	monday := f.program.DateOf(f.now).Monday()
	for _, ch := range f.program.ChannelsFor(ForecastChannel) {
		for _, week := range []string{monday.ISOWeek(), monday.AddDays(-7).ISOWeek()} {
			post, err := s.DeliveryByKey(ctx, f.program.ID, digestKey(DigestPost, ch, week))
			if err != nil && CodeOf(err) != NotFound {
				return err
			}
			f.posted = f.posted || err == nil && post.State == Sent
		}
	}
	return nil
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
