package playground

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"
)

// surface is a place where blocks are shown.
type surface string

const (
	inMessage surface = "message"
	inModal   surface = "modal"
	inHome    surface = "home"
)

func elementTable() map[string]rule { return elements }

// blockRules are the block types and their rules
// (docs.slack.dev: reference/block-kit/blocks).
var blockRules = map[string]rule{
	"header":  object(blockID, req("text", plain(maxHeader)), opt("level", integer(1, 6))),
	"divider": object(blockID),
	"section": both(object(blockID, opt("text", text(maxText)), opt("fields", list(1, maxFields, text(maxFieldText))),
		opt("accessory", typed(elementTable, accessories...)), opt("expand", boolean)), sectionHasText),
	"context": object(blockID, req("elements", list(1, maxContext, contextItem))),
	"actions": object(blockID, req("elements", both(list(1, maxActions, typed(elementTable, inActions...)), uniqueActions))),
	"image": both(object(blockID, req("alt_text", chars(1, maxAltText)), opt("image_url", webURL),
		opt("slack_file", anything), opt("title", plain(maxImageTitle))), imageHasSource),
	"input": both(countInput, object(blockID, req("label", plain(maxInputLabel)),
		req("element", typed(elementTable, inInput...)), opt("hint", plain(maxInputLabel)),
		opt("optional", boolean), opt("dispatch_action", boolean))),
	"markdown":  both(object(blockID, req("text", chars(1, maxMarkdown))), countMarkdown),
	"rich_text": richText,
	"table": both(countTable, object(blockID, req("rows", list(1, maxTableRows, list(1, maxTableCols, tableCell))),
		opt("column_settings", list(1, maxTableCols, columnSetting)))),
	"alert": object(blockID, req("text", text(200)), opt("level", anyString)),
}

var richText = object(blockID, req("elements", list(1, 1000, typed(richTable, richParts...))))

// onlyOn names the places of block types that are not allowed everywhere.
var onlyOn = map[string][]surface{
	"input":    {inModal, inHome},
	"table":    {inMessage},
	"markdown": {inMessage},
	"alert":    {inModal},
}

func checkBlock(c *checker, at string, v any) {
	o, ok := v.(obj)
	if !ok {
		c.fail(at, "must be an object")
		return
	}
	kind, _ := o["type"].(string)
	r, known := blockRules[kind]
	if !known || !allowedOn(kind, c.surface) {
		c.fail(at, "unsupported type: %s", kind)
		return
	}
	r(c, at, v)
	if id, _ := o["block_id"].(string); id != "" {
		if c.blockIDs[id] {
			c.fail(at+"/block_id", "`%s` already exists", id)
		}
		c.blockIDs[id] = true
	}
}

func allowedOn(kind string, s surface) bool {
	places, limited := onlyOn[kind]
	for _, p := range places {
		if p == s {
			return true
		}
	}
	return !limited
}

// checkBlocks checks a list of blocks and says all that is wrong with it.
func checkBlocks(where surface, at string, blocks []any) *checker {
	c := &checker{surface: where, blockIDs: map[string]bool{}}
	high := maxViewBlocks
	if where == inMessage {
		high = maxMessageBlocks
	}
	list(0, high, checkBlock)(c, at, blocks)
	if c.markdown > maxMarkdown {
		c.fail(at, "markdown blocks must be less than %d characters together", maxMarkdown+1)
	}
	if c.tables > maxTables {
		c.fail(at, "no more than %d table allowed", maxTables)
	}
	return c
}

func sectionHasText(c *checker, at string, v any) {
	if o, ok := v.(obj); ok && o["text"] == nil && o["fields"] == nil {
		c.fail(at, "must define either `text` or `fields`")
	}
}

func imageHasSource(c *checker, at string, v any) {
	if o, ok := v.(obj); ok && (o["image_url"] == nil) == (o["slack_file"] == nil) {
		c.fail(at, "must define either `image_url` or `slack_file`")
	}
}

func contextItem(c *checker, at string, v any) {
	if o, ok := v.(obj); ok && o["type"] == "image" {
		picture(c, at, v)
		return
	}
	text(maxText)(c, at, v)
}

// uniqueActions holds that one block has no action_id twice.
func uniqueActions(c *checker, at string, v any) {
	seen := map[string]bool{}
	items, _ := v.([]any)
	for i, x := range items {
		o, _ := x.(obj)
		id, _ := o["action_id"].(string)
		if id != "" && seen[id] {
			c.fail(fmt.Sprintf("%s/%d/action_id", at, i), "`%s` already exists", id)
		}
		seen[id] = true
	}
}

func countInput(c *checker, _ string, _ any) { c.inputs++ }
func countTable(c *checker, _ string, _ any) { c.tables++ }

func countMarkdown(c *checker, _ string, v any) {
	if o, ok := v.(obj); ok {
		s, _ := o["text"].(string)
		c.markdown += utf8.RuneCountInString(s)
	}
}

func tableCell(c *checker, at string, v any) {
	o, _ := v.(obj)
	switch o["type"] {
	case "raw_text":
		object(req("text", chars(1, maxText)))(c, at, v)
	case "raw_number":
		object(req("value", anything), opt("text", chars(1, maxText)))(c, at, v)
	case "rich_text":
		richText(c, at, v)
	default:
		c.fail(at, "unsupported type: %v", o["type"])
	}
}

func columnSetting(c *checker, at string, v any) {
	if v == nil { // null keeps the default of that column
		return
	}
	object(opt("align", oneOf("left", "center", "right")), opt("is_wrapped", boolean))(c, at, v)
}

// parseBlocks reads the blocks argument of a message.
func parseBlocks(raw any) ([]any, *apiError) {
	var blocks []any
	switch v := raw.(type) {
	case nil:
		return nil, nil
	case []any:
		blocks = v
	case string:
		if strings.TrimSpace(v) == "" {
			return nil, nil
		}
		if err := json.Unmarshal([]byte(v), &blocks); err != nil {
			return nil, fail("invalid_blocks_format")
		}
	default:
		return nil, fail("invalid_blocks_format")
	}
	if c := checkBlocks(inMessage, "/blocks", blocks); len(c.errs) > 0 {
		return nil, &apiError{code: "invalid_blocks", messages: c.errs}
	}
	if b, err := json.Marshal(blocks); err != nil || utf8.RuneCount(b) > maxBlocksJSON {
		return nil, fail("msg_blocks_too_long")
	}
	return blocks, nil
}
