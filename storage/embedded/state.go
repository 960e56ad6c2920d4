package embedded

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
)

// defaultDir is the state folder of this user on this system.
func defaultDir() (string, error) {
	if dir := os.Getenv("XDG_STATE_HOME"); filepath.IsAbs(dir) && os.Geteuid() != 0 {
		return filepath.Join(dir, "partnerbot"), nil
	}
	switch {
	case os.Geteuid() == 0:
		// Below /root the unprivileged user that Postgres runs as may not enter.
		return "/var/lib/partnerbot", nil
	case runtime.GOOS == "darwin", runtime.GOOS == "ios":
		dir, err := os.UserConfigDir()
		return filepath.Join(dir, "partnerbot"), withoutHome(err)
	case runtime.GOOS == "windows":
		dir, err := os.UserCacheDir()
		return filepath.Join(dir, "partnerbot"), withoutHome(err)
	default:
		dir, err := os.UserHomeDir()
		return filepath.Join(dir, ".local", "state", "partnerbot"), withoutHome(err)
	}
}

func withoutHome(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("this user has no home folder to keep data in: name a state folder, or set DATABASE_URL: %w", err)
}

// statePath is the state folder dir, or the default one, absolute.
func statePath(dir string) (string, error) {
	if dir == "" {
		var err error
		if dir, err = defaultDir(); err != nil {
			return "", err
		}
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", fmt.Errorf("find the state folder: %w", err)
	}
	return dir, nil
}

// holdsData says whether the state folder has data, good or bad: what is bad
// about it, its start tells.
func holdsData(dir string) bool {
	data, _, err := dataFolder(dir)
	return data != "" || err != nil && !errors.Is(err, fs.ErrNotExist)
}

// mayMake says why the state folder could not be made or used. It tries that
// under another name, lest the folder go from under a process that makes it.
func mayMake(dir string, user account) error {
	there := dir // or what there is of the folders above it
	for ; there != filepath.Dir(there); there = filepath.Dir(there) {
		if _, err := os.Stat(there); !errors.Is(err, fs.ErrNotExist) {
			break
		}
	}
	tried, err := os.MkdirTemp(there, "partnerbot-")
	if err != nil {
		return fmt.Errorf("the state folder %s cannot be made: start as a user who may write to %s, or name another state folder: %w", dir, there, err)
	}
	return errors.Join(user.mayEnter(there), os.Remove(tried))
}

// stateDir is the state folder of c, absolute, made if need be.
func stateDir(c Config, user account) (string, error) {
	dir, err := statePath(c.Dir)
	if err != nil {
		return "", err
	}
	if _, err := os.Stat(dir); err == nil {
		return dir, nil
	}
	// Root keeps it open to enter, for Postgres runs as somebody else; all
	// that is secret in it is 0700 itself.
	mode := fs.FileMode(0o700)
	if user.drop {
		mode = 0o755
	}
	err = os.MkdirAll(dir, mode)
	if err == nil {
		err = os.Chmod(dir, mode) // whatever the umask
	}
	if err != nil {
		return "", fmt.Errorf("make the state folder: %w", err)
	}
	return dir, nil
}

// dataFolder returns the data folder in the state folder and its major; 0 when
// there is none yet. With several the newest counts: it is what somebody who
// moved to a newer Postgres by dump and restore means. It refuses what it
// cannot be sure of.
func dataFolder(dir string) (path string, major int, err error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return "", 0, fmt.Errorf("read the state folder: %w", err)
	}
	for _, e := range entries {
		digits, ok := strings.CutPrefix(e.Name(), "pg")
		n, err := strconv.Atoi(digits)
		if ok && err == nil && e.IsDir() && n > major {
			major = n
		}
	}
	if major == 0 {
		return "", 0, nil
	}
	path = dataPath(dir, major)
	written, err := writtenBy(path)
	switch {
	case err != nil:
		return "", 0, err
	case written != major:
		return "", 0, fmt.Errorf("the data folder %s was written by Postgres %d, which its name denies: give the folder its right name, pg%d, or move it away. Nothing in it was changed", path, written, written)
	case major < oldestMajor || major > newestMajor:
		return "", 0, fmt.Errorf("the data folder %s was written by Postgres %d, and this program works with %d to %d: move the data with pg_dump, or name another state folder. Nothing in it was changed", path, major, oldestMajor, newestMajor)
	}
	return path, major, nil
}

func dataPath(dir string, major int) string {
	return filepath.Join(dir, "pg"+strconv.Itoa(major))
}

// writtenBy reads the major from a data folder's PG_VERSION.
func writtenBy(data string) (int, error) {
	text, err := os.ReadFile(filepath.Join(data, "PG_VERSION"))
	if errors.Is(err, fs.ErrNotExist) {
		return 0, fmt.Errorf("the folder %s is no Postgres data folder (it has no PG_VERSION): move it away, or name another state folder. Nothing in it was changed", data)
	}
	if err != nil {
		return 0, fmt.Errorf("read the version of the data folder: %w", err)
	}
	major, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		return 0, fmt.Errorf("the data folder %s names no Postgres version: %w", data, err)
	}
	return major, nil
}
