package embedded

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strconv"
	"syscall"
)

const onlyTCP = true

func attributes(account) *syscall.SysProcAttr {
	return &syscall.SysProcAttr{CreationFlags: syscall.CREATE_NEW_PROCESS_GROUP}
}

// signal asks the postmaster with this id to stop. Windows has no signals:
// each Postgres process reads the number of one from a named pipe (src/port/kill.c).
func signal(pid int, how shutdown) error {
	number := byte(2) // SIGINT
	if how == immediate {
		number = 3 // SIGQUIT
	}
	pipe, err := os.OpenFile(`\\.\pipe\pgsignal_`+strconv.Itoa(pid), os.O_RDWR, 0)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("stop postgres: %w", err)
	}
	_, err = pipe.Write([]byte{number})
	if err := errors.Join(err, pipe.Close()); err != nil {
		return fmt.Errorf("stop postgres: %w", err)
	}
	return nil
}
