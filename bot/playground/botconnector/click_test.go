package botconnector_test

import (
	"context"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func execute(title string, data object) object {
	return object{"type": "Action.Execute", "title": title, "verb": "intent", "id": "b", "data": data}
}

func shows(content object) object {
	return object{"statusCode": 200, "type": "application/vnd.microsoft.card.adaptive", "value": card(content)["attachments"].([]any)[0].(object)["content"]}
}

func tells(words string) object {
	return object{"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": words}
}

func TestExecuteAsksTheBotAndShowsTheCardToThatPersonAlone(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := within(t)
	w.install(ctx)
	id := w.post(deals, card(object{
		"body":    []any{says("Acme"), object{"type": "Input.Text", "id": "note", "label": "Note"}},
		"actions": []any{execute("Approve", object{"intent": "approve:1"})},
	}))
	w.bot.answers("adaptiveCard/action", shows(object{"body": []any{says("Approved")}}))
	m := w.newest(ctx, rae, deals)
	if m.Text() != "Acme\nNote:\n[Approve]" {
		t.Errorf("the card is %q", m.Text())
	}
	if err := w.As(rae).Fill(ctx, m, "Note", "fine"); err != nil {
		t.Fatal(err)
	}
	if err := w.As(rae).Click(ctx, m, "Approve"); err != nil {
		t.Fatal(err)
	}
	same(t, w.bot.last(t), object{
		"type": "invoke", "name": "adaptiveCard/action", "replyToId": id, "from.aadObjectId": rae,
		"conversation.id": deals + ";messageid=" + id, "channelData.source.name": "message", "channelData.team.id": sales,
		"value.trigger": "manual", "value.action.type": "Action.Execute", "value.action.verb": "intent", "value.action.id": "b",
		"value.action.data.intent": "approve:1", "value.action.data.note": "fine",
	})
	if got := w.newest(ctx, rae, deals).Text(); got != "Approved" {
		t.Errorf("Rae sees %q", got)
	}
	if got := w.newest(ctx, sam, deals).Text(); !strings.HasPrefix(got, "Acme") {
		t.Errorf("Sam sees %q", got)
	}
	w.edit(deals, id, card(object{"body": []any{says("Approved by Rae")}}))
	for _, who := range []string{sam, rae} {
		if m := w.newest(ctx, who, deals); m.Text() != "Approved by Rae" || !m.Edited || m.Version != 2 {
			t.Errorf("after the edit %s sees %q, version %d", who, m.Text(), m.Version)
		}
	}
	if err := w.As(sam).Click(ctx, m, "Approve"); err != nil { // what Rae had before her
		t.Fatal(err)
	}
	same(t, w.bot.last(t), object{"value.action.data.intent": "approve:1", "value.action.data.note": nil, "from.aadObjectId": sam})
	w.clean()
}

func TestExecuteAnswersThatAreNoCardAreToldInPrivate(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := within(t)
	w.install(ctx)
	w.post(deals, card(object{"body": []any{says("Acme")}, "actions": []any{execute("Approve", nil)}}))
	m := w.newest(ctx, rae, deals)
	click := func(answer any) {
		w.bot.answers("adaptiveCard/action", answer)
		if err := w.As(rae).Click(ctx, m, "Approve"); err != nil {
			t.Errorf("click: %v", err)
		}
	}
	click(tells("Only RevOps may approve."))
	click(object{"statusCode": 400, "type": "application/vnd.microsoft.error", "value": object{"code": "BadRequest", "message": "It is gone."}})
	w.clean()
	want := []string{"Acme\n[Approve]", "> Only RevOps may approve.~", "> It is gone.~"}
	if diff := cmp.Diff(want, talk(ctx, w, rae, deals)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(want[:1], talk(ctx, w, sam, deals)); diff != "" {
		t.Error("somebody else sees it: " + diff)
	}
	for _, bad := range []any{
		nil,
		object{"statusCode": 200, "type": "application/vnd.microsoft.card.adaptive", "value": object{"type": "AdaptiveCard"}},
		object{"statusCode": 403, "type": "application/vnd.microsoft.activity.message", "value": "no"},
	} {
		w.bot.answers("adaptiveCard/action", bad)
		if err := w.As(rae).Click(ctx, m, "Approve"); err == nil {
			t.Errorf("%v is taken", bad)
		}
		if got := w.newest(ctx, rae, deals).Text(); got != "Something went wrong. Please try again." {
			t.Errorf("after %v the person reads %q", bad, got)
		}
		w.refused("adaptiveCard/action")
	}
}

func TestBotThatFailsIsRecorded(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := within(t)
	w.install(ctx)
	w.bot.mu.Lock()
	w.bot.answer = func(object) (int, any) { return http.StatusInternalServerError, nil }
	w.bot.mu.Unlock()
	if _, err := w.As(sam).Says(ctx, "@app", "help"); err == nil {
		t.Error("a 500 is no error")
	}
	w.refused("HTTP status 500")
	sent := w.Sent()
	if x := sent[len(sent)-1]; x.Status != 500 || x.Activity()["text"] != "help" {
		t.Errorf("sent = %+v", x)
	}
}

func TestRefreshIsAskedOncePerPersonAndVersion(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := within(t)
	w.install(ctx)
	review := func(words string) object {
		return card(object{
			"body": []any{says(words)}, "actions": []any{execute("Decide", nil)},
			"refresh": object{
				"userIds": []any{w.UserID(rae)},
				"action":  object{"type": "Action.Execute", "verb": "refresh", "data": object{"intent": "again:1"}},
			},
		})
	}
	id := w.post(deals, review("Acme"))
	w.bot.answers("adaptiveCard/action", shows(object{"body": []any{says("Acme for Rae")}, "actions": []any{execute("Approve", nil)}}))
	var looking sync.WaitGroup
	for range 4 {
		looking.Go(func() {
			if got := w.As(rae).Posts(ctx, deals); len(got) != 1 || got[0].Text() != "Acme for Rae\n[Approve]" {
				t.Errorf("Rae sees %v", got)
			}
		})
	}
	looking.Wait()
	if got := w.newest(ctx, sam, deals).Text(); got != "Acme\n[Decide]" {
		t.Errorf("Sam sees %q", got)
	}
	if n := w.bot.count("adaptiveCard/action"); n != 1 {
		t.Errorf("the bot was asked %d times", n)
	}
	same(t, w.bot.last(t), object{"value.trigger": "automatic", "value.action.verb": "refresh", "value.action.data.intent": "again:1", "replyToId": id})
	w.edit(deals, id, review("Acme, changed"))
	w.newest(ctx, rae, deals)
	w.newest(ctx, rae, deals)
	if n := w.bot.count("adaptiveCard/action"); n != 2 {
		t.Errorf("after an edit the bot was asked %d times in all", n)
	}
	w.clean()
}

func TestRefreshWithoutAListIsForEverybody(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := within(t)
	w.install(ctx)
	w.post(deals, card(object{
		"body": []any{says("Acme")}, "refresh": object{"action": object{"type": "Action.Execute", "verb": "refresh"}},
	}))
	w.bot.answers("adaptiveCard/action", shows(object{"body": []any{says("yours")}}))
	for _, who := range []string{sam, rae} {
		if got := w.newest(ctx, who, deals).Text(); got != "yours" {
			t.Errorf("%s sees %q", who, got)
		}
	}
}

func TestSubmitWritesToTheBot(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := within(t)
	w.install(ctx)
	id := w.post(w.ChatID(sam), card(object{
		"body":    []any{says("Hello")},
		"actions": []any{object{"type": "Action.Submit", "title": "Go", "data": object{"x": "1"}}},
	}))
	if err := w.As(sam).Click(ctx, w.newest(ctx, sam, "@app"), "Go"); err != nil {
		t.Fatal(err)
	}
	same(t, w.bot.last(t), object{"type": "message", "text": nil, "value.x": "1", "replyToId": id, "conversation.conversationType": "personal"})
}

func TestShowCardConfirms(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := within(t)
	w.install(ctx)
	w.post(deals, card(object{
		"body": []any{says("Acme")},
		"actions": []any{
			object{"type": "Action.ShowCard", "title": "Withdraw", "card": object{
				"type": "AdaptiveCard", "body": []any{says("Really?")}, "actions": []any{execute("Yes, withdraw", object{"intent": "w"})},
			}},
			object{"type": "Action.ToggleVisibility", "title": "More", "targetElements": []any{"more"}},
		},
	}))
	m := w.newest(ctx, sam, deals)
	if diff := cmp.Diff([]string{"Yes, withdraw"}, m.Reveals("Withdraw")); diff != "" || m.Reveals("More") != nil {
		t.Error(diff)
	}
	if err := w.As(sam).Click(ctx, m, "Yes, withdraw"); err == nil {
		t.Error("a button was pressed that is folded away")
	}
	if err := w.As(sam).Click(ctx, m, "Withdraw"); err != nil || w.bot.count("adaptiveCard/action") != 0 {
		t.Errorf("unfolding asks the bot: %v", err)
	}
	if got := m.Text(); got != "Acme\n[Withdraw] [More]\nReally?\n[Yes, withdraw]" {
		t.Errorf("it shows %q", got)
	}
	w.bot.answers("adaptiveCard/action", tells("Done."))
	if err := w.As(sam).Click(ctx, m, "Yes, withdraw"); err != nil {
		t.Fatal(err)
	}
	same(t, w.bot.last(t), object{"value.action.data.intent": "w"})
	if got := w.newest(ctx, rae, deals).Text(); strings.Contains(got, "Really?") {
		t.Errorf("Rae sees what Sam has unfolded: %q", got)
	}
	w.clean()
}

func TestWaitSeesWhatTheBotPosts(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := within(t)
	w.install(ctx)
	var posting sync.WaitGroup
	posting.Go(func() { w.post(deals, object{"type": "message", "text": "at last"}) })
	defer posting.Wait()
	err := w.Wait(ctx, func() bool {
		all := w.As(rae).Posts(ctx, deals)
		return len(all) == 1 && all[0].ByApp && all[0].Text() == "at last"
	})
	if err != nil {
		t.Error(err)
	}
	gone, cancel := context.WithCancel(ctx)
	cancel()
	if err := w.Wait(gone, func() bool { return false }); err == nil {
		t.Error("it waits on")
	}
}
