// Command gallery draws every view and every form of the bot, each in all its states: as JSON, which can be pasted into
// Slack's Block Kit Builder, and as one HTML page to look through.
//
//	go run ./cmd/gallery -out gallery
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	out := flag.String("out", "gallery", "folder to write to; it is made when it is not there")
	flag.Parse()
	if err := write(*out); err != nil {
		fmt.Fprintln(os.Stderr, "gallery:", err)
		os.Exit(1)
	}
	fmt.Println(filepath.Join(*out, "index.html"))
}

// write makes the folder with a file for each drawing and the page of all of them.
func write(dir string) error {
	drawings, err := drawAll()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Join(dir, "slack"), 0o755); err != nil {
		return err
	}
	for _, d := range drawings {
		name := filepath.Join(dir, "slack", d.Name+".json")
		if err := os.WriteFile(name, append(d.JSON, '\n'), 0o644); err != nil {
			return err
		}
	}
	page, err := renderPage(drawings)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "index.html"), page, 0o644)
}
