package embedded

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// The socket's file is named by the port, which means nothing otherwise.
const socketPort = 5432

// longestSocket is the most bytes in a socket's path: sockaddr_un has room for
// 108 on Linux and 104 on macOS and the BSDs, the closing zero included.
const longestSocket = 103

// socketDir makes the folder of the socket, for the account alone. It lies in
// the state folder, or in the temporary directory when that path is too long.
func socketDir(state string, user account) (string, error) {
	dir := filepath.Join(state, "run")
	if !fitsSocket(dir) {
		sum := sha256.Sum256([]byte(state))
		dir = filepath.Join(os.TempDir(), fmt.Sprintf("partnerbot-%d-%x", user.uid, sum[:6]))
	}
	if !fitsSocket(dir) {
		return "", fmt.Errorf("the folder %s is too long a path for a socket: name a shorter state folder, or a shorter temporary directory (TMPDIR)", dir)
	}
	err := os.Mkdir(dir, 0o700)
	switch {
	case errors.Is(err, fs.ErrExist) && filepath.Dir(dir) != state:
		err = mustOwn(dir, user)
	case errors.Is(err, fs.ErrExist):
		err = nil // in our own state folder
	}
	if err == nil {
		err = user.own(dir)
	}
	if err == nil {
		err = os.Chmod(dir, 0o700)
	}
	if err != nil {
		return "", fmt.Errorf("make the socket's folder: %w", err)
	}
	return dir, user.mayEnter(dir)
}

// mustOwn refuses a folder, or a link to one, that somebody else has put into
// the temporary directory, which is everybody's, where ours belongs.
func mustOwn(dir string, user account) error {
	info, err := os.Lstat(dir)
	if err != nil {
		return err
	}
	if !info.IsDir() || !user.owns(info) {
		return fmt.Errorf("%s is in the way and somebody else's: move it away and start again", dir)
	}
	return nil
}

// fitsSocket says whether a socket can lie in dir. A comma would be read as a
// list of hosts by clients.
func fitsSocket(dir string) bool {
	path := filepath.Join(dir, ".s.PGSQL."+strconv.Itoa(socketPort)+".lock")
	return len(path) <= longestSocket && !strings.Contains(dir, ",")
}
