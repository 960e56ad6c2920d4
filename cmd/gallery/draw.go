package main

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/slack"
	"github.com/partnerbot/partnerbot/bot/teams"
	"github.com/partnerbot/partnerbot/bot/view"
)

// drawing is one sample as each platform gets it.
type drawing struct {
	Name  string          `json:"name"` // unique
	Form  bool            `json:"form"`
	Slack json.RawMessage `json:"slack"` // {text, blocks} of a message, or a modal view
	Teams json.RawMessage `json:"teams"` // a card
	// Own is the card of one reader, where everybody gets a card of their own.
	Own json.RawMessage `json:"own,omitempty"`
}

// drawAll draws every sample, views first.
func drawAll() ([]drawing, error) {
	var all []drawing
	for _, s := range view.Samples() {
		d, err := drawView(s)
		if err != nil {
			return nil, fmt.Errorf("draw %s: %w", s.Name, err)
		}
		all = append(all, d)
	}
	for _, s := range form.Samples() {
		d, err := drawForm(s)
		if err != nil {
			return nil, fmt.Errorf("draw %s: %w", s.Name, err)
		}
		all = append(all, d)
	}
	return all, nil
}

func drawView(s view.Sample) (drawing, error) {
	text, blocks, err := slack.Render(s.View)
	if err != nil {
		return drawing{}, err
	}
	card, err := teams.Render(s.View, nil)
	if err != nil {
		return drawing{}, err
	}
	d, err := encode(s.Name, map[string]any{"text": text, "blocks": blocks}, card)
	if _, ok := s.View.(view.ReviewCard); !ok || err != nil {
		return d, err
	}
	if card, err = teams.RenderOwn(s.View); err != nil {
		return drawing{}, err
	}
	d.Own, err = readable(card.JSON)
	return d, err
}

func drawForm(s form.Sample) (drawing, error) {
	modal, err := slack.RenderForm(s.Form)
	if err != nil {
		return drawing{}, err
	}
	card, err := teams.RenderForm(s.Form)
	if err != nil {
		return drawing{}, err
	}
	d, err := encode("form_"+s.Name, modal, card)
	d.Form = true
	return d, err
}

func encode(name string, onSlack any, onTeams teams.Card) (drawing, error) {
	message, err := readable(onSlack)
	if err != nil {
		return drawing{}, err
	}
	card, err := readable(onTeams.JSON)
	return drawing{Name: name, Slack: message, Teams: card}, err
}

// readable writes JSON as people read it: in lines, and not escaped for HTML.
func readable(v any) (json.RawMessage, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(v)
	return bytes.TrimSpace(b.Bytes()), err
}
