package main

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/bot/playground/browsertest"
	"github.com/partnerbot/partnerbot/cmd/partnerbot/sample"
	"github.com/partnerbot/partnerbot/storage/postgres/postgrestest"
)

// TestBrowser_fresh begins to set a program up in a real browser, as somebody would who begins with nothing: one step after
// the other in one dialog, left in the middle and taken up again.
func TestBrowser_fresh(t *testing.T) {
	t.Parallel()
	db := database{url: bot.Secret(postgrestest.Database(t)), maxConns: testConns}
	c, err := freshLocal(sample.InSlack(), db, testListener(t), wallClock, testLog(t))
	must(t, err)
	b := browsertest.NewTab(t, browsertest.Start(t))
	startLocal(t, c)
	b.Open("http://" + c.Page.Addr().String())
	begin := func(title string) {
		b.Click(`[data-step="0"]`)
		b.Typed("/program setup")
		b.Press(kb.Enter)
		b.See(`//dialog//h2[.="` + title + `"]`)
	}
	save := func(next string) {
		b.Click(`.modal .primary`)
		b.See(`//dialog//h2[.="` + next + `"]`)
	}
	begin("Set up the program")
	b.Set(`[data-block="partner_type"] select`, "si")
	b.Fill(`[data-block="solution"] input`, "Field service in 30 days")
	save("Ideal partner profile")
	b.Press(kb.Escape)
	b.Gone(`dialog.modal`)

	begin("Ideal partner profile")
	if got := b.Eval(`document.querySelector('[data-block="criteria"] textarea').value`); !strings.HasPrefix(got, "Practice in our field | 5 | none; ") {
		t.Errorf("the profile begins with %q", got)
	}
	save("Deal registration") // as it is suggested
}
