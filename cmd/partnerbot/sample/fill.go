package sample

import (
	"context"
	"fmt"
	"iter"
	"strings"
	"time"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/calendar"
	"github.com/partnerbot/partnerbot/domain/forecast"
)

// Clock is the program's clock, which the history moves from its first day to its last.
type Clock interface {
	Now() time.Time
	Advance(to time.Time)
}

// Config is what the sample is laid down with. The store holds the installed workspace and no program yet.
type Config struct {
	Store   domain.Store
	Chat    Chat
	Clock   Clock
	NewID   func() domain.ID
	Deliver Deliver
	Until   time.Time // where the history ends and the reader takes over
	Quiet   bool      // nothing of the history is posted: there is nobody yet to post to
}

// Begin is the moment to set the clock to before anything is kept.
func Begin(until time.Time) time.Time { return until.AddDate(0, 0, -95) }

// loudDays is for how many days before the end messages are really posted: the channels then show the last Monday's
// number and a week of work, and not a flood.
const loudDays = 8

// goals are what each quarter is to bring in, as typed.
const (
	lastGoal = "620,000"
	goal     = "1,650,000"
	nextGoal = "1,800,000"
)

// Fill makes the program and plays its history through the use cases, each act by who would have done it, at its time.
func Fill(ctx context.Context, c Config) error {
	f, err := newFiller(ctx, c)
	if err != nil {
		return err
	}
	deals, leads, err := tables(calendar.DateOf(f.until))
	if err != nil {
		return err
	}
	f.deals, f.made = deals, make([]domain.ID, len(deals))
	if _, err := f.desk.Import(ctx, f.system, imported(leads, f.until)); err != nil {
		return fmt.Errorf("import the sample pipeline: %w", err)
	}
	for _, m := range history(deals, f.until) {
		if err := f.walk(ctx, m.at); err != nil {
			return err
		}
		if err := f.play(ctx, m); err != nil {
			return err
		}
	}
	return nil
}

// SetUp makes the program and nothing else.
func SetUp(ctx context.Context, c Config) error {
	_, err := newFiller(ctx, c)
	return err
}

// newFiller makes the program, which is what there is to fill.
func newFiller(ctx context.Context, c Config) (*filler, error) {
	zone, err := time.LoadLocation(TimeZone)
	if err != nil {
		return nil, err
	}
	until := c.Until.In(zone)
	out := &outbox{Store: c.Store, deliver: c.Deliver, loudFrom: until, now: c.Clock.Now}
	if !c.Quiet {
		out.loudFrom = until.AddDate(0, 0, -loudDays)
	}
	f := &filler{
		Config: c, outbox: out, until: until, partners: map[string]domain.ID{},
		desk: domain.NewDesk(domain.DeskConfig{Store: out, Clock: c.Clock.Now, NewID: c.NewID}),
	}
	if err := f.setUp(ctx); err != nil {
		return nil, fmt.Errorf("set the sample program up: %w", err)
	}
	return f, nil
}

type filler struct {
	Config
	outbox   *outbox
	desk     *domain.Desk
	until    time.Time // in the program's zone
	deals    []deal
	made     []domain.ID // the registration of each deal
	partners map[string]domain.ID
	walked   int // how many of the passed checkpoints are
	program  domain.Program
	system   domain.Actor
}

// play moves the clock to the moment and does what happened then.
func (f *filler) play(ctx context.Context, m moment) error {
	f.Clock.Advance(m.at)
	if m.step == (step{}) {
		due := domain.Occurrence{
			Schedule: domain.Schedule{ProgramID: f.program.ID, Kind: domain.DigestSchedule}, TenantID: f.system.TenantID, Due: m.at.UTC(),
		}
		if err := f.desk.TakeDigest(ctx, due); err != nil {
			return fmt.Errorf("the sample's post of %s: %w", m.at.Format(time.DateOnly), err)
		}
		return f.outbox.flush(ctx)
	}
	if err := f.act(ctx, m); err != nil {
		return fmt.Errorf("the sample's %s: %s on %s: %w", f.deals[m.deal].customer, m.step.verb, m.step.on, err)
	}
	return f.outbox.flush(ctx)
}

// actor is a person of the workspace, known from then on.
func (f *filler) actor(ctx context.Context, user string) (domain.Actor, error) {
	who := f.Chat.identities(user)[0]
	return f.desk.Recognize(ctx, who, domain.Chat{Platform: who.Platform, Workspace: who.Workspace}, f.Chat.profile)
}

// imported are the deals of the main pipeline, with their opening and their end as versions.
func imported(leads []lead, until time.Time) iter.Seq2[domain.ImportedDeal, error] {
	return func(yield func(domain.ImportedDeal, error) bool) {
		for _, l := range leads {
			if !yield(l.imported(until), nil) {
				return
			}
		}
	}
}

func (l lead) imported(until time.Time) domain.ImportedDeal {
	d := domain.ImportedDeal{
		SourceKey: l.key, Name: l.customer + " · " + l.product, Attribution: l.attribution, Product: l.product,
		Account: domain.Account{Name: l.customer, Domain: l.domain, Key: domain.AccountKey(l.customer, l.domain, "")},
	}
	if l.partner != "-" {
		d.Partner = partnerName(l.partner)
	}
	opened := domain.DealVersion{
		At: l.opened.In(until.Location()).Add(10 * time.Hour), Amount: l.amount.Minor, Stage: "Qualified",
		Category: forecast.Pipeline, Outcome: forecast.Open, CloseDate: l.closes,
	}
	d.Versions = append(d.Versions, opened)
	ended := opened
	ended.At = l.closes.In(until.Location()).Add(15 * time.Hour)
	switch l.stage {
	case "won":
		ended.Stage, ended.Category, ended.Outcome = "Won", forecast.Closed, forecast.Won
	case "lost":
		ended.Stage, ended.Category, ended.Outcome = "Lost", forecast.Omitted, forecast.Lost
	default:
		d.Versions[0].Stage, d.Versions[0].Category = l.stage, categoryOf(l.stage)
		return d
	}
	d.Versions = append(d.Versions, ended)
	return d
}

func categoryOf(stage string) forecast.Category {
	for _, s := range domain.DefaultStages() {
		if s.Name == stage {
			return s.Category
		}
	}
	return forecast.Pipeline
}

// partnerName is the full name of the partner whose name starts so.
func partnerName(start string) string {
	for _, p := range partners {
		if strings.HasPrefix(p.name, start) {
			return p.name
		}
	}
	return start
}
