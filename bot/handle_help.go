package bot

import (
	"context"
	"strings"

	"github.com/partnerbot/partnerbot/bot/view"
)

func (b *Bot) helpWord(command string) word {
	return word{"help", "", "what this command can do", func(context.Context, Request) (Reply, error) {
		for _, c := range b.commands {
			if c.name == command {
				return Reply{View: b.commandHelp(c)}, nil
			}
		}
		return Reply{}, nil
	}}
}

// commandHelp is made from the routing table itself.
func (b *Bot) commandHelp(c command) view.Help {
	h := view.Help{Title: "What " + b.typed(c.name) + " can do", Intro: c.what + "."}
	for i, w := range c.words {
		what := w.what
		if i == 0 {
			what += "; " + b.typed(c.name) + " alone does this, too"
		}
		h.Lines = append(h.Lines, view.HelpLine{Command: strings.TrimSpace(b.typed(c.name+" "+w.name) + " " + w.usage), What: what})
	}
	if c.name == "deal" {
		h.Actions = []view.Action{registerAction()}
	}
	return h
}

// allHelp answers a command that we do not know.
func (b *Bot) allHelp(_ context.Context, r Request) (Reply, error) {
	h := view.Help{Title: "What you can ask for", Intro: "/" + short(strings.TrimPrefix(r.Name, "/"), 40) + " is not one of these."}
	for _, c := range b.commands {
		h.Lines = append(h.Lines, view.HelpLine{Command: b.typed(c.name), What: c.what})
	}
	return Reply{View: h}, nil
}
