package domain_test

import (
	"fmt"
	"testing"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/activation"
)

// What the fit foretold counts who has left, and neither who was never scored nor whose window still runs.
func TestByFit(t *testing.T) {
	t.Parallel()
	o := weekOffice(t)
	o.writeProfile(t)
	threshold := 60
	o.changeProgram(t, func(p *domain.Program) { p.Profile.Threshold = threshold })
	for i, c := range []struct{ signed, activated, fit int }{ // days ago
		{91, 1, 60}, {91, 60, 90}, {91, 0, 59}, {120, 100, 0}, {120, 10, 70}, {90, 80, 70},
	} {
		p := o.Partner(t, fmt.Sprintf("Scored %d", i), "")
		o.turn(t, p.ID, func(p *domain.Partner) {
			p.SignedOn, p.Fit = o.today().AddDays(-c.signed), &c.fit
			if c.activated != 0 {
				p.ActivatedOn = o.today().AddDays(-c.activated)
			}
			if i == 0 {
				p.Status = domain.PartnerExited
			}
		})
	}
	want := activation.ByFit{Fitted: activation.Share{Activated: 2, Of: 3}, Below: activation.Share{Activated: 1, Of: 2}}
	wantSame(t, "by fit", o.weekly(t).ByFit, want)
	got, err := o.ByFit(t.Context(), o.Actor(o.Sam))
	if err != nil {
		t.Fatal(err)
	}
	wantSame(t, "by fit for a seller", got, want)
	_, err = o.ByFit(t.Context(), o.Actor(o.Pia))
	wantCode(t, err, domain.Forbidden)
}
