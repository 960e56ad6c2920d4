package bot

import (
	"go/scanner"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/partnerbot/partnerbot/domain"
)

// The rules do not know where a command is typed, nor what the company calls it.
func TestInChat(t *testing.T) {
	t.Parallel()
	e := &domain.Error{
		Code: domain.Invalid, Message: "Use `/partner add`, or `partnerbot import partners`.",
		Fields: []domain.FieldError{{Field: "name", Message: "See `/partner show Acme` and `/program`."}},
	}
	for platform, want := range map[domain.Platform][2]string{
		domain.Slack: {"Use /acme-partner add, or `partnerbot import partners`.", "See /acme-partner show Acme and /acme-program."},
		domain.Teams: {"Use acme-partner add, or `partnerbot import partners`.", "See acme-partner show Acme and acme-program."},
	} {
		b := &Bot{prefix: "acme-"}
		got := b.inChat(Request{Who: domain.Identity{Platform: platform}}, e)
		if got.Code != e.Code || got.Message != want[0] || got.Fields[0].Message != want[1] {
			t.Errorf("on %s: %+v", platform, got)
		}
	}
	if !strings.Contains(e.Message, "`/partner add`") || !strings.Contains(e.Fields[0].Message, "`/program`") {
		t.Errorf("the error itself changed: %+v", e)
	}
}

// Only what stands in backticks is found and put as it is typed.
func TestInChat_findsTheCommandsOfTheRules(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("../domain/*.go")
	if err != nil || len(files) == 0 {
		t.Fatal(len(files), err)
	}
	found := 0
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		for _, text := range stringsIn(t, file) {
			quoted, bare := commandsIn(text)
			found += quoted
			if bare > 0 {
				t.Errorf("%s has a command without backticks: %s", file, text)
			}
		}
	}
	if found == 0 {
		t.Error("no command is found in any rule")
	}
	if quoted, bare := commandsIn("/deal. Use /partner park, or `/partner exit`; see acme.com/deal/forecast"); quoted != 1 || bare != 2 {
		t.Errorf("commands are found %d times in backticks, %d times without", quoted, bare)
	}
}

var chatCommand = regexp.MustCompile(`(^|[^\w./])/(deal|partner|program|forecast)\b`)

// commandsIn counts the commands in a text, with and without backticks.
func commandsIn(text string) (quoted, bare int) {
	for _, m := range chatCommand.FindAllStringSubmatch(text, -1) {
		if m[1] == "`" {
			quoted++
		} else {
			bare++
		}
	}
	return quoted, bare
}

// stringsIn are the string literals of a file.
func stringsIn(t *testing.T, file string) []string {
	t.Helper()
	source, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	var s scanner.Scanner
	files := token.NewFileSet()
	s.Init(files.AddFile(file, files.Base(), len(source)), source, nil, 0)
	for {
		_, kind, text := s.Scan()
		if kind == token.EOF {
			return all
		}
		if kind == token.STRING {
			unquoted, err := strconv.Unquote(text)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, unquoted)
		}
	}
}
