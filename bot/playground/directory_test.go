package playground_test

import (
	"io"
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/slack-go/slack"
)

func readAll(t *testing.T, r *http.Response) string {
	t.Helper()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestConversations(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := within(t)
	info, err := w.api.GetConversationInfoContext(ctx, &slack.GetConversationInfoInput{ChannelID: "CSHARED"})
	if err != nil || !info.IsExtShared || !info.IsMember || info.Name != "shared" {
		t.Errorf("info = %+v, %v", info, err)
	}
	if _, err := w.api.GetConversationInfoContext(ctx, &slack.GetConversationInfoInput{ChannelID: "CSECRET"}); err == nil || err.Error() != "channel_not_found" {
		t.Errorf("a private channel without the app: %v", err)
	}
	var names []string
	cursor := ""
	for {
		page, next, err := w.api.GetConversationsContext(ctx, &slack.GetConversationsParameters{Limit: 1, Cursor: cursor, ExcludeArchived: true, Types: []string{"public_channel", "private_channel"}})
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range page {
			names = append(names, c.Name)
		}
		if cursor = next; next == "" {
			break
		}
	}
	if diff := cmp.Diff([]string{"deal-desk", "general", "shared"}, names); diff != "" {
		t.Error(diff)
	}
}

func TestMembersAndJoin(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := within(t)
	if _, _, _, err := w.api.JoinConversationContext(ctx, "CGENERAL"); err != nil {
		t.Fatal(err)
	}
	members, _, err := w.api.GetUsersInConversationContext(ctx, &slack.GetUsersInConversationParameters{ChannelID: "CGENERAL"})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"USAM", "URAE", "UBOT"}, members); diff != "" {
		t.Error(diff)
	}
	for id, want := range map[string]string{"CSECRET": "method_not_supported_for_channel_type", "COLD": "is_archived", "CNONE": "channel_not_found"} {
		if _, _, _, err := w.api.JoinConversationContext(ctx, id); err == nil || err.Error() != want {
			t.Errorf("join %s: %v, want %s", id, err, want)
		}
	}
}

func TestUsers(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := within(t)
	sam, err := w.api.GetUserInfoContext(ctx, "USAM")
	if err != nil || sam.Profile.Email != "sam@acme.test" || sam.Profile.Title != "Seller" || sam.TZ != "America/New_York" || sam.TZOffset != -5*3600 {
		t.Errorf("Sam = %+v, %v", sam, err)
	}
	pat, err := w.api.GetUserInfoContext(ctx, "UPAT")
	if err != nil || !pat.IsStranger || pat.TeamID != "T2" || pat.Profile.Email != "" {
		t.Errorf("Pat = %+v, %v", pat, err)
	}
	if _, err := w.api.GetUserInfoContext(ctx, "UNONE"); err == nil || err.Error() != "user_not_found" {
		t.Errorf("got %v", err)
	}
	rae, err := w.api.GetUserByEmailContext(ctx, "RAE@acme.test")
	if err != nil || rae.ID != "URAE" {
		t.Errorf("by e-mail: %+v, %v", rae, err)
	}
	if _, err := w.api.GetUserByEmailContext(ctx, "pat@partner.test"); err == nil || err.Error() != "users_not_found" {
		t.Errorf("a stranger by e-mail: %v", err)
	}
	all, err := w.api.GetUsersContext(ctx, slack.GetUsersOptionLimit(2))
	if err != nil || len(all) != 4 {
		t.Errorf("%d users, %v; want 4 over two pages", len(all), err)
	}
}
