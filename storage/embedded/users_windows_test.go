package embedded_test

import (
	"os"
	"os/exec"
	"testing"
)

// user is somebody to run the bot as: here, us.
type user struct{}

func users(*testing.T) map[string]user { return map[string]user{"ordinary": {}} }

func (user) as(*exec.Cmd) {}

func (user) give(*testing.T, string) {}

func giveAs(*testing.T, string, os.FileInfo) {}

func giveToPostgres(*testing.T, string) {}
