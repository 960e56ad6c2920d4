// Command gallery draws every view and every form of the bot, each in all its states and for both platforms: as JSON,
// which can be pasted into Slack's Block Kit Builder and into the designer of Adaptive Cards, and as one HTML page to
// look through.
//
//	go run ./cmd/gallery -out gallery
package main

import (
	"encoding/json"
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
	for _, d := range drawings {
		for file, drawn := range d.files() {
			if err := writeFile(filepath.Join(dir, file), drawn); err != nil {
				return err
			}
		}
	}
	page, err := renderPage(drawings)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "index.html"), page, 0o644)
}

// files are the drawings of a sample by where they are written.
func (d drawing) files() map[string]json.RawMessage {
	all := map[string]json.RawMessage{
		filepath.Join("slack", d.Name+".json"): d.Slack,
		filepath.Join("teams", d.Name+".json"): d.Teams,
	}
	if d.Own != nil {
		all[filepath.Join("teams", d.Name+"_own.json")] = d.Own
	}
	return all
}

func writeFile(name string, drawn json.RawMessage) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return os.WriteFile(name, append(drawn, '\n'), 0o644)
}
