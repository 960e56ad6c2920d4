package embedded

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

const throwawayName = "partnerbot-throwaway-"

// startThrowaway starts a server on a fresh cluster in a temporary folder. The
// folder's lock says that somebody uses it.
func startThrowaway(ctx context.Context, c Config, user account) (*Server, error) {
	sweep(ctx, c, user)
	dir, lock, err := throwawayDir(user)
	if err != nil {
		return nil, err
	}
	cl, p, err := startCluster(ctx, c, dir, user)
	if err != nil {
		return nil, errors.Join(err, removeThrowaway(dir, lock))
	}
	c.Log.Debug("throwaway postgres started", "folder", cl.data, "pid", p.cmd.Process.Pid)
	return owned(cl, p, lock, dir), nil
}

// throwawayDir makes the folder and locks it. A sweep of another process may
// come between the two; then the folder is gone and the next try gets another.
func throwawayDir(user account) (string, *os.File, error) {
	for {
		dir, err := os.MkdirTemp("", throwawayName)
		if err != nil {
			return "", nil, fmt.Errorf("make a temporary folder: %w", err)
		}
		lock, err := tryLock(lockOf(dir))
		if lock == nil && (err == nil || errors.Is(err, os.ErrNotExist)) {
			continue
		}
		if err != nil {
			return "", nil, errors.Join(err, os.RemoveAll(dir))
		}
		if !sameFile(lock, lockOf(dir)) {
			if err := lock.Close(); err != nil {
				return "", nil, fmt.Errorf("give the lock back: %w", err)
			}
			continue
		}
		if err := openToAccount(dir, user); err != nil {
			return "", nil, errors.Join(err, removeThrowaway(dir, lock))
		}
		return dir, lock, nil
	}
}

// openToAccount lets the account that Postgres runs as into root's folder.
func openToAccount(dir string, user account) error {
	if !user.drop {
		return nil
	}
	if err := os.Chmod(dir, 0o711); err != nil {
		return fmt.Errorf("open the temporary folder: %w", err)
	}
	return nil
}

func lockOf(dir string) string { return filepath.Join(dir, "lock") }

func sameFile(open *os.File, path string) bool {
	a, err := open.Stat()
	if err != nil {
		return false
	}
	b, err := os.Stat(path)
	return err == nil && os.SameFile(a, b)
}

// sweep removes the folders that killed processes left: those whose lock is
// free. What it may not remove is another user's.
func sweep(ctx context.Context, c Config, user account) {
	left, err := filepath.Glob(filepath.Join(os.TempDir(), throwawayName+"*"))
	if err != nil {
		return // the pattern is good: it cannot be
	}
	for _, dir := range left {
		if _, err := os.Stat(lockOf(dir)); err != nil {
			_ = os.Remove(dir) // empty, or another user's
			continue
		}
		lock, err := tryLock(lockOf(dir))
		if lock == nil || err != nil {
			continue
		}
		if err := sweepOne(ctx, c, dir, lock, user); err != nil {
			c.Log.Warn("a throwaway postgres could not be removed", "folder", dir, "error", err)
		}
	}
}

func sweepOne(ctx context.Context, c Config, dir string, lock *os.File, user account) error {
	data, _, err := dataFolder(dir)
	if err == nil && data != "" {
		secret, err := secretOf(c, dir, user)
		if err := errors.Join(err, endOrphan(ctx, c, data, secret)); err != nil {
			return errors.Join(err, lock.Close())
		}
	}
	return removeThrowaway(dir, lock) // whatever is left of the data
}

// removeThrowaway removes the folder and gives back its lock, which is nil
// when the server's end has done so. The lock's file goes last: as long as
// something is left, the next sweep finds it and goes on.
func removeThrowaway(dir string, lock *os.File) error {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, os.ErrNotExist) {
		err = nil
	}
	for _, e := range entries {
		if path := filepath.Join(dir, e.Name()); path != lockOf(dir) {
			err = errors.Join(err, os.RemoveAll(path))
		}
	}
	if lock != nil {
		err = errors.Join(err, lock.Close())
	}
	if err == nil {
		err = os.RemoveAll(dir)
	}
	if err != nil {
		return fmt.Errorf("remove the temporary folder: %w", err)
	}
	return nil
}
