package slack_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/slack"
	"github.com/partnerbot/partnerbot/domain"
)

// What a call says to Slack, and what is read of its answer, where the playground does not tell.

// heard is a Web API that keeps the last body it got, and gives one answer.
func heard(t *testing.T, answer string) (func(*slack.Config), chan []byte) {
	bodies := make(chan []byte, 10)
	return answers(t, func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		bodies <- body
		_, _ = io.WriteString(w, answer)
	}), bodies
}

func TestProfile(t *testing.T) {
	t.Parallel()
	inside := domain.Identity{Platform: domain.Slack, Workspace: workspace, User: "U1"}
	for name, c := range map[string]struct {
		who  domain.Identity
		user string
		want domain.Profile
	}{
		"one of ours": {
			inside, `"team_id":"T0001","name":"ann","real_name":"Ann","tz":"Europe/Zurich","is_email_confirmed":true,"profile":{"real_name":"Ann Lee","email":"ann@acme.test"}`,
			domain.Profile{Name: "Ann Lee", Email: "ann@acme.test", TimeZone: "Europe/Zurich"},
		},
		"one who has not confirmed the e-mail": {
			inside, `"team_id":"T0001","name":"ann","profile":{"email":"boss@acme.test"}`, domain.Profile{Name: "ann"},
		},
		"a guest":                   {inside, `"team_id":"T0001","name":"g","is_restricted":true`, domain.Profile{Name: "g", Outside: true}},
		"a guest of one channel":    {inside, `"team_id":"T0001","name":"g","is_ultra_restricted":true`, domain.Profile{Name: "g", Outside: true}},
		"a stranger":                {inside, `"team_id":"T0001","name":"g","is_stranger":true`, domain.Profile{Name: "g", Outside: true}},
		"one of another workspace":  {inside, `"team_id":"T0002","name":"g"`, domain.Profile{Name: "g", Outside: true}},
		"one who comes from abroad": {domain.Identity{Workspace: "T0002", User: "U1"}, `"team_id":"T0001","name":"g"`, domain.Profile{Name: "g", Outside: true}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			api, _ := heard(t, `{"ok":true,"user":{"id":"U1",`+c.user+`}}`)
			d := newDoor(t, api)
			d.bot.Answer = func(_ context.Context, r bot.Request) bot.Reply {
				got, err := r.Ask.Profile(soon(t), c.who)
				if err != nil || got != c.want {
					t.Errorf("profile %+v, %v; want %+v", got, err, c.want)
				}
				return bot.Reply{}
			}
			d.serve(d.signed("/slack/commands", listCommand))
		})
	}
}

func TestChannel(t *testing.T) {
	t.Parallel()
	for flags, external := range map[string]bool{
		``: false, `,"is_shared":true`: false, `,"is_org_shared":true`: false,
		`,"is_ext_shared":true`: true, `,"is_pending_ext_shared":true`: true,
	} {
		api, _ := heard(t, `{"ok":true,"channel":{"id":"C1","name":"deals"`+flags+`}}`)
		d := newDoor(t, api)
		d.bot.Answer = func(_ context.Context, r bot.Request) bot.Reply {
			got, err := r.Ask.Channel(soon(t), "C1")
			want := domain.Channel{Platform: domain.Slack, Workspace: workspace, ID: "C1", Name: "deals", External: external}
			if err != nil || got != want {
				t.Errorf("%s: %+v, %v", flags, got, err)
			}
			return bot.Reply{}
		}
		d.serve(d.signed("/slack/commands", listCommand))
	}
}

// A Home tab is drawn over the version that was seen. When another one stands there by now, it is newer, and stays.
func TestHome_OverWhatWasSeen(t *testing.T) {
	t.Parallel()
	api, bodies := heard(t, `{"ok":false,"error":"hash_conflict"}`)
	d := newDoor(t, api)
	d.bot.Answer = func(context.Context, bot.Request) bot.Reply { return bot.Reply{View: done, To: bot.HomeTab} }
	d.serve(d.signed("/slack/events", `{"type":"event_callback","team_id":"T0001","event_id":"Ev1",`+
		`"event":{"type":"app_home_opened","user":"U1","tab":"home","view":{"hash":"156.a1"}}}`))
	d.drain(t)
	var published struct {
		User string `json:"user_id"`
		Hash string `json:"hash"`
	}
	if err := json.Unmarshal(<-bodies, &published); err != nil || published.User != "U1" || published.Hash != "156.a1" {
		t.Errorf("published %+v, %v", published, err)
	}
	if log := d.log.String(); log != "" {
		t.Errorf("a newer Home tab is nothing to log: %s", log)
	}
}

// What is clicked in a modal goes on in that modal, in the version that was seen.
func TestClick_InAModal(t *testing.T) {
	t.Parallel()
	api, bodies := heard(t, `{"ok":true}`)
	d := newDoor(t, api)
	d.bot.Answer = func(context.Context, bot.Request) bot.Reply { return bot.Reply{Form: &ask} }
	d.serve(d.signed("/slack/interactions", url.Values{"payload": {`{"type":"block_actions","team":{"id":"T0001"},` +
		`"user":{"id":"U1","team_id":"T0001"},"trigger_id":"1.1","container":{"type":"view","view_id":"V1"},` +
		`"view":{"id":"V1","type":"modal","hash":"156.b2","private_metadata":"{\"channel\":\"C7\"}"},"actions":[{"value":"1|x|0|"}]}`}}.Encode()))
	d.drain(t)
	var updated struct {
		ID   string `json:"view_id"`
		Hash string `json:"hash"`
		View struct {
			Metadata string `json:"private_metadata"`
		} `json:"view"`
	}
	if err := json.Unmarshal(<-bodies, &updated); err != nil || updated.ID != "V1" || updated.Hash != "156.b2" {
		t.Errorf("updated %+v, %v", updated, err)
	}
	if want := `{"meta":"1|ask_info|2|x","channel":"C7"}`; updated.View.Metadata != want {
		t.Errorf("the modal remembers %s, want %s", updated.View.Metadata, want)
	}
}

// submission is a sent form in which one partner was chosen.
const submission = `{"type":"view_submission","team":{"id":"T0001"},"user":{"id":"U1","team_id":"T0001"},` +
	`"view":{"id":"V1","callback_id":"ask","hash":"h","private_metadata":"{}","state":{"values":{` +
	`"question":{"question":{"type":"plain_text_input","value":"Who?"}},` +
	`"who":{"partners":{"type":"external_select","selected_option":{"text":{"type":"plain_text","text":"Northwind"},"value":"id-1"}}}}}}}`

func TestForm_DrawnAgainWithLabels(t *testing.T) {
	t.Parallel()
	d := newDoor(t)
	d.bot.Answer = func(_ context.Context, r bot.Request) bot.Reply {
		f := ask
		f.Problem, f.Fields = "Somebody else has it.", append(slices.Clone(ask.Fields), who)
		f.Fields[2].Values = r.Values["who"] // a handler knows the value; Slack told the label
		return bot.Reply{Form: &f}
	}
	w := d.serve(d.signed("/slack/interactions", url.Values{"payload": {submission}}.Encode()))
	if !strings.Contains(w.Body.String(), `"initial_option":{"text":{"type":"plain_text","text":"Northwind","emoji":false},"value":"id-1"}`) {
		t.Errorf("answered %s", w.Body)
	}
}

func TestForm_LongErrors(t *testing.T) {
	t.Parallel()
	d := newDoor(t)
	d.bot.Answer = func(context.Context, bot.Request) bot.Reply {
		f := ask
		f.Fields = []form.Field{question}
		f.Fields[0].Error = strings.Repeat("Nö ", 1000)
		return bot.Reply{Form: &f}
	}
	w := d.serve(d.signed("/slack/interactions", url.Values{"payload": {submission}}.Encode()))
	var answer struct {
		Action string            `json:"response_action"`
		Errors map[string]string `json:"errors"`
	}
	if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil || answer.Action != "errors" {
		t.Fatalf("answered %s, %v", w.Body, err)
	}
	if e := answer.Errors["question"]; len([]rune(e)) > 250 || !strings.HasSuffix(e, "…") {
		t.Errorf("the error has %d characters: %s", len([]rune(e)), e)
	}
}

// A link that somebody typed is not unfolded into a preview of its page.
func TestPost_NoPreviews(t *testing.T) {
	t.Parallel()
	w := newTown(t, nil)
	at := must[domain.MessageRef](t)(w.slack.Post(soon(t), desk, domain.MessageRef{}, done))
	ok(t, w.slack.Edit(soon(t), at, done))
	for _, c := range w.Calls() {
		want := map[string]string{"unfurl_links": "false", "unfurl_media": "false"}
		got := map[string]string{"unfurl_links": c.Args["unfurl_links"], "unfurl_media": c.Args["unfurl_media"]}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", c.Method, diff)
		}
	}
}
