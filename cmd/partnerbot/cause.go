package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/domain"
)

// withCause adds what lies behind a call that did not get through, for whoever looks after the machine: the sentence by
// itself is one for people in a chat. What the chat platform itself refuses says it all.
func withCause(err error) error {
	var call *bot.SendError
	var away *domain.Error
	switch {
	case errors.As(err, &call) && call.Verdict != bot.Refused && call.Err != nil:
		return fmt.Errorf("%w (%s)", err, inOneLine(call.Err))
	case errors.As(err, &away) && away.Code == domain.Unavailable && away.Err != nil:
		return fmt.Errorf("%w (%s)", err, inOneLine(away.Err))
	}
	return err
}

// inOneLine is the text of an error, each line of it once: pgx tells of every address that it tried, with TLS and without.
func inOneLine(err error) string {
	var said []string
	for line := range strings.Lines(err.Error()) {
		if line = strings.TrimSpace(line); !slices.Contains(said, line) {
			said = append(said, line)
		}
	}
	return strings.Join(said, " ")
}
