package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"unicode"

	"github.com/partnerbot/partnerbot/bot/view"
)

// printDigest writes a digest for a terminal.
func printDigest(out io.Writer, v view.Digest) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s, %s\n", v.Headline, v.Program, v.AsOf)
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	facts := func(title string, facts []view.Fact) {
		fmt.Fprintf(w, "\n%s\n", title)
		for _, f := range facts {
			fmt.Fprintf(w, "  %s\t%s\n", plainText(f.Label), plainText(f.Value))
		}
	}
	lines := func(title string, deals []view.DigestLine) {
		if len(deals) > 0 {
			fmt.Fprintf(w, "\n%s\n", title)
		}
		for _, l := range deals {
			fmt.Fprintf(w, "  %s\t%s\n", plainText(l.Title), plainText(l.Detail))
		}
	}
	facts("Against the goal", v.Numbers)
	facts("Coverage", v.Coverage)
	facts("Credit", v.Credit)
	fmt.Fprintf(w, "\n%s\n", v.Waterfall)
	lines("What moved", v.Movers)
	lines("At risk", v.Risks)
	for _, list := range []struct {
		title string
		lines []string
	}{{"Waiting", v.Waiting}, {"Notes", v.Notes}} {
		if len(list.lines) > 0 {
			fmt.Fprintf(w, "\n%s\n", list.title)
		}
		for _, l := range list.lines {
			fmt.Fprintf(w, "  %s\n", plainText(l))
		}
	}
	_ = w.Flush() // into memory
	_, err := io.WriteString(out, b.String())
	return err
}

// plainText takes out what a terminal would act on.
func plainText(s string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return ' '
		}
		return r
	}, s)
}
