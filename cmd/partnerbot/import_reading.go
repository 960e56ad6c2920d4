package main

import (
	"fmt"
	"io"
	"path/filepath"
	"time"

	"github.com/schollz/progressbar/v3"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/storage/csvfile"
)

// reading is a file while it is read: how far it is, and what is wrong with it, go to the terminal.
type reading struct {
	term terminal
	path string
	skip bool // bad rows are left out
	bar  *progressbar.ProgressBar
}

func (r *reading) begin(size int64) { r.bar = readingBar(r.term.err, filepath.Base(r.path), size) }

func (r *reading) progress(read int64) {
	if r.bar != nil {
		_ = r.bar.Set64(read) // a bar that cannot be drawn is no reason to stop
	}
}

// end tells every fault and, of a file that was imported, what was not taken over. It adds to the refusal of a file what
// to do.
func (r *reading) end(report csvfile.Report, err error) error {
	r.list(report.Faults)
	if err == nil {
		r.list(report.Passed)
	}
	if domain.CodeOf(err) == domain.Invalid && report.Bad > 0 && !r.skip {
		return domain.Refuse(domain.Invalid, err.Error()+" Mend them, or leave them out with --skip-bad-rows.")
	}
	return err
}

func (r *reading) list(faults []csvfile.Fault) {
	for _, f := range faults {
		fmt.Fprintln(r.term.err, f)
	}
	if len(faults) == csvfile.MaxFaults {
		fmt.Fprintf(r.term.err, "… and what more there is: only the first %d are listed.\n", csvfile.MaxFaults)
	}
}

// readingBar is nil when nobody looks at a terminal.
func readingBar(to io.Writer, name string, size int64) *progressbar.ProgressBar {
	if !isTerminal(to) {
		return nil
	}
	return progressbar.NewOptions64(size,
		progressbar.OptionSetWriter(to), progressbar.OptionSetDescription("Reading "+name), progressbar.OptionShowBytes(true),
		progressbar.OptionSetWidth(30), progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionSetSpinnerChangeInterval(0), // draw when rows come, not from a goroutine
		progressbar.OptionOnCompletion(func() { _, _ = fmt.Fprintln(to) }))
}
