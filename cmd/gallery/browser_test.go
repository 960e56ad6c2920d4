package main

import (
	"fmt"
	"path/filepath"
	"testing"

	"github.com/partnerbot/partnerbot/bot/playground/browsertest"
)

// The page, opened from its file, draws every sample on both sides, and nothing that somebody typed is markup.
func TestPage_Draws(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := write(dir); err != nil {
		t.Fatal(err)
	}
	drawings, err := drawAll()
	if err != nil {
		t.Fatal(err)
	}
	page := browsertest.NewTab(t, browsertest.Start(t))
	page.Open("file://" + filepath.Join(dir, "index.html"))
	page.See(fmt.Sprintf(`body[data-drawn="%d"]`, len(drawings)))
	for what, count := range map[string]string{
		"elements that the page cannot draw": `.ac-unknown`,
		"parts of a card that a text made":   `.ac-card :is(a, b, script, img, strong, em)`,
		"cards with nothing on them":         `.ac-card:empty`,
	} {
		if got := page.Eval(fmt.Sprintf("String(document.querySelectorAll(%q).length)", count)); got != "0" {
			t.Errorf("%s %s", got, what)
		}
	}
	cards := len(drawings)
	for _, d := range drawings {
		if d.Own != nil {
			cards++
		}
	}
	if got := page.Eval(`String(document.querySelectorAll(".paper > .ac-card").length)`); got != fmt.Sprint(cards) {
		t.Errorf("%s cards are drawn of %d", got, cards)
	}
}
