package botconnector_test

import (
	"context"
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/partnerbot/partnerbot/bot/playground/botconnector"
)

func dialogOf(title string, content object) object {
	return object{"task": object{"type": "continue", "value": object{
		"title": title, "height": "large", "width": "medium",
		"card": card(content)["attachments"].([]any)[0],
	}}}
}

// registerForm has most kinds of inputs.
func registerForm() object {
	return object{
		"body": []any{
			says("Register a deal that a partner *brings*."),
			object{"type": "Input.Text", "id": "company", "label": "Company", "isRequired": true, "errorMessage": "Enter the customer.", "maxLength": 40},
			object{"type": "Input.Text", "id": "site", "label": "Website", "regex": `^\S+\.\S+$`, "errorMessage": "Enter a website."},
			object{"type": "Input.Number", "id": "amount", "label": "Amount", "min": 1, "errorMessage": "At least 1."},
			object{"type": "Input.Date", "id": "close", "label": "Close date", "min": "2026-11-18", "errorMessage": "In the future."},
			object{"type": "Input.ChoiceSet", "id": "kind", "label": "Kind", "choices": []any{
				object{"title": "Sourced", "value": "s"}, object{"title": "Influenced", "value": "i"},
			}, "value": "s"},
			object{
				"type": "Input.ChoiceSet", "id": "partner", "label": "Partner", "style": "filtered", "choices": []any{},
				"choices.data": object{"type": "Data.Query", "dataset": "partners", "associatedInputs": "auto"},
			},
			object{
				"type": "Input.ChoiceSet", "id": "team", "label": "Team", "isMultiSelect": true, "choices": []any{},
				"choices.data": object{"type": "Data.Query", "dataset": "graph.microsoft.com/users"},
			},
			object{"type": "Input.Toggle", "id": "sure", "title": "I am sure", "isRequired": true, "errorMessage": "Say so."},
		},
		"actions": []any{
			object{"type": "Action.Submit", "title": "Check", "data": object{"intent": "check"}},
			object{"type": "Action.Submit", "title": "Register", "style": "positive", "data": object{"form": "register", "meta": "m1"}},
		},
	}
}

// openForm gives Sam a dialog, through a button of a card in the channel.
func openForm(ctx context.Context, w *world, form object) *botconnector.Dialog {
	w.t.Helper()
	w.install(ctx)
	w.bot.answers("task/fetch", dialogOf("Register a deal", form))
	w.post(deals, card(object{"body": []any{says("Deals")}, "actions": []any{
		object{"type": "Action.Submit", "title": "Register", "data": object{"msteams": object{"type": "task/fetch"}, "intent": "register"}},
	}}))
	if err := w.As(sam).Click(ctx, w.newest(ctx, sam, deals), "Register"); err != nil {
		w.t.Fatal(err)
	}
	d := w.As(sam).Dialog()
	if d == nil {
		w.t.Fatal("no dialog is open")
	}
	return d
}

func fill(ctx context.Context, t *testing.T, d *botconnector.Dialog, values ...[2]string) {
	t.Helper()
	for _, v := range values {
		if err := d.Fill(ctx, v[0], v[1]); err != nil {
			t.Fatal(err)
		}
	}
}

func TestDialogIsFilledAndSent(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := within(t)
	d := openForm(ctx, w, registerForm())
	same(t, w.bot.last(t), object{
		"name": "task/fetch", "value.data.intent": "register", "value.data.msteams.type": "task/fetch",
		"value.context.theme": "default", "from.aadObjectId": sam, "channelData.channel.id": deals,
	})
	if d.Title != "Register a deal" || len(d.Fields) != 8 || w.As(rae).Dialog() != nil {
		t.Fatalf("the dialog is %+v", d)
	}
	w.bot.answers("application/search", object{
		"statusCode": 200, "type": "application/vnd.microsoft.search.searchResponse",
		"value": object{"results": []any{object{"title": "Northwind (reseller)", "value": "p1"}, object{"title": "Other", "value": "p2"}}},
	})
	fill(ctx, t, d, [2]string{"Company", "A & B <Ltd>"}, [2]string{"Website", "ab.test"}, [2]string{"Amount", "5000"},
		[2]string{"Close date", "2026-12-31"}, [2]string{"Kind", "Influenced"}, [2]string{"Team", "Sam Seller; Rae"}, [2]string{"I am sure", "yes"})
	fill(ctx, t, d, [2]string{"Partner", "Northwind"})
	same(t, w.bot.last(t), object{
		"name": "application/search", "value.queryText": "Northwind", "value.dataset": "partners", "value.queryOptions.skip": 0.0,
		"value.queryOptions.top": 15.0, "value.data.company": "A & B <Ltd>",
	})
	want := "Register a deal\nRegister a deal that a partner brings.\nCompany: A & B <Ltd>\nWebsite: ab.test\nAmount: 5000\n" +
		"Close date: 2026-12-31\nKind: Influenced\nPartner: Northwind (reseller)\nTeam: Sam Seller; Rae Ops\nI am sure: yes\n[Check] [Register]"
	if diff := cmp.Diff(want, d.Text()); diff != "" {
		t.Error(diff)
	}
	if err := d.Submit(ctx); err != nil {
		t.Fatal(err)
	}
	same(t, w.bot.last(t), object{"type": "invoke", "name": "task/submit", "value.context.theme": "default", "conversation.conversationType": "channel"})
	wantData := object{
		"form": "register", "meta": "m1", "company": "A & B <Ltd>", "site": "ab.test", "amount": "5000", "close": "2026-12-31",
		"kind": "i", "partner": "p1", "team": sam + "," + rae, "sure": "true",
	}
	if diff := cmp.Diff(wantData, at(w.bot.last(t), "value.data")); diff != "" {
		t.Error(diff)
	}
	if w.As(sam).Dialog() != nil {
		t.Error("the dialog stays open after an answer with nothing")
	}
	if err := d.Submit(ctx); err == nil {
		t.Error("a dialog is sent that is closed")
	}
	w.clean()
}

func TestClientSaysBesideTheFieldsWhatIsWrong(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := within(t)
	d := openForm(ctx, w, registerForm())
	fill(ctx, t, d, [2]string{"Website", "none"}, [2]string{"Amount", "0"}, [2]string{"Close date", "2020-01-01"})
	for label, value := range map[string]string{
		"Company": "a name that is longer than forty characters are", "Amount": "many", "Close date": "31.12.2026", "Kind": "None", "Missing": "x",
	} {
		if err := d.Fill(ctx, label, value); err == nil {
			t.Errorf("%s takes %q", label, value)
		}
	}
	if err := d.Submit(ctx); err != nil {
		t.Fatal(err)
	}
	if n := w.bot.count("task/submit"); n != 0 {
		t.Error("it was sent")
	}
	got := map[string]string{}
	for _, f := range w.As(sam).Dialog().Fields {
		if f.Error != "" {
			got[f.Label] = f.Error
		}
	}
	want := map[string]string{
		"Company": "Enter the customer.", "Website": "Enter a website.", "Amount": "At least 1.", "Close date": "In the future.", "I am sure": "Say so.",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	fill(ctx, t, d, [2]string{"Company", "Acme"}, [2]string{"Website", ""}, [2]string{"Amount", ""}, [2]string{"Close date", ""}, [2]string{"I am sure", "yes"})
	if err := d.Press(ctx, "Check"); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(object{"intent": "check", "company": "Acme", "kind": "s", "sure": "true"}, at(w.bot.last(t), "value.data")); diff != "" {
		t.Error(diff)
	}
}

func TestDialogAnswers(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := within(t)
	form := object{
		"body":    []any{object{"type": "Input.Text", "id": "name", "label": "Name"}, object{"type": "Input.Text", "id": "note", "label": "Note", "value": "kept"}},
		"actions": []any{object{"type": "Action.Submit", "title": "Go"}},
	}
	d := openForm(ctx, w, form)
	fill(ctx, t, d, [2]string{"Name", "Acme"})
	again := dialogOf("Register again", object{
		"body": []any{
			object{"type": "TextBlock", "text": "Look below.", "color": "attention"},
			object{"type": "Input.Text", "id": "name", "label": "Name"},
			object{"type": "TextBlock", "text": "As in the contract.", "isSubtle": true},
			object{"type": "TextBlock", "text": `Acme\_1 is taken.`, "color": "attention"},
			object{"type": "Input.Text", "id": "note", "label": "Note"},
			says("A hint."),
			object{"type": "TextBlock", "text": "Of nothing.", "color": "attention"},
		},
		"actions": []any{object{"type": "Action.Submit", "title": "Go"}},
	})
	w.bot.answers("task/submit", again)
	if err := d.Submit(ctx); err != nil {
		t.Fatal(err)
	}
	d = w.As(sam).Dialog()
	if d.Title != "Register again" || d.Fields[0].Value != "" || d.Fields[0].Error != "Acme_1 is taken." || d.Fields[1].Error != "" {
		t.Errorf("the answered dialog is %+v", d)
	}
	w.bot.answers("task/submit", object{"task": object{"type": "message", "value": "It is registered."}})
	if err := d.Submit(ctx); err != nil {
		t.Fatal(err)
	}
	if w.As(sam).Dialog() != nil || w.newest(ctx, sam, deals).Text() != "It is registered." || !w.newest(ctx, sam, deals).Private {
		t.Error("the message is not shown in the dialog's place")
	}
	w.clean()
}

func TestDialogSurvivesABotThatFails(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := within(t)
	d := openForm(ctx, w, object{"body": []any{object{"type": "Input.Text", "id": "name", "label": "Name"}}, "actions": []any{object{"type": "Action.Submit", "title": "Go"}}})
	fill(ctx, t, d, [2]string{"Name", "Acme"})
	for name, answer := range map[string]func(object) (int, any){
		"HTTP status 500": func(object) (int, any) { return http.StatusInternalServerError, nil },
		"none that Teams knows": func(object) (int, any) {
			return http.StatusOK, object{"task": object{"type": "perhaps"}}
		},
		"unknown element": func(object) (int, any) {
			return http.StatusOK, dialogOf("x", object{"body": []any{object{"type": "TextBlok"}}})
		},
	} {
		w.bot.mu.Lock()
		w.bot.answer = answer
		w.bot.mu.Unlock()
		if err := d.Submit(ctx); err == nil {
			t.Errorf("%s: no error", name)
		}
		now := w.As(sam).Dialog()
		if now == nil || now.Problem != "Something went wrong. Please try again." || now.Fields[0].Value != "Acme" {
			t.Errorf("%s: the dialog is %+v", name, now)
		}
		if name != "unknown element" {
			w.refused(name)
		} else {
			w.refused(`no element is called "TextBlok"`)
		}
	}
	if err := d.Close(); err != nil || w.As(sam).Dialog() != nil {
		t.Errorf("closing: %v", err)
	}
}

func TestExtensionOpensADialog(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := within(t)
	w.install(ctx)
	form := object{"body": []any{object{"type": "Input.Text", "id": "name", "label": "Name"}}, "actions": []any{object{"type": "Action.Submit", "title": "Go", "data": object{"form": "r"}}}}
	w.bot.answers("composeExtension/fetchTask", dialogOf("Register", form))
	if err := w.As(sam).OpenExtension(ctx, deals, "register"); err != nil {
		t.Fatal(err)
	}
	a := w.bot.last(t)
	same(t, a, object{
		"type": "invoke", "name": "composeExtension/fetchTask", "value.commandId": "register", "value.commandContext": "compose",
		"value.context.theme": "default", "conversation.id": deals, "channelData.source.name": "compose", "value.messagePayload": nil,
	})
	d := w.As(sam).Dialog()
	fill(ctx, t, d, [2]string{"Name", "Acme"})
	if err := d.Submit(ctx); err != nil {
		t.Fatal(err)
	}
	b := w.bot.last(t)
	same(t, b, object{
		"name": "composeExtension/submitAction", "value.commandId": "register", "value.data.name": "Acme", "value.data.form": "r",
		"value.requestId": at(a, "value.requestId"),
	})
	if w.As(sam).Dialog() != nil {
		t.Error("it stays open")
	}
	sent := w.Sent()
	if x, err := w.Retry(ctx, sent[len(sent)-1]); err != nil || x.Header.Get("Authorization") == "" {
		t.Errorf("retry: %v", err)
	}
	if diff := cmp.Diff(b, w.bot.last(t)); diff != "" {
		t.Errorf("a retry differs: %s", diff)
	}
	w.clean()
}

func TestExtensionOnAMessageTakesItAlong(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := within(t)
	w.install(ctx)
	m, err := w.As(rae).Says(ctx, deals, "Acme & Co want 5 seats")
	if err != nil {
		t.Fatal(err)
	}
	w.bot.answers("composeExtension/fetchTask", dialogOf("Register", object{"body": []any{says("x")}, "actions": []any{}}))
	if err := w.As(sam).OpenExtensionOn(ctx, m, "register"); err != nil {
		t.Fatal(err)
	}
	same(t, w.bot.last(t), object{
		"value.commandContext": "message", "conversation.id": deals + ";messageid=" + m.ID, "channelData.source.name": "message",
		"value.messagePayload.id": m.ID, "value.messagePayload.body.content": "<div>Acme &amp; Co want 5 seats</div>",
		"value.messagePayload.from.user.id": rae, "value.messagePayload.from.user.displayName": "Rae Ops",
	})
}
