package slack

import (
	"slices"

	slackgo "github.com/slack-go/slack"
)

// leftOut says what shorten did.
const leftOut = "Part of this is left out: it is too long for one Slack message. Ask for a single deal to see all of it."

// piece is a block, encoded.
type piece struct {
	block slackgo.Block
	json  []byte
}

// encode writes the blocks into one piece of memory: growing one for each costs more than encoding them.
func encode(blocks []slackgo.Block) ([]piece, error) {
	pieces, ends := make([]piece, len(blocks)), make([]int, len(blocks))
	all := make([]byte, 0, 4096) // most messages
	var err error
	for i, b := range blocks {
		if all, err = appendBlock(all, b); err != nil {
			return nil, err
		}
		ends[i] = len(all)
	}
	start := 0
	for i, end := range ends {
		pieces[i] = piece{block: blocks[i], json: all[start:end:end]}
		start = end
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
func shorten(blocks []slackgo.Block, most, bytes int) ([]piece, error) {
	pieces, err := encode(blocks)
	if err != nil || len(pieces) <= most && length(pieces) <= bytes {
		return pieces, err
	}
	note, err := encode([]slackgo.Block{small(normal(leftOut))})
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
