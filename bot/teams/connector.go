package teams

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/bot/outbound"
	"github.com/partnerbot/partnerbot/bot/pace"
	"github.com/partnerbot/partnerbot/domain"
)

// connectorConfig is what the connector needs. ServiceHosts is nil for Microsoft's, HTTP for a client of our own.
type connectorConfig struct {
	Credential   Credential
	ServiceHosts []string
	HTTP         *http.Client
	Clock        domain.Clock
	Log          *slog.Logger
	// Unpaced leaves out our own pace, for a stand-in that has no limits.
	Unpaced bool
}

// connector calls the Bot Connector. Its errors are *bot.SendError; one that errors.Is errUnreachable means that who or
// what was written to cannot be, until the app is there again. It paces itself: a call that has to wait for its turn is
// bot.Held, which inTurn waits for.
type connector struct {
	config connectorConfig
	hosts  hosts
	http   *http.Client
	tokens *cached[bot.Secret]
	pace   pace.Pace
}

func newConnector(c connectorConfig) (*connector, error) {
	if err := c.Credential.check(); err != nil {
		return nil, err
	}
	if c.Clock == nil || c.Log == nil {
		return nil, errors.New("the connector needs a Clock and a Log")
	}
	h, err := newHosts(c.ServiceHosts)
	if err != nil {
		return nil, err
	}
	made := outbound.Client(c.HTTP)
	return &connector{config: c, hosts: h, http: made, tokens: newTokens(c.Credential, made, c.Clock, c.Log)}, nil
}

// call is one request to the Bot Connector.
type call struct {
	act    act
	method string
	base   string   // service URL
	path   []string // after v3, to be escaped
	query  url.Values
	body   any // nil for none
	lanes  []pace.Lane
}

// do makes a call, and reads its answer into answer when that is not nil.
func (c *connector) do(ctx context.Context, k call, answer any) error {
	at, err := c.address(k)
	if err != nil {
		return &bot.SendError{Verdict: bot.Refused, Problem: "The address that Teams is written to is none of Teams. Write to partnerbot once in Teams, so that it learns the right one.", Err: err}
	}
	body, err := json.Marshal(k.body)
	if err != nil {
		return &bot.SendError{Verdict: bot.Refused, Problem: problems["BadSyntax"], Err: err}
	}
	if wait := c.pace.Turn(k.lanes...); wait > 0 && !c.config.Unpaced {
		return &bot.SendError{Verdict: bot.Held, After: wait, Problem: "Messages go to Teams one after the other, as it asks for."}
	}
	ctx, cancel := context.WithTimeout(ctx, outbound.Timeout)
	defer cancel()
	status, err := c.once(ctx, k, at, body, answer)
	if status == http.StatusUnauthorized { // the token was withdrawn before its time; nothing was done
		_, err = c.once(ctx, k, at, body, answer)
	}
	return err
}

// once makes one attempt, and gives the status that was answered.
func (c *connector) once(ctx context.Context, k call, at string, body []byte, answer any) (int, error) {
	token, err := c.tokens.get(ctx)
	if err != nil {
		return 0, tokenError(err)
	}
	ctx, left := outbound.Traced(ctx)
	r, err := request(ctx, k, at, body, token)
	if err != nil {
		return 0, &bot.SendError{Verdict: bot.Refused, Problem: problems["BadSyntax"], Err: errAddress}
	}
	got, err := c.http.Do(r)
	if err != nil {
		return 0, k.act.broken(err, left.Load())
	}
	read, err := readAll(got)
	switch {
	case got.StatusCode == http.StatusUnauthorized:
		c.tokens.drop(func(had bot.Secret) bool { return had == token })
		return got.StatusCode, k.act.refused(got, read, c.config.Clock())
	case got.StatusCode < 200 || got.StatusCode > 299:
		return got.StatusCode, k.act.refused(got, read, c.config.Clock())
	case answer == nil:
		return got.StatusCode, nil
	case err != nil:
		return got.StatusCode, k.act.unread(cause(err))
	case json.Unmarshal(read, answer) != nil:
		return got.StatusCode, k.act.unread(errAnswer)
	}
	return got.StatusCode, nil
}

func request(ctx context.Context, k call, at string, body []byte, token bot.Secret) (*http.Request, error) {
	r, err := http.NewRequestWithContext(ctx, k.method, at, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	if k.body == nil {
		r.Body, r.GetBody, r.ContentLength = http.NoBody, nil, 0
	} else {
		r.Header.Set("Content-Type", "application/json; charset=utf-8")
	}
	r.Header.Set("Authorization", "Bearer "+string(token))
	return r, nil
}

// tokenError is why there is no access token. It has nothing to do with whether the message left: it did not.
func tokenError(err error) error {
	var e *bot.SendError
	if errors.As(err, &e) {
		return e
	}
	return unreached(err, "Microsoft's sign-in service")
}

var errSegment = errors.New("an id is missing or is no id")

// address is where a call goes. The host is looked at before anything is sent, the token above all.
func (c *connector) address(k call) (string, error) {
	if !c.hosts.allow(k.base) {
		return "", errServiceHost
	}
	if strings.ContainsAny(k.base, "?#") { // the path would not be one
		return "", errAddress
	}
	var at strings.Builder
	at.WriteString(strings.TrimRight(k.base, "/") + "/v3")
	for _, p := range k.path {
		if p == "" || p == "." || p == ".." {
			return "", errSegment
		}
		at.WriteString("/" + url.PathEscape(p))
	}
	if len(k.query) > 0 {
		at.WriteString("?" + k.query.Encode())
	}
	return at.String(), nil
}

// inTurn does a call again for as long as it is held by our pace, each time after its turn. What the courier sends waits
// in the queue instead.
func inTurn(ctx context.Context, do func() error) error { return waiting(ctx, do, bot.Held) }

// patiently does the same for a person who waits for an answer, and also when Teams asks to come later.
func patiently(ctx context.Context, do func() error) error {
	return waiting(ctx, do, bot.Held, bot.Retry)
}

func waiting(ctx context.Context, do func() error, verdicts ...bot.Verdict) error {
	for {
		err := do()
		var e *bot.SendError
		if !errors.As(err, &e) || !slices.Contains(verdicts, e.Verdict) {
			return err
		}
		turn := time.NewTimer(e.After)
		select {
		case <-turn.C:
		case <-ctx.Done():
			turn.Stop()
			return err
		}
	}
}
