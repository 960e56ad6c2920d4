package main

import (
	"context"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/partnerbot/partnerbot/bot/bottest/nodetest"
)

// said is what a command prints. It tells when a text is there.
type said struct {
	mu     sync.Mutex
	text   strings.Builder
	waited *regexp.Regexp
	found  chan []string // what waited has found, once
}

func awaiting(pattern string) *said {
	return &said{waited: regexp.MustCompile(pattern), found: make(chan []string, 1)}
}

func (s *said) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.text.Write(b)
	if m := s.waited.FindStringSubmatch(s.text.String()); m != nil {
		select {
		case s.found <- m:
		default:
		}
	}
	return len(b), nil
}

// demoOnTeams runs the demo until it has printed what out waits for and then has been looked at.
func demoOnTeams(t *testing.T, out *said, look func(found []string)) {
	t.Helper()
	ctx, stop := context.WithCancel(patience(t))
	defer stop()
	ended := make(chan error, 1)
	go func() {
		ended <- demoCommand{On: "teams", Listen: "127.0.0.1:0"}.Run(ctx, terminal{out, t.Output()}, wallClock)
	}()
	select {
	case found := <-out.found:
		look(found)
	case err := <-ended:
		t.Fatalf("the demo ended too early: %v", err)
	}
	stop()
	if err := <-ended; err != nil && !errors.Is(err, context.Canceled) {
		t.Errorf("the demo did not end well: %v", err)
	}
}

func TestDemoOnTeams_SaysWhatToStart(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	out := awaiting(`no npx on the PATH[\s\S]*M365_AGENTS_PLAYGROUND_CONFIG_PATH=(\S+) .*npx -y @microsoft/m365agentsplayground@0\.2\.28 start --app-endpoint http://127\.0\.0\.1:\d+/api/messages .*\n`)
	config := ""
	demoOnTeams(t, out, func(found []string) { config = found[1] })
	if _, err := os.Stat(config); !os.IsNotExist(err) {
		t.Errorf("the configuration stays: %v", err)
	}
}

// npx starts the playground as a process of its own, which must end with the demo.
func TestDemoOnTeams_EndsWhatItStarted(t *testing.T) {
	cli := filepath.Join(nodetest.Dir(t), "node_modules", "@microsoft", "m365agentsplayground", "cli.js")
	bin := t.TempDir()
	must(t, os.WriteFile(filepath.Join(bin, "npx"), []byte("#!/bin/sh\nshift 2\nnode '"+cli+"' \"$@\"\n"), 0o755))
	t.Setenv("PATH", bin+string(os.PathListSeparator)+os.Getenv("PATH"))
	page := ""
	demoOnTeams(t, awaiting(`Its Teams is at\s+(http://\S+)[\s\S]*Ctrl-C`), func(found []string) {
		page = found[1]
		resp, err := http.Get(page)
		must(t, err)
		must(t, resp.Body.Close())
	})
	if resp, err := http.Get(page); err == nil {
		_ = resp.Body.Close()
		t.Error("the page is still there")
	}
}
