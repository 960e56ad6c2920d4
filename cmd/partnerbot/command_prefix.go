package main

import (
	"errors"
	"regexp"
)

// commandPrefix stands before every command name.
type commandPrefix string

// prefixes are what command names may begin with: Slack takes 32 lower-case characters for a whole name.
var prefixes = regexp.MustCompile(`^[a-z0-9_-]{0,20}$`)

// UnmarshalText reads it from the command line or the environment.
func (p *commandPrefix) UnmarshalText(text []byte) error {
	if !prefixes.Match(text) {
		return errors.New("use at most 20 lower-case letters, digits, - and _, such as acme-")
	}
	*p = commandPrefix(text)
	return nil
}
