package teams

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/infracloudio/msbotbuilder-go/schema"

	"github.com/partnerbot/partnerbot/bot/view"
)

// mention notifies people, each once, in a paragraph of its own. It is the one place where markup of Teams' is written;
// who has no id of Teams' is only named, and in a dialog nobody is notified.
func (d *drawing) mention(all []view.Mention, on surface) {
	var said []string
	for _, m := range all[:min(len(all), maxMentions)] {
		switch {
		case d.mentions.has(m.User):
		case m.User == "" || len(m.User) > maxValueBytes || on.dialog:
			if m.Name != "" {
				said = append(said, escape(plain(m.Name, maxLabel)))
			}
		default:
			said = append(said, d.mentions.add(m))
		}
	}
	if more := len(all) - maxMentions; more > 0 {
		said = append(said, fmt.Sprintf("and %d more", more))
	}
	if len(said) > 0 {
		d.add(&textBlock{Type: "TextBlock", Text: join(", ", said...), Wrap: true, Spacing: "Small"})
	}
}

// mentions are those of a card. Its texts and these must have the same words in them (msteams-docs: cards-format).
type mentions []mention

func (all mentions) has(user string) bool {
	for _, m := range all {
		if m.Mentioned.ID == user {
			return true
		}
	}
	return false
}

// add gives the mention as it stands in a text. Two people of one name get two, or both would be the first.
func (all *mentions) add(m view.Mention) string {
	name := cmp.Or(strings.TrimSpace(strings.Map(withoutMarkup, short(m.Name, maxLabel))), nothing)
	for _, other := range *all {
		if other.Mentioned.Name == name {
			name += " (2)"
		}
	}
	at := "<at>" + name + "</at>"
	*all = append(*all, mention{Type: "mention", Text: at, Mentioned: schema.ChannelAccount{ID: m.User, Name: name}})
	return at
}

// withoutMarkup leaves out of a name what must not stand in a mention, where nothing can be escaped.
func withoutMarkup(r rune) rune {
	if strings.ContainsRune("\\*_`[]~<>&{}", r) {
		return -1
	}
	return r
}
