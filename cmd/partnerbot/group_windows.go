package main

import (
	"os/exec"
	"strconv"
)

// inGroup lets all the processes that a command starts end when its context does.
func inGroup(cmd *exec.Cmd) {
	cmd.Cancel = func() error {
		return exec.Command("taskkill", "/T", "/F", "/PID", strconv.Itoa(cmd.Process.Pid)).Run()
	}
}
