package csvfile

import (
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// ReadMap reads the map in a file with parse. An error names the file.
func ReadMap[M any](path string, parse func(io.Reader) (M, error)) (M, error) {
	var none M
	f, err := os.Open(path)
	if err != nil {
		return none, fmt.Errorf("open the map: %w", err)
	}
	defer f.Close() //nolint:errcheck // only read
	m, err := parse(f)
	if err != nil {
		return none, fmt.Errorf("%s: %w", path, err)
	}
	return m, nil
}

// DecodeMap reads a map from YAML into m, where its keys are as the tags say; an unknown one is refused. An error says on
// which lines what is wrong, all of it at once.
func DecodeMap(r io.Reader, m any) error {
	d := yaml.NewDecoder(io.LimitReader(r, 1<<20))
	d.KnownFields(true)
	if err := d.Decode(m); err != nil {
		return plainYAML(err)
	}
	if err := d.Decode(&struct{}{}); !errors.Is(err, io.EOF) {
		return errors.New("there is more than one document in it")
	}
	return nil
}

// inWords are errors of the decoder, which speak of types of Go, and the same in words for who wrote the map.
var inWords = []struct {
	is    *regexp.Regexp
	words string
}{
	{regexp.MustCompile(`field (.*) not found in type \S+`), "there is no key “$1”"},
	{regexp.MustCompile(`cannot unmarshal !!seq into \S+`), "no list can stand here"},
	{regexp.MustCompile(`cannot unmarshal !!map into \S+`), "no further keys can stand here"},
	{regexp.MustCompile("cannot unmarshal !!\\w+ `([^`]*)` into \\S+"), "“$1” cannot stand here"},
	{regexp.MustCompile(`mapping key "(.*)" already defined at line (\d+)`), "the key “$1” is there on line $2 already"},
}

func plainYAML(err error) error {
	var wrong *yaml.TypeError
	switch {
	case errors.Is(err, io.EOF):
		return errors.New("it is empty")
	case errors.As(err, &wrong):
		all := slices.Clone(wrong.Errors)
		for i := range all {
			for _, w := range inWords {
				all[i] = w.is.ReplaceAllString(all[i], w.words)
			}
		}
		return errors.New(strings.Join(all, "\n"))
	default:
		return err
	}
}
