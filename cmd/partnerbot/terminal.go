package main

import (
	"io"
	"os"

	xterm "golang.org/x/term"
)

// terminal is where a command prints: results to out, everything else to err.
type terminal struct{ out, err io.Writer }

// isTerminal tells whether somebody looks at what is printed.
func isTerminal(to io.Writer) bool {
	f, ok := to.(*os.File)
	return ok && xterm.IsTerminal(int(f.Fd()))
}
