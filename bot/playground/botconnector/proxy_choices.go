package botconnector

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
)

// withChoices is an answer of the bot's in which the searched fields offer what they find first. The playground never
// asks for it, so that nothing could be chosen there.
func (p *Proxy) withChoices(ctx context.Context, asked obj, answer []byte) []byte {
	var o obj
	if json.Unmarshal(answer, &o) != nil {
		return answer
	}
	p.offer(ctx, asked, o)
	full, err := json.Marshal(o)
	if err != nil {
		return answer
	}
	return full
}

// offer fills in every searched field that is somewhere in v.
func (p *Proxy) offer(ctx context.Context, asked obj, v any) {
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			p.offer(ctx, asked, x)
		}
	case obj:
		query, _ := v["choices.data"].(obj)
		if set := text(query, "dataset"); set != "" && !strings.HasPrefix(set, everybody) {
			known, _ := v["choices"].([]any)
			v["choices"] = merged(known, p.search(ctx, asked, set))
			delete(v, "choices.data") // beside it, the playground shows no choices
			return
		}
		for _, x := range v {
			p.offer(ctx, asked, x)
		}
	}
}

// merged has each value once.
func merged(choices, found []any) []any {
	for _, x := range found {
		f, _ := x.(obj)
		same := func(y any) bool { c, _ := y.(obj); return text(c, "value") == text(f, "value") }
		if f != nil && !slices.ContainsFunc(choices, same) {
			choices = append(choices, f)
		}
	}
	return choices
}

// search asks the bot what a field finds before anything is typed, in the name of who opened the dialog.
func (p *Proxy) search(ctx context.Context, asked obj, dataset string) []any {
	a := obj{}
	for k, v := range asked {
		a[k] = v
	}
	a["id"], a["name"] = newUUID(), "application/search"
	a["value"] = obj{"queryText": "", "queryOptions": obj{"skip": 0, "top": maxFound}, "dataset": dataset}
	body, err := json.Marshal(a)
	if err != nil {
		return nil
	}
	x, err := p.send(ctx, text(a, "serviceUrl"), body)
	var answer struct {
		Value struct {
			Results []any `json:"results"`
		} `json:"value"`
	}
	if err != nil || json.Unmarshal(x.Answer, &answer) != nil {
		return nil
	}
	return answer.Value.Results
}
