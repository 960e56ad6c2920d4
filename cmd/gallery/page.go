package main

import (
	"bytes"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html/template"
	"io/fs"
	"regexp"
	"strings"

	"github.com/partnerbot/partnerbot/bot/playground"
)

//go:embed page.html
var pageText string

//go:embed gallery.js
var script string

//go:embed cards.js
var cards string

//go:embed cards.css
var cardStyles string

var page = template.Must(template.New("gallery").Parse(pageText))

// localImport is how one module of the playground's page names another.
var localImport = regexp.MustCompile(`from "\./([a-z]+\.js)"`)

// renderPage is one file that needs nothing else: the playground's own drawing code and styles are inside it, so that
// Slack's side looks as the playground does; Teams' side is drawn by code of the gallery's own.
func renderPage(drawings []drawing) ([]byte, error) {
	files := playground.PageFiles()
	modules, err := importMap(files)
	if err != nil {
		return nil, err
	}
	styles, err := stylesheets(files)
	if err != nil {
		return nil, err
	}
	emoji, err := fs.ReadFile(files, "emoji.json")
	if err != nil {
		return nil, err
	}
	data, err := json.Marshal(drawings)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	// What is marked safe is ours: the embedded files, and JSON that encoding/json escaped for use inside HTML.
	err = page.Execute(&out, map[string]any{
		"Modules": template.HTML(modules), "Styles": template.CSS(styles), "CardStyles": template.CSS(cardStyles), "Emoji": template.JS(emoji),
		"Drawings": template.JS(data), "Script": template.JS(localImport.ReplaceAllString(script, `from "playground/$1"`)),
	})
	return out.Bytes(), err
}

// importMap gives each module as a data: address, because a page opened from a file may load no modules beside it.
func importMap(files fs.FS) ([]byte, error) {
	names, err := fs.Glob(files, "*.js")
	if err != nil {
		return nil, err
	}
	imports := map[string]string{"gallery/cards.js": module([]byte(cards))}
	for _, name := range names {
		source, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, fmt.Errorf("read the playground's %s: %w", name, err)
		}
		imports["playground/"+name] = module(source)
	}
	return json.Marshal(map[string]any{"imports": imports})
}

// module is the address of a script, which finds the playground's own under their names in the map.
func module(source []byte) string {
	source = localImport.ReplaceAll(source, []byte(`from "playground/$1"`))
	return "data:text/javascript;base64," + base64.StdEncoding.EncodeToString(source)
}

func stylesheets(files fs.FS) (string, error) {
	var all strings.Builder
	for _, name := range []string{"layout.css", "chat.css", "forms.css"} {
		source, err := fs.ReadFile(files, name)
		if err != nil {
			return "", fmt.Errorf("read the playground's %s: %w", name, err)
		}
		all.Write(source)
	}
	return all.String(), nil
}
