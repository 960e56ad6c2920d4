package nodetest_test

import (
	"strings"
	"testing"

	"github.com/partnerbot/partnerbot/bot/bottest/nodetest"
)

func TestRun(t *testing.T) {
	t.Parallel()
	got := string(nodetest.Run(t.Context(), t, []byte("hello"), "echo.mjs", "there"))
	if strings.TrimSpace(got) != "hello there" {
		t.Errorf("the script printed %q", got)
	}
}

func TestStart(t *testing.T) {
	t.Parallel()
	if got := nodetest.Start(t, []byte("hello"), "echo.mjs", "there"); got != "hello there" {
		t.Errorf("the script printed %q", got)
	}
}
