package bottest_test

import (
	"flag"
	"fmt"
	"log/slog"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/partnerbot/partnerbot/bot"
)

var update = flag.Bool("update", false, "write the README's table of commands anew")

const readme = "../../README.md"

// The table is made from the router, so that it cannot tell of a command that is not there.
func TestREADME_Commands(t *testing.T) {
	t.Parallel()
	b, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	head, rest, ok := strings.Cut(string(b), "-update` -->\n")
	_, tail, ok2 := strings.Cut(rest, "<!-- end -->")
	if !ok || !ok2 {
		t.Fatal("the README has lost the marks around its table of commands")
	}
	want := head + "-update` -->\n" + commandTable() + "<!-- end -->" + tail
	if *update {
		if err := os.WriteFile(readme, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(want, string(b)); diff != "" {
		t.Errorf("run go test ./bot/bottest -run README -update (-router +README):\n%s", diff)
	}
}

func commandTable() string {
	var table strings.Builder
	table.WriteString("| command | what it does |\n| --- | --- |\n")
	commands := bot.New(bot.Config{Log: slog.New(slog.DiscardHandler)}).Commands()
	escape := strings.NewReplacer("|", `\|`)
	for _, c := range commands {
		for i, w := range c.Words {
			typed := strings.TrimSpace("/" + c.Name + " " + w.Name + " " + w.Usage)
			what := w.What
			if i == 0 {
				what += fmt.Sprintf(" (also `/%s` alone)", c.Name)
			}
			fmt.Fprintf(&table, "| `%s` | %s |\n", escape.Replace(typed), escape.Replace(what))
		}
	}
	return table.String()
}
