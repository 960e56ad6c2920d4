package teams

import (
	"encoding/json"
	"slices"
)

// leftOut says what shorten did.
const leftOut = "Part of this is left out: it is too long for one card. Ask for a single deal or partner to see all of it."

// shorten takes parts away from the end of the body until the card fits into its bytes. rows are buttons below the body;
// they and the card's own stay.
func (c *cardJSON) shorten(rows []element) error {
	body := c.Body
	c.Body = slices.Concat(body, rows)
	if room, err := c.room(); err != nil || room >= 0 {
		return err
	}
	c.Body = rows
	room, err := c.room()
	if err != nil {
		return err
	}
	sizes, total, err := sizesOf(body)
	if err != nil {
		return err
	}
	note := []element{line(gray(leftOut))}
	_, size, err := sizesOf(note)
	if err != nil {
		return err
	}
	for len(body) > 0 && total+size > room {
		total -= sizes[len(body)-1]
		body = body[:len(body)-1]
	}
	c.Body = slices.Concat(body, note, rows)
	return nil
}

// room is how many bytes the card has left.
func (c *cardJSON) room() (int, error) {
	encoded, err := json.Marshal(c)
	return maxCardBytes - len(encoded), err
}

func sizesOf(parts []element) (sizes []int, total int, err error) {
	for _, p := range parts {
		encoded, err := json.Marshal(p)
		if err != nil {
			return nil, 0, err
		}
		sizes = append(sizes, len(encoded)+len(","))
		total += len(encoded) + len(",")
	}
	return sizes, total, nil
}
