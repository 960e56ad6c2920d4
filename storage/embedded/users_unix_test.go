//go:build !windows

package embedded_test

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	osuser "os/user"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
)

// user is somebody to run the bot as; nil credentials stand for us.
type user struct {
	credential *syscall.Credential
}

// users are this user and, for root, an ordinary one as well.
func users(t *testing.T) map[string]user {
	t.Helper()
	if os.Geteuid() != 0 {
		return map[string]user{"ordinary": {}}
	}
	nobody, err := osuser.Lookup("nobody")
	if err != nil {
		t.Fatal(err)
	}
	uid, err := strconv.ParseUint(nobody.Uid, 10, 32)
	if err != nil {
		t.Fatal(err)
	}
	gid, err := strconv.ParseUint(nobody.Gid, 10, 32)
	if err != nil {
		t.Fatal(err)
	}
	return map[string]user{
		"root":     {},
		"ordinary": {&syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}},
	}
}

// as makes the command run as the user.
func (u user) as(cmd *exec.Cmd) {
	if u.credential != nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: u.credential}
	}
}

// give makes the user the owner of the folder and what is in it.
func (u user) give(t *testing.T, dir string) {
	t.Helper()
	if u.credential == nil {
		return
	}
	err := filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
		return errors.Join(err, os.Chown(path, int(u.credential.Uid), int(u.credential.Gid)))
	})
	if err != nil {
		t.Fatal(err)
	}
}

// giveAs makes the owner of the file the one that info tells of.
func giveAs(t *testing.T, file string, info os.FileInfo) {
	t.Helper()
	owner := info.Sys().(*syscall.Stat_t)
	if err := os.Chown(file, int(owner.Uid), int(owner.Gid)); err != nil {
		t.Fatal(err)
	}
}

// giveToPostgres makes the folder the one of the account that root runs
// Postgres as; an ordinary user keeps it.
func giveToPostgres(t *testing.T, dir string) {
	t.Helper()
	if os.Geteuid() != 0 {
		return
	}
	const nobody = 65534
	if err := os.Chown(dir, nobody, nobody); err != nil {
		t.Fatal(err)
	}
}
