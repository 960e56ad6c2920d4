package schedule

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/partnerbot/partnerbot/domain"
)

// Store is what the loop asks of the place where schedules and deliveries are kept.
type Store interface {
	// ClaimDue claims every schedule due at now, rolls each on with next, and queues what it sets off.
	ClaimDue(ctx context.Context, now time.Time, next func(domain.Schedule, time.Time) (time.Time, error)) (int, error)
	// Sweep puts right the deliveries whose worker died.
	Sweep(ctx context.Context, now time.Time) error
}

// Config is what a loop needs. Tick says when to look; a second apart is right.
type Config struct {
	Store Store
	Clock domain.Clock
	Log   *slog.Logger
	Tick  <-chan time.Time
}

// Loop looks for what is due, at every tick and whenever it is woken. Any number of processes may run one each.
type Loop struct {
	cfg  Config
	wake chan struct{}
	last atomic.Pointer[time.Time]
}

// New makes a loop that does nothing until Run.
func New(cfg Config) *Loop {
	return &Loop{cfg: cfg, wake: make(chan struct{}, 1)}
}

// Run looks at once and then until ctx ends. A round that fails is logged and tried again at the next tick.
func (l *Loop) Run(ctx context.Context) {
	for {
		l.round(ctx)
		select {
		case <-ctx.Done():
			return
		case <-l.cfg.Tick:
		case <-l.wake:
		}
	}
}

// Wake makes the loop look now, for a clock that has jumped. It does not wait.
func (l *Loop) Wake() {
	select {
	case l.wake <- struct{}{}:
	default: // it is about to look anyway
	}
}

// LastRound is when a round last got to its end, by the loop's clock; the zero time before the first.
func (l *Loop) LastRound() time.Time {
	if t := l.last.Load(); t != nil {
		return *t
	}
	return time.Time{}
}

// round does both parts, whatever becomes of the first: a schedule that cannot be followed keeps no message back.
func (l *Loop) round(ctx context.Context) {
	now := l.cfg.Clock()
	claimed, claimErr := l.cfg.Store.ClaimDue(ctx, now, Next)
	sweepErr := l.cfg.Store.Sweep(ctx, now)
	if err := errors.Join(claimErr, sweepErr); err != nil && ctx.Err() == nil {
		l.cfg.Log.ErrorContext(ctx, "schedule round failed", "err", err)
	}
	if claimed > 0 {
		l.cfg.Log.InfoContext(ctx, "schedules claimed", "count", claimed)
	}
	if sweepErr == nil {
		l.last.Store(&now)
	}
}

// Desk is what can be set off: the use cases without a person behind them. Each may be called again for one moment.
type Desk interface {
	TakeDigest(ctx context.Context, o domain.Occurrence) error
	ExpireDue(ctx context.Context, o domain.Occurrence) error
	NudgeDue(ctx context.Context, o domain.Occurrence) error
	TakeWeekly(ctx context.Context, o domain.Occurrence) error
}

// Occur gives the function that carries out a moment that has come.
func Occur(d Desk) func(context.Context, domain.Occurrence) error {
	return func(ctx context.Context, o domain.Occurrence) error {
		switch o.Schedule.Kind {
		case domain.DigestSchedule:
			return d.TakeDigest(ctx, o)
		case domain.ExpirySchedule:
			return d.ExpireDue(ctx, o)
		case domain.NudgeSchedule:
			return d.NudgeDue(ctx, o)
		case domain.WeeklySchedule:
			return d.TakeWeekly(ctx, o)
		}
		return fmt.Errorf("no act for schedule kind %q", o.Schedule.Kind)
	}
}
