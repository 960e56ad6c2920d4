package inbound

import (
	"context"
	"fmt"
	"time"
)

// Seen remembers what came in. All processes of the program share it.
type Seen interface {
	// First tells whether the key is given for the first time, and remembers it until the instant at least.
	First(ctx context.Context, key string, until time.Time) (bool, error)
}

// Admit refuses what was seen before: ErrReplayed. Nothing is let in while nobody knows: ErrAway.
func Admit(ctx context.Context, seen Seen, key string, until time.Time) error {
	first, err := seen.First(ctx, key, until)
	switch {
	case err != nil:
		return fmt.Errorf("%w: %w", ErrAway, err)
	case !first:
		return ErrReplayed
	}
	return nil
}
