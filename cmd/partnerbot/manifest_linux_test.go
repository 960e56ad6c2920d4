package main

import (
	"bytes"
	"os"
	"testing"
)

// A terminal would show a zip as noise, and act on some of its bytes.
func TestManifestTeams_WritesNoZipToATerminal(t *testing.T) {
	t.Parallel()
	tty, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	must(t, err)
	defer tty.Close()
	args := []string{"manifest", "teams", "--url=https://bot.example.com", "--app-id=8c0a3f5e-6f1d-4b52-9d1a-2f6e7c0b9a41"}

	var errs bytes.Buffer
	code := run(t.Context(), args, terminal{tty, &errs}, wallClock)
	want := "partnerbot: the package is a zip, which a terminal cannot show: name a file with --out, such as --out partnerbot.zip\n"
	if code != exitFailed || errs.String() != want {
		t.Errorf("it ends with %d and says %q", code, errs.String())
	}
}
