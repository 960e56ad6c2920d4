package botconnector_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestBotChangesOnlyItsOwnMessages(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := within(t)
	w.install(ctx)
	m, err := w.As(sam).Says(ctx, deals, "mine")
	if err != nil {
		t.Fatal(err)
	}
	activities := "conversations/" + url.PathEscape(deals) + "/activities/"
	if status, got := w.call("PUT", activities+m.ID, object{"type": "message", "text": "yours"}); status != 403 {
		t.Errorf("a person's message is changed: %d %v", status, got)
	}
	if status, got := w.call("PUT", activities+"12345", object{"type": "message", "text": "x"}); status != 404 || at(got, "error.code") != "ActivityNotFoundInConversation" {
		t.Errorf("a message that is none: %d %v", status, got)
	}
	id := w.post(deals, object{"type": "message", "text": "x"})
	if status, _ := w.call("PUT", activities+id, object{"type": "message", "text": "y", "id": "12345"}); status != 400 {
		t.Errorf("an activity with another id: %d", status)
	}
	w.refused("that of the address")
}

func TestConversationsThatCannotBe(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.install(within(t))
	none, other, long := personalChat(rae), personalChat(rae), personalChat(rae)
	none["members"] = []any{}
	other["tenantId"] = "another"
	long["channelData"] = object{"tenant": object{"id": tenant}, "channel": object{"id": deals}}
	for words, body := range map[string]object{"one member only": none, "must both be the tenant": other, "begins with an activity": long} {
		if status, got := w.call("POST", "conversations", body); status != 400 || !strings.Contains(at(got, "error.message").(string), words) {
			t.Errorf("%q: %d %v", words, status, got)
		}
		w.refused(words)
	}
	if status, _ := w.call("GET", "conversations", nil); status != 400 {
		t.Errorf("a method that is none: %d", status)
	}
	w.refused("no such method")
	if status, _ := w.call("GET", "teams/"+url.PathEscape("19:other@thread.tacv2"), nil); status != 404 {
		t.Errorf("a team that is none: %d", status)
	}
}

func TestGroupChatHearsMentionsAndHasNoThreads(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := within(t)
	if err := w.As(sam).Install(ctx, chat); err != nil {
		t.Fatal(err)
	}
	m, err := w.As(gus).Says(ctx, chat, "@partnerbot help")
	if err != nil {
		t.Fatal(err)
	}
	same(t, w.bot.last(t), object{"text": "<at>partnerbot</at> help", "conversation.id": chat, "conversation.conversationType": "groupChat"})
	path := "conversations/" + url.PathEscape(chat) + "/activities/" + m.ID
	if status, _ := w.call("POST", path, card(object{"body": []any{says("Help")}, "actions": []any{execute("More", nil)}})); status != 201 {
		t.Errorf("an answer is %d", status)
	}
	got := w.newest(ctx, sam, chat)
	if diff := cmp.Diff([]string{"More"}, got.Buttons()); diff != "" || got.Thread != "" {
		t.Errorf("in thread %q: %s", got.Thread, diff)
	}
	if posts := w.As(rae).Posts(ctx, chat); posts != nil {
		t.Errorf("somebody who is not in the chat reads %v", posts)
	}
}
