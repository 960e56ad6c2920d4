package playground_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/slack-go/slack"
)

func TestMessageTextOfMrkdwn(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := within(t)
	for in, want := range map[string]string{
		"*bold* _it_ ~no~ `code`":                            "bold it no code",
		"*a* *b* snake_case_name 2*3*4":                      "a b snake_case_name 2*3*4",
		"*<https://a.test/x_y_z|Acme>*":                      "Acme",
		"<@USAM> in <#CDEALS> and <#CX|gone> <!channel>":     "@Sam Seller in #deal-desk and #gone @channel",
		"<!date^1795014245^{date_short} at {time}|some day>": "Nov 18, 2026 at 3:04 PM",
		"<https://a.test> &lt;b&gt; &amp;amp; :tada: :nope:": "https://a.test <b> &amp; 🎉 :nope:",
		"*open":     "*open",
		"_* x*_ * ": "* x* * ",
	} {
		_, ts, err := w.api.PostMessageContext(ctx, "CDEALS", slack.MsgOptionText(in, false))
		if err != nil {
			t.Fatal(err)
		}
		if m, _ := w.As("USAM").Message("CDEALS", ts); m.Text() != want {
			t.Errorf("%q reads %q, want %q", in, m.Text(), want)
		}
	}
}

func TestMessageTextOfBlocks(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	raw := `[
	 {"type":"header","text":{"type":"plain_text","text":"Digest :tada:"}},
	 {"type":"section","text":{"type":"mrkdwn","text":"*Acme* by <@USAM>"},
	  "fields":[{"type":"mrkdwn","text":"*Amount*\n$5,000"}],
	  "accessory":{"type":"button","text":{"type":"plain_text","text":"Open"}}},
	 {"type":"table","rows":[[{"type":"raw_text","text":"Deal"},{"type":"raw_text","text":"Amount"}],
	   [{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"Acme Corp"}]}]},{"type":"raw_number","value":5}]],
	  "column_settings":[null,{"align":"right"}]},
	 {"type":"rich_text","elements":[
	   {"type":"rich_text_section","elements":[{"type":"text","text":"Ask "},{"type":"user","user_id":"URAE"},{"type":"emoji","name":"wave"}]},
	   {"type":"rich_text_list","style":"ordered","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"one"}]},
	     {"type":"rich_text_section","elements":[{"type":"link","url":"https://a.test","text":"two"}]}]}]},
	 {"type":"markdown","text":"## Risks\n- **late** [deal](https://a.test)"},
	 {"type":"context","elements":[{"type":"image","image_url":"https://a.test/i.png","alt_text":"logo"},{"type":"mrkdwn","text":"_today_"}]},
	 {"type":"divider"},
	 {"type":"actions","elements":[{"type":"button","style":"primary","text":{"type":"plain_text","text":"Approve"}},
	   {"type":"static_select","placeholder":{"type":"plain_text","text":"Reason"},"options":[{"text":{"type":"plain_text","text":"Dup"},"value":"d"}]}]}
	]`
	got := w.call(t, "chat.postMessage", m{"channel": "CDEALS", "blocks": json.RawMessage(raw)})
	if !got.OK {
		t.Fatalf("%+v", got)
	}
	want := `Digest 🎉
Acme by @Sam Seller
Amount: $5,000
[Open]
Deal       Amount
Acme Corp       5
Ask @Rae Ops👋
1. one
2. two
Risks
• late deal
[image: logo]  today
────────
[Approve] [Reason ▾]`
	if diff := cmp.Diff(want, w.As("USAM").Messages("CDEALS")[0].Text()); diff != "" {
		t.Error(diff)
	}
}
