package playground_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/slack-go/slack"

	"github.com/partnerbot/partnerbot/bot/playground"
)

// browser starts a headless Chromium and gives its context. Without one the test is
// skipped, unless PARTNERBOT_REQUIRE_BROWSER=1 says that there must be one.
func browser(t *testing.T) context.Context {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "headless-shell"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		if os.Getenv("PARTNERBOT_REQUIRE_BROWSER") == "1" {
			t.Fatal("no Chromium on PATH, and PARTNERBOT_REQUIRE_BROWSER=1 asks for one")
		}
		t.Skip("no Chromium on PATH: the page is not tested")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.WindowSize(1280, 900))
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox) // Chromium's sandbox does not run as root
	}
	var err error
	for range 3 { // on a loaded machine Chromium now and then dies as it starts
		all, stopAll := chromedp.NewExecAllocator(context.Background(), options...)
		ctx, stop := chromedp.NewContext(all)
		t.Cleanup(func() { stop(); stopAll() })
		if err = chromedp.Do(ctx); err == nil { // starts it, without a deadline of its own
			return ctx
		}
	}
	t.Fatalf("starting %s: %v", path, err)
	return nil
}

// tab drives the page and fails the test with what was on the page.
type tab struct {
	t   *testing.T
	ctx context.Context
}

func (b tab) do(what string, steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, 30*time.Second)
	defer cancel()
	if err := chromedp.Do(b.ctx); err != nil { // opens the tab, without a deadline of its own
		b.t.Fatalf("%s: %v", what, err)
	}
	if err := chromedp.Do(ctx, steps...); err != nil {
		shown, _ := chromedp.Run(b.ctx, chromedp.Evaluate[string](`document.body.innerText`))
		b.t.Fatalf("%s: %v\non the page:\n%s", what, err, shown)
	}
}

func (b tab) open(url string) { b.t.Helper(); b.do("open", chromedp.Navigate(url)) }
func (b tab) see(selector string) {
	b.t.Helper()
	b.do("see "+selector, chromedp.WaitVisible(selector))
}

func (b tab) gone(selector string) {
	b.t.Helper()
	b.do("gone "+selector, chromedp.WaitNotPresent(selector))
}

func (b tab) click(selector string) { b.t.Helper(); b.do("click "+selector, chromedp.Click(selector)) }
func (b tab) press(keys string)     { b.t.Helper(); b.do("press", chromedp.KeyEvent(keys)) }
func (b tab) fill(selector, v string) {
	b.t.Helper()
	b.do("fill "+selector, chromedp.SendKeys(selector, v))
}

func (b tab) eval(js string) string {
	b.t.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[any](js))
	if err != nil {
		b.t.Fatalf("%s: %v", js, err)
	}
	return fmt.Sprint(v)
}

// text is a selector for an element of a class that holds words.
func text(class, words string) string {
	return fmt.Sprintf(`//*[contains(concat(" ", @class, " "), " %s ") and contains(., %q)]`, class, words)
}

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
	ctx := browser(t)
	for name, part := range map[string]func(*testing.T, tab){
		"story": browserStory, "keyboard in a narrow window": browserKeyboard, "threads": browserThreads,
	} {
		t.Run(name, func(t *testing.T) {
			page, stop := chromedp.NewContext(ctx)
			defer stop()
			part(t, tab{t, page})
		})
	}
}

func browserStory(t *testing.T, b tab) {
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

	b.open(w.url + "/#as=URAE&room=CSECRET")
	b.see(text("side-item", "secret"))
	b.click(`[data-step="0"]`)
	b.see(text("side-item", "deal-desk"))
	b.do("the command is typed", chromedp.Poll[chromedp.Void](`document.querySelector("#composer")?.value === "/deal register Acme"`))
	b.press(kb.Enter)

	b.see(`dialog.modal`)
	b.click(`.modal .primary`)
	b.see(text("error", "Please complete this required field."))
	b.fill(`[data-block="name"] input`, "Acme")
	b.fill(`[data-block="owner"] input`, "Rae")
	b.see(text("pop-item", "Rae Ops"))
	b.press(kb.Enter)
	b.click(`.modal .primary`)
	b.see(text("error", "Acme is taken."))
	if got := b.eval(`document.querySelector('[data-block="name"] input').value + "/" + document.querySelector('[data-block="owner"] input').value`); got != "Acme/Rae Ops" {
		t.Errorf("the fields hold %q", got)
	}
	b.fill(`[data-block="name"] input`, " Two")
	b.click(`.modal .primary`)
	b.gone(`dialog.modal`)
	b.see(text("b-header", "Acme Two"))

	b.click(`.who`)
	b.click(text("pop-item", "Rae Ops"))
	b.see(text("who", "Rae Ops"))
	b.click(`[data-focus*="/approve"]`)
	b.see(text("msg", "Approved by @Rae Ops"))
	b.gone(`[data-focus*="/approve"]`)

	b.click(`[data-clock="monday"]`)
	b.see(text("msg", "Digest <b>now</b> <img src=x onerror=document.title=1>"))
	b.see(text("clock", "Mon, Nov 23, 2026"))
	if n := b.eval(`document.querySelectorAll("#log img, #log b, #log script").length`); n != "0" {
		t.Errorf("%s elements were made of a message's text", n)
	}
}

func browserKeyboard(t *testing.T, b tab) {
	w := newWorld(t)
	w.openForm(t, simpleForm("Register a deal"))
	b.do("narrow", chromedp.EmulateViewport(600, 800))
	b.open(w.url + "/#as=USAM&room=CDEALS")
	b.see(`#composer`)
	if got := b.eval(`getComputedStyle(document.querySelector("#side")).visibility`); got != "hidden" {
		t.Errorf("the sidebar of a narrow window is %s", got)
	}
	b.click(`.only-narrow`)
	b.see(text("side-item", "general"))
	b.do("focus the list", chromedp.Focus(`[data-room="CDEALS"]`))
	b.press(kb.ArrowDown)
	b.press(kb.Enter)
	b.see(text("room-head", "general"))

	b.fill(`#composer`, "/de")
	b.see(text("offer", "/deal"))
	b.press(kb.Tab)
	b.do("the command is taken", chromedp.Poll[chromedp.Void](`document.querySelector("#composer").value === "/deal "`))
	b.press(kb.Enter)
	b.see(`dialog.modal`)
	for range 8 {
		b.press(kb.Tab)
		// An empty activeElement is the browser's own frame around the page.
		if got := b.eval(`Boolean(document.activeElement === document.body || document.activeElement.closest("dialog"))`); got != "true" {
			t.Fatalf("the focus left the modal")
		}
	}
	b.press(kb.Escape)
	b.gone(`dialog.modal`)
}

func browserThreads(t *testing.T, b tab) {
	w := newWorld(t)
	b.open(w.url + "/#as=USAM&room=CDEALS")
	b.see(`#composer`)
	_, ts, err := w.api.PostMessageContext(within(t), "CDEALS", slack.MsgOptionText("A card", false))
	_, _, replyErr := w.api.PostMessageContext(within(t), "CDEALS", slack.MsgOptionText("Its history", false), slack.MsgOptionTS(ts))
	if err := errors.Join(err, replyErr); err != nil {
		t.Fatal(err)
	}
	b.see(text("thread-line", "1 reply"))
	b.click(`.thread-line`)
	b.see(text("msg", "Its history"))
	b.fill(`#reply`, "Thanks")
	b.press(kb.Enter)
	b.see(text("count", "2 replies"))
	if got := w.As("URAE").Thread(w.As("URAE").Messages("CDEALS")[0]); len(got) != 2 || !strings.Contains(got[1].Text(), "Thanks") {
		t.Errorf("thread = %v", got)
	}
	b.press(kb.Escape)
	b.do("the thread is closed", chromedp.WaitNotVisible(`#thread`))
}
