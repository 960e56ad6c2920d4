package playground

import (
	"encoding/json"
	"time"
)

// checkView says what is wrong with a view that is to be shown on a surface
// (docs.slack.dev: reference/views).
func checkView(payload obj, where surface) []string {
	at := "/view"
	c := &checker{surface: where}
	kind := opt("type", oneOf(string(where)))
	common := []field{
		req("blocks", anything), opt("private_metadata", chars(0, maxViewMetadata)),
		opt("callback_id", chars(0, maxID)), opt("external_id", chars(0, maxID)),
	}
	if where == inModal {
		common = append(common, req("title", plain(maxViewTitle)), opt("submit", plain(maxViewTitle)),
			opt("close", plain(maxViewTitle)), opt("clear_on_close", boolean), opt("notify_on_close", boolean))
	}
	object(append(common, req("type", kind.rule))...)(c, at, any(payload))
	blocks, ok := payload["blocks"].([]any)
	if !ok {
		c.fail(at+"/blocks", "must be an array")
		return c.errs
	}
	found := checkBlocks(where, at+"/blocks", blocks)
	c.errs = append(c.errs, found.errs...)
	if where == inModal && found.inputs > 0 && payload["submit"] == nil {
		c.fail(at, "missing required field: submit")
	}
	return c.errs
}

// tooLarge reports whether a view is over Slack's limit for its JSON.
func tooLarge(payload obj) bool {
	b, err := json.Marshal(payload)
	return err != nil || len(b) > maxViewJSON
}

func isDate(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}
