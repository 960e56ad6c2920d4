package playground

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/mail"
	"net/url"
	"strconv"
	"unicode/utf8"
)

// errTrouble is what Slack shows when the answer to a submission makes no sense.
var errTrouble = errors.New("we had some trouble connecting, try again")

// submit sends a modal with what was typed into it. It gives back the errors to show
// beside the fields, by block id: Slack's own checks first, then the bot's.
func (s *Server) submit(ctx context.Context, user, id string, values map[string]map[string]obj) (map[string]string, error) {
	s.mu.Lock()
	v, err := s.openView(user, id)
	if err != nil {
		s.mu.Unlock()
		return nil, err
	}
	for block, fields := range values {
		for action, value := range fields {
			v.set(block, action, value)
		}
	}
	if wrong := v.mistakes(); len(wrong) > 0 {
		s.mu.Unlock()
		return wrong, nil
	}
	payload := s.envelope("view_submission", user)
	payload["view"] = s.viewObject(v)
	payload["trigger_id"] = s.newTrigger(user, v.channel, v.id)
	payload["response_urls"] = s.responseURLs(v)
	s.mu.Unlock()

	a, err := s.interact(ctx, "/slack/interactions", payload)
	if err != nil {
		return nil, err
	}
	return s.submissionAnswer(user, v, a.body)
}

// openView is the modal on top of a person's stack. Called with s.mu held.
func (s *Server) openView(user, id string) (*view, error) {
	stack := s.stacks[user]
	if len(stack) == 0 || stack[len(stack)-1].id != id {
		return nil, fmt.Errorf("modal %s: %w", id, errGone)
	}
	return stack[len(stack)-1], nil
}

// responseURLs gives a response URL for each select that asks for one.
func (s *Server) responseURLs(v *view) []any {
	out := []any{}
	for _, p := range placedIn(v.blocks()) {
		kind, _ := p.element["type"].(string)
		room, _ := v.values[p.block][p.action][valueKeys[kind].state].(string)
		if p.element["response_url_enabled"] == true && s.rooms[room] != nil {
			out = append(out, obj{
				"block_id": p.block, "action_id": p.action, "channel_id": room,
				"response_url": s.newResponseURL(v.user, room, "", ""),
			})
		}
	}
	return out
}

// submissionAnswer does what the bot answered (docs.slack.dev: surfaces/modals).
func (s *Server) submissionAnswer(user string, v *view, body []byte) (map[string]string, error) {
	var a struct {
		Action string            `json:"response_action"`
		Errors map[string]string `json:"errors"`
		View   obj               `json:"view"`
	}
	if len(body) > 0 {
		if err := json.Unmarshal(body, &a); err != nil {
			return nil, fmt.Errorf("%w: %w", errTrouble, err)
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.views[v.id] == nil { // the bot closed it meanwhile
		return nil, nil
	}
	switch a.Action {
	case "":
		s.drop(user, 1)
	case "clear":
		s.drop(user, len(s.stacks[user]))
	case "errors":
		return a.Errors, v.knows(a.Errors)
	case "update", "push":
		return nil, s.showNext(user, v, a.Action, a.View)
	default:
		return nil, fmt.Errorf("%w: response_action %q", errTrouble, a.Action)
	}
	return nil, nil
}

// knows refuses errors for anything but input blocks: Slack does not show those.
func (v *view) knows(errs map[string]string) error {
	if len(errs) == 0 {
		return fmt.Errorf("%w: no errors given", errTrouble)
	}
	inputs := map[string]bool{}
	for _, p := range placedIn(v.blocks()) {
		inputs[p.block] = p.input != nil
	}
	for id := range errs {
		if !inputs[id] {
			return fmt.Errorf("%w: an error for %q, which is not an input block", errTrouble, id)
		}
	}
	return nil
}

func (s *Server) showNext(user string, v *view, action string, payload obj) error {
	if errs := checkView(payload, inModal); len(errs) > 0 {
		return fmt.Errorf("%w: %v", errTrouble, errs)
	}
	if action == "update" {
		v.fill(payload)
		s.note()
		return nil
	}
	if len(s.stacks[user]) >= maxViewStack {
		return fmt.Errorf("%w: push_limit_reached", errTrouble)
	}
	s.push(user, s.newModal(user, v.channel, payload))
	return nil
}

// closeView closes the modal on top, or with all the whole stack, and tells the bot
// where it asked for that.
func (s *Server) closeView(ctx context.Context, user, id string, all bool) error {
	s.mu.Lock()
	v, err := s.openView(user, id)
	if err != nil {
		s.mu.Unlock()
		return err
	}
	all = all || v.payload["clear_on_close"] == true
	n := 1
	if all {
		n = len(s.stacks[user])
	}
	payload := s.envelope("view_closed", user)
	payload["view"], payload["is_cleared"] = s.viewObject(v), all
	s.drop(user, n)
	s.mu.Unlock()
	if v.payload["notify_on_close"] != true {
		return nil
	}
	_, err = s.interact(ctx, "/slack/interactions", payload)
	return err
}

// mistakes are the errors that Slack finds itself before it sends a modal.
func (v *view) mistakes() map[string]string {
	wrong := map[string]string{}
	for _, p := range placedIn(v.blocks()) {
		if p.input == nil {
			continue
		}
		value := v.values[p.block][p.action]
		if value == nil || isEmpty(value) {
			if p.input["optional"] != true {
				wrong[p.block] = "Please complete this required field."
			}
			continue
		}
		if s := mistake(p.element, value); s != "" {
			wrong[p.block] = s
		}
	}
	return wrong
}

func mistake(el, value obj) string {
	typed, _ := value["value"].(string)
	switch el["type"] {
	case "plain_text_input":
		return lengthMistake(el, utf8.RuneCountInString(typed))
	case "email_text_input":
		if a, err := mail.ParseAddress(typed); err != nil || a.Address != typed {
			return "Enter a valid email address."
		}
	case "url_text_input":
		if u, err := url.Parse(typed); err != nil || u.Scheme == "" || u.Host == "" {
			return "Enter a valid URL, for example https://example.com."
		}
	case "number_input":
		return numberMistake(el, typed)
	case "datepicker":
		if d, _ := value["selected_date"].(string); !isDate(d) {
			return "Enter a date as YYYY-MM-DD."
		}
	}
	return ""
}

func lengthMistake(el obj, n int) string {
	if low, ok := el["min_length"].(float64); ok && n < int(low) {
		return fmt.Sprintf("Enter at least %d characters.", int(low))
	}
	high := maxInputText
	if h, ok := el["max_length"].(float64); ok {
		high = int(h)
	}
	if n > high {
		return fmt.Sprintf("Enter at most %d characters.", high)
	}
	return ""
}

func numberMistake(el obj, typed string) string {
	n, err := strconv.ParseFloat(typed, 64)
	if err != nil {
		return "Enter a number."
	}
	if _, err := strconv.ParseInt(typed, 10, 64); err != nil && el["is_decimal_allowed"] != true {
		return "Enter a whole number."
	}
	bound := func(key string) (float64, bool) {
		s, _ := el[key].(string)
		f, err := strconv.ParseFloat(s, 64)
		return f, err == nil
	}
	if low, ok := bound("min_value"); ok && n < low {
		return fmt.Sprintf("Enter a number of at least %v.", el["min_value"])
	}
	if high, ok := bound("max_value"); ok && n > high {
		return fmt.Sprintf("Enter a number of at most %v.", el["max_value"])
	}
	return ""
}
