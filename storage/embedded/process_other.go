//go:build !linux

package embedded

import "os/exec"

// tie does nothing: only Linux can end a child with its parent. A server left
// behind by kill -9 is ended by the next start (see endOrphan).
func tie(*exec.Cmd) {}
