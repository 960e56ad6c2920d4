//go:build !windows

package main

import (
	"os/exec"
	"syscall"
)

// inGroup makes a command the first of a group of processes, all of which end when its context does.
func inGroup(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}
