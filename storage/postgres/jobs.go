package postgres

import (
	"time"

	"github.com/riverqueue/river"

	"github.com/partnerbot/partnerbot/domain"
)

// The queues are apart so that a long digest holds up no card, and a flood of cards no digest.
const (
	deliveryQueue   = "deliveries"
	occurrenceQueue = "occurrences"
)

// deliverJob nudges a worker to bring a delivery on its way.
type deliverJob struct {
	Delivery domain.ID `json:"delivery"`
}

// Kind is the name of the job in the database.
func (deliverJob) Kind() string { return "deliver" }

// InsertOpts: ten attempts are seven hours with River's waits, and only failures of ours count: a platform that asks to
// wait snoozes the job.
func (deliverJob) InsertOpts() river.InsertOpts {
	return river.InsertOpts{Queue: deliveryQueue, MaxAttempts: 10}
}

// occurJob nudges a worker to carry out an occurrence.
type occurJob struct {
	Schedule domain.ID `json:"schedule"`
	Due      time.Time `json:"due"`
}

// Kind is the name of the job in the database.
func (occurJob) Kind() string { return "occur" }

// InsertOpts: the sweep begins the attempts anew for as long as the occurrence is the last of its schedule.
func (occurJob) InsertOpts() river.InsertOpts {
	return river.InsertOpts{Queue: occurrenceQueue, MaxAttempts: 25}
}

func (t *tx) deliver(id domain.ID) {
	t.jobs = append(t.jobs, river.InsertManyParams{Args: deliverJob{Delivery: id}})
}

func (t *tx) occur(schedule domain.ID, due time.Time) {
	t.jobs = append(t.jobs, river.InsertManyParams{Args: occurJob{Schedule: schedule, Due: due}})
}
