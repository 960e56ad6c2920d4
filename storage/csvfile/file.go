package csvfile

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// Open opens a file for a [Reader]. What is no plain file is refused.
func Open(path string) (*os.File, fs.FileInfo, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, err
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = fmt.Errorf("%s is not a file", path)
	}
	if err != nil {
		f.Close() //nolint:errcheck // only read
		return nil, nil, err
	}
	return f, info, nil
}

// WithoutBOM passes over the byte order mark that spreadsheets write before UTF-8.
func WithoutBOM(r io.Reader) *bufio.Reader {
	b := bufio.NewReaderSize(r, 1<<16)
	bom := []byte("\ufeff")
	if head, err := b.Peek(len(bom)); err == nil && bytes.Equal(head, bom) {
		_, _ = b.Discard(len(bom)) // they are in the buffer
	}
	return b
}
