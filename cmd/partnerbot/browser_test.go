package main

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/partnerbot/partnerbot/bot/playground/browsertest"
)

// TestBrowser clicks the story through in a real browser, as somebody who tries the demo would: a form with mistakes
// first, the approval that changes the card in place, and the Monday post.
func TestBrowser(t *testing.T) {
	t.Parallel()
	c := sampleFor(t, at(t, "2026-11-18T15:00:00Z"), true)
	b := browsertest.NewTab(t, browsertest.Start(t))
	startLocal(t, c)
	b.Open("http://" + c.Page.Addr().String())
	registerInBrowser(b)
	approveInBrowser(b)
	mondayInBrowser(b)
}

func registerInBrowser(b browsertest.Tab) {
	b.Click(`[data-step="0"]`)
	b.Typed("/deal register Harbor Street Clinics harborstreet-clinics.com 86,000")
	b.Press(kb.Enter)
	b.See(`dialog.modal`)
	b.Fill(`[data-block="partner"] input`, "Calder")
	b.See(browsertest.Text("pop-item", "Calder & Finch"))
	b.Press(kb.Enter)
	b.Set(`[data-block="product"] select`, "Dispatch")
	b.Set(`[data-block="close_date"] input`, "2026-12-12")
	b.Fill(`[data-block="contact_name"] input`, "Elena Brooks")
	b.Fill(`[data-block="contact_email"] input`, "elena@gmail.com")
	b.Fill(`[data-block="how_engaged"] textarea`, "They know them.")
	b.Fill(`[data-block="next_step"] input`, "Demo with the dispatch leads")
	b.Click(`.modal .primary`)
	b.See(browsertest.Text("error", "private mailbox"))
	b.See(browsertest.Text("error", "At least 20 characters"))
	b.Set(`[data-block="contact_email"] input`, "elena.brooks@harborstreet-clinics.com")
	b.Fill(`[data-block="how_engaged"] textarea`, " Calder & Finch ran a workshop with the operations director.")
	b.Click(`.modal .primary`)
	b.Gone(`dialog.modal`)
	b.See(browsertest.Text("msg", "is registered: Harbor Street Clinics, Dispatch, $86,000."))
	b.See(`[data-step="0"].done`)
}

func approveInBrowser(b browsertest.Tab) {
	b.Click(`[data-step="2"]`)
	card := browsertest.Text("msg", "Harbor Street Clinics, Dispatch")
	b.See(card)
	b.See(`[data-step="2"]:not(.done)`)
	b.See(card + `//button[.="Approve"]`)
	b.Click(card + `//button[.="Approve"]`)
	b.See(browsertest.Text("msg", "Ruth Ekström approved it"))
	b.Gone(card + `//button[.="Approve"]`)
	b.See(`[data-step="2"].done`)
}

func mondayInBrowser(b browsertest.Tab) {
	b.Click(`[data-step="5"]`)
	for _, words := range []string{"short of the $1,650,000 goal", "Coverage", "Movers", "Harbor Street Clinics"} {
		b.See(browsertest.Text("msg", words))
	}
	b.See(`[data-step="5"].done`)
	// There is a post of the Monday before: the new one is what the reader sees.
	b.Do("the new post is in sight", chromedp.Poll[chromedp.Void](`(() => {
		const post = [...document.querySelectorAll("#log .msg")].at(-1), place = document.querySelector("#scroll").getBoundingClientRect();
		return post.innerText.includes("Harbor Street Clinics") && Math.abs(post.getBoundingClientRect().top - place.top) < 40;
	})()`))
}
