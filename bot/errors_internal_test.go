package bot

import (
	"os"
	"path/filepath"
	"regexp"
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
	command, quoted := regexp.MustCompile(`"[^"]*[^"\w./]/(deal|partner|program|forecast)\b`), 0
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range command.FindAllString(string(text), -1) {
			if !strings.HasSuffix(line[:strings.LastIndex(line, "/")], "`") {
				t.Errorf("%s has a command without backticks: %s", file, line)
			}
			quoted++
		}
	}
	if quoted == 0 {
		t.Error("no command is found in any rule")
	}
}
