package teams_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/partnerbot/partnerbot/bot/bottest/nodetest"
)

// wrongCards are refused by Microsoft's types, each for one fault: so that a fault in a card of ours would be, too.
var wrongCards = map[string]string{
	"wrong_text":     `{"type":"AdaptiveCard","version":"1.5","body":[{"type":"TextBlock","text":"x","colour":"Good"}]}`,
	"wrong_element":  `{"type":"AdaptiveCard","version":"1.5","body":[{"type":"TextBlok","text":"x"}]}`,
	"wrong_value":    `{"type":"AdaptiveCard","version":"1.5","body":[{"type":"TextBlock","text":"x","size":"Huge"}]}`,
	"wrong_missing":  `{"type":"AdaptiveCard","version":"1.5","body":[{"type":"Input.ChoiceSet","id":"a"}]}`,
	"wrong_version":  `{"type":"AdaptiveCard","version":"2.0","body":[]}`,
	"wrong_run":      `{"type":"AdaptiveCard","body":[{"type":"RichTextBlock","inlines":[{"type":"TextRun","text":"x","wrap":true}]}]}`,
	"wrong_action":   `{"type":"AdaptiveCard","body":[],"actions":[{"type":"Action.Execute","title":"x","verb":"v","url":"https://x.test"}]}`,
	"wrong_query":    `{"type":"AdaptiveCard","body":[{"type":"Input.ChoiceSet","choices":[],"choices.data":{"type":"Data.Query","set":"x"}}]}`,
	"wrong_fallback": `{"type":"AdaptiveCard","body":[{"type":"Badge","text":"x","fallback":{"type":"TextBlock","txt":"x"}}]}`,
}

func TestCards_MicrosoftTypes(t *testing.T) {
	t.Parallel()
	cards := map[string]json.RawMessage{}
	for _, d := range drawAll() {
		if d.err != nil {
			t.Fatal(d.err)
		}
		cards[d.name] = d.card.JSON
	}
	for name, c := range wrongCards {
		cards[name] = json.RawMessage(c)
	}
	in, err := json.Marshal(cards)
	if err != nil {
		t.Fatal(err)
	}
	var refused map[string][]string
	if err := json.Unmarshal(nodetest.Run(t.Context(), t, in, "cardtypes.mjs"), &refused); err != nil {
		t.Fatal(err)
	}
	for name, why := range refused {
		if wrongCards[name] == "" {
			t.Errorf("%s: %s", name, strings.Join(why, "\n"))
		}
	}
	for name := range wrongCards {
		if len(refused[name]) == 0 {
			t.Errorf("%s is taken: the types no longer say what is wrong", name)
		}
	}
}
