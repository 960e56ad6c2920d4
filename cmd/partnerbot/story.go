package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/partnerbot/partnerbot/bot/bottest"
	"github.com/partnerbot/partnerbot/cmd/partnerbot/sample"
	"github.com/partnerbot/partnerbot/domain"
)

// playStory plays a story on a workspace, and tells it.
func playStory(ctx context.Context, config localConfig, story bottest.Story, tell bottest.Narrator) error {
	if story.Fresh {
		config.Fill = func(context.Context, *local) error { return nil }
	}
	return runLocal(ctx, config, func(ctx context.Context, l *local) error {
		return bottest.Play(ctx, l.in.driver(l), l.cast(), tell, story)
	})
}

// appName is under which name the app posts in the workspace.
const appName = "partnerbot"

// storyDeal is what the deal of the stories is about: who brings it, who comes second, and what is sold.
type storyDeal struct {
	partner, rival, product string
	currency                domain.Currency
}

// cast is the sample's people in the roles of the stories.
func (l *local) cast() bottest.Cast {
	role := func(id, name string) bottest.Role { return bottest.Role{ID: l.chat.User(id), Name: name} }
	room := func(id, name string) bottest.Room { return bottest.Room{ID: l.chat.Channel(id), Name: name} }
	return bottest.Cast{
		Seller: role(sample.Maya, "Maya Torres"), Rival: role(sample.Ben, "Ben Okafor"), Reviewer: role(sample.Ruth, "Ruth Ekström"),
		Lead: role(sample.Dana, "Dana Kim"), Manager: role(sample.Priya, "Priya Nair"), CRO: role(sample.Viktor, "Viktor Hale"),
		Floor: room(sample.Sales, "#sales"), DealDesk: room(sample.DealDesk, "#deal-desk"), Forecast: room(sample.Forecast, "#partner-forecast"),
		Team:    room(sample.PartnerTeam, "#partner-team"),
		Partner: l.deal.partner, RivalPartner: l.deal.rival, Product: l.deal.product, Currency: string(l.deal.currency),
		CloseDate: l.clock.Now().In(l.zone).AddDate(0, 0, 20).Format(time.DateOnly), Busy: l.busy,
	}
}

// teller tells a story in a terminal.
type teller struct {
	w     io.Writer
	color bool
}

var _ bottest.Narrator = teller{}

// Scene is a heading.
func (t teller) Scene(title string) {
	fmt.Fprintf(t.w, "\n%s\n", t.paint("1", "== "+title))
}

// Does is what a person does.
func (t teller) Does(who bottest.Role, room bottest.Room, what string) { t.line("36", who, room, what) }

// Sees is what a person reads.
func (t teller) Sees(who bottest.Role, room bottest.Room, text string) {
	t.line("32", who, room, "reads\n"+text)
}

func (t teller) line(color string, who bottest.Role, room bottest.Room, what string) {
	where := ""
	if room.Name != "" {
		where = " in " + room.Name
	}
	first, rest, _ := strings.Cut(what, "\n")
	fmt.Fprintf(t.w, "\n%s  %s\n", t.paint(color, who.Name+where), first)
	for l := range strings.Lines(rest) {
		fmt.Fprintf(t.w, "    %s\n", strings.TrimRight(l, "\n"))
	}
}

// paint colors a text for a terminal that shows colors.
func (t teller) paint(code, text string) string {
	if !t.color {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}
