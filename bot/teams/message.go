package teams

import (
	"context"
	"encoding/json"
	"errors"
	"html"
	"regexp"
	"strings"
	"unicode"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/bot/inbound"
	"github.com/partnerbot/partnerbot/bot/intent"
)

// message answers what was typed, or a button of a client that knows no Action.Execute. The answer goes out after the
// acknowledgment.
func (t *Teams) message(ctx context.Context, a activity) (answer, error) {
	if a.From.ObjectID == "" { // another bot
		return answer{}, nil
	}
	if err := t.once(ctx, a); errors.Is(err, inbound.ErrReplayed) {
		return answer{}, nil
	} else if err != nil {
		return answer{}, err
	}
	t.meetPerson(ctx, a)
	if a.data.Team != nil && isChannel(a.Conversation.ID) {
		t.meetChannel(ctx, a, a.room())
	}
	r := t.typed(a)
	if pressed := read[pressed](a.Value); pressed.Intent != "" || pressed.Command != "" {
		r = t.pressed(a, pressed, a.ID)
	}
	reply := t.handle(ctx, r)
	return answer{After: func(ctx context.Context) { t.carry(ctx, a, r, reply) }}, nil
}

// typed is a command: its name is the first word. Nothing, or home, asks for the person's own page, which is a tab
// elsewhere.
func (t *Teams) typed(a activity) bot.Request {
	text := strings.TrimPrefix(plainText(a), "/")
	name, rest := text, ""
	if i := strings.IndexFunc(text, unicode.IsSpace); i >= 0 {
		name, rest = text[:i], strings.TrimSpace(text[i:])
	}
	kind := bot.Command
	if name == "" || strings.EqualFold(name, "home") && rest == "" {
		kind = bot.Home
	}
	r := t.request(kind, a, a.Conversation.ID+":"+a.ID)
	r.Name, r.Text = name, rest
	return r
}

// atMark is a mention as it stands in a text.
var atMark = regexp.MustCompile(`(?is)<at[^>]*>(.*?)</at>`)

// plainText is what was typed, without the mention of the bot: outside a personal chat it hears only what names it. Of
// other mentions the name stays. The text has HTML's entities in it, and its no-break spaces.
func plainText(a activity) string {
	text := a.Text
	for _, e := range read[[]json.RawMessage](a.Entities) {
		m := read[mention](e)
		if m.Type == "mention" && m.Mentioned.ID == a.Recipient.ID && m.Text != "" {
			text = strings.ReplaceAll(text, m.Text, " ")
		}
	}
	if !a.personal() && text == a.Text { // the entity is missing: the first mention is the bot's
		if i := atMark.FindStringIndex(text); i != nil {
			text = text[:i[0]] + " " + text[i[1]:]
		}
	}
	text = html.UnescapeString(atMark.ReplaceAllString(text, "$1"))
	text = strings.ReplaceAll(text, "\u00a0", " ")
	return strings.TrimSpace(text)
}

// pressed is the data of a button.
type pressed struct {
	Intent  string `json:"intent"`
	Again   string `json:"again"`   // draws the card anew, for one reader
	Command string `json:"command"` // of a button that opens the form of a typed command
	Text    string `json:"text"`
}

// pressed is what a button asks for. It is the same request when it is sent again for the same press.
func (t *Teams) pressed(a activity, p pressed, press string) bot.Request {
	if p.Command != "" {
		r := t.request(bot.Command, a, a.Conversation.ID+":"+press)
		r.Name, r.Text = p.Command, p.Text
		return r
	}
	r := t.request(bot.Click, a, a.Conversation.ID+":"+press)
	r.Intent, _ = intent.Decode(p.Intent) // the bot has words for a button of another release
	return r
}
