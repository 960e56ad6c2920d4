package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"

	"github.com/partnerbot/partnerbot/domain"
)

// WorkConfig is what the workers do. Deliver and Occur are required.
type WorkConfig struct {
	// Deliver brings one delivery on its way; again above 0 asks to be called once more after that long. It is called
	// at least once, may be called twice at once, and its ctx ends after the store's SendTimeout.
	Deliver func(ctx context.Context, id domain.ID) (again time.Duration, err error)
	// Occur carries out one occurrence, again and again until it succeeds; never two at once of the same.
	Occur func(ctx context.Context, o domain.Occurrence) error
	// Workers is how many deliveries are under way at once in this process. 0 means 8.
	Workers int
}

const (
	// jobTimeout ends an occurrence that hangs; a digest over a million deals takes well under this.
	jobTimeout = 4 * time.Minute
	// rescueAfter is when River takes a job away from a process that died. It must be above every timeout, as River
	// has no heartbeat; the sweep is there much sooner.
	rescueAfter = 5 * time.Minute
	// softStop is how long a stop waits for jobs before it cancels them.
	softStop = 10 * time.Second
)

// Workers carry out jobs until they are stopped.
type Workers struct{ client *river.Client[pgx.Tx] }

// Work starts the workers of this process. They end with Stop, not with ctx.
func (s *Store) Work(ctx context.Context, c WorkConfig) (*Workers, error) {
	if c.Workers == 0 {
		c.Workers = 8
	}
	workers := river.NewWorkers()
	river.AddWorker(workers, &deliverWorker{store: s, deliver: c.Deliver})
	river.AddWorker(workers, &occurWorker{store: s, occur: c.Occur})
	client, err := river.NewClient(riverpgxv5.New(s.pool), &river.Config{
		Logger:  s.log,
		Workers: workers,
		Queues: map[string]river.QueueConfig{
			deliveryQueue:   {MaxWorkers: c.Workers},
			occurrenceQueue: {MaxWorkers: 2},
		},
		JobTimeout:           jobTimeout,
		RescueStuckJobsAfter: rescueAfter,
		SoftStopTimeout:      softStop,
	})
	if err != nil {
		return nil, fmt.Errorf("make the workers: %w", err)
	}
	if err := client.Start(context.WithoutCancel(ctx)); err != nil {
		return nil, mapped(fmt.Errorf("start the workers: %w", err))
	}
	return &Workers{client}, nil
}

// Stop takes no more jobs, gives those under way 10 seconds, then cancels them; they are done by whoever comes next.
func (w *Workers) Stop(ctx context.Context) error { return w.client.Stop(ctx) }

type deliverWorker struct {
	river.WorkerDefaults[deliverJob]
	store   *Store
	deliver func(context.Context, domain.ID) (time.Duration, error)
}

// Timeout is below the lease, so that an attempt is over before the sweep thinks it was interrupted.
func (w *deliverWorker) Timeout(*river.Job[deliverJob]) time.Duration { return w.store.sendTimeout }

func (w *deliverWorker) Work(ctx context.Context, job *river.Job[deliverJob]) error {
	again, err := w.deliver(ctx, job.Args.Delivery)
	if err == nil && again > 0 {
		return river.JobSnooze(again)
	}
	return err
}

type occurWorker struct {
	river.WorkerDefaults[occurJob]
	store *Store
	occur func(context.Context, domain.Occurrence) error
}

// Work holds the occurrence's row for as long as it takes, so that nobody else carries it out meanwhile and everybody
// sees at once when this process dies: a lock needs no lease. What is held by another, or done, is no longer ours.
func (w *occurWorker) Work(ctx context.Context, job *river.Job[occurJob]) error {
	return w.store.change(ctx, func(t *tx) error {
		o, err := one(ctx, t.q, "occurrence", scanOccurrence, `
			select `+occurrenceColumns+`, o.due
			from occurrence o join schedule s on s.id = o.schedule_id join program p on p.id = s.program_id
			where o.schedule_id = $1 and o.due = $2 and o.done_at is null for update of o skip locked`,
			job.Args.Schedule, job.Args.Due)
		if domain.CodeOf(err) == domain.NotFound {
			return nil
		}
		if err != nil {
			return err
		}
		if err := w.occur(ctx, o); err != nil {
			return err
		}
		_, err = exec(ctx, t.q, `update occurrence set done_at = $3 where schedule_id = $1 and due = $2`,
			o.Schedule.ID, o.Due, t.now)
		return err
	})
}
