package embedded

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// adopt joins the server that the lock's holder runs. It returns nil while
// that one does not answer yet.
func adopt(ctx context.Context, c Config, dir string, user account) (*Server, error) {
	data, _, err := dataFolder(dir)
	if data == "" || err != nil {
		return nil, err
	}
	secret, err := secretOf(c, dir, user)
	if err != nil {
		return nil, err
	}
	cl, pid := running(data, secret)
	if pid == 0 {
		return nil, nil
	}
	// As the bot's role: it is the last thing that the owner makes.
	conn, err := cl.connect(ctx, botRole)
	if err != nil {
		return nil, nil // whatever it is, the owner is at it; ctx bounds the wait
	}
	c.Log.Info("using the postgres of another process", "folder", data, "pid", pid)
	return adopted(cl, conn), nil
}

// endOrphan stops a server whose owner has died: we hold the lock, so nobody
// owns it. On Linux it is ending already; elsewhere it would run on for ever.
func endOrphan(ctx context.Context, c Config, data, secret string) error {
	cl, pid := running(data, secret)
	if pid == 0 {
		return nil
	}
	tick := time.NewTicker(pause)
	defer tick.Stop()
	for {
		// Only who answers at our own address, to our superuser, is ours to
		// stop: the file may be old and its pid somebody else's by now.
		conn, err := cl.connect(ctx, superuser)
		switch {
		case err == nil:
			c.Log.Info("stopping the postgres of a process that died", "pid", pid)
			if err := errors.Join(conn.Close(ctx), signal(pid, fast)); err != nil {
				return err
			}
		case !starting(err):
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("the postgres of a process that died (id %d) does not end: end it and start again: %w", pid, ctx.Err())
		case <-tick.C:
		}
	}
}
