package calendar

import (
	"sync"
	"time"
)

// zones holds the time zones that were loaded, by name. There are only so many, and a name that is none is not kept.
var zones sync.Map

// Zone is the time zone of a name such as Europe/Berlin, UTC for "". time.LoadLocation reads a file each time; this one
// does once. An error is that of time.LoadLocation.
func Zone(name string) (*time.Location, error) {
	if loc, ok := zones.Load(name); ok {
		return loc.(*time.Location), nil
	}
	loc, err := time.LoadLocation(name)
	if err != nil {
		return nil, err
	}
	zones.Store(name, loc)
	return loc, nil
}
