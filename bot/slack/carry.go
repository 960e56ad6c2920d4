package slack

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"

	slackgo "github.com/slack-go/slack"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/outbound"
	"github.com/partnerbot/partnerbot/bot/view"
)

// What follows an acknowledgment. Each act tries the ways there are to reach the person, best first; a failure is
// logged, never with the response_url, which is as good as a password.

// openForm opens a modal, or draws the modal anew that the person has open.
func (s *Slack) openForm(ctx context.Context, a asker, f form.Form) {
	m, err := drawForm(f, a.channel)
	if err != nil {
		s.undrawn(err)
		s.show(ctx, a.withoutTrigger(), undrawnForm, bot.OnlyYou)
		return
	}
	if err := s.openModal(ctx, a, m); err != nil {
		s.log.WarnContext(ctx, "slack form not opened", slog.String("error", problemOf(err)))
		s.show(ctx, a.withoutTrigger(), notOpened(err), bot.OnlyYou)
	}
}

var undrawnForm = view.Notice{Tone: view.Bad, Text: "Slack could not show the form.", Next: "Tell your admin that the log says why."}

func notOpened(err error) view.Notice {
	switch slackCode(err) {
	case "expired_trigger_id", "trigger_expired", "exchanged_trigger_id", "trigger_exchanged":
		return view.Notice{
			Tone: view.Bad, Text: "The form did not open: Slack waits for it for three seconds only, and they were over.",
			Next: "Do the same again.",
		}
	}
	return view.Notice{
		Tone: view.Bad, Text: "Slack did not open the form.",
		Next: "Do the same again. If it fails once more, tell your admin: " + problemOf(err),
	}
}

func (s *Slack) openModal(ctx context.Context, a asker, m slackgo.ModalViewRequest) error {
	ctx, cancel := context.WithTimeout(ctx, openWithin)
	defer cancel()
	if a.modal != "" {
		_, err := s.api.UpdateViewContext(ctx, m, "", a.hash, a.modal)
		return err
	}
	_, err := s.api.OpenViewContext(ctx, a.trigger, m)
	return err
}

// withoutTrigger is the asker once the trigger_id is used up.
func (a asker) withoutTrigger() asker {
	a.trigger, a.modal, a.hash = "", "", ""
	return a
}

// show shows a view to the person.
func (s *Slack) show(ctx context.Context, a asker, v view.View, to bot.Audience) {
	if to == bot.HomeTab {
		s.publish(ctx, a, v, "")
		return
	}
	for _, way := range s.ways(a) {
		err := way(ctx, a, v)
		if err == nil {
			return
		}
		s.log.WarnContext(ctx, "slack answer not shown", slog.String("error", problemOf(err)))
	}
}

type way func(context.Context, asker, view.View) error

// ways are those to show a view, best first; the last one is a direct message.
func (s *Slack) ways(a asker) []way {
	var all []way
	if a.modal != "" || a.channel == "" && a.trigger != "" {
		all = append(all, s.showModal)
	}
	if a.respond != "" {
		all = append(all, func(ctx context.Context, a asker, v view.View) error {
			return s.respond(ctx, a.respond, s.inline(v))
		})
	}
	if a.channel != "" {
		all = append(all, s.whisper)
	}
	return append(all, s.message)
}

func (s *Slack) showModal(ctx context.Context, a asker, v view.View) error {
	m, err := renderModal(v)
	if err != nil {
		return err
	}
	return s.openModal(ctx, a, m)
}

func (s *Slack) message(ctx context.Context, a asker, v view.View) error {
	options, err := content(v)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, outbound.Timeout)
	defer cancel()
	_, _, err = s.api.PostMessageContext(ctx, a.who.User, options...)
	return err
}

// whisper shows a view in the channel to the one person. It fails in a channel that the bot is not in.
func (s *Slack) whisper(ctx context.Context, a asker, v view.View) error {
	options, err := content(v)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, outbound.Timeout)
	defer cancel()
	_, err = s.api.PostEphemeralContext(ctx, a.channel, a.who.User, options...)
	return err
}

// publish draws a person's Home tab. hash is the version that was seen; when another one stands by now, that one is
// newer, and stays.
func (s *Slack) publish(ctx context.Context, a asker, v view.View, hash string) {
	home, err := renderHome(v)
	if err != nil {
		s.undrawn(err)
		return
	}
	ctx, cancel := context.WithTimeout(ctx, outbound.Timeout)
	defer cancel()
	r := slackgo.PublishViewContextRequest{UserID: a.who.User, View: home}
	if hash != "" {
		r.Hash = &hash
	}
	if _, err := s.api.PublishViewContext(ctx, r); err != nil && slackCode(err) != "hash_conflict" {
		s.log.WarnContext(ctx, "slack home tab not drawn", slog.String("error", problemOf(err)))
	}
}

var errForeignURL = errors.New("the response_url does not lead to Slack")

// respond answers at a response_url: at most five times in thirty minutes (docs.slack.dev: handling-user-interaction).
func (s *Slack) respond(ctx context.Context, to bot.Secret, m []byte) error {
	u, err := url.Parse(string(to))
	if err != nil || !s.leadsToSlack(u) {
		return errForeignURL
	}
	ctx, cancel := context.WithTimeout(ctx, outbound.Timeout)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, u.String(), bytes.NewReader(m))
	if err != nil {
		return errForeignURL
	}
	r.Header.Set("Content-Type", "application/json; charset=utf-8")
	resp, err := s.http.Do(r)
	if err != nil {
		return cause(err)
	}
	defer resp.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(resp.Body, maxBody)) // so that the connection can be used again
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("the response_url answers %d", resp.StatusCode)
	}
	return nil
}

// leadsToSlack keeps answers from going elsewhere: to Slack's own hosts, or to where the Web API is.
func (s *Slack) leadsToSlack(u *url.URL) bool {
	if api, err := url.Parse(s.config.APIURL); err == nil && api.Host != "" {
		return u.Scheme == api.Scheme && u.Host == api.Host
	}
	return u.Scheme == "https" && (u.Host == "hooks.slack.com" || u.Host == "hooks.slack-gov.com")
}
