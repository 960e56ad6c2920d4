//go:build !windows

package embedded

import (
	"errors"
	"fmt"
	"syscall"
)

const onlyTCP = false

func attributes(user account) *syscall.SysProcAttr {
	// A group of its own: Ctrl-C reaches us alone, and we stop in order.
	attr := &syscall.SysProcAttr{Setpgid: true}
	if user.drop {
		attr.Credential = &syscall.Credential{Uid: uint32(user.uid), Gid: uint32(user.gid)}
	}
	return attr
}

// signal asks the postmaster with this id to stop. One that is gone is no error.
func signal(pid int, how shutdown) error {
	sig := syscall.SIGINT
	if how == immediate {
		sig = syscall.SIGQUIT
	}
	if err := syscall.Kill(pid, sig); err != nil && !errors.Is(err, syscall.ESRCH) {
		return fmt.Errorf("stop postgres: %w", err)
	}
	return nil
}
