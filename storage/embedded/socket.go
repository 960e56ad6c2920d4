package embedded

import (
	"crypto/sha256"
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
	if err := os.Mkdir(dir, 0o700); err == nil {
		return dir, user.own(dir)
	} else if !os.IsExist(err) {
		return "", fmt.Errorf("make the socket's folder: %w", err)
	}
	// The temporary directory is everybody's: somebody else may have put a
	// folder, or a link to one, where ours belongs.
	info, err := os.Lstat(dir)
	if err != nil {
		return "", fmt.Errorf("look at the socket's folder: %w", err)
	}
	if !info.IsDir() || !user.owns(info) {
		return "", fmt.Errorf("%s is in the way: the socket's folder belongs there, and this one is somebody else's. Move it away and start again", dir)
	}
	if info.Mode().Perm() != 0o700 {
		if err := os.Chmod(dir, fs.FileMode(0o700)); err != nil {
			return "", fmt.Errorf("close the socket's folder: %w", err)
		}
	}
	return dir, user.mayEnter(filepath.Dir(dir))
}

// fitsSocket says whether a socket can lie in dir. A comma would be read as a
// list of hosts by clients.
func fitsSocket(dir string) bool {
	path := filepath.Join(dir, ".s.PGSQL."+strconv.Itoa(socketPort)+".lock")
	return len(path) <= longestSocket && !strings.Contains(dir, ",")
}
