package embedded

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// The superuser makes roles and databases; the bot is never it, for it passes
// over row security and every other rule.
const superuser = "postgres"

// makeData makes the data folder. initdb is not atomic, so it works beside and
// the rename says that all is there.
func makeData(ctx context.Context, c Config, dir string, b binaries, user account) (string, error) {
	data := dataPath(dir, b.major)
	// A name of its own: the initdb of a process that was killed may be at
	// work still, and must not meet this one.
	draft, err := os.MkdirTemp(dir, filepath.Base(data)+draftMark)
	if err != nil {
		return "", fmt.Errorf("make the data folder: %w", err)
	}
	if err := user.own(draft); err != nil {
		return "", err
	}
	args := []string{
		"--pgdata=" + draft, "--username=" + superuser, "--encoding=UTF8", "--data-checksums",
		// Order by bytes, everywhere the same; letters by Unicode.
		"--locale=C", "--lc-ctype=" + characterType(), "--no-instructions",
	}
	if c.tcp {
		args = append(args, "--auth=scram-sha-256", "--pwfile="+passwordFile(dir))
	} else {
		args = append(args, "--auth=trust") // the socket's folder is the lock
	}
	if c.Throwaway {
		args = append(args, "--no-sync")
	}
	c.Log.Info("making a database cluster", "major", b.major, "folder", data)
	if _, err := output(ctx, command(b.initdb(), args, dir, user)); err != nil {
		return "", fmt.Errorf("make the database cluster: %w", err)
	}
	if err := os.Rename(draft, data); err != nil {
		return "", fmt.Errorf("name the data folder: %w", err)
	}
	return data, syncDir(dir)
}

const draftMark = ".new-"

// removeDrafts removes what an initdb that was cut off has left. One that is
// still at work may write again: the next start gets the rest.
func removeDrafts(c Config, dir string) {
	left, err := filepath.Glob(filepath.Join(dir, "pg*"+draftMark+"*"))
	for _, draft := range left {
		err = errors.Join(err, os.RemoveAll(draft))
	}
	if err != nil {
		c.Log.Warn("the rest of an unfinished start could not be removed", "error", err)
	}
}

// characterType is a locale that knows every letter and that the system has.
func characterType() string {
	switch runtime.GOOS {
	case "darwin":
		return "en_US.UTF-8"
	case "windows":
		return "C"
	default:
		return "C.UTF-8"
	}
}

// syncDir makes the rename last: without it a power cut could bring the old
// name back, and with it the data would pass for an unfinished initdb.
func syncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	f, err := os.Open(dir)
	if err != nil {
		return fmt.Errorf("write the state folder to disk: %w", err)
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("write the state folder to disk: %w", err)
	}
	return nil
}

func passwordFile(dir string) string { return filepath.Join(dir, "password") }

// password is the secret of a server that listens on TCP; it is made at the
// first start.
func password(dir string, user account) (string, error) {
	path := passwordFile(dir)
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		text = []byte(rand.Text())
		if err = os.WriteFile(path, text, 0o600); err == nil {
			err = user.own(path)
		}
	}
	if err != nil {
		return "", fmt.Errorf("keep the server's password: %w", err)
	}
	return strings.TrimSpace(string(text)), nil
}
