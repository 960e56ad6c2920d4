package csvfile

import (
	"fmt"
	"strings"
	"time"
)

// CheckDates is what is wrong with a date format.
func CheckDates(format string) error {
	_, err := layout(format)
	return err
}

// layout is a date format such as MM/DD/YYYY as package time knows it.
func layout(dates string) (string, error) {
	if dates == "" {
		return time.DateOnly, nil
	}
	out := strings.NewReplacer("YYYY", "2006", "MM", "01", "DD", "02").Replace(dates)
	if strings.Count(out, "2006") != 1 || strings.Count(out, "01") != 1 || strings.Count(out, "02") != 1 {
		return "", fmt.Errorf("dates: %q has not YYYY, MM and DD once each", dates)
	}
	return out, nil
}
