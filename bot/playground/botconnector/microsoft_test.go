package botconnector_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/partnerbot/partnerbot/bot/bottest/nodetest"
	"github.com/partnerbot/partnerbot/bot/playground/botconnector"
)

// TestMicrosoftsOwnLibraryTalksWithIt has a bot of Microsoft's making take the stand-in for Teams.
func TestMicrosoftsOwnLibraryTalksWithIt(t *testing.T) {
	t.Parallel()
	nodetest.Dir(t)
	w := newWorld(t, func(c *botconnector.Config) { c.Now = time.Now }) // the library knows no other clock
	ctx := within(t)
	w.install(ctx)
	token, err := w.Issuer.Token(w.ServiceURL())
	if err != nil {
		t.Fatal(err)
	}
	in, err := json.Marshal(object{
		"app": appID, "metadata": w.Issuer.MetadataURL(), "serviceUrl": w.ServiceURL(), "token": token, "access": w.token,
		"channel": deals, "person": w.UserID(sam), "tenant": tenant,
	})
	if err != nil {
		t.Fatal(err)
	}
	var got object
	if err := json.Unmarshal(nodetest.Run(ctx, t, in, "botconnector.mjs"), &got); err != nil {
		t.Fatal(err)
	}
	posts := w.As(rae).Posts(ctx, deals)
	want := object{
		"authenticated": true, "made": deals + ";messageid=" + posts[0].ID, "updated": true, "member": sam, "members": 2.0,
		"refused": object{"status": 404.0, "code": "ConversationNotFound"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"first", "> third, changed*"}, talk(ctx, w, rae, deals)); diff != "" {
		t.Error(diff)
	}
	w.clean()
}
