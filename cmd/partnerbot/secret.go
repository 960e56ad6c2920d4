package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/partnerbot/partnerbot/bot"
)

// chooseSecret is a secret that may be given itself, or as a file that holds it, as orchestrators mount them. A line
// end after it is not part of it.
func chooseSecret(name string, value bot.Secret, file string) (bot.Secret, error) {
	switch {
	case value != "" && file != "":
		return "", fmt.Errorf("%s and %s_FILE are both set: keep one", name, name)
	case file == "":
		return value, nil
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return "", fmt.Errorf("%s_FILE cannot be read: %w", name, err)
	}
	return bot.Secret(strings.TrimRight(string(text), "\r\n")), nil
}
