package playground_test

import (
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"github.com/partnerbot/partnerbot/bot/playground"
)

// trigger runs a command and gives its trigger id and response URL.
func (w *world) trigger(t *testing.T) slack.SlashCommand {
	t.Helper()
	var got slack.SlashCommand
	w.bot.command = func(_ http.ResponseWriter, c slack.SlashCommand) { got = c }
	if err := w.As("USAM").Command(within(t), "CDEALS", "/deal"); err != nil {
		t.Fatal(err)
	}
	return got
}

func TestTriggerIsUsedOnceWithinThreeSeconds(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	open := func(id string) string {
		_, err := w.api.OpenViewContext(within(t), id, simpleForm("One"))
		if err == nil {
			return ""
		}
		return err.Error()
	}
	id := w.trigger(t).TriggerID
	w.clock.add(3 * time.Second)
	if got := open(id); got != "" {
		t.Errorf("after 3 s: %s", got)
	}
	if got := open(id); got != "exchanged_trigger_id" {
		t.Errorf("used again: %q", got)
	}
	id = w.trigger(t).TriggerID
	w.clock.add(3*time.Second + time.Millisecond)
	if got := open(id); got != "expired_trigger_id" {
		t.Errorf("after more than 3 s: %q", got)
	}
	if got := open("1.2.x"); got != "invalid_trigger_id" {
		t.Errorf("invented: %q", got)
	}
}

func TestAFaultyViewDoesNotUseTheTriggerUp(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.trigger(t).TriggerID
	bad := simpleForm(strings.Repeat("x", 25))
	_, err := w.api.OpenViewContext(within(t), id, bad)
	var refused slack.SlackErrorResponse
	if !errors.As(err, &refused) || refused.Err != "invalid_arguments" ||
		!slices.Contains(refused.ResponseMetadata.Messages, "[ERROR] must be less than 25 characters [json-pointer:/view/title/text]") {
		t.Errorf("got %v %v", err, refused.ResponseMetadata)
	}
	if _, err := w.api.OpenViewContext(within(t), id, simpleForm("One")); err != nil {
		t.Error(err)
	}
}

func TestPushStopsAtThreeViews(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := within(t)
	form := simpleForm("Pushes")
	form.Blocks.BlockSet = append(form.Blocks.BlockSet, slack.NewActionBlock("", slack.NewButtonBlockElement("push", "", plain("Push"))))
	w.openForm(t, form)
	var pushed error
	w.bot.interaction = func(_ http.ResponseWriter, ic slack.InteractionCallback) {
		_, pushed = w.api.PushViewContext(ctx, ic.TriggerID, form)
	}
	sam := w.As("USAM")
	if err := sam.Command(ctx, "CDEALS", "/deal"); err != nil {
		t.Fatal(err)
	}
	for depth := 2; depth <= 3; depth++ {
		if err := sam.Modal().Click(ctx, "Push"); err != nil || pushed != nil || sam.Modal().Depth != depth {
			t.Fatalf("push to %d: %v, %v, depth %d", depth, err, pushed, sam.Modal().Depth)
		}
	}
	if err := sam.Modal().Click(ctx, "Push"); err != nil || pushed == nil || pushed.Error() != "push_limit_reached" {
		t.Errorf("third push: %v, %v", err, pushed)
	}
	if err := sam.Modal().Close(ctx); err != nil || sam.Modal().Depth != 2 {
		t.Errorf("after closing the top: %v, depth %d", err, sam.Modal().Depth)
	}
}

func TestUpdateViewKeepsInputAndChecksTheHash(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := within(t)
	form := simpleForm("One")
	form.ExternalID = "ext-1"
	opened, err := w.api.OpenViewContext(ctx, w.trigger(t).TriggerID, form)
	if err != nil {
		t.Fatal(err)
	}
	m := w.As("USAM").Modal()
	if err := m.Fill(ctx, "Name", "kept"); err != nil {
		t.Fatal(err)
	}
	form.Title = plain("Two")
	updated, err := w.api.UpdateViewContext(ctx, form, "", opened.Hash, opened.ID)
	if err != nil {
		t.Fatal(err)
	}
	if now := w.As("USAM").Modal(); now.Title != "Two" || now.Value("Name") != "kept" || updated.Hash == opened.Hash {
		t.Errorf("modal = %+v", now)
	}
	if _, err := w.api.UpdateViewContext(ctx, form, "", opened.Hash, opened.ID); err == nil || err.Error() != "hash_conflict" {
		t.Errorf("with an old hash: %v", err)
	}
	if _, err := w.api.UpdateViewContext(ctx, form, "ext-1", "", ""); err != nil {
		t.Errorf("by external_id: %v", err)
	}
	if _, err := w.api.UpdateViewContext(ctx, form, "", "", "VNONE"); err == nil || err.Error() != "not_found" {
		t.Errorf("got %v", err)
	}
	if _, err := w.api.OpenViewContext(ctx, w.trigger(t).TriggerID, form); err == nil || err.Error() != "duplicate_external_id" {
		t.Errorf("external_id used twice: %v", err)
	}
}

func TestPublishChecksTheHash(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := within(t)
	home := slack.HomeTabViewRequest{Type: slack.VTHomeTab, Blocks: slack.Blocks{BlockSet: []slack.Block{slack.NewDividerBlock()}}}
	first, err := w.api.PublishViewContext(ctx, slack.PublishViewContextRequest{UserID: "USAM", View: home})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.api.PublishViewContext(ctx, slack.PublishViewContextRequest{UserID: "USAM", View: home, Hash: &first.Hash}); err != nil {
		t.Error(err)
	}
	if _, err := w.api.PublishViewContext(ctx, slack.PublishViewContextRequest{UserID: "USAM", View: home, Hash: &first.Hash}); err == nil || err.Error() != "hash_conflict" {
		t.Errorf("with an old hash: %v", err)
	}
	if _, err := w.api.PublishViewContext(ctx, slack.PublishViewContextRequest{UserID: "UNONE", View: home}); err == nil || err.Error() != "user_not_found" {
		t.Errorf("got %v", err)
	}
}

func TestResponseURL(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := within(t)
	u := w.trigger(t).ResponseURL
	answer := func(opts ...slack.MsgOption) error {
		_, _, _, err := w.api.SendMessageContext(ctx, "", append([]slack.MsgOption{slack.MsgOptionResponseURL(u, "ephemeral")}, opts...)...)
		return err
	}
	for i := range 5 {
		if err := answer(slack.MsgOptionText("hello", false)); err != nil {
			t.Fatalf("use %d: %v", i+1, err)
		}
	}
	if got := w.As("USAM").Ephemerals("CDEALS"); len(got) != 5 || got[0].Text() != "hello" {
		t.Errorf("Sam sees %v", got)
	}
	var code slack.StatusCodeError
	if err := answer(slack.MsgOptionText("sixth", false)); !errors.As(err, &code) || code.Code != http.StatusNotFound {
		t.Errorf("sixth use: %v", err)
	}
	u = w.trigger(t).ResponseURL
	w.Fail("response_url", playground.Fault{Error: "ratelimited", RetryAfter: 2 * time.Second})
	var limited *slack.RateLimitedError
	if err := answer(slack.MsgOptionText("hurry", false)); !errors.As(err, &limited) || limited.RetryAfter != 2*time.Second {
		t.Errorf("under a fault: %v", err)
	}
	w.clock.add(30*time.Minute + time.Second)
	if err := answer(slack.MsgOptionText("late", false)); !errors.As(err, &code) || code.Code != http.StatusNotFound {
		t.Errorf("after 30 minutes: %v", err)
	}
}

func TestResponseURLOfAClickReplacesOrDeletesTheMessage(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := within(t)
	sam := w.As("USAM")
	var url string
	w.bot.interaction = func(_ http.ResponseWriter, ic slack.InteractionCallback) {
		url = ic.ResponseURL
		if !ic.Container.IsEphemeral || ic.Message.Timestamp != "" {
			t.Errorf("click on an ephemeral message: %+v", ic.Container)
		}
	}
	ts, err := w.api.PostEphemeralContext(ctx, "CDEALS", "USAM", slack.MsgOptionBlocks(slack.NewActionBlock("", slack.NewButtonBlockElement("go", "", plain("Go")))))
	if err != nil {
		t.Fatal(err)
	}
	m, _ := sam.Message("CDEALS", ts)
	if err := sam.Click(ctx, m, "Go"); err != nil {
		t.Fatal(err)
	}
	send := func(opts ...slack.MsgOption) {
		t.Helper()
		if _, _, _, err := w.api.SendMessageContext(ctx, "", opts...); err != nil {
			t.Fatal(err)
		}
	}
	send(slack.MsgOptionReplaceOriginal(url), slack.MsgOptionText("done", false))
	if m, _ := sam.Message("CDEALS", ts); m.Text() != "done" {
		t.Errorf("replaced: %q", m.Text())
	}
	send(slack.MsgOptionResponseURL(url, "in_channel"), slack.MsgOptionText("all see it", false))
	if got := w.As("URAE").Messages("CDEALS"); len(got) != 1 || got[0].Text() != "all see it" {
		t.Errorf("channel = %v", got)
	}
	send(slack.MsgOptionDeleteOriginal(url))
	if _, ok := sam.Message("CDEALS", ts); ok {
		t.Error("not deleted")
	}
}
