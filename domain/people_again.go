package domain

import (
	"cmp"
	"context"
	"time"

	"github.com/partnerbot/partnerbot/domain/calendar"
)

const (
	profileGood = 24 * time.Hour         // a platform is asked about a known person once in as long
	profileWait = 500 * time.Millisecond // and their request waits for it no longer
)

// again is a known person as the platform has them by now: whoever moves has their mornings by another clock. Their e-mail
// and whether they are from outside stay as they were met, as links and rights hang on them. Asking is worth no request: of
// a platform that does not answer, and beside another request that asks, they are as they are known.
func (d *Desk) again(ctx context.Context, p Person, who Identity, lookup Lookup) Person {
	now := d.now()
	if now.Sub(p.ProfileAt) < profileGood {
		return p
	}
	news := p.with(d.glimpse(ctx, who, lookup), who.Platform)
	news.ProfileAt = now
	if err := d.store.Change(ctx, func(ctx context.Context, tx Tx) error { return tx.SavePerson(ctx, news) }); err != nil {
		return p
	}
	news.Revision++
	return news
}

// glimpse is what the platform says of a person in a moment, nothing when it says nothing.
func (d *Desk) glimpse(ctx context.Context, who Identity, lookup Lookup) Profile {
	ctx, cancel := context.WithTimeout(ctx, profileWait)
	defer cancel()
	profile, err := lookup(ctx, who)
	if err != nil {
		return Profile{}
	}
	return profile
}

// with is a person with what a profile says of them. Of the names on several platforms, that of where they are written to
// stays: it would change from day to day.
func (p Person) with(profile Profile, on Platform) Person {
	if on == p.address().Platform {
		p.Name = cmp.Or(line(profile.Name), p.Name)
	}
	if _, err := calendar.Zone(profile.TimeZone); err == nil {
		p.TimeZone = cmp.Or(profile.TimeZone, p.TimeZone)
	}
	return p
}
