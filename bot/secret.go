package bot

import (
	"fmt"
	"io"
	"log/slog"
)

// Secret is a token, a signing secret or a URL that is as good as one. However it is formatted, logged or encoded, it
// comes out as [redacted]; string(s) hands it to the one call that needs it.
type Secret string

const redacted = "[redacted]"

// String gives [redacted].
func (Secret) String() string { return redacted }

// Format writes [redacted] for every verb: fmt prints the value itself for a verb that a string does not have.
func (Secret) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, redacted) }

// LogValue gives [redacted].
func (Secret) LogValue() slog.Value { return slog.StringValue(redacted) }

// MarshalText gives [redacted], in JSON too.
func (Secret) MarshalText() ([]byte, error) { return []byte(redacted), nil }
