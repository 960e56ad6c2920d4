package sample

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/activation"
	"github.com/partnerbot/partnerbot/domain/calendar"
)

// profile is what the company looks for in a partner, as Dana types it.
const profile = `Customers with dispatch of their own | 5 | none; some; most
Has rolled out in 30 days before | 3 | never; once; often
Somebody there owns the partnership | 4 | nobody; a consultant; a partner`

const threshold = "60"

// passed are the checkpoints that the partners passed, with the day of the program, who is certified, and the partners that
// did not.
var passed = []struct {
	key, evidence string
	day           int
	people, but   []string
}{
	{"kickoff", "kick-off notes.pdf", 6, nil, nil},
	{"certification", "certificates.pdf", 27, []string{"Alex Marsh", "Jo Lindgren"}, []string{"Tessellate"}},
	{"joint_plan", "joint plan.pdf", 43, nil, []string{"Tessellate", "Vantage Row"}},
}

// design writes the profile, and keeps the path as it is. Since the setup, Dana leads.
func (f *filler) design(ctx context.Context) error {
	dana, err := f.actor(ctx, Dana)
	if err != nil {
		return err
	}
	if _, err := f.desk.WriteProfile(ctx, dana, "", 0, domain.WrittenProfile{Criteria: profile, Threshold: threshold}); err != nil {
		return fmt.Errorf("the sample's profile: %w", err)
	}
	if _, err := f.desk.WritePath(ctx, dana, "", 0, domain.PathText(activation.DefaultPath())); err != nil {
		return fmt.Errorf("the sample's path: %w", err)
	}
	return nil
}

// walk has the partners pass the checkpoints that they passed by a moment.
func (f *filler) walk(ctx context.Context, by time.Time) error {
	for ; f.walked < len(passed); f.walked++ {
		p := passed[f.walked]
		if calendar.DateOf(by).DaysSince(calendar.DateOf(Begin(f.until))) < p.day {
			return nil
		}
		f.Clock.Advance(by)
		dana, err := f.actor(ctx, Dana)
		if err != nil {
			return err
		}
		for _, partner := range partners {
			if slices.Contains(p.but, partner.name) {
				continue
			}
			done := domain.StepDone{Evidence: p.evidence, People: p.people}
			if _, err := f.desk.CompleteStep(ctx, dana, f.partners[partner.name], p.key, done); err != nil {
				return fmt.Errorf("the sample's %s of %s: %w", p.key, partner.name, err)
			}
		}
	}
	return nil
}
