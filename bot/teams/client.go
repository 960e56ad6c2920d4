package teams

import (
	"io"
	"net/http"
)

// readAll reads an answer, up to maxAnswer, and closes it. What is left is read too, up to as much again: a connection
// is used again only when nothing is left on it.
func readAll(r *http.Response) ([]byte, error) {
	defer r.Body.Close()
	body, err := io.ReadAll(io.LimitReader(r.Body, maxAnswer))
	if err == nil {
		_, _ = io.CopyN(io.Discard, r.Body, maxAnswer)
	}
	return body, err
}
