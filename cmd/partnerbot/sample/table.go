package sample

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/calendar"
	"github.com/partnerbot/partnerbot/domain/forecast"
)

//go:embed deals.txt
var dealsText string

//go:embed pipeline.txt
var pipelineText string

// deal is a line of deals.txt.
type deal struct {
	customer, domain, partner, by, product string
	amount                                 domain.Money
	closes                                 calendar.Date
	steps                                  []step
}

// step is one thing that happened to a deal.
type step struct {
	on   calendar.Date
	verb string
	arg  string
}

// lead is a line of pipeline.txt.
type lead struct {
	key, customer, domain, partner string
	attribution                    forecast.Attribution
	product, stage                 string
	amount                         domain.Money
	opened, closes                 calendar.Date
}

// tables reads both files for a day. An error is a fault of ours in them.
func tables(today calendar.Date) ([]deal, []lead, error) {
	d := dates{today: today, last: calendar.QuarterOf(today, FiscalStart(today)).Last(FiscalStart(today))}
	deals, err := lines(dealsText, 8, d.deal)
	if err != nil {
		return nil, nil, fmt.Errorf("deals.txt: %w", err)
	}
	leads, err := lines(pipelineText, 10, d.lead)
	if err != nil {
		return nil, nil, fmt.Errorf("pipeline.txt: %w", err)
	}
	return deals, leads, nil
}

// lines reads every line that holds something, cut at its bars.
func lines[T any](text string, cells int, read func([]string) (T, error)) ([]T, error) {
	var out []T
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		cut := strings.Split(line, "|")
		for i := range cut {
			cut[i] = strings.TrimSpace(cut[i])
		}
		if len(cut) != cells {
			return nil, fmt.Errorf("%q has %d cells, not %d", line, len(cut), cells)
		}
		row, err := read(cut)
		if err != nil {
			return nil, fmt.Errorf("%q: %w", line, err)
		}
		out = append(out, row)
	}
	return out, nil
}

func (d dates) deal(c []string) (deal, error) {
	amount, err := domain.ParseMoney(c[5], Currency)
	if err != nil {
		return deal{}, err
	}
	closes, err := d.parse(c[6])
	if err != nil {
		return deal{}, err
	}
	out := deal{customer: c[0], domain: c[1], partner: c[2], by: c[3], product: c[4], amount: amount, closes: closes}
	for text := range strings.SplitSeq(c[7], ";") {
		when, what, _ := strings.Cut(strings.TrimSpace(text), " ")
		on, err := d.parse(when)
		if err != nil {
			return deal{}, err
		}
		s := step{on: d.workday(on)}
		s.verb, s.arg, _ = strings.Cut(what, " ")
		out.steps = append(out.steps, s)
	}
	return out, nil
}

func (d dates) lead(c []string) (lead, error) {
	out := lead{key: c[0], customer: c[1], domain: c[2], partner: c[3], product: c[5], stage: c[6]}
	if c[4] != "-" {
		out.attribution = forecast.Attribution(c[4])
	}
	var err error
	if out.amount, err = domain.ParseMoney(c[7], Currency); err != nil {
		return lead{}, err
	}
	if out.opened, err = d.parse(c[8]); err != nil {
		return lead{}, err
	}
	out.closes, err = d.parse(c[9])
	return out, err
}

// dates are what the days in the files count from.
type dates struct {
	today calendar.Date
	last  calendar.Date // of the quarter
}

// parse reads "-62" and "+4", from today, and "q-3", from the last day of the quarter.
func (d dates) parse(s string) (calendar.Date, error) {
	from := d.today
	if rest, ok := strings.CutPrefix(s, "q"); ok {
		from, s = d.last, rest
	}
	days, err := strconv.Atoi(s)
	if err != nil {
		return calendar.Date{}, fmt.Errorf("%q is not a day", s)
	}
	return from.AddDays(days), nil
}

// workday is the day, or the Friday before when it is on a weekend.
func (dates) workday(on calendar.Date) calendar.Date {
	return on.AddDays(-max(0, (int(on.Weekday())+6)%7-4))
}
