package domain

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/partnerbot/partnerbot/domain/forecast"
)

var (
	submitted = time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	ours      = uuid.UUID{1}
	theirs    = uuid.UUID{2}
)

func registered() Registration {
	return Registration{ID: uuid.UUID{7}, PartnerID: ours, SubmittedAt: submitted, Claim: Claim{Product: "Core"}}
}

func TestAttribute(t *testing.T) {
	t.Parallel()
	r := registered()
	created := func(d time.Duration) Opportunity { return Opportunity{ID: uuid.UUID{8}, CreatedAt: submitted.Add(d)} }
	fromIt := created(40 * 24 * time.Hour)
	fromIt.RegistrationID = &r.ID
	older := Opportunity{ID: uuid.UUID{9}, CreatedAt: submitted.Add(-time.Second)}
	ownOlder, otherOlder, same := older, older, older
	ownOlder.PartnerID, otherOlder.PartnerID, same.CreatedAt = &ours, &theirs, submitted
	for _, c := range []struct {
		name string
		o    Opportunity
		open []Opportunity
		want forecast.Attribution
	}{
		{"created from it, after a long review", fromIt, nil, forecast.Sourced},
		{"created the same moment", created(0), nil, forecast.Sourced},
		{"created a second before", created(-time.Second), nil, forecast.Influenced},
		{"created 30 days later by a seller", created(30 * 24 * time.Hour), nil, forecast.Sourced},
		{"created more than 30 days later by a seller", created(30*24*time.Hour + time.Second), nil, forecast.Influenced},
		{"another was open before", fromIt, []Opportunity{older}, forecast.Influenced},
		{"another partner's was open before", fromIt, []Opportunity{otherOlder}, forecast.Influenced},
		{"the partner's own was open before", fromIt, []Opportunity{ownOlder}, forecast.Sourced},
		{"another was opened the same moment", fromIt, []Opportunity{same}, forecast.Sourced},
		{"itself is among the open", created(0), []Opportunity{created(0)}, forecast.Sourced},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := attribute(r, c.o, c.open, DefaultSettings()); got != c.want {
				t.Errorf("attribution = %s, want %s", got, c.want)
			}
		})
	}
}

func TestMatch(t *testing.T) {
	t.Parallel()
	r := registered()
	live, over := uuid.UUID{21}, uuid.UUID{22}
	direct := Opportunity{ID: uuid.UUID{31}, Product: "core"}
	vague := Opportunity{ID: uuid.UUID{32}}
	edge := Opportunity{ID: uuid.UUID{33}, Product: "Edge"}
	own := Opportunity{ID: uuid.UUID{34}, Product: "Core", PartnerID: &ours}
	others := Opportunity{ID: uuid.UUID{35}, Product: "Core", PartnerID: &theirs}
	othersEnded := Opportunity{ID: uuid.UUID{36}, Product: "Core", PartnerID: &theirs, RegistrationID: &over}
	othersLive := Opportunity{ID: uuid.UUID{37}, Product: "Core", PartnerID: &theirs, RegistrationID: &live}
	othersVague := Opportunity{ID: uuid.UUID{38}, PartnerID: &theirs}
	for _, c := range []struct {
		name         string
		open         []Opportunity
		found, taken *Opportunity
	}{
		{"nothing open", nil, nil, nil},
		{"a direct one", []Opportunity{direct}, &direct, nil},
		{"one for no product in particular", []Opportunity{edge, vague}, &vague, nil},
		{"the oldest", []Opportunity{vague, direct}, &vague, nil},
		{"only another product's", []Opportunity{edge}, nil, nil},
		{"the partner's own", []Opportunity{own}, &own, nil},
		{"another partner's", []Opportunity{others}, nil, &others},
		{"another partner's whose claim is over", []Opportunity{othersEnded}, &othersEnded, nil},
		{"another partner's whose claim is live", []Opportunity{othersLive}, nil, &othersLive},
		{"another partner's for no product in particular", []Opportunity{othersVague}, nil, nil},
		{"a free one and a taken one", []Opportunity{vague, others}, nil, &others},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			found, taken := match(r, c.open, map[ID]bool{over: true})
			if !is(found, c.found) || !is(taken, c.taken) {
				t.Errorf("found %v, taken %v; want %v, %v", found, taken, c.found, c.taken)
			}
		})
	}
}

func is(got, want *Opportunity) bool {
	if got == nil || want == nil {
		return got == want
	}
	return got.ID == want.ID
}
