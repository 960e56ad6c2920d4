package slack

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	slackgo "github.com/slack-go/slack"
	"golang.org/x/sync/semaphore"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/bot/view"
	"github.com/partnerbot/partnerbot/domain"
)

func TestPace(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := newPace()
		if w := p.post("C1"); w != 0 {
			t.Errorf("the first message waits %s", w)
		}
		time.Sleep(300 * time.Millisecond)
		if w := p.post("C1"); w != 700*time.Millisecond {
			t.Errorf("the second waits %s", w)
		}
		if w := p.post("C2"); w != 0 {
			t.Errorf("another channel waits %s", w)
		}
		time.Sleep(700 * time.Millisecond)
		if w := p.post("C1"); w != 0 { // the one that waited took no turn
			t.Errorf("after a second, it waits %s", w)
		}
	})
}

func TestPace_Workspace(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := newPace()
		sent := 0
		for i := range 2 * maxPaced {
			if p.post("C"+strings.Repeat("x", i)) == 0 {
				sent++
			}
		}
		if sent != workspacePostBurst {
			t.Errorf("%d messages at once, want %d", sent, workspacePostBurst)
		}
		if n := len(p.channels); n > maxPaced {
			t.Errorf("%d channels are remembered", n)
		}
		for range editBurst {
			if w := p.edit(); w != 0 {
				t.Errorf("an edit waits %s", w)
			}
		}
		if w := p.edit(); w <= 0 || w > time.Minute/editsPerMinute {
			t.Errorf("one edit more waits %s", w)
		}
	})
}

func TestReplays_Bounded(t *testing.T) {
	t.Parallel()
	const most = 100
	r := replays{most: most}
	at := time.Unix(0, 0)
	sig := func(i int) (s signature) {
		for b := range 8 {
			s[b] = byte(i >> (8 * b))
		}
		return s
	}
	for i := range most {
		if fresh, full := r.add(sig(i), at); !fresh || full {
			t.Fatalf("signature %d: fresh %v, full %v", i, fresh, full)
		}
	}
	if fresh, full := r.add(sig(most), at); fresh || !full {
		t.Errorf("one too many: fresh %v, full %v", fresh, full)
	}
	if fresh, full := r.add(sig(0), at); fresh || full {
		t.Errorf("an old one: fresh %v, full %v", fresh, full)
	}
	at = at.Add(rememberFor)
	if fresh, _ := r.add(sig(0), at); fresh {
		t.Error("after ten minutes, the first is forgotten")
	}
	if fresh, full := r.add(sig(most), at); !fresh || full {
		t.Errorf("after ten minutes, a new one: fresh %v, full %v", fresh, full)
	}
	r.add(sig(1), at.Add(rememberFor)) // the second generation goes
	if n := len(r.old) + len(r.young); n > 3 {
		t.Errorf("%d signatures are remembered after twenty minutes", n)
	}
}

func TestCut(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"", "a", "Acme", "👩‍👩‍👧‍👦👩‍👩‍👧‍👦", "नमस्ते", "a & b < c > d", strings.Repeat("ü \n", 50)} {
		for name, w := range map[string]*width{"units": units, "escaped": escapedUnits, "json": jsonBytes} {
			for limit := 4; limit < 80; limit++ {
				got := w.cut(s, limit, "…")
				if w.of(got) > limit || !utf8.ValidString(got) {
					t.Errorf("%s: %q cut to %d is %q", name, s, limit, got)
				}
				if kept, was := strings.CutSuffix(got, "…"); was && !strings.HasPrefix(s, kept) || !was && got != s {
					t.Errorf("%s: %q cut to %d is %q", name, s, limit, got)
				}
			}
		}
	}
	if units.of("👋") != 2 || units.of("ü") != 1 { // Slack may count as JavaScript does
		t.Error("units are not those of UTF-16")
	}
}

func TestFormats(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]bool{
		"*bold*": true, "a *b": true, "(_it_)": true, "`code`": true, "~x~": true, "> quoted": true, "a\n  > quoted": true,
		"Acme": false, "snake_case_name": false, "2 * 3": false, "a*b": false, "5 > 3": false, "*": false, "jane_doe@x.test": false,
	} {
		if formats(s) != want {
			t.Errorf("formats(%q) = %v", s, !want)
		}
	}
}

// The blocks are encoded by hand, and come out as encoding/json encodes them.
func TestAppendBlock(t *testing.T) {
	t.Parallel()
	hostile := "\x00\x1f\x7f\"\\\n\t<&>\u2028\u2029\u2030…—·▲é👩\xff\ufffd"
	blocks := []slackgo.Block{
		header(hostile), divider(), section(bold("a"), normal(hostile)), small(normal(hostile)),
		&slackgo.SectionBlock{Type: slackgo.MBTSection},
		&slackgo.RichTextBlock{Type: slackgo.MBTRichText, Elements: []slackgo.RichTextElement{
			&slackgo.RichTextSection{Type: slackgo.RTESection, Elements: []slackgo.RichTextSectionElement{
				&slackgo.RichTextSectionTextElement{Type: slackgo.RTSEText, Text: hostile, Style: boldStyle},
				&slackgo.RichTextSectionTextElement{Type: slackgo.RTSEText, Style: &slackgo.RichTextSectionTextStyle{Code: true}},
				&slackgo.RichTextSectionUserElement{Type: slackgo.RTSEUser, UserID: "U1"},
			}},
			&slackgo.RichTextPreformatted{Type: slackgo.RTEPreformatted},
		}},
	}
	for _, s := range view.Samples() {
		d, err := draw(s.View)
		if err != nil {
			t.Fatal(err)
		}
		blocks = append(blocks, d.blocks...)
	}
	for _, b := range blocks {
		want, err := json.Marshal(b)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := appendBlock(nil, b); err != nil || string(got) != string(want) {
			t.Errorf("%v:\n%s, encoding/json has\n%s", err, got, want)
		}
	}
	for r := range rune(0x3000) {
		want, err := json.Marshal(string(r))
		if err != nil || string(appendString(nil, string(r))) != string(want) || jsonBytes.rune(r) != len(want)-2 {
			t.Errorf("%U: %s and %d bytes, encoding/json has %s", r, appendString(nil, string(r)), jsonBytes.rune(r), want)
		}
		if n := len(utf16.Encode([]rune(escape(string(r))))); escapedUnits.rune(r) != n {
			t.Errorf("%U: %d units escaped, want %d", r, escapedUnits.rune(r), n)
		}
	}
}

func TestShorten(t *testing.T) {
	t.Parallel()
	var blocks []slackgo.Block
	for range 60 {
		blocks = append(blocks, section(normal(strings.Repeat("x", 100))))
	}
	row := &slackgo.ActionBlock{Type: slackgo.MBTAction, Elements: &slackgo.BlockElements{ElementSet: []slackgo.BlockElement{
		&slackgo.ButtonBlockElement{Type: slackgo.METButton, Text: plain("Go", 10)},
	}}}
	blocks = append(blocks, row)
	for name, c := range map[string]struct{ most, bytes int }{"blocks": {50, 100_000}, "bytes": {100, 3000}} {
		pieces, err := shorten(blocks, c.most, c.bytes)
		if err != nil || len(pieces) > c.most || length(pieces) > c.bytes {
			t.Fatalf("%s: %d blocks, %d bytes, %v", name, len(pieces), length(pieces), err)
		}
		n := len(pieces)
		if !isButtons(pieces[n-1]) || !strings.Contains(string(pieces[n-2].json), "left out") {
			t.Errorf("%s: ends with %s and %s", name, pieces[n-2].json, pieces[n-1].json)
		}
	}
}

// slow is a Web API that answers nothing until it is given up.
type slow struct{ api }

func (slow) GetUserInfoContext(ctx context.Context, _ string, _ ...slackgo.GetUserInfoOption) (*slackgo.User, error) {
	<-ctx.Done()
	return nil, ctx.Err()
}

// waiting is a bot that answers when its time is over.
type waiting struct{}

func (waiting) Handle(ctx context.Context, _ bot.Request) bot.Reply {
	<-ctx.Done()
	return bot.Reply{}
}

// Slack waits three seconds for an answer, and a person is looked up within them.
func TestSlack_AnswersInTime(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &Slack{api: slow{}, config: Config{Bot: waiting{}, Workspace: "T1"}}
		began := time.Now()
		_, err := s.profile(t.Context(), domain.Identity{User: "U1"})
		if took := time.Since(began); took != profileTimeout || domain.CodeOf(err) != domain.Unavailable {
			t.Errorf("a look-up that hangs took %s: %v", took, err)
		}
		began = time.Now()
		s.handle(t.Context(), bot.Request{})
		if took := time.Since(began); took >= 3*time.Second {
			t.Errorf("a bot that hangs took %s", took)
		}
	})
}

func TestSlack_CarriesOnAfterAPanic(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	s := &Slack{log: slog.New(slog.NewTextHandler(&out, nil)), after: semaphore.NewWeighted(maxAfter)}
	s.carry(t.Context(), func(context.Context) { panic("oh") })
	if err := s.Drain(t.Context()); err != nil || !strings.Contains(out.String(), "panicked") {
		t.Errorf("Drain: %v, log %q", err, out.String())
	}
}

// What hangs after an acknowledgment neither holds up the next one nor piles up without end.
func TestSlack_CarriesSoMuchAtOnce(t *testing.T) {
	t.Parallel()
	over := make(chan struct{})
	var done atomic.Int32
	s := &Slack{log: slog.New(slog.DiscardHandler), after: semaphore.NewWeighted(maxAfter)}
	for range maxAfter + 10 {
		s.carry(t.Context(), func(context.Context) {
			<-over
			done.Add(1)
		})
	}
	soon, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Drain(soon); err == nil {
		t.Error("Drain did not wait")
	}
	close(over)
	if err := s.Drain(t.Context()); err != nil || done.Load() != maxAfter {
		t.Errorf("%d were carried out, Drain: %v", done.Load(), err)
	}
}

// A request outlives its connection once it was acknowledged.
func TestSlack_CarriesOnWithoutTheConnection(t *testing.T) {
	t.Parallel()
	s := &Slack{log: slog.New(slog.DiscardHandler), after: semaphore.NewWeighted(maxAfter)}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var failed error
	s.carry(ctx, func(ctx context.Context) {
		failed = ctx.Err()
		if _, limited := ctx.Deadline(); !limited {
			failed = errors.New("it may go on for ever")
		}
	})
	if err := s.Drain(t.Context()); err != nil || failed != nil {
		t.Errorf("Drain: %v, context: %v", err, failed)
	}
}

func TestClient_IsMadeSafe(t *testing.T) {
	t.Parallel()
	given := &http.Client{}
	for _, c := range []*http.Client{client(nil), client(given)} {
		if c.Timeout == 0 || c.CheckRedirect(nil, nil) != http.ErrUseLastResponse {
			t.Errorf("timeout %s, or redirects are followed", c.Timeout)
		}
	}
	if given.Timeout != 0 || given.CheckRedirect != nil {
		t.Error("the given client was changed")
	}
}
