package partnerfile

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/partnerbot/partnerbot/storage/csvfile"
)

// File is an open file of partners.
type File struct {
	*Reader
	Size int64 // bytes
	f    *os.File
}

// Open opens a file of partners, and reads its heading. What is imported is said to come from a file of this name.
func Open(path string, c Config) (*File, error) {
	f, info, err := csvfile.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open the partners: %w", err)
	}
	c.From = filepath.Base(path)
	r, err := NewReader(f, c)
	if err != nil {
		f.Close() //nolint:errcheck // only read
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return &File{Reader: r, Size: info.Size(), f: f}, nil
}

// Close closes the file.
func (f *File) Close() error { return f.f.Close() }
