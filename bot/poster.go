package bot

import (
	"context"
	"time"

	"github.com/partnerbot/partnerbot/bot/view"
	"github.com/partnerbot/partnerbot/domain"
)

// Poster is a chat platform as the courier needs it: it draws a view and sends it.
type Poster interface {
	// Post sends a new message to a channel or a platform user id, in the thread of a message when thread is not zero.
	// An error is a *SendError.
	Post(ctx context.Context, to domain.MessageRef, thread domain.MessageRef, v view.View) (domain.MessageRef, error)
	// Edit replaces a message. It is safe to repeat.
	Edit(ctx context.Context, m domain.MessageRef, v view.View) error
}

// Verdict is what a failed send means for the next step.
type Verdict string

// The verdicts.
const (
	Retry   Verdict = "retry"   // it did not arrive; try again after SendError.After at the earliest
	Held    Verdict = "held"    // it was not sent, because others go first; its turn is after SendError.After
	Refused Verdict = "refused" // it did not arrive and never will
	Unknown Verdict = "unknown" // it may have arrived
)

// SendError is why a message was not sent, or is not known to be. Problem is for an admin and holds no secret.
type SendError struct {
	Verdict Verdict
	After   time.Duration
	Problem string
	Err     error
}

func (e *SendError) Error() string { return e.Problem }

// Unwrap gives the cause.
func (e *SendError) Unwrap() error { return e.Err }
