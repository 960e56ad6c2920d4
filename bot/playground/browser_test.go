package playground_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/slack-go/slack"

	"github.com/partnerbot/partnerbot/bot/playground"
	"github.com/partnerbot/partnerbot/bot/playground/browsertest"
)

// storyBot registers a company, lets it be approved and posts a digest on demand.
func storyBot(t *testing.T, w *world) {
	form := simpleForm("Register a deal")
	owner := slack.NewOptionsSelectBlockElement("users_select", plain("Person"), "owner")
	form.Blocks.BlockSet = append(form.Blocks.BlockSet, slack.NewInputBlock("owner", plain("Owner"), nil, owner))
	w.openForm(t, form)
	approve := slack.NewButtonBlockElement("approve", "", plain("Approve"))
	w.bot.interaction = func(rw http.ResponseWriter, ic slack.InteractionCallback) {
		var err error
		switch ic.Type {
		case slack.InteractionTypeViewSubmission:
			name := ic.View.State.Values["name"]["name"].Value
			if name == "Acme" {
				writeJSON(rw, slack.NewErrorsViewSubmissionResponse(map[string]string{"name": "Acme is taken."}))
				return
			}
			_, _, err = w.api.PostMessageContext(t.Context(), "CDEALS", slack.MsgOptionText(name, false), slack.MsgOptionBlocks(
				slack.NewHeaderBlock(plain(name)), slack.NewActionBlock("", approve)))
		case slack.InteractionTypeBlockActions:
			_, _, _, err = w.api.UpdateMessageContext(t.Context(), ic.Channel.ID, ic.Message.Timestamp,
				slack.MsgOptionText("Approved by <@"+ic.User.ID+">", false))
		}
		if err != nil {
			t.Error(err)
		}
	}
}

// TestBrowser uses the page as a person does, in one browser with a tab for each part.
func TestBrowser(t *testing.T) {
	t.Parallel()
	ctx := browsertest.Start(t)
	for name, part := range map[string]func(*testing.T, browsertest.Tab){
		"story": browserStory, "keyboard in a narrow window": browserKeyboard, "threads": browserThreads,
		"what is new is in sight": browserNews,
	} {
		t.Run(name, func(t *testing.T) {
			part(t, browsertest.NewTab(t, ctx))
		})
	}
}

func browserStory(t *testing.T, b browsertest.Tab) {
	var w *world
	w = newWorld(t, func(c *playground.Config) {
		c.NextMonday = func(now time.Time) time.Time { return now.AddDate(0, 0, 5) }
		c.Advance = func(ctx context.Context, to time.Time) error {
			w.clock.add(to.Sub(w.clock.now()))
			_, _, err := w.api.PostMessageContext(ctx, "CDEALS", slack.MsgOptionText("*Digest* &lt;b&gt;now&lt;/b&gt; &lt;img src=x onerror=document.title=1&gt;", false))
			return err
		}
		c.Guide = []playground.Step{{Title: "Register", As: "USAM", Channel: "CDEALS", Type: "/deal register Acme"}}
	})
	storyBot(t, w)

	b.Open(w.url + "/#as=URAE&room=CSECRET")
	b.See(browsertest.Text("side-item", "secret"))
	b.Click(`[data-step="0"]`)
	b.See(browsertest.Text("side-item", "deal-desk"))
	b.Do("the command is typed", chromedp.Poll[chromedp.Void](`document.querySelector("#composer")?.value === "/deal register Acme"`))
	b.Press(kb.Enter)

	b.See(`dialog.modal`)
	b.Click(`.modal .primary`)
	b.See(browsertest.Text("error", "Please complete this required field."))
	b.Fill(`[data-block="name"] input`, "Acme")
	b.Click(`[data-block="owner"] input`)
	b.See(browsertest.Text("pop-item", "Sam Seller"))
	// Who types fast presses Enter before the list has caught up: what was typed counts, not what the list shows still.
	b.Eval(`((box) => {
		box.value = "Rae";
		box.dispatchEvent(new Event("input", { bubbles: true }));
		return box.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
	})(document.querySelector('[data-block="owner"] input'))`)
	b.Do("Rae is chosen", chromedp.Poll[chromedp.Void](`document.querySelector('[data-block="owner"] input').value === "Rae Ops"`))
	b.Click(`.modal .primary`)
	b.See(browsertest.Text("error", "Acme is taken."))
	if got := b.Eval(`document.querySelector('[data-block="name"] input').value + "/" + document.querySelector('[data-block="owner"] input').value`); got != "Acme/Rae Ops" {
		t.Errorf("the fields hold %q", got)
	}
	b.Fill(`[data-block="name"] input`, " Two")
	b.Click(`.modal .primary`)
	b.Gone(`dialog.modal`)
	b.See(browsertest.Text("b-header", "Acme Two"))

	b.Click(`.who`)
	b.Click(browsertest.Text("pop-item", "Rae Ops"))
	b.See(browsertest.Text("who", "Rae Ops"))
	b.Click(`[data-focus*="/approve"]`)
	b.See(browsertest.Text("msg", "Approved by @Rae Ops"))
	b.Gone(`[data-focus*="/approve"]`)

	b.Click(`[data-clock="monday"]`)
	b.See(browsertest.Text("msg", "Digest <b>now</b> <img src=x onerror=document.title=1>"))
	b.See(browsertest.Text("clock", "Mon, Nov 23, 2026"))
	if n := b.Eval(`document.querySelectorAll("#log img, #log b, #log script").length`); n != "0" {
		t.Errorf("%s elements were made of a message's text", n)
	}
}

func browserKeyboard(t *testing.T, b browsertest.Tab) {
	w := newWorld(t)
	w.openForm(t, simpleForm("Register a deal"))
	b.Do("narrow", chromedp.EmulateViewport(600, 800))
	b.Open(w.url + "/#as=USAM&room=CDEALS")
	b.See(`#composer`)
	if got := b.Eval(`getComputedStyle(document.querySelector("#side")).visibility`); got != "hidden" {
		t.Errorf("the sidebar of a narrow window is %s", got)
	}
	b.Click(`.only-narrow`)
	b.See(browsertest.Text("side-item", "general"))
	b.Do("focus the list", chromedp.Focus(`[data-room="CDEALS"]`))
	b.Press(kb.ArrowDown)
	b.Press(kb.Enter)
	b.See(browsertest.Text("room-head", "general"))

	b.Fill(`#composer`, "/de")
	b.See(browsertest.Text("offer", "/deal"))
	b.Press(kb.Tab)
	b.Do("the command is taken", chromedp.Poll[chromedp.Void](`document.querySelector("#composer").value === "/deal "`))
	b.Press(kb.Enter)
	b.See(`dialog.modal`)
	for range 8 {
		b.Press(kb.Tab)
		// An empty activeElement is the browser's own frame around the page.
		if got := b.Eval(`Boolean(document.activeElement === document.body || document.activeElement.closest("dialog"))`); got != "true" {
			t.Fatalf("the focus left the modal")
		}
	}
	b.Press(kb.Escape)
	b.Gone(`dialog.modal`)
	b.Press("x")
	b.Do("one can go on typing", chromedp.Poll[chromedp.Void](`document.querySelector("#composer").value.includes("x")`))
}

func browserThreads(t *testing.T, b browsertest.Tab) {
	w := newWorld(t, func(c *playground.Config) {
		c.Guide = []playground.Step{{Title: "Register", As: "USAM", Channel: "CDEALS"}}
	})
	b.Open(w.url + "/#as=USAM&room=CDEALS")
	b.See(`#composer`)
	_, ts, err := w.api.PostMessageContext(within(t), "CDEALS", slack.MsgOptionText("A card", false))
	_, _, replyErr := w.api.PostMessageContext(within(t), "CDEALS", slack.MsgOptionText("Its history", false), slack.MsgOptionTS(ts))
	if err := errors.Join(err, replyErr); err != nil {
		t.Fatal(err)
	}
	b.See(browsertest.Text("thread-line", "1 reply"))
	b.Click(`.thread-line`)
	b.See(browsertest.Text("msg", "Its history"))
	b.Fill(`#reply`, "Thanks")
	b.Press(kb.Enter)
	b.See(browsertest.Text("count", "2 replies"))
	if got := w.As("URAE").Thread(w.As("URAE").Messages("CDEALS")[0]); len(got) != 2 || !strings.Contains(got[1].Text(), "Thanks") {
		t.Errorf("thread = %v", got)
	}
	b.Press(kb.Escape)
	b.Do("the thread is closed", chromedp.WaitNotVisible(`#thread`))

	b.Click(`.thread-line`)
	b.Do("the guide makes room", chromedp.WaitNotVisible(`#guide`))
	b.Click(`[data-focus="guide"]`)
	b.See(`#guide`)
	b.Do("the thread makes room", chromedp.WaitNotVisible(`#thread`))
}

// browserNews has posts come that are taller than the window: who looked at the last one sees the next from its
// beginning, and who reads elsewhere is left there.
func browserNews(t *testing.T, b browsertest.Tab) {
	w := newWorld(t)
	post := func(title string) {
		_, _, err := w.api.PostMessageContext(within(t), "CDEALS", slack.MsgOptionText(title+strings.Repeat("\nline", 80), false))
		if err != nil {
			t.Fatal(err)
		}
	}
	shown := func(title string) {
		t.Helper()
		b.Do(title+" is shown from its beginning", chromedp.Poll[chromedp.Void](fmt.Sprintf(`(() => {
			const m = [...document.querySelectorAll("#log .msg")].at(-1), place = document.querySelector("#scroll").getBoundingClientRect();
			return m?.innerText.includes(%q) && Math.abs(m.getBoundingClientRect().top - place.top) < 40;
		})()`, title)))
	}
	post("First post")
	b.Open(w.url + "/#as=USAM&room=CDEALS")
	shown("First post")
	post("Second post")
	shown("Second post")
	b.Eval(`document.querySelector("#scroll").scrollTop = 0`)
	post("Third post")
	b.Do("the third is there", chromedp.Poll[chromedp.Void](`document.querySelector("#log").innerText.includes("Third post")`))
	if got := b.Eval(`document.querySelector("#scroll").scrollTop`); got != "0" {
		t.Errorf("the reader was taken to %s", got)
	}
}
