package playground_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/slack-go/slack"

	"github.com/partnerbot/partnerbot/bot/playground"
)

func TestAuthTestSaysWhoTheBotIs(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	got, err := w.api.AuthTestContext(within(t))
	if err != nil {
		t.Fatal(err)
	}
	if got.TeamID != "T1" || got.UserID != "UBOT" || got.BotID != "B1" {
		t.Errorf("auth.test = %+v", got)
	}
}

func TestTokens(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for token, want := range map[string]string{"": "not_authed", "xoxb-other": "invalid_auth"} {
		api := slack.New(token, slack.OptionAPIURL(w.url+"/api/"))
		if _, err := api.AuthTestContext(within(t)); err == nil || err.Error() != want {
			t.Errorf("token %q: %v, want %s", token, err, want)
		}
	}
	resp := must(http.Get(w.url + "/api/auth.test?token=" + token))
	defer resp.Body.Close()
	if body := readAll(t, resp); !strings.Contains(body, "not_authed") {
		t.Errorf("a token in the URL was accepted: %s", body)
	}
}

func TestUnknownMethod(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	if err := w.api.DeleteReminderContext(within(t), "R1"); err == nil || err.Error() != "unknown_method" {
		t.Errorf("got %v", err)
	}
}

func TestPostMessage(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := within(t)
	section := slack.NewSectionBlock(slack.NewTextBlockObject("mrkdwn", "*Acme* is registered", false, false), nil, nil)
	channel, ts, err := w.api.PostMessageContext(ctx, "CDEALS", slack.MsgOptionText("Acme", false), slack.MsgOptionBlocks(section),
		slack.MsgOptionMetadata(slack.SlackMetadata{EventType: "deal", EventPayload: map[string]any{"id": "D-1"}}))
	if err != nil {
		t.Fatal(err)
	}
	if channel != "CDEALS" || ts != "1795014245.000000" {
		t.Errorf("posted as %s %s", channel, ts)
	}
	got := w.As("USAM").Messages("#deal-desk")
	if len(got) != 1 || got[0].Text() != "Acme is registered" || got[0].Fallback != "Acme" || got[0].From != "partnerbot" {
		t.Fatalf("messages = %+v", got)
	}
	if diff := cmp.Diff(map[string]any{"id": "D-1"}, got[0].Metadata["event_payload"]); diff != "" {
		t.Error(diff)
	}
}

func TestTimestampsAreUniqueAndGrow(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	last := ""
	for range 20 {
		_, ts, err := w.api.PostMessageContext(within(t), "CDEALS", slack.MsgOptionText("x", false))
		if err != nil || ts <= last {
			t.Fatalf("ts %s after %s: %v", ts, last, err)
		}
		last = ts
	}
}

func TestPostMessageToAPersonOpensTheDirectMessage(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := within(t)
	channel, _, err := w.api.PostMessageContext(ctx, "USAM", slack.MsgOptionText("hello", false))
	if err != nil || !strings.HasPrefix(channel, "D") {
		t.Fatalf("%s, %v", channel, err)
	}
	im, _, _, err := w.api.OpenConversationContext(ctx, &slack.OpenConversationParameters{Users: []string{"USAM"}, ReturnIM: true})
	if err != nil || im.ID != channel || im.User != "USAM" {
		t.Errorf("conversations.open = %+v, %v; want %s", im, err, channel)
	}
	if dms := w.As("USAM").DMs(); len(dms) != 1 || dms[0].Text() != "hello" {
		t.Errorf("direct messages = %v", dms)
	}
	if dms := w.As("URAE").Messages(channel); dms != nil {
		t.Error("another person reads the direct message")
	}
}

func TestPostMessageRefusals(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	text := slack.MsgOptionText("x", false)
	for _, c := range []struct {
		channel string
		option  slack.MsgOption
		want    string
	}{
		{"CNONE", text, "channel_not_found"},
		{"CSECRET", text, "channel_not_found"},
		{"CGENERAL", text, "not_in_channel"},
		{"COLD", text, "is_archived"},
		{"UNONE", text, "channel_not_found"},
		{"CDEALS", slack.MsgOptionText("", false), "no_text"},
		{"CDEALS", slack.MsgOptionText(strings.Repeat("x", 40_001), false), "msg_too_long"},
		{"CDEALS", slack.MsgOptionBlocks(manySections(20)...), "msg_blocks_too_long"},
		{"CDEALS", slack.MsgOptionBlocks(slack.NewHeaderBlock(slack.NewTextBlockObject("plain_text", "", false, false))), "invalid_blocks"},
	} {
		if _, _, err := w.api.PostMessageContext(within(t), c.channel, c.option); err == nil || err.Error() != c.want {
			t.Errorf("%s: %v, want %s", c.channel, err, c.want)
		}
	}
}

func manySections(n int) []slack.Block {
	var out []slack.Block
	for range n {
		out = append(out, slack.NewSectionBlock(slack.NewTextBlockObject("mrkdwn", strings.Repeat("x", 700), false, false), nil, nil))
	}
	return out
}

func TestInvalidBlocksSayWhere(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	long := slack.NewSectionBlock(slack.NewTextBlockObject("mrkdwn", strings.Repeat("x", 3001), false, false), nil, nil)
	_, _, err := w.api.PostMessageContext(within(t), "CDEALS", slack.MsgOptionBlocks(long))
	var refused slack.SlackErrorResponse
	if !errors.As(err, &refused) {
		t.Fatal(err)
	}
	want := []string{"[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]"}
	if diff := cmp.Diff(want, refused.ResponseMetadata.Messages); diff != "" {
		t.Error(diff)
	}
}

func TestThreads(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := within(t)
	_, parent, err := w.api.PostMessageContext(ctx, "CDEALS", slack.MsgOptionText("card", false))
	if err != nil {
		t.Fatal(err)
	}
	_, reply, msg, err := w.api.PostMessageWithResponseContext(ctx, "CDEALS", slack.MsgOptionText("news", false), slack.MsgOptionTS(parent))
	if err != nil || msg.ThreadTimestamp != parent {
		t.Fatalf("reply %s of %s: %v", reply, msg.ThreadTimestamp, err)
	}
	if _, _, err := w.api.PostMessageContext(ctx, "CDEALS", slack.MsgOptionText("told all", false), slack.MsgOptionTS(reply), slack.MsgOptionBroadcast()); err != nil {
		t.Fatal(err)
	}
	sam := w.As("USAM")
	channel := sam.Messages("CDEALS")
	if len(channel) != 2 || channel[0].Replies != 2 || channel[1].Text() != "told all" {
		t.Errorf("channel shows %v", channel)
	}
	if thread := sam.Thread(channel[0]); len(thread) != 2 || thread[0].Text() != "news" || thread[1].Thread != parent {
		t.Errorf("thread shows %v", thread)
	}
	_, _, lost, err := w.api.PostMessageWithResponseContext(ctx, "CDEALS", slack.MsgOptionText("late", false), slack.MsgOptionTS("1.000001"))
	if err != nil || lost.ThreadTimestamp != "" {
		t.Errorf("a reply to nothing: thread %q, %v; want it in the channel", lost.ThreadTimestamp, err)
	}
}

func TestUpdateRemovesBlocksWithoutBlocks(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := within(t)
	header := slack.NewHeaderBlock(slack.NewTextBlockObject("plain_text", "Card", false, false))
	_, ts, err := w.api.PostMessageContext(ctx, "CDEALS", slack.MsgOptionText("card", false), slack.MsgOptionBlocks(header))
	if err != nil {
		t.Fatal(err)
	}
	if _, _, _, err := w.api.UpdateMessageContext(ctx, "CDEALS", ts, slack.MsgOptionText("v2", false), slack.MsgOptionBlocks(header)); err != nil {
		t.Fatal(err)
	}
	if m, _ := w.As("USAM").Message("CDEALS", ts); m.Edited || len(m.Blocks) != 1 {
		t.Errorf("after an update with blocks: edited %v, %d blocks", m.Edited, len(m.Blocks))
	}
	if _, _, _, err := w.api.UpdateMessageContext(ctx, "CDEALS", ts, slack.MsgOptionText("v3", false)); err != nil {
		t.Fatal(err)
	}
	if m, _ := w.As("USAM").Message("CDEALS", ts); !m.Edited || len(m.Blocks) != 0 || m.Text() != "v3" {
		t.Errorf("after an update of text alone: edited %v, %d blocks, %q", m.Edited, len(m.Blocks), m.Text())
	}
}

func TestUpdateAndDeleteRefusals(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := within(t)
	said := must(w.As("USAM").Says(ctx, "CDEALS", "mine"))
	private := must(w.api.PostEphemeralContext(ctx, "CDEALS", "USAM", slack.MsgOptionText("psst", false)))
	update := func(ts, text string) error {
		_, _, _, err := w.api.UpdateMessageContext(ctx, "CDEALS", ts, slack.MsgOptionText(text, false))
		return err
	}
	for _, c := range []struct {
		err  error
		want string
	}{
		{update(said.TS, "x"), "cant_update_message"},
		{update("1.000001", "x"), "message_not_found"},
		{update(private, "x"), "message_not_found"},
		{update(said.TS, strings.Repeat("x", 4001)), "msg_too_long"},
	} {
		if c.err == nil || c.err.Error() != c.want {
			t.Errorf("got %v, want %s", c.err, c.want)
		}
	}
	if _, _, err := w.api.DeleteMessageContext(ctx, "CDEALS", said.TS); err == nil || err.Error() != "cant_delete_message" {
		t.Errorf("delete: %v", err)
	}
}

func TestDelete(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := within(t)
	_, ts, _ := w.api.PostMessageContext(ctx, "CDEALS", slack.MsgOptionText("a", false))
	if _, _, err := w.api.DeleteMessageContext(ctx, "CDEALS", ts); err != nil {
		t.Fatal(err)
	}
	if got := w.As("USAM").Messages("CDEALS"); len(got) != 0 {
		t.Errorf("still there: %v", got)
	}
}

func TestEphemeral(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := within(t)
	if _, err := w.api.PostEphemeralContext(ctx, "CDEALS", "USAM", slack.MsgOptionText("only you", false)); err != nil {
		t.Fatal(err)
	}
	if got := w.As("USAM").Ephemerals("CDEALS"); len(got) != 1 || got[0].Text() != "only you" || !got[0].Ephemeral {
		t.Errorf("Sam sees %v", got)
	}
	if got := w.As("URAE").Ephemerals("CDEALS"); len(got) != 0 {
		t.Errorf("Rae sees %v", got)
	}
	if _, err := w.api.PostEphemeralContext(ctx, "CDEALS", "UPAT", slack.MsgOptionText("x", false)); err == nil || err.Error() != "user_not_in_channel" {
		t.Errorf("got %v", err)
	}
}

func TestPermalink(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := within(t)
	_, ts, _ := w.api.PostMessageContext(ctx, "CDEALS", slack.MsgOptionText("a", false))
	got, err := w.api.GetPermalinkContext(ctx, &slack.PermalinkParameters{Channel: "CDEALS", Ts: ts})
	if want := w.url + "/archives/CDEALS/p" + strings.ReplaceAll(ts, ".", ""); err != nil || got != want {
		t.Errorf("permalink %s, %v; want %s", got, err, want)
	}
}

func TestMissingScope(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(c *playground.Config) { c.Scopes = []string{"chat:write"} })
	ctx := within(t)
	_, err := w.api.GetUserInfoContext(ctx, "USAM")
	var refused slack.SlackErrorResponse
	if !errors.As(err, &refused) || refused.Err != "missing_scope" || refused.Needed != "users:read" || refused.Provided != "chat:write" {
		t.Errorf("got %v", err)
	}
}

func TestOneMessagePerSecondAndChannel(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(c *playground.Config) { c.OneMessagePerSecond = true })
	ctx := within(t)
	post := func(channel string) error {
		_, _, err := w.api.PostMessageContext(ctx, channel, slack.MsgOptionText("x", false))
		return err
	}
	if err := errors.Join(post("CDEALS"), post("CSHARED")); err != nil {
		t.Fatal(err)
	}
	var limited *slack.RateLimitedError
	if err := post("CDEALS"); !errors.As(err, &limited) || limited.RetryAfter != time.Second {
		t.Errorf("second message in one second: %v", err)
	}
	w.clock.add(time.Second)
	if err := post("CDEALS"); err != nil {
		t.Error(err)
	}
}
