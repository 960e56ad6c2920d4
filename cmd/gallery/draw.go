package main

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/slack"
	"github.com/partnerbot/partnerbot/bot/view"
)

// drawing is one sample as Slack gets it.
type drawing struct {
	Name string          `json:"name"` // unique
	Form bool            `json:"form"`
	JSON json.RawMessage `json:"drawn"` // {text, blocks} of a message, or a modal view
}

// drawAll draws every sample, views first.
func drawAll() ([]drawing, error) {
	var all []drawing
	for _, s := range view.Samples() {
		text, blocks, err := slack.Render(s.View)
		if err != nil {
			return nil, fmt.Errorf("draw %s: %w", s.Name, err)
		}
		d, err := encode(s.Name, map[string]any{"text": text, "blocks": blocks})
		if err != nil {
			return nil, err
		}
		all = append(all, d)
	}
	for _, s := range form.Samples() {
		modal, err := slack.RenderForm(s.Form)
		if err != nil {
			return nil, fmt.Errorf("draw %s: %w", s.Name, err)
		}
		d, err := encode("form_"+s.Name, modal)
		if err != nil {
			return nil, err
		}
		d.Form = true
		all = append(all, d)
	}
	return all, nil
}

// encode writes readable JSON: text as people read it, not escaped for HTML.
func encode(name string, v any) (drawing, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(v)
	return drawing{Name: name, JSON: bytes.TrimSpace(b.Bytes())}, err
}
