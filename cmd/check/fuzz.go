package main

import (
	"context"
	"fmt"
	"os/exec"
	"strings"
	"time"
)

// target is one fuzz function.
type target struct{ pkg, name string }

// fuzzAll runs every fuzz target of the module for the given time each.
func fuzzAll(ctx context.Context, each time.Duration) (string, bool) {
	out, err := exec.CommandContext(ctx, "go", "test", "-list", "^Fuzz", "./...").CombinedOutput()
	if err != nil {
		return string(out), false
	}
	targets := parseTargets(string(out))
	if len(targets) == 0 {
		return "no fuzz target found", false
	}
	for _, t := range targets {
		out, err := exec.CommandContext(ctx, "go", "test", "-run", "^$", "-fuzz", "^"+t.name+"$",
			"-fuzztime", each.String(), t.pkg).CombinedOutput()
		if err != nil {
			return fmt.Sprintf("%s in %s\n%s", t.name, t.pkg, out), false
		}
	}
	return "", true
}

// parseTargets reads what `go test -list` prints: the names of a package, then a line "ok  PACKAGE  TIME".
func parseTargets(listing string) []target {
	var found []target
	var names []string
	for line := range strings.Lines(listing) {
		words := strings.Fields(line)
		switch {
		case len(words) == 1 && strings.HasPrefix(words[0], "Fuzz"):
			names = append(names, words[0])
		case len(words) >= 2 && words[0] == "ok":
			for _, n := range names {
				found = append(found, target{words[1], n})
			}
			names = nil
		}
	}
	return found
}
