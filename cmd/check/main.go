// Command check is the one command to run before a change is done: `go run ./cmd/check`.
//
// It runs every step even when one fails, prints a line for each, shows the output of those that failed, and exits 1
// when any did. Continuous integration runs the same steps.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"time"
)

// step is one thing that must hold. run gives what to show when it does not.
type step struct {
	name string
	run  func(context.Context) (output string, ok bool)
}

func main() {
	fuzz := flag.Duration("fuzz", 3*time.Second, "how long to run each fuzz target; 0 leaves them out")
	tests := flag.Bool("tests", true, "run the tests with the race detector")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if !checkAll(ctx, steps(*tests, *fuzz)) {
		os.Exit(1)
	}
}

func steps(tests bool, fuzz time.Duration) []step {
	all := []step{
		{"format", silent("go", "tool", "gofumpt", "-l", ".")},
		{"vet", clean("go", "vet", "./...")},
		{"vet for macOS", cross("darwin")},
		{"vet for Windows", cross("windows")},
		{"staticcheck", clean("go", "tool", "staticcheck", "./...")},
		{"modules", clean("go", "mod", "tidy", "-diff")},
	}
	if tests {
		// They hold the import rules, the goldens and what is generated (the README's command table, the manifest).
		all = append(all, step{"tests", clean("go", "test", "-race", "-shuffle=on", "-timeout=30m", "./...")})
	}
	if fuzz > 0 {
		all = append(all, step{"fuzz", func(ctx context.Context) (string, bool) { return fuzzAll(ctx, fuzz) }})
	}
	return all
}

func checkAll(ctx context.Context, steps []step) bool {
	good := true
	for _, s := range steps {
		start := time.Now()
		out, ok := s.run(ctx)
		verdict := "ok  "
		if !ok {
			verdict, good = "FAIL", false
		}
		fmt.Printf("%s %-16s %s\n", verdict, s.name, time.Since(start).Round(100*time.Millisecond))
		if !ok {
			fmt.Println(strings.TrimRight(out, "\n"))
		}
	}
	return good
}

// clean is a command that must exit 0.
func clean(name string, args ...string) func(context.Context) (string, bool) {
	return func(ctx context.Context) (string, bool) {
		out, err := exec.CommandContext(ctx, name, args...).CombinedOutput()
		return string(out), err == nil
	}
}

// silent is a command that must exit 0 and print nothing that it found. What go says of its own work, such as a module
// that it downloads, is on standard error.
func silent(name string, args ...string) func(context.Context) (string, bool) {
	return func(ctx context.Context) (string, bool) {
		var found, said strings.Builder
		c := exec.CommandContext(ctx, name, args...)
		c.Stdout, c.Stderr = &found, &said
		err := c.Run()
		return found.String() + said.String(), err == nil && strings.TrimSpace(found.String()) == ""
	}
}

// cross vets the program for another system: what is written for Linux alone must not stop it from building elsewhere.
func cross(goos string) func(context.Context) (string, bool) {
	return func(ctx context.Context) (string, bool) {
		c := exec.CommandContext(ctx, "go", "vet", "./cmd/partnerbot/...", "./storage/...")
		c.Env = append(os.Environ(), "GOOS="+goos, "CGO_ENABLED=0")
		out, err := c.CombinedOutput()
		return string(out), err == nil
	}
}
