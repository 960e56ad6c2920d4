package bot

import (
	"context"
	"fmt"
	"strings"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/calendar"
)

func (b *Bot) forecastWord() word {
	return word{"current", "[2026-09-30]", "won, commit and coverage now, or at the end of a day", b.forecast}
}

// forecast shows the number, to the person who asks alone.
func (b *Bot) forecast(ctx context.Context, r Request) (Reply, error) {
	var asOf calendar.Date
	if typed := strings.TrimSpace(r.Text); typed != "" {
		var err error
		if asOf, err = calendar.ParseDate(typed); err != nil {
			return Reply{}, domain.Refuse(domain.Invalid, fmt.Sprintf(
				"“%s” is not a day. Type year, month and day, such as %s.", short(typed, 40), b.typed(r, "forecast current 2026-09-30")))
		}
	}
	d, err := b.desk.Forecast(ctx, r.Actor, asOf)
	if err != nil {
		return Reply{}, err
	}
	return Reply{View: digestView(d, b.reader(r, d.Program))}, nil
}
