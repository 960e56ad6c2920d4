//go:build !windows

package embedded

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
)

// currentAccount is this user, or for root the first of postgres and nobody.
func currentAccount() (account, error) {
	if os.Geteuid() != 0 {
		return account{uid: os.Geteuid(), gid: os.Getegid()}, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, uidErr := strconv.Atoi(u.Uid)
		gid, gidErr := strconv.Atoi(u.Gid)
		if err := errors.Join(uidErr, gidErr); err != nil {
			return account{}, fmt.Errorf("look up the user %s: %w", name, err)
		}
		return account{name: name, uid: uid, gid: gid, drop: true}, nil
	}
	return account{}, errors.New("running as root, and Postgres does not: this system has neither a user postgres nor a user nobody to run it as: start as an ordinary user, or set DATABASE_URL")
}

// own hands path to the account.
func (a account) own(path string) error {
	if !a.drop {
		return nil
	}
	if err := os.Chown(path, a.uid, a.gid); err != nil {
		return fmt.Errorf("hand the folder to the user %s, which Postgres runs as when started by root (a container without that right should start as an ordinary user, or set DATABASE_URL): %w", a.name, err)
	}
	return nil
}

// mayEnter says whether the account can reach what lies in the folder dir.
func (a account) mayEnter(dir string) error {
	if !a.drop {
		return nil
	}
	real, err := filepath.EvalSymlinks(dir)
	if err != nil {
		return fmt.Errorf("look at the folder %s: %w", dir, err)
	}
	for p := real; ; p = filepath.Dir(p) {
		info, err := os.Stat(p)
		if err != nil {
			return fmt.Errorf("look at the folder %s: %w", p, err)
		}
		if !a.mayPass(info) {
			return fmt.Errorf("the user %s, as whom root runs Postgres, may not enter %s (mode %04o): name another folder than %s, for example /var/lib/partnerbot, or start as an ordinary user", a.name, p, info.Mode().Perm(), dir)
		}
		if p == filepath.Dir(p) {
			return nil
		}
	}
}

func (a account) mayPass(dir fs.FileInfo) bool {
	owner, ok := dir.Sys().(*syscall.Stat_t)
	switch {
	case !ok:
		return true // cannot tell here; Postgres will
	case int(owner.Uid) == a.uid:
		return dir.Mode()&0o100 != 0
	case int(owner.Gid) == a.gid:
		return dir.Mode()&0o010 != 0
	default:
		return dir.Mode()&0o001 != 0
	}
}

// owns says whether the file belongs to the account.
func (a account) owns(file fs.FileInfo) bool {
	owner, ok := file.Sys().(*syscall.Stat_t)
	return ok && int(owner.Uid) == a.uid
}

// ownerOf is the account for existing data: root runs the server as whoever
// made it, for instance the ordinary user who tried the bot before.
func (a account) ownerOf(data string) (account, error) {
	if !a.drop {
		return a, nil
	}
	info, err := os.Stat(data)
	if err != nil {
		return a, fmt.Errorf("look at the data folder: %w", err)
	}
	owner, ok := info.Sys().(*syscall.Stat_t)
	if !ok || int(owner.Uid) == a.uid {
		return a, nil
	}
	if owner.Uid == 0 {
		return a, fmt.Errorf("the data folder %s belongs to root, and Postgres does not run as root: give it to an ordinary user (chown -R %s %s) and start again", data, a.name, data)
	}
	uid := strconv.Itoa(int(owner.Uid))
	a.name, a.uid, a.gid = "with id "+uid, int(owner.Uid), int(owner.Gid)
	if u, err := user.LookupId(uid); err == nil {
		a.name = u.Username
	}
	return a, nil
}
