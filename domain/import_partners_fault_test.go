package domain_test

import (
	"strings"
	"testing"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/calendar"
)

func TestImportPartners_faults(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.Partner(t, "Umbrella", "umbrella.com")
	o.Partner(t, "Umbrella UK", "umbrella.com")
	o.Partner(t, "Initrode", "initrode.com")
	signed := day(t, "2026-08-03")
	for name, c := range map[string]struct {
		row  domain.ImportedPartner
		want []string
	}{
		"nothing": {domain.ImportedPartner{}, []string{
			"name: It is empty, and names the partner.", "signed: It is empty, and a partner signed on some day.",
		}},
		"all at once": {
			domain.ImportedPartner{
				Name: strings.Repeat("x", 121), Website: "localhost", SignedOn: day(t, "2026-11-04"), Owner: "nobody@initech.example",
				TheirMail: "hal", Status: domain.PartnerParked, Reason: strings.Repeat("x", 501),
				Done: map[string]calendar.Date{"kickoff": day(t, "2026-11-05"), "joint_plan": signed},
			},
			[]string{
				"name: Shorten this to 120 characters; it has 121.",
				"website: This is not a company's website. Write it like acme.com, or leave it empty.",
				"owner: None of your people is known with the e-mail nobody@initech.example. They are known once they have used the bot.",
				"their_mail: Type their business e-mail, like name@acme.com, or leave it empty.",
				"signed: This day is still to come.",
				"done.joint_plan: They had not signed then, but on 2026-11-04.",
				"done.kickoff: This day is still to come.",
				"reason: Shorten this to 500 characters; it has 501.",
				"parked_until: Choose a day.",
			},
		},
		"a mail provider":        {domain.ImportedPartner{Name: "A", SignedOn: signed, Website: "gmail.com"}, []string{"website: This is not a company's website. Write it like acme.com, or leave it empty."}},
		"a seller":               {domain.ImportedPartner{Name: "A", SignedOn: signed, Owner: o.Sam.Email}, []string{"owner: Sam Seller is no partner manager. Name them as one in the program's setup first."}},
		"one of the partner's":   {domain.ImportedPartner{Name: "A", SignedOn: signed, Owner: o.Pia.Email}, []string{"owner: None of your people is known with the e-mail pia@northwind.example. They are known once they have used the bot."}},
		"parked until yesterday": {domain.ImportedPartner{Name: "A", SignedOn: signed, Status: domain.PartnerParked, Reason: "They move", ParkedUntil: day(t, "2026-11-02")}, []string{"parked_until: Choose a day that is still to come."}},
		"parked, and no more": {domain.ImportedPartner{Name: "A", SignedOn: signed, Status: domain.PartnerParked}, []string{
			"reason: Say why, and what must happen until then.", "parked_until: Choose a day.",
		}},
		"exited, and no more": {domain.ImportedPartner{Name: "A", SignedOn: signed, Status: domain.PartnerExited}, []string{"reason: Say why: it is what the program learns from."}},
		"an unheard status":   {domain.ImportedPartner{Name: "A", SignedOn: signed, Status: "gone"}, []string{"status: A partner is active, parked or exited."}},
		"another's website":   {domain.ImportedPartner{Name: "Globex", Website: "initrode.com"}, []string{"website: This is the website of Initrode. Use that name, or another website."}},
		"a website of two":    {domain.ImportedPartner{Name: "A", SignedOn: signed, Website: "umbrella.com"}, []string{"website: This is the website of Umbrella or Umbrella UK. Use that name, or another website."}},
		"done before both signatures": {
			domain.ImportedPartner{Name: "Globex", SignedOn: signed, Done: map[string]calendar.Date{"kickoff": day(t, "2026-08-02")}},
			[]string{"done.kickoff: They had not signed then, but on 2026-08-03."},
		},
	} {
		l := list{all: []domain.ImportedPartner{c.row}, steps: []string{"joint_plan", "kickoff"}}
		n, err := o.ImportPartners(t.Context(), o.system(), l.in())
		if err != nil || n != (domain.ImportCount{}) {
			t.Errorf("%s: %+v, %v", name, n, err)
		}
		for i, w := range c.want {
			c.want[i] = "1: " + w
		}
		wantSame(t, name, l.refused, c.want)
	}
}

// Whoever comes twice is refused the second time, by whatever they are known.
func TestImportPartners_twice(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.Partner(t, "Initrode", "initrode.com")
	signed := day(t, "2026-08-03")
	l := list{all: []domain.ImportedPartner{
		{Name: "Hooli", SignedOn: signed, Website: "hooli.com"},
		{Name: "HOOLI", SignedOn: signed},
		{Name: "Hooli Inc", SignedOn: signed, Website: "www.hooli.com"},
		{Name: "Initrode", Owner: "nobody@initech.example"},
		{Name: "Initrode Ltd", Website: "initrode.com"},
		{Name: "Unread", SignedOn: signed, Unread: true},
	}}
	n, err := o.ImportPartners(t.Context(), o.system(), l.in())
	if err != nil || n != (domain.ImportCount{Added: 1}) {
		t.Errorf("%+v, %v", n, err)
	}
	wantSame(t, "refused", l.refused, []string{
		"2: name: Hooli is in the list twice.", "3: website: Hooli is in the list twice.",
		"4: owner: None of your people is known with the e-mail nobody@initech.example. They are known once they have used the bot.",
		"5: website: Initrode is in the list twice.",
	})
	_, err = o.Store.PartnerByName(t.Context(), o.World.Program.ID, "Unread")
	wantCode(t, err, domain.NotFound)
}
