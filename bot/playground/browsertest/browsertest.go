// Package browsertest drives the playground's page in a headless Chromium.
package browsertest

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// Start starts a headless Chromium and gives its context. Without one the test is
// skipped, unless PARTNERBOT_REQUIRE_BROWSER=1 says that there must be one.
func Start(t *testing.T) context.Context {
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

// Tab drives the page and fails the test with what was on the page.
type Tab struct {
	t   *testing.T
	ctx context.Context
}

// NewTab opens a tab in the browser of Start; it is closed when the test ends.
func NewTab(t *testing.T, browser context.Context) Tab {
	t.Helper()
	ctx, stop := chromedp.NewContext(browser)
	t.Cleanup(stop)
	return Tab{t, ctx}
}

// Do takes steps, within 30 seconds.
func (b Tab) Do(what string, steps ...chromedp.Action[chromedp.Void]) {
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

// Open goes to an address.
func (b Tab) Open(url string) { b.t.Helper(); b.Do("open", chromedp.Navigate(url)) }

// See waits until an element is visible: a CSS selector or an XPath, such as one of Text.
func (b Tab) See(selector string) {
	b.t.Helper()
	b.Do("see "+selector, chromedp.WaitVisible(selector))
}

// Gone waits until no element fits.
func (b Tab) Gone(selector string) {
	b.t.Helper()
	b.Do("gone "+selector, chromedp.WaitNotPresent(selector))
}

// Click clicks an element.
func (b Tab) Click(selector string) { b.t.Helper(); b.Do("click "+selector, chromedp.Click(selector)) }

// Press types keys where the focus is.
func (b Tab) Press(keys string) { b.t.Helper(); b.Do("press", chromedp.KeyEvent(keys)) }

// Fill types into an element.
func (b Tab) Fill(selector, v string) {
	b.t.Helper()
	b.Do("fill "+selector, chromedp.SendKeys(selector, v))
}

// Set puts a value into an input, in place of what is there: for a list, the value of the option that reads so.
func (b Tab) Set(selector, value string) {
	b.t.Helper()
	b.Eval(fmt.Sprintf(`((box, value) => {
		const option = [...(box.options || [])].find((o) => o.text === value);
		box.value = option ? option.value : value;
		for (const kind of ["input", "change"]) box.dispatchEvent(new Event(kind, { bubbles: true }));
	})(document.querySelector(%q), %q)`, selector, value))
}

// Typed waits until the message box holds a text.
func (b Tab) Typed(text string) {
	b.t.Helper()
	b.Do("typed "+text, chromedp.Poll[chromedp.Void](fmt.Sprintf(`document.querySelector("#composer")?.value === %q`, text)))
}

// Eval is what an expression comes to, as text.
func (b Tab) Eval(js string) string {
	b.t.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[any](js))
	if err != nil {
		b.t.Fatalf("%s: %v", js, err)
	}
	return fmt.Sprint(v)
}

// Text is a selector for an element of a class that holds words.
func Text(class, words string) string {
	return fmt.Sprintf(`//*[contains(concat(" ", @class, " "), " %s ") and contains(., %q)]`, class, words)
}
