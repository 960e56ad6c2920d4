package main

import (
	"fmt"
	"runtime/debug"
	"strings"
)

type versionCommand struct{}

// Run prints one line.
func (versionCommand) Run(term terminal) error {
	_, err := fmt.Fprintln(term.out, "partnerbot", version())
	return err
}

// version is what the Go toolchain stamped into the binary: the module's version, and the commit when it was built in
// a checkout.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "of unknown version"
	}
	words := []string{info.Main.Version}
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision":
			words = append(words, "commit "+s.Value)
		case s.Key == "vcs.modified" && s.Value == "true":
			words = append(words, "with local changes")
		}
	}
	return strings.Join(append(words, info.GoVersion), ", ")
}
