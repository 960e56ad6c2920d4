package slack

import (
	"slices"
	"sync"

	slackgo "github.com/slack-go/slack"
)

// leftOut says what shorten did.
const leftOut = "Part of this is left out: it is too long for one Slack message. Ask for a single deal or partner to see all of it."

// piece is a block, encoded.
type piece struct {
	block slackgo.Block
	json  []byte
}

// scratch is memory that drawings are encoded in, over and over.
type scratch struct{ json []byte }

var scratches = sync.Pool{New: func() any { return &scratch{json: make([]byte, 0, maxMessageBytes)} }}

// encode writes the blocks into the scratch; the pieces are good until it is used again.
func (s *scratch) encode(blocks []slackgo.Block) ([]piece, error) {
	pieces := make([]piece, len(blocks))
	start := len(s.json)
	for i, b := range blocks {
		var err error
		if s.json, err = appendBlock(s.json, b); err != nil {
			return nil, err
		}
		pieces[i] = piece{block: b, json: s.json[start:len(s.json):len(s.json)]}
		start = len(s.json)
	}
	return pieces, nil
}

// appendJSON writes the pieces as one array.
func appendJSON(to []byte, pieces []piece) []byte {
	to = append(to, '[')
	for i, p := range pieces {
		if i > 0 {
			to = append(to, ',')
		}
		to = append(to, p.json...)
	}
	return append(to, ']')
}

func length(pieces []piece) int {
	n := len("[]")
	for _, p := range pieces {
		n += len(p.json) + len(",")
	}
	return n
}

// shorten takes pieces away from the end until they fit into so many blocks and bytes. Buttons go last.
func (s *scratch) shorten(blocks []slackgo.Block, most, bytes int) ([]piece, error) {
	s.json = s.json[:0]
	pieces, err := s.encode(blocks)
	if err != nil || len(pieces) <= most && length(pieces) <= bytes {
		return pieces, err
	}
	note, err := s.encode([]slackgo.Block{small(normal(leftOut))})
	if err != nil {
		return nil, err
	}
	most, bytes = most-len(note), bytes-length(note)
	for _, buttonsToo := range []bool{false, true} {
		for i := len(pieces) - 1; i >= 0 && (len(pieces) > most || length(pieces) > bytes); i-- {
			if buttonsToo || !isButtons(pieces[i]) {
				pieces = slices.Delete(pieces, i, i+1)
			}
		}
	}
	end := len(pieces)
	for end > 0 && isButtons(pieces[end-1]) {
		end--
	}
	return slices.Insert(pieces, end, note...), nil
}

func isButtons(p piece) bool { return p.block.BlockType() == slackgo.MBTAction }

func blocksOf(pieces []piece) []slackgo.Block {
	blocks := make([]slackgo.Block, len(pieces))
	for i, p := range pieces {
		blocks[i] = p.block
	}
	return blocks
}

// withoutTables draws tables as lists, for a surface that has none (docs.slack.dev: table block, messages only).
func withoutTables(blocks []slackgo.Block) []slackgo.Block {
	kept := make([]slackgo.Block, 0, len(blocks))
	for _, b := range blocks {
		if t, ok := b.(*slackgo.TableBlock); ok {
			kept = append(kept, rows(t)...)
			continue
		}
		kept = append(kept, b)
	}
	return kept
}

func rows(t *slackgo.TableBlock) []slackgo.Block {
	var items [][]part
	for _, row := range t.Rows {
		var item []part
		for _, c := range row {
			if raw, ok := c.(*slackgo.TableRawTextCell); ok {
				item = append(item, normal(raw.Text+"  "))
			}
		}
		items = append(items, item)
	}
	return bullets("", items)
}
