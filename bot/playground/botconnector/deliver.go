package botconnector

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"time"
)

// Sent is one activity that went to the bot, as it left, and what came back.
type Sent struct {
	Header http.Header
	Body   []byte
	Status int    // 0 without an answer
	Answer []byte // the body of the answer
}

// Activity is the activity that was sent.
func (x Sent) Activity() map[string]any {
	var o obj
	_ = json.Unmarshal(x.Body, &o)
	return o
}

// Sent lists the activities that went to the bot, oldest first. A test replays or tampers with them.
func (s *Server) Sent() []Sent {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.sent)
}

// Send signs an activity and sends it to the bot, whatever it is. An error says that the bot did not answer as it has to.
func (s *Server) Send(ctx context.Context, activity map[string]any) (Sent, error) {
	body, err := json.Marshal(activity)
	if err != nil {
		return Sent{}, err
	}
	return s.send(ctx, text(activity, "serviceUrl"), body)
}

// Retry sends an activity again, with a new token, as Teams' client and the Bot Connector do when the bot's answer was
// late or lost.
func (s *Server) Retry(ctx context.Context, x Sent) (Sent, error) {
	return s.send(ctx, text(x.Activity(), "serviceUrl"), x.Body)
}

func (s *Server) send(ctx context.Context, serviceURL string, body []byte) (Sent, error) {
	token, err := s.Issuer.Token(serviceURL)
	if err != nil {
		return Sent{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, s.cfg.AckTimeout)
	defer cancel()
	s.mu.Lock()
	at := s.botURL
	s.mu.Unlock()
	x, err := exchange(ctx, s.client, at, "Bearer "+token, body)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sent = append(s.sent, x)
	if err != nil {
		a := x.Activity()
		s.refuse("the bot did not take %s %s: %v", text(a, "type"), text(a, "name"), err)
	}
	s.note()
	return x, err
}

var errNoBot = errors.New("botconnector: the bot's address is not set")

// exchange posts an activity and reads the answer. Of statuses the Bot Connector takes 200, 201 and 202.
func exchange(ctx context.Context, c *http.Client, at, authorization string, body []byte) (Sent, error) {
	x := Sent{Body: body}
	if at == "" {
		return x, errNoBot
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, at, bytes.NewReader(body))
	if err != nil {
		return x, err
	}
	r.Header.Set("Authorization", authorization)
	r.Header.Set("Content-Type", "application/json; charset=utf-8")
	r.Header.Set("User-Agent", "Microsoft-SkypeBotApi (Microsoft-BotFramework/3.0)")
	x.Header = r.Header.Clone()
	resp, err := c.Do(r)
	if err != nil {
		return x, err
	}
	defer resp.Body.Close()
	x.Status = resp.StatusCode
	if x.Answer, err = io.ReadAll(io.LimitReader(resp.Body, maxRead)); err != nil {
		return x, err
	}
	if x.Status < 200 || x.Status > 202 {
		return x, fmt.Errorf("it answered with HTTP status %d", x.Status)
	}
	return x, nil
}

// invoke sends an invoke activity and reads its answer: nil when it is empty.
func (s *Server) invoke(ctx context.Context, activity obj) (obj, error) {
	x, err := s.Send(ctx, activity)
	if err != nil {
		return nil, err
	}
	if len(bytes.TrimSpace(x.Answer)) == 0 {
		return nil, nil
	}
	var o obj
	if err := json.Unmarshal(x.Answer, &o); err != nil {
		err = fmt.Errorf("its answer is no JSON object: %w", err)
		s.mu.Lock()
		defer s.mu.Unlock()
		s.refuse("invoke %s: %v", text(activity, "name"), err)
		return nil, err
	}
	return o, nil
}

const wireTime = "2006-01-02T15:04:05.000Z07:00"

// wireTimes are the times of an activity, in UTC and where the person is.
func (s *Server) wireTimes(a obj, u User, at time.Time) {
	zone, err := time.LoadLocation(u.Zone)
	if err != nil {
		zone = time.UTC
	}
	a["timestamp"] = at.UTC().Format(wireTime)
	a["localTimestamp"] = at.In(zone).Format("2006-01-02T15:04:05.000-07:00")
	a["localTimezone"] = u.Zone
}
