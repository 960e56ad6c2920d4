package bot_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/partnerbot/partnerbot/bot"
)

func TestSecret_NeverPrints(t *testing.T) {
	t.Parallel()
	type settings struct{ Token bot.Secret }
	s := settings{Token: "xoxb-1-very-secret"}
	var out bytes.Buffer
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d", "%t"} {
		fmt.Fprintf(&out, verb+" "+verb+"\n", s, s.Token)
	}
	fmt.Fprintln(&out, s.Token.String(), fmt.Errorf("call with %s", s.Token))
	slog.New(slog.NewJSONHandler(&out, nil)).Info("started", "settings", s, "token", s.Token)
	slog.New(slog.NewTextHandler(&out, nil)).Info("started", "settings", s, "token", s.Token)
	encoded, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	out.Write(encoded)
	if strings.Contains(out.String(), "secret") || strings.Contains(out.String(), fmt.Sprintf("%x", "very-secret")) {
		t.Errorf("a secret was printed:\n%s", out.String())
	}
	if got := string(s.Token); got != "xoxb-1-very-secret" {
		t.Errorf("string(secret) = %q, want the secret itself", got)
	}
}
