package playground

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"
)

// defaultMinQuery is how many characters a person types before the bot is asked
// (docs.slack.dev: block-elements/select-menu-element).
const defaultMinQuery = 3

// suggest asks the bot for the options of an external select while a person types.
// Groups are flattened. With fewer characters than the select asks for there are none.
func (s *Server) suggest(ctx context.Context, user string, from source, p placed, query string) ([]obj, error) {
	low := defaultMinQuery
	if n, ok := p.element["min_query_length"].(float64); ok {
		low = int(n)
	}
	if utf8.RuneCountInString(query) < low {
		return nil, nil
	}
	s.mu.Lock()
	payload, err := s.actionPayload(user, from, p, nil)
	s.mu.Unlock()
	if err != nil {
		return nil, err
	}
	payload["type"] = "block_suggestion"
	payload["block_id"], payload["action_id"], payload["value"] = p.block, p.action, query
	for _, k := range []string{"trigger_id", "response_url", "state"} {
		delete(payload, k)
	}
	a, err := s.interact(ctx, "/slack/options", payload)
	if err != nil {
		return nil, err
	}
	return readOptions(a.body)
}

// readOptions checks the bot's options against the rules of a select.
func readOptions(body []byte) ([]obj, error) {
	var o obj
	if err := json.Unmarshal(body, &o); err != nil {
		return nil, fmt.Errorf("options are not JSON: %w", err)
	}
	c := &checker{}
	object(opt("options", list(0, maxOptions, option)),
		opt("option_groups", list(0, maxGroups, optionGroup)))(c, "", any(o))
	if len(c.errs) > 0 {
		return nil, fmt.Errorf("invalid options: %s", strings.Join(c.errs, "; "))
	}
	return optionsOf(o), nil
}
