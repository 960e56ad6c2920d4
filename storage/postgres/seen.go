package postgres

import (
	"context"
	"time"
)

// First tells whether the key is given for the first time, and remembers it until the instant at least. Of several at
// once, one is told so.
func (s *Store) First(ctx context.Context, key string, until time.Time) (bool, error) {
	n, err := exec(ctx, s.q, `insert into seen (key, until) values ($1, $2) on conflict do nothing`, key, until)
	return n == 1, err
}
