package bot

import (
	"context"
	"strings"

	"github.com/partnerbot/partnerbot/bot/view"
)

func (b *Bot) helpWord(command string) word {
	return word{"help", "", "what this command can do", func(_ context.Context, r Request) (Reply, error) {
		for _, c := range b.commands {
			if c.name == command {
				return Reply{View: b.commandHelp(r, c)}, nil
			}
		}
		return Reply{}, nil
	}}
}

// commandHelp is made from the routing table itself.
func (b *Bot) commandHelp(r Request, c command) view.Help {
	name := b.typed(r, c.name)
	h := view.Help{Title: "What " + name + " can do", Intro: c.what + ".", Lines: make([]view.HelpLine, len(c.words))}
	for i, w := range c.words {
		h.Lines[i] = view.HelpLine{Command: strings.TrimSpace(name + " " + w.name + " " + w.usage), What: w.what}
	}
	h.Lines[0].What += "; " + name + " alone does this, too"
	if c.name == "deal" {
		h.Actions = []view.Action{registerAction()}
	}
	return h
}

// notOne says that what was typed is no command, unless help was asked for.
func (b *Bot) notOne(r Request) string {
	more := "Type help after one to see all that it can do, such as " + b.typed(r, "deal help") + "."
	typed := strings.TrimPrefix(r.Name, "/")
	if typed == "" || strings.EqualFold(typed, "help") {
		return "Everything that is typed can be clicked as well. " + more
	}
	return "“" + short(typed, 40) + "” is not one of these. " + more
}

// allHelp answers a command that we do not know.
func (b *Bot) allHelp(_ context.Context, r Request) (Reply, error) {
	h := view.Help{Title: "What you can ask for", Intro: b.notOne(r)}
	h.Lines = b.commandLines(r)
	return Reply{View: h}, nil
}

// commandLines are all commands, a line each.
func (b *Bot) commandLines(r Request) []view.HelpLine {
	var lines []view.HelpLine
	for _, c := range b.commands {
		lines = append(lines, view.HelpLine{Command: b.typed(r, c.name), What: c.what})
	}
	return lines
}
