package teams

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// quoted gives the text of a message as its writer saw it: Teams hands it over as HTML.
func quoted(content string) string {
	var b strings.Builder
	tokens := html.NewTokenizer(strings.NewReader(content))
	for {
		switch tokens.Next() {
		case html.ErrorToken: // the end
			return strings.TrimSpace(b.String())
		case html.TextToken:
			b.Write(tokens.Text())
		case html.StartTagToken, html.SelfClosingTagToken:
			name, _ := tokens.TagName()
			switch atom.Lookup(name) {
			case atom.Br, atom.P, atom.Div, atom.Li, atom.Tr:
				b.WriteByte('\n')
			}
		}
	}
}
