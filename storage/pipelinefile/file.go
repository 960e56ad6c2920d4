package pipelinefile

import (
	"fmt"
	"io/fs"
	"os"
	"time"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/storage/csvfile"
)

// Config is what a file is read with, besides its map.
type Config struct {
	Map      *Map
	Currency domain.Currency // of every amount
	Location *time.Location  // of days without a time
	// Prices are the list prices by product, in minor units; Open reads those that the map names.
	Prices map[string]int64
	// Written is when the file was written: how it says that an open deal stands holds from then on, for a deal that is
	// known already. Zero: the file says nothing of known deals but how they ended. Open takes the time of the file.
	Written time.Time
	// SkipBadRows leaves bad rows out. Without it, one undoes everything.
	SkipBadRows bool
	// Progress is told now and then how many bytes were read; it may be nil.
	Progress func(read int64)
}

// File is an open pipeline file.
type File struct {
	*Reader
	Size int64 // bytes
	f    *os.File
}

// Open opens a pipeline file, and reads its heading and the list prices beside it.
func Open(path string, c Config) (*File, error) {
	f, info, err := csvfile.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open the pipeline: %w", err)
	}
	out, err := open(f, info, path, c)
	if err != nil {
		f.Close() //nolint:errcheck // only read
		return nil, err
	}
	return out, nil
}

func open(f *os.File, info fs.FileInfo, path string, c Config) (*File, error) {
	c.Written = info.ModTime().UTC().Truncate(time.Microsecond)
	if c.Map.ListPrices != nil {
		var err error
		if c.Prices, err = pricesBeside(path, *c.Map.ListPrices, c.Currency); err != nil {
			return nil, err
		}
	}
	r, err := NewReader(f, c)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return &File{Reader: r, Size: info.Size(), f: f}, nil
}

// Close closes the file.
func (f *File) Close() error { return f.f.Close() }
