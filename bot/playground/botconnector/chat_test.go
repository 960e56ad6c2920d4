package botconnector_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/partnerbot/partnerbot/bot/playground/botconnector"
)

func TestMessageInAChannelIsHeardWhenItMentionsTheBot(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := within(t)
	w.install(ctx)
	before := w.bot.count("message")
	if _, err := w.As(sam).Says(ctx, deals, "just talking to @Rae Ops"); err != nil {
		t.Fatal(err)
	}
	if w.bot.count("message") != before {
		t.Error("the bot hears what does not mention it")
	}
	m, err := w.As(sam).Says(ctx, deals, "@partnerbot deal list")
	if err != nil {
		t.Fatal(err)
	}
	a := w.bot.last(t)
	same(t, a, object{
		"type": "message", "id": m.ID, "channelId": "msteams", "serviceUrl": w.ServiceURL(),
		"text": "<at>partnerbot</at> deal list\n", "textFormat": "plain", "locale": "en-US",
		"timestamp": "2026-11-18T15:04:05.001Z", "localTimestamp": "2026-11-18T10:04:05.001-05:00", "localTimezone": "America/New_York",
		"from.id": w.UserID(sam), "from.aadObjectId": sam, "from.name": "Sam Seller",
		"recipient.id": "28:" + appID, "recipient.name": "partnerbot",
		"conversation.id": deals + ";messageid=" + m.ID, "conversation.conversationType": "channel",
		"conversation.isGroup": true, "conversation.tenantId": tenant,
		"channelData.tenant.id": tenant, "channelData.channel.id": deals, "channelData.team.id": sales,
		"entities.0.type": "mention", "entities.0.text": "<at>partnerbot</at>", "entities.0.mentioned.id": "28:" + appID,
		"entities.1.type": "clientInfo", "entities.1.locale": "en-US", "entities.1.country": "US",
		"entities.1.platform": "Web", "entities.1.timezone": "America/New_York",
	})
	if m.Text() != "partnerbot deal list" || m.From != "Sam Seller" {
		t.Errorf("it looks like %q from %s", m.Text(), m.From)
	}
	r, err := w.As(rae).Reply(ctx, m, "@partnerbot help")
	if err != nil || r.Thread != m.ID || at(w.bot.last(t), "conversation.id") != deals+";messageid="+m.ID {
		t.Errorf("a reply is %+v in %v: %v", r, at(w.bot.last(t), "conversation.id"), err)
	}
	w.clean()
}

func TestMessageInAPersonalChatNeedsNoMention(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := within(t)
	if _, err := w.As(sam).Says(ctx, "@app", "help"); err == nil {
		t.Error("somebody talks with an app that they do not have")
	}
	w.install(ctx)
	if _, err := w.As(sam).Says(ctx, "@app", "deal list"); err != nil {
		t.Fatal(err)
	}
	a := w.bot.last(t)
	same(t, a, object{
		"text": "deal list", "conversation.id": w.ChatID(sam), "conversation.conversationType": "personal",
		"conversation.isGroup": nil, "channelData.channel": nil, "entities.0.type": "clientInfo",
		"attachments.0.contentType": "text/html", "attachments.0.content": "<p>deal list</p>",
	})
}

func TestBotPostsThreadsAndEdits(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := within(t)
	w.install(ctx)
	status, made := w.call("POST", "conversations", object{
		"isGroup": true, "bot": object{"id": "28:" + appID}, "tenantId": tenant,
		"activity":    object{"type": "message", "text": "a **new** deal of <at>Rae Ops</at>", "entities": []any{mention(w, rae, "Rae Ops")}},
		"channelData": object{"tenant": object{"id": tenant}, "channel": object{"id": deals}},
	})
	if status != 201 || made["id"] != deals+";messageid="+made["activityId"].(string) {
		t.Fatalf("the thread is %d %v", status, made)
	}
	thread, root := made["id"].(string), made["activityId"].(string)
	w.post(thread, object{"type": "message", "text": "first"})
	if status, _ = w.call("POST", "conversations/"+url.PathEscape(deals)+"/activities/"+root, object{"type": "message", "text": "second"}); status != 201 {
		t.Errorf("an answer by activity id is %d", status)
	}
	own := w.post(deals, object{"type": "message", "text": "another thread"})
	w.edit(deals, own, object{"type": "message", "text": "another thread, changed"})
	if diff := cmp.Diff([]string{"a new deal of Rae Ops", "> first", "> second", "another thread, changed*"}, talk(ctx, w, rae, deals)); diff != "" {
		t.Error(diff)
	}
	for _, id := range []string{root, own} {
		if status, _ := w.call("DELETE", "conversations/"+url.PathEscape(deals)+"/activities/"+id, nil); status != 200 {
			t.Errorf("deleting is %d", status)
		}
	}
	if diff := cmp.Diff([]string{"This message has been deleted.*", "> first", "> second"}, talk(ctx, w, rae, deals)); diff != "" {
		t.Error(diff)
	}
	w.clean()
}

func mention(w *world, user, name string) object {
	return object{"type": "mention", "text": "<at>" + name + "</at>", "mentioned": object{"id": w.UserID(user), "name": name}}
}

// talk is a room's messages: > in a thread, * edited, ~ private.
func talk(ctx context.Context, w *world, who, room string) []string {
	var out []string
	for _, m := range w.As(who).Posts(ctx, room) {
		line := m.Text()
		if m.Thread != "" {
			line = "> " + line
		}
		if m.Edited {
			line += "*"
		}
		if m.Private {
			line += "~"
		}
		out = append(out, line)
	}
	return out
}

func TestPersonalChatIsOpenedOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.install(within(t))
	for _, id := range []string{w.UserID(rae), rae} {
		status, made := w.call("POST", "conversations", personalChat(id))
		if status != 201 || made["id"] != w.ChatID(rae) {
			t.Errorf("the chat is %d %v", status, made)
		}
	}
	if status, made := w.call("POST", "conversations", personalChat(gus)); status != 403 || at(made, "error.code") != "BotNotInConversationRoster" {
		t.Errorf("a chat with somebody without the app is %d %v", status, made)
	}
}

func personalChat(id string) object {
	return object{
		"bot": object{"id": "28:" + appID}, "members": []any{object{"id": id}}, "tenantId": tenant,
		"channelData": object{"tenant": object{"id": tenant}},
	}
}

func TestConnectorErrorsAreTeams(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := within(t)
	hello := object{"type": "message", "text": "hello"}
	post := func(conversation string) (int, object) {
		return w.call("POST", "conversations/"+url.PathEscape(conversation)+"/activities", hello)
	}
	want := func(name string, status int, got object, wantStatus int, code, sub any) {
		t.Helper()
		if status != wantStatus || at(got, "error.code") != code || at(got, "error.subCode") != sub {
			t.Errorf("%s: %d %v", name, status, got)
		}
	}
	status, got := post(deals)
	want("not installed", status, got, 403, "BotNotInConversationRoster", nil)
	w.install(ctx)
	status, got = post("19:nowhere@thread.tacv2")
	want("unknown", status, got, 404, "ConversationNotFound", nil)
	if err := w.As(sam).Uninstall(ctx, "@app"); err != nil {
		t.Fatal(err)
	}
	status, got = post(w.ChatID(sam))
	want("removed", status, got, 403, "Forbidden", "MessageWritesBlocked")
	w.As(rae).Block(true)
	status, got = post(w.ChatID(rae))
	want("blocked", status, got, 403, "ConversationBlockedByUser", "MessageWritesBlocked")
	if err := w.As(sam).DeleteChannel(ctx, deals); err != nil {
		t.Fatal(err)
	}
	status, got = post(deals)
	want("deleted", status, got, 404, "ConversationNotFound", nil)
	w.clean()
	status, got = w.call("POST", "conversations/"+url.PathEscape(sales)+"/activities", object{"type": "message", "text": strings.Repeat("x", 60<<10)})
	want("long", status, got, 413, "MessageSizeTooBig", nil)
	w.refused("too large")
	status, got = w.call("POST", "conversations/"+url.PathEscape(sales)+"/activities", object{"type": "message"})
	want("empty", status, got, 400, "BadSyntax", nil)
	w.refused("says nothing")
}

func TestMembersAndTeams(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := within(t)
	w.install(ctx)
	for _, id := range []string{sam, url.PathEscape(w.UserID(sam))} {
		status, got := w.call("GET", "conversations/"+url.PathEscape(deals+";messageid=")+"/members/"+id, nil)
		if status != http.StatusOK {
			t.Fatalf("member: %d %v", status, got)
		}
		same(t, got, object{
			"id": w.UserID(sam), "aadObjectId": sam, "name": "Sam Seller", "email": "sam@acme.test", "givenName": "Sam",
			"userPrincipalName": "sam@acme.test", "tenantId": tenant, "userRole": "user", "objectId": nil,
		})
	}
	if status, got := w.call("GET", "conversations/"+url.PathEscape(deals)+"/members/"+gus, nil); status != 404 || at(got, "error.code") != "MemberNotFoundInConversation" {
		t.Errorf("a stranger is %d %v", status, got)
	}
	_, got := w.call("GET", "conversations/"+url.PathEscape(deals)+"/pagedmembers?pageSize=50", nil)
	same(t, got, object{"members.1.aadObjectId": rae, "members.2": nil, "continuationToken": nil})
	_, got = w.call("GET", "teams/"+url.PathEscape(sales), nil)
	same(t, got, object{"id": sales, "name": "Sales", "aadGroupId": "group-1", "channelCount": 3.0, "memberCount": 2.0})
	_, got = w.call("GET", "teams/"+url.PathEscape(sales)+"/conversations", nil)
	same(t, got, object{
		"conversations.0.id": sales, "conversations.0.name": nil, "conversations.1.name": "Deal desk",
		"conversations.2.type": "private",
	})
}

func TestPagedMembersGoOn(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(c *botconnector.Config) {
		for i := range 120 {
			id := fmt.Sprintf("22222222-0000-4000-8000-%012d", i)
			c.Organization.Users = append(c.Organization.Users, botconnector.User{ID: id, Name: "One of many"})
			c.Organization.Teams[0].Members = append(c.Organization.Teams[0].Members, id)
		}
	})
	w.install(within(t))
	seen, token, pages := map[string]bool{}, "", 0
	for {
		_, got := w.call("GET", "conversations/"+url.PathEscape(deals)+"/pagedmembers?pageSize=1&continuationToken="+url.QueryEscape(token), nil)
		for _, m := range got["members"].([]any) {
			seen[m.(object)["id"].(string)] = true
		}
		pages++
		next, more := got["continuationToken"].(string)
		if !more {
			break
		}
		token = next
	}
	if len(seen) != 122 || pages != 3 {
		t.Errorf("%d people on %d pages", len(seen), pages)
	}
}
