package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/partnerbot/partnerbot/bot/playground"
	"github.com/partnerbot/partnerbot/domain/calendar"
)

// TestReplicas runs three processes on one database, started at once while it is empty, with the requests spread over
// them. Two hundred partners register the same deal at the same moment: one holds it, and the others are told in so many
// words. The Monday post comes once.
func TestReplicas(t *testing.T) {
	const partners = 200
	w := newTown(t, partners)
	w.onSharedServer(t)
	all := []*process{w.launch(t), w.launch(t), w.launch(t)}
	w.balance(t, all)
	w.setUp(t, partners)
	conn := w.watch(t)

	w.race(t, w.fillInAll(t, partners))
	w.settle(t, conn)
	count := func(sql string) (n int) {
		must(t, conn.QueryRow(t.Context(), sql).Scan(&n))
		return n
	}
	if n := count(`select count(*) from registration`); n != 1 {
		t.Errorf("%d registrations are kept, want 1", n)
	}
	if n, cards := count(`select count(*) from delivery`), w.postedTo(dealDesk); n != 1 || len(cards) != 1 {
		t.Errorf("%d messages were caused and %q posted, want 1", n, cards)
	}

	w.clock.Advance(calendar.DateOf(w.clock.Now()).AddDays(7).Monday().In(time.UTC).Add(8*time.Hour + time.Minute))
	for _, p := range all {
		p.tell(t, w.clock)
	}
	w.settle(t, conn)
	if got := len(w.As(lead).Messages(forecasts)); got != 1 {
		t.Errorf("%d Monday posts, want 1", got)
	}
	for _, p := range all {
		p.stop(t)
	}
}

// postedTo is what was posted to a channel. (Who is answered so late that the form is gone has the answer as a direct
// message, which nothing else caused.)
func (w *town) postedTo(channel string) (texts []string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, p := range w.posts {
		if p.channel == channel {
			texts = append(texts, p.text)
		}
	}
	return texts
}

// balance spreads the workspace's requests over the processes, one after the other.
func (w *town) balance(t *testing.T, all []*process) {
	t.Helper()
	var targets []*url.URL
	for _, p := range all {
		p.await(t)
		u, err := url.Parse(p.address)
		must(t, err)
		targets = append(targets, u)
	}
	var turn atomic.Int64
	front := httptest.NewServer(&httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
		r.SetURL(targets[int(turn.Add(1))%len(targets)])
	}})
	t.Cleanup(front.Close)
	w.SetBotURL(front.URL)
}

// fillInAll has every seller fill in the form for a partner of their own, for the same customer and product.
func (w *town) fillInAll(t *testing.T, n int) []*playground.Modal {
	t.Helper()
	forms := make([]*playground.Modal, n)
	var work errgroup.Group
	work.SetLimit(6)
	for i := range forms {
		work.Go(func() (err error) {
			forms[i], err = w.fillIn(t, seller(i), partner(i), "Acme Corp", "acme.com")
			return err
		})
	}
	must(t, work.Wait())
	return forms
}

// race sends all forms at once. One is taken, and each of the others is told which registration stands in the way.
func (w *town) race(t *testing.T, forms []*playground.Modal) {
	t.Helper()
	ctx := patience(t)
	start := make(chan struct{})
	answers := make([]string, len(forms))
	var busy atomic.Int32
	var wg sync.WaitGroup
	for i, form := range forms {
		wg.Go(func() {
			<-start
			answers[i] = w.sent(ctx, seller(i), form)
			for ctx.Err() == nil && strings.Contains(answers[i], "Try again") { // as a person does who is told so
				busy.Add(1)
				answers[i] = w.sent(ctx, seller(i), form)
			}
		})
	}
	close(start)
	wg.Wait()
	t.Logf("%d times the program was too busy", busy.Load())
	taken, other := 0, map[string]int{}
	for _, a := range answers {
		switch {
		case strings.Contains(a, "D-1001 is registered"):
			taken++
		case !refusal.MatchString(a):
			other[a]++
		}
	}
	if taken != 1 || len(other) > 0 {
		t.Errorf("%d registrations were taken, want 1; refusals that do not say why: %v", taken, other)
	}
}

// refusal says who holds the deal.
var refusal = regexp.MustCompile(`Partner \d{3} .*\(D-1001, in review\)`)

// sent sends a form and gives what the person reads then.
func (w *town) sent(ctx context.Context, user string, form *playground.Modal) string {
	wrong, err := form.Submit(ctx)
	var failed *playground.DeliveryError
	switch open := w.As(user).Modal(); {
	case errors.As(err, &failed) && failed.Status == http.StatusServiceUnavailable:
		return "We had some trouble connecting. Try again?" // Slack's words
	case err != nil:
		return err.Error()
	case len(wrong) > 0:
		return fmt.Sprint(wrong)
	case open != nil:
		return open.Text()
	}
	said, err := w.As(user).WaitMessage(ctx, sales, func(m playground.Message) bool { return m.Ephemeral })
	if err != nil {
		return err.Error()
	}
	return said.Text()
}
