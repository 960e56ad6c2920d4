package teams_test

import (
	"bufio"
	"bytes"
	"context"
	"crypto"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/bot/bottest/nodetest"
	"github.com/partnerbot/partnerbot/bot/teams"
	"github.com/partnerbot/partnerbot/bot/view"
	"github.com/partnerbot/partnerbot/domain/domaintest"
)

const (
	benchClients = 16
	benchTurn    = 25 // messages of each client before it is another bot's turn
	benchWarmup  = 5  // turns before anything is measured: Node compiles what is called often
	benchTokens  = 4  // Teams sends one token for a while
	benchMark    = "THE-TEXT"
	benchWait    = 20 * time.Second // a reply that takes longer is none
)

// BenchmarkMessage compares bots that answer a message with a card that repeats it, from the bytes of the message to the
// arrival of the reply, each of sixteen clients sending its next message once it has its answer:
//
//   - bot: this package, which judges the token, takes no message twice and keeps whom it met;
//   - net_http: a handler that does nothing but decode the message, and send the same card;
//   - teams_apps: @microsoft/teams.apps, which judges the token, in a process of its own; only where Node is.
//
// They take turns, so that a machine whose speed drifts is as fast for one as for the others, and each has the rate of
// its median turn, so that a moment of other work does not count. The first turns do not count either. ratio is the rate
// of the bot over that of net_http; x_teams_apps is that over teams_apps, and is to be at least 5.
//
//	go test -run '^$' -bench Message -benchtime 40x ./bot/teams
func BenchmarkMessage(b *testing.B) {
	k := newTrack(b)
	all := []*racer{k.bot(b), k.plain(b)}
	if nodetest.Installed() {
		all = append(all, k.teamsApps(b))
	}
	for _, r := range all {
		for range benchWarmup {
			r.turn(b, k)
		}
		r.turns = nil
	}
	sent := k.replies.Load()
	for b.Loop() {
		for _, r := range all {
			r.turn(b, k)
		}
	}
	each := b.N * benchClients * benchTurn
	if got := k.replies.Load() - sent; got != int64(len(all)*each) {
		b.Fatalf("%d replies arrived to %d messages", got, len(all)*each)
	}
	for _, r := range all {
		b.ReportMetric(r.rate(), r.name+"/s")
	}
	b.ReportMetric(all[0].rate()/all[1].rate(), "ratio")
	if len(all) > 2 {
		b.ReportMetric(all[0].rate()/all[2].rate(), "x_teams_apps")
	}
	b.ReportMetric(0, "ns/op") // of a turn of all of them, which says nothing
}

// track is Teams as all the bots see it: it publishes keys, sends messages, and takes replies.
type track struct {
	*botframework
	sink    *httptest.Server
	replies atomic.Int64
	access  string   // the token that comes with a reply
	headers []string // with good tokens
	message map[string]any
	reply   string // with benchMark for the text
	last    int    // number of a message

	mu    sync.Mutex
	chats map[string]chan []byte // replies as they come in, by conversation id
}

func newTrack(b *testing.B) *track {
	b.Helper()
	k := &track{botframework: newBotframework(b), chats: map[string]chan []byte{}}
	k.clock.Set(time.Now()) // teams.apps has no other clock
	k.access = k.draft().token()
	k.botframework.answer("/"+tenantID+"/oauth2/v2.0/token", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprintf(w, `{"token_type":"Bearer","expires_in":3600,"access_token":%q}`, k.access)
	})
	mux := http.NewServeMux()
	mux.HandleFunc("POST /v3/conversations/{chat}/activities", k.take)
	mux.HandleFunc("POST /v3/conversations/{chat}/activities/{answers}", k.take)
	k.sink = httptest.NewServer(mux)
	b.Cleanup(k.sink.Close)
	for n := range benchTokens {
		k.headers = append(k.headers, k.header(claim("serviceurl", k.sink.URL+"/"), claim("nbf", k.clock.Now().Unix()-int64(n))))
	}
	if err := json.Unmarshal([]byte(recorded(b, "testdata/inbound/message_personal.json")), &k.message); err != nil {
		b.Fatal(err)
	}
	card, err := teams.RenderOwn(echo(benchMark))
	if err != nil {
		b.Fatal(err)
	}
	k.reply = string(mustJSON(map[string]any{"type": "message", "summary": card.Summary, "attachments": []any{
		map[string]any{"contentType": "application/vnd.microsoft.card.adaptive", "content": card.JSON},
	}}))
	return k
}

func (k *track) take(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil || r.Header.Get("Authorization") != "Bearer "+k.access {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	k.mu.Lock()
	arrived := k.chats[r.PathValue("chat")]
	k.mu.Unlock()
	k.replies.Add(1)
	arrived <- body
	w.WriteHeader(http.StatusCreated)
	_, _ = io.WriteString(w, `{"id":"1763990000001"}`)
}

// next is another message of a client, signed with one of the good tokens, and its text.
func (k *track) next(c *client) (request []byte, text string) {
	k.last++
	return c.request(k, k.headers[k.last%len(k.headers)], fmt.Sprint("hello ", k.last)), fmt.Sprint("hello ", k.last)
}

// echo is the answer to a text.
func echo(text string) view.View { return view.Notice{Text: "You said: " + text, Next: "say more"} }

type echoBot struct{}

func (echoBot) Handle(_ context.Context, r bot.Request) bot.Reply {
	return bot.Reply{View: echo(r.Name + " " + r.Text)}
}

// bot is what is measured.
func (k *track) bot(b *testing.B) *racer {
	b.Helper()
	d := newDoor(b, func(c *teams.Config) {
		c.Bot, c.Contacts, c.Clock = echoBot{}, &domaintest.Contacts{}, time.Now
		c.ServiceHosts, c.MetadataURL, c.HTTP = []string{k.sink.URL}, k.URL+metadataPath, nil
		c.Credential.LoginURL = k.URL
	})
	s := httptest.NewServer(d.Handler())
	b.Cleanup(s.Close)
	r := k.racer(b, "bot", s.URL+"/teams/messages")
	r.refuses(b, k)
	return r
}

func (k *track) plain(b *testing.B) *racer {
	b.Helper()
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.MaxIdleConnsPerHost = 100
	s := httptest.NewServer(&plainEcho{track: k, http: &http.Client{Transport: t}})
	b.Cleanup(s.Close)
	return k.racer(b, "net_http", s.URL+"/")
}

func (k *track) teamsApps(b *testing.B) *racer {
	b.Helper()
	at := nodetest.Start(b, mustJSON(map[string]any{
		"appId": appID, "tenant": tenantID, "url": k.URL, "access": k.access, "reply": k.reply, "mark": benchMark,
	}), "teamsapps_echo.mjs")
	r := k.racer(b, "teams_apps", at)
	r.refuses(b, k)
	return r
}

// plainEcho answers as the bot does, and asks nobody who they are.
type plainEcho struct {
	track *track
	http  *http.Client
}

func (p *plainEcho) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var a struct {
		ID, Text, ServiceURL string
		Conversation         struct{ ID string }
	}
	body, err := io.ReadAll(r.Body)
	if err != nil || json.Unmarshal(body, &a) != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	w.WriteHeader(http.StatusOK)
	go p.answer(a.ServiceURL+"v3/conversations/"+url.PathEscape(a.Conversation.ID)+"/activities/"+url.PathEscape(a.ID), a.Text)
}

func (p *plainEcho) answer(at, text string) {
	quoted := string(mustJSON(text))
	body := strings.ReplaceAll(p.track.reply, benchMark, quoted[1:len(quoted)-1])
	r, err := http.NewRequest(http.MethodPost, at, strings.NewReader(body))
	if err != nil {
		panic(err)
	}
	r.Header.Set("Content-Type", "application/json; charset=utf-8")
	r.Header.Set("Authorization", "Bearer "+p.track.access)
	got, err := p.http.Do(r)
	if err != nil {
		return // whoever waits for the reply says that there is none
	}
	_, _ = io.Copy(io.Discard, got.Body)
	_ = got.Body.Close()
}

// racer is a bot, who writes to it, and how long each of its turns took.
type racer struct {
	name    string
	clients []*client
	turns   []time.Duration
}

// rate is messages a second in the median turn.
func (r *racer) rate() float64 {
	sorted := slices.Sorted(slices.Values(r.turns))
	return benchClients * benchTurn / sorted[len(sorted)/2].Seconds()
}

// racer makes one, and has its first reply looked at: all send the same card.
func (k *track) racer(b *testing.B, name, at string) *racer {
	b.Helper()
	r := &racer{name: name}
	for n := range benchClients {
		r.clients = append(r.clients, k.client(b, at, fmt.Sprint(name, n)))
	}
	request, text := k.next(r.clients[0])
	body, err := r.clients[0].exchange(request)
	if err != nil {
		b.Fatalf("%s: %v", name, err)
	}
	want := strings.ReplaceAll(k.reply, benchMark, text)
	if diff := cmp.Diff(cards(b, []byte(want)), cards(b, body)); diff != "" {
		b.Fatalf("%s does not send the card, -want +got:\n%s", name, diff)
	}
	return r
}

// cards are the attachments of an activity.
func cards(b *testing.B, activity []byte) any {
	b.Helper()
	var a struct{ Attachments any }
	if err := json.Unmarshal(activity, &a); err != nil {
		b.Fatal(err)
	}
	return a.Attachments
}

// refuses holds that the bot looks at tokens: the same message is not answered with another's signature.
func (r *racer) refuses(b *testing.B, k *track) {
	b.Helper()
	bad := k.header(claim("serviceurl", k.sink.URL+"/"), signedBy("RS256", byRSA(rsaKeys()[1], crypto.SHA256)))
	before := k.replies.Load()
	for _, header := range []string{bad, "Bearer x.k.z", k.header(claim("serviceurl", k.sink.URL+"/"), claim("aud", "another"))} {
		got, err := r.clients[0].post(r.clients[0].request(k, header, "hello"))
		if err != nil || got != http.StatusUnauthorized && got != http.StatusForbidden {
			b.Fatalf("%s answers %d to a bad token: %v", r.name, got, err)
		}
	}
	if k.replies.Load() != before {
		b.Fatalf("%s answers who has a bad token", r.name)
	}
}

// turn has all clients send.
func (r *racer) turn(b *testing.B, k *track) {
	type message struct {
		request []byte
		text    string
	}
	sends := make([][benchTurn]message, len(r.clients))
	for n, c := range r.clients {
		for i := range benchTurn {
			sends[n][i].request, sends[n][i].text = k.next(c)
		}
	}
	began := time.Now()
	var all sync.WaitGroup
	for n, c := range r.clients {
		all.Go(func() {
			for _, m := range sends[n] {
				reply, err := c.exchange(m.request)
				if err != nil || !bytes.Contains(reply, []byte(m.text)) {
					b.Errorf("%s answers %q with %q: %v", r.name, m.text, reply, err)
					return
				}
			}
		})
	}
	all.Wait()
	r.turns = append(r.turns, time.Since(began))
	if b.Failed() {
		b.FailNow()
	}
}

// client is one connection of Teams', and the chat of one person.
type client struct {
	chat    string
	at      *url.URL
	conn    net.Conn
	answers *bufio.Reader
	arrived chan []byte
}

func (k *track) client(b *testing.B, at, chat string) *client {
	b.Helper()
	to, err := url.Parse(at)
	if err != nil {
		b.Fatal(err)
	}
	conn, err := net.Dial("tcp", to.Host)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = conn.Close() })
	c := &client{chat: chat, at: to, conn: conn, answers: bufio.NewReader(conn), arrived: make(chan []byte, 1)}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.chats["a:"+chat] = c.arrived
	return c
}

// request is a message in the shape that Teams sends it, as bytes.
func (c *client) request(k *track, header, text string) []byte {
	m := k.message
	m["id"], m["text"], m["serviceUrl"] = fmt.Sprint(1763990000000+k.last), text, k.sink.URL+"/"
	m["conversation"] = map[string]any{"conversationType": "personal", "tenantId": tenantID, "id": "a:" + c.chat}
	m["from"] = map[string]any{"id": "29:" + c.chat, "name": "Maya Torres", "aadObjectId": c.chat}
	body := mustJSON(m)
	return fmt.Appendf(nil, "POST %s HTTP/1.1\r\nHost: %s\r\nUser-Agent: Microsoft-SkypeBotApi (Microsoft-BotFramework/3.0)\r\n"+
		"Authorization: %s\r\nContent-Length: %d\r\nContent-Type: application/json; charset=utf-8\r\n\r\n%s",
		c.at.Path, c.at.Host, header, len(body), body)
}

var errNoReply = errors.New("no reply arrived")

// exchange sends a message, and gives the reply once the message is acknowledged and the reply has arrived.
func (c *client) exchange(request []byte) ([]byte, error) {
	status, err := c.post(request)
	if err != nil || status != http.StatusOK {
		return nil, fmt.Errorf("status %d: %w", status, err)
	}
	select {
	case reply := <-c.arrived:
		return reply, nil
	case <-time.After(benchWait):
		return nil, errNoReply
	}
}

func (c *client) post(request []byte) (status int, err error) {
	if err := c.conn.SetDeadline(time.Now().Add(benchWait)); err != nil {
		return 0, err
	}
	if _, err := c.conn.Write(request); err != nil {
		return 0, err
	}
	r, err := http.ReadResponse(c.answers, nil)
	if err != nil {
		return 0, err
	}
	defer r.Body.Close()
	_, err = io.Copy(io.Discard, r.Body)
	return r.StatusCode, err
}
