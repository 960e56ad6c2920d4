package playground_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/slack-go/slack"

	"github.com/partnerbot/partnerbot/bot/playground"
)

// acting sends what the page sends, as Sam, and gives the answer.
func (w *world) acting(t *testing.T, act, fields string) string {
	t.Helper()
	status, answer := w.do(t, act, `{"as":"USAM"`+fields+`}`, map[string]string{"X-Playground-Token": w.pageToken(t)})
	if status != http.StatusOK {
		t.Fatalf("%s: %d %s", act, status, answer)
	}
	return strings.TrimSpace(answer)
}

func TestPageModal(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	form := simpleForm("One")
	account := slack.NewOptionsSelectBlockElement("external_select", plain("Search"), "account")
	form.Blocks.BlockSet = append(form.Blocks.BlockSet, slack.NewInputBlock("account", plain("Account"), nil, account))
	w.openForm(t, form)
	w.bot.options = func(rw http.ResponseWriter, ic slack.InteractionCallback) {
		writeJSON(rw, slack.OptionsResponse{Options: []*slack.OptionBlockObject{slack.NewOptionBlockObject("v", plain(ic.Value), nil)}})
	}
	var closed slack.InteractionType
	w.bot.interaction = func(_ http.ResponseWriter, ic slack.InteractionCallback) { closed = ic.Type }

	w.acting(t, "say", `,"room":"CDEALS","text":"/deal register"`)
	modal := w.As("USAM").Modal()
	if modal == nil || modal.Text() != "One\nName: []\nAccount: []" {
		t.Fatalf("modal = %+v", modal)
	}
	view := fmt.Sprintf(`,"view":%q,"block":"account","action":"account"`, modal.ID)
	if got, want := w.acting(t, "suggest", view+`,"text":"Acme"`), `{"options":[{"text":{"emoji":false,"text":"Acme","type":"plain_text"},"value":"v"}]}`; got != want {
		t.Errorf("options %s, want %s", got, want)
	}
	if got := w.acting(t, "suggest", view+`,"text":"Ac"`); got != `{"options":null}` {
		t.Errorf("with two characters: %s", got)
	}
	got := w.acting(t, "submit", fmt.Sprintf(`,"view":%q,"values":{"name":{"name":{"type":"plain_text_input","value":"x"}}}`, modal.ID))
	if got != `{"errors":{"account":"Please complete this required field."}}` {
		t.Errorf("submit: %s", got)
	}
	if now := w.As("USAM").Modal().Text(); now != "One\nName: [x]\nAccount: []" {
		t.Errorf("what was typed is gone: %s", now)
	}
	w.acting(t, "close", fmt.Sprintf(`,"view":%q`, modal.ID))
	if w.As("USAM").Modal() != nil || closed != slack.InteractionTypeViewClosed {
		t.Errorf("after closing: %v, the bot heard %q", w.As("USAM").Modal(), closed)
	}
	if got := w.acting(t, "close", fmt.Sprintf(`,"view":%q`, modal.ID)); !strings.Contains(got, "changed meanwhile") {
		t.Errorf("closed twice: %s", got)
	}
}

func TestPageShortcutsHomeAndDismiss(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := within(t)
	var got []string
	w.bot.interaction = func(_ http.ResponseWriter, ic slack.InteractionCallback) {
		got = append(got, string(ic.Type)+" "+ic.CallbackID)
	}
	w.bot.event = func(_ http.ResponseWriter, e map[string]any) {
		got = append(got, fmt.Sprint(e["event"].(map[string]any)["type"]))
	}
	_, ts, err := w.api.PostMessageContext(ctx, "CDEALS", slack.MsgOptionText("x", false))
	if err != nil {
		t.Fatal(err)
	}
	secret := must(w.api.PostEphemeralContext(ctx, "CDEALS", "USAM", slack.MsgOptionText("psst", false)))
	w.acting(t, "shortcut", `,"callback":"register"`)
	w.acting(t, "shortcut", `,"callback":"register_from","room":"CDEALS","ts":"`+ts+`"`)
	w.acting(t, "home", ``)
	if diff := cmp.Diff([]string{"shortcut register", "message_action register_from", "app_home_opened"}, got); diff != "" {
		t.Error(diff)
	}
	w.acting(t, "dismiss", `,"room":"CDEALS","ts":"`+ts+`"`)
	w.acting(t, "dismiss", `,"room":"CDEALS","ts":"`+secret+`"`)
	sam := w.As("USAM")
	if len(sam.Messages("CDEALS")) != 1 || len(sam.Ephemerals("CDEALS")) != 0 {
		t.Errorf("left: %v, %v; only the ephemeral message may go", sam.Messages("CDEALS"), sam.Ephemerals("CDEALS"))
	}
}

func TestPageSaysWhatWentWrong(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	button := slack.NewActionBlock("b", slack.NewButtonBlockElement("a", "", plain("Go")))
	_, ts, err := w.api.PostMessageContext(within(t), "CDEALS", slack.MsgOptionBlocks(button))
	if err != nil {
		t.Fatal(err)
	}
	w.bot.interaction = func(rw http.ResponseWriter, _ slack.InteractionCallback) { rw.WriteHeader(http.StatusBadGateway) }
	got := w.acting(t, "click", `,"room":"CDEALS","ts":"`+ts+`","block":"b","action":"a"`)
	if !strings.Contains(got, "partnerbot did not take it (http_service_error)") {
		t.Error(got)
	}
}

func TestWaitingForAModalAndAHome(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := within(t)
	option := slack.NewOptionBlockObject("b", plain("Best case"), nil)
	home := slack.HomeTabViewRequest{Type: slack.VTHomeTab, Blocks: slack.Blocks{BlockSet: []slack.Block{
		slack.NewActionBlock("acts", slack.NewButtonBlockElement("new", "", plain("New")),
			slack.NewOptionsSelectBlockElement("static_select", plain("Category"), "cat", option)),
	}}}
	var chosen string
	w.bot.interaction = func(_ http.ResponseWriter, ic slack.InteractionCallback) {
		chosen = ic.View.State.Values["acts"]["cat"].SelectedOption.Value + " " + ic.ActionCallback.BlockActions[0].SelectedOption.Value
		if _, err := w.api.OpenViewContext(t.Context(), ic.TriggerID, simpleForm("Later")); err != nil {
			t.Error(err)
		}
	}
	published := make(chan error, 1)
	go func() {
		_, err := w.api.PublishViewContext(ctx, slack.PublishViewContextRequest{UserID: "USAM", View: home})
		published <- err
	}()
	sam := w.As("USAM")
	h, err := sam.WaitHome(ctx, func(*playground.Home) bool { return true })
	if err != nil || <-published != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"New"}, h.Buttons()); diff != "" {
		t.Error(diff)
	}
	if err := h.Choose(ctx, "Category", "Best case"); err != nil || chosen != "b b" {
		t.Errorf("chosen %q, %v", chosen, err)
	}
	if m, err := sam.WaitModal(ctx, func(m *playground.Modal) bool { return m.Title == "Later" }); err != nil || m.CallbackID != "Later" {
		t.Errorf("modal %+v, %v", m, err)
	}
	if err := h.Choose(ctx, "Category", "Worst case"); err == nil {
		t.Error("an option that is not there was chosen")
	}
}

func TestOpeningDirectMessages(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	open := func(users ...string) (bool, error) {
		_, _, known, err := w.api.OpenConversationContext(within(t), &slack.OpenConversationParameters{Users: users})
		return known, err
	}
	if known, err := open("URAE"); err != nil || known {
		t.Errorf("first: already open %v, %v", known, err)
	}
	if known, err := open("URAE"); err != nil || !known {
		t.Errorf("again: already open %v, %v", known, err)
	}
	for user, want := range map[string]string{"UNONE": "user_not_found", "UBOT": "cannot_dm_bot"} {
		if _, err := open(user); err == nil || err.Error() != want {
			t.Errorf("%s: %v, want %s", user, err, want)
		}
	}
}
