package playground_test

import (
	"errors"
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/slack-go/slack"
)

func plain(s string) *slack.TextBlockObject {
	return slack.NewTextBlockObject("plain_text", s, false, false)
}

// registerForm is a modal with most kinds of fields.
func registerForm() slack.ModalViewRequest {
	option := func(v string) *slack.OptionBlockObject { return slack.NewOptionBlockObject(v, plain("Option "+v), nil) }
	amount := slack.NewNumberInputBlockElement(nil, "amount", false)
	account := slack.NewOptionsSelectBlockElement("external_select", plain("Search"), "account")
	low := 2
	account.MinQueryLength = &low
	note := slack.NewInputBlock("note", plain("Note"), nil, slack.NewPlainTextInputBlockElement(nil, "note")).WithOptional(true)
	return slack.ModalViewRequest{
		Type: slack.VTModal, CallbackID: "register", PrivateMetadata: "m1",
		Title: plain("Register a deal"), Submit: plain("Register"), Close: plain("Cancel"), NotifyOnClose: true,
		Blocks: slack.Blocks{BlockSet: []slack.Block{
			slack.NewInputBlock("company", plain("Company"), plain("The end customer"), slack.NewPlainTextInputBlockElement(nil, "company")),
			slack.NewInputBlock("amount", plain("Amount"), nil, amount),
			slack.NewInputBlock("close", plain("Close date"), nil, slack.NewDatePickerBlockElement("close")),
			slack.NewInputBlock("account", plain("Account"), nil, account),
			slack.NewInputBlock("owner", plain("Owner"), nil, slack.NewOptionsSelectBlockElement("users_select", plain("Person"), "owner")),
			slack.NewInputBlock("kinds", plain("Kinds"), nil, slack.NewCheckboxGroupsBlockElement("kinds", option("a"), option("b"))),
			note,
		}},
	}
}

// openForm makes the bot open the form on every command.
func (w *world) openForm(t *testing.T, form slack.ModalViewRequest) {
	w.bot.command = func(_ http.ResponseWriter, c slack.SlashCommand) {
		if _, err := w.api.OpenViewContext(t.Context(), c.TriggerID, form); err != nil {
			t.Errorf("views.open: %v", err)
		}
	}
}

func TestCommandOpensAModalThatIsFilledAndSent(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := within(t)
	w.openForm(t, registerForm())
	w.bot.options = func(rw http.ResponseWriter, ic slack.InteractionCallback) {
		if ic.Type != slack.InteractionTypeBlockSuggestion || ic.ActionID != "account" || ic.BlockID != "account" {
			t.Errorf("suggestion = %+v", ic)
		}
		writeJSON(rw, slack.OptionsResponse{Options: []*slack.OptionBlockObject{
			slack.NewOptionBlockObject("acc-1", plain(ic.Value+" Inc"), nil), slack.NewOptionBlockObject("acc-2", plain("Other"), nil),
		}})
	}
	var sent slack.InteractionCallback
	w.bot.interaction = func(_ http.ResponseWriter, ic slack.InteractionCallback) { sent = ic }

	sam := w.As("USAM")
	if err := sam.Command(ctx, "#deal-desk", "/deal register Acme"); err != nil {
		t.Fatal(err)
	}
	m := sam.Modal()
	if m == nil || m.Title != "Register a deal" || len(m.Fields) != 7 || m.Fields[0].Hint != "The end customer" || !m.Fields[6].Optional {
		t.Fatalf("modal = %+v", m)
	}
	if w.As("URAE").Modal() != nil {
		t.Error("the modal is shown to another person too")
	}
	for field, value := range map[string]string{
		"Company": "A & B <Ltd>", "amount": "5000", "Close date": "2026-12-31", "Account": "Acme",
		"Owner": "@rae", "Kinds": "Option a; Option b",
	} {
		if err := m.Fill(ctx, field, value); err != nil {
			t.Fatal(err)
		}
	}
	if got := m.Value("Account"); got != "Acme Inc" {
		t.Errorf("account shows %q", got)
	}
	if errs, err := m.Submit(ctx); err != nil || errs != nil {
		t.Fatalf("submit: %v, %v", errs, err)
	}
	if sam.Modal() != nil {
		t.Error("the modal stayed open")
	}
	v := sent.View.State.Values
	got := []any{
		sent.Type, sent.User.ID, sent.User.TeamID, sent.Team.ID, sent.View.CallbackID, sent.View.PrivateMetadata,
		v["company"]["company"].Value, v["amount"]["amount"].Value, v["close"]["close"].SelectedDate,
		v["account"]["account"].SelectedOption.Value, v["owner"]["owner"].SelectedUser,
		len(v["kinds"]["kinds"].SelectedOptions), v["note"]["note"].Value,
	}
	want := []any{
		slack.InteractionTypeViewSubmission, "USAM", "T1", "T1", "register", "m1",
		"A & B <Ltd>", "5000", "2026-12-31", "acc-1", "URAE", 2, "",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestSlackChecksFieldsBeforeTheBotDoes(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := within(t)
	w.openForm(t, registerForm())
	w.bot.interaction = func(http.ResponseWriter, slack.InteractionCallback) { t.Error("the bot was asked") }
	sam := w.As("USAM")
	if err := sam.Command(ctx, "CDEALS", "/deal"); err != nil {
		t.Fatal(err)
	}
	m := sam.Modal()
	if err := errors.Join(m.Fill(ctx, "Company", "Acme"), m.Fill(ctx, "Amount", "many"), m.Fill(ctx, "Owner", "sam"),
		m.Fill(ctx, "Kinds", "a"), m.Fill(ctx, "Close date", "31.12.2026")); err != nil {
		t.Fatal(err)
	}
	errs, err := m.Submit(ctx)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{
		"Amount": "Enter a number.", "Close date": "Enter a date as YYYY-MM-DD.", "Account": "Please complete this required field.",
	}
	if diff := cmp.Diff(want, errs); diff != "" {
		t.Error(diff)
	}
}

// simpleForm has one field and submits to what answer says.
func simpleForm(title string) slack.ModalViewRequest {
	return slack.ModalViewRequest{
		Type: slack.VTModal, CallbackID: title, Title: plain(title), Submit: plain("Go"), NotifyOnClose: true,
		Blocks: slack.Blocks{BlockSet: []slack.Block{
			slack.NewInputBlock("name", plain("Name"), nil, slack.NewPlainTextInputBlockElement(nil, "name")),
		}},
	}
}

func TestFieldErrorsKeepWhatWasTyped(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := within(t)
	w.openForm(t, simpleForm("One"))
	w.bot.interaction = func(rw http.ResponseWriter, _ slack.InteractionCallback) {
		writeJSON(rw, slack.NewErrorsViewSubmissionResponse(map[string]string{"name": "Taken."}))
	}
	sam := w.As("USAM")
	if err := sam.Command(ctx, "CDEALS", "/deal"); err != nil {
		t.Fatal(err)
	}
	m := sam.Modal()
	if err := m.Fill(ctx, "Name", "Acme"); err != nil {
		t.Fatal(err)
	}
	errs, err := m.Submit(ctx)
	if diff := cmp.Diff(map[string]string{"Name": "Taken."}, errs); err != nil || diff != "" {
		t.Error(err, diff)
	}
	if sam.Modal() == nil || m.Value("Name") != "Acme" {
		t.Error("what was typed is gone")
	}
}

func TestSubmissionAnswers(t *testing.T) {
	t.Parallel()
	next := simpleForm("Two")
	for name, c := range map[string]struct {
		answer *slack.ViewSubmissionResponse
		title  string // of the modal left, empty for none
		depth  int
		bad    bool
	}{
		"nothing":     {nil, "", 0, false},
		"clear":       {slack.NewClearViewSubmissionResponse(), "", 0, false},
		"update":      {slack.NewUpdateViewSubmissionResponse(&next), "Two", 1, false},
		"push":        {slack.NewPushViewSubmissionResponse(&next), "Two", 2, false},
		"wrong block": {slack.NewErrorsViewSubmissionResponse(map[string]string{"nope": "x"}), "One", 1, true},
		"wrong word":  {&slack.ViewSubmissionResponse{ResponseAction: "explode"}, "One", 1, true},
		"bad view":    {slack.NewUpdateViewSubmissionResponse(&slack.ModalViewRequest{Type: slack.VTModal}), "One", 1, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			ctx := within(t)
			w.openForm(t, simpleForm("One"))
			w.bot.interaction = func(rw http.ResponseWriter, _ slack.InteractionCallback) {
				if c.answer != nil {
					writeJSON(rw, c.answer)
				}
			}
			sam := w.As("USAM")
			if err := sam.Command(ctx, "CDEALS", "/deal"); err != nil {
				t.Fatal(err)
			}
			m := sam.Modal()
			if err := m.Fill(ctx, "Name", "x"); err != nil {
				t.Fatal(err)
			}
			if _, err := m.Submit(ctx); (err != nil) != c.bad {
				t.Errorf("submit: %v", err)
			}
			left := sam.Modal()
			switch {
			case c.title == "" && left != nil:
				t.Errorf("%s is still open", left.Title)
			case c.title != "" && (left == nil || left.Title != c.title || left.Depth != c.depth):
				t.Errorf("left = %+v, want %s at depth %d", left, c.title, c.depth)
			}
		})
	}
}

func TestCloseTellsTheBotWhereItAsked(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := within(t)
	w.openForm(t, simpleForm("One"))
	var closed slack.InteractionCallback
	w.bot.interaction = func(_ http.ResponseWriter, ic slack.InteractionCallback) { closed = ic }
	sam := w.As("USAM")
	if err := sam.Command(ctx, "CDEALS", "/deal"); err != nil {
		t.Fatal(err)
	}
	if err := sam.Modal().Close(ctx); err != nil {
		t.Fatal(err)
	}
	if closed.Type != slack.InteractionTypeViewClosed || closed.View.CallbackID != "One" || closed.IsCleared || sam.Modal() != nil {
		t.Errorf("view_closed = %+v", closed)
	}
}

func TestClickSendsWhatThePersonSaw(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := within(t)
	approve := slack.NewButtonBlockElement("approve", "rev-1", plain("Approve"))
	menu := slack.NewOverflowBlockElement("more", slack.NewOptionBlockObject("show", plain("Show"), nil))
	_, ts, err := w.api.PostMessageContext(ctx, "CDEALS", slack.MsgOptionText("card", false),
		slack.MsgOptionBlocks(slack.NewActionBlock("acts", approve, menu)))
	if err != nil {
		t.Fatal(err)
	}
	var got []slack.InteractionCallback
	w.bot.interaction = func(_ http.ResponseWriter, ic slack.InteractionCallback) { got = append(got, ic) }
	rae := w.As("URAE")
	seen, _ := rae.Message("CDEALS", ts)
	if diff := cmp.Diff([]string{"Approve"}, seen.Buttons()); diff != "" {
		t.Error(diff)
	}
	approve.Value = "rev-2"
	if _, _, _, err := w.api.UpdateMessageContext(ctx, "CDEALS", ts, slack.MsgOptionBlocks(slack.NewActionBlock("acts", approve))); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(rae.Click(ctx, seen, "Approve"), rae.Choose(ctx, seen, "more", "Show")); err != nil {
		t.Fatal(err)
	}
	a := got[0].ActionCallback.BlockActions[0]
	if got[0].Type != slack.InteractionTypeBlockActions || got[0].Channel.ID != "CDEALS" || got[0].Message.Timestamp != ts ||
		got[0].Container.MessageTs != ts || got[0].ResponseURL == "" || a.Value != "rev-1" || a.ActionID != "approve" || a.BlockID != "acts" {
		t.Errorf("click = %+v, action %+v", got[0], a)
	}
	if a := got[1].ActionCallback.BlockActions[0]; a.SelectedOption.Value != "show" {
		t.Errorf("overflow = %+v", a)
	}
	if err := rae.Click(ctx, seen, "Reject"); err == nil {
		t.Error("a button that is not there was clicked")
	}
	if err := w.As("UPAT").Click(ctx, seen, "Approve"); err == nil {
		t.Error("a person outside the channel clicked")
	}
}

func TestShortcuts(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := within(t)
	var got []slack.InteractionCallback
	w.bot.interaction = func(_ http.ResponseWriter, ic slack.InteractionCallback) { got = append(got, ic) }
	sam := w.As("USAM")
	said := must(sam.Says(ctx, "CDEALS", "Acme wants 500 seats"))
	if err := errors.Join(sam.Shortcut(ctx, "register"), sam.MessageShortcut(ctx, "register_from", said)); err != nil {
		t.Fatal(err)
	}
	if got[0].Type != slack.InteractionTypeShortcut || got[0].CallbackID != "register" || got[0].TriggerID == "" || got[0].Channel.ID != "" || got[0].ResponseURL != "" {
		t.Errorf("global shortcut = %+v", got[0])
	}
	if got[1].Type != slack.InteractionTypeMessageAction || got[1].Message.Text != "Acme wants 500 seats" || got[1].Channel.ID != "CDEALS" || got[1].MessageTs != said.TS {
		t.Errorf("message shortcut = %+v", got[1])
	}
	if err := sam.Shortcut(ctx, "nope"); err == nil {
		t.Error("an unknown shortcut was sent")
	}
	if err := w.As("UPAT").MessageShortcut(ctx, "register_from", said); err == nil {
		t.Error("a person of another organization used a shortcut")
	}
}

func TestHome(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := within(t)
	w.bot.event = func(_ http.ResponseWriter, e map[string]any) {
		inner, _ := e["event"].(map[string]any)
		if inner["type"] != "app_home_opened" || inner["tab"] != "home" {
			t.Errorf("event = %v", e)
		}
		blocks := []slack.Block{
			slack.NewHeaderBlock(plain("My deals")),
			slack.NewActionBlock("", slack.NewButtonBlockElement("new", "", plain("Register"))),
		}
		if _, err := w.api.PublishViewContext(t.Context(), slack.PublishViewContextRequest{
			UserID: "USAM", View: slack.HomeTabViewRequest{Type: slack.VTHomeTab, Blocks: slack.Blocks{BlockSet: blocks}},
		}); err != nil {
			t.Error(err)
		}
	}
	var clicked slack.InteractionCallback
	w.bot.interaction = func(_ http.ResponseWriter, ic slack.InteractionCallback) { clicked = ic }
	h, err := w.As("USAM").Home(ctx)
	if err != nil || h == nil || h.Text() != "My deals\n[Register]" {
		t.Fatalf("home = %+v, %v", h, err)
	}
	if err := h.Click(ctx, "Register"); err != nil {
		t.Fatal(err)
	}
	if clicked.View.Type != slack.VTHomeTab || clicked.Container.ViewID != h.ID || clicked.TriggerID == "" {
		t.Errorf("click = %+v", clicked)
	}
}
