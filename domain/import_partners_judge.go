package domain

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/partnerbot/partnerbot/domain/calendar"
)

// importedRow is one partner of a list while it is judged and kept.
type importedRow struct {
	*partnerImport
	ImportedPartner
	site   string   // registrable domain of the website
	known  *Partner // nil: it is new
	owners []Person // who may be meant by the owner: accounts with one e-mail
	faults fieldErrors
}

// judge tells every mistake. An error is none of the row's.
func (r *importedRow) judge(ctx context.Context) error {
	r.clean()
	length(&r.faults, "name", r.Name, 1, maxName, "It is empty, and names the partner.")
	r.checkSite()
	if err := r.recognize(ctx); err != nil {
		return err
	}
	if err := r.findOwner(ctx); err != nil {
		return err
	}
	r.faults.theirSide(r.TheirOwner, r.TheirMail)
	r.checkDays()
	if r.known == nil {
		r.checkStatus()
	}
	return nil
}

func (r *importedRow) clean() {
	r.Name, r.Website, r.TheirOwner = line(r.Name), line(r.Website), line(r.TheirOwner)
	r.Owner, r.TheirMail, r.Reason = strings.ToLower(line(r.Owner)), line(r.TheirMail), line(r.Reason)
}

func (r *importedRow) checkSite() {
	if r.Website == "" {
		return
	}
	var err error
	r.site, err = RegistrableDomain(r.Website)
	r.faults.when(err != nil, "website", "This is not a company's website. Write it like acme.com, or leave it empty.")
}

// recognize finds who the partner is in the program: by the name, else by the website.
func (r *importedRow) recognize(ctx context.Context) error {
	field := "name"
	p, err := r.tx.PartnerByName(ctx, r.program.ID, r.Name)
	switch {
	case err == nil:
		r.known = &p
	case CodeOf(err) != NotFound:
		return err
	}
	if r.site != "" && (r.known == nil || r.known.Domain != r.site) {
		same, err := r.tx.PartnersByDomain(ctx, r.program.ID, r.site)
		if err != nil {
			return err
		}
		if r.known == nil && len(same) == 1 {
			r.known, field = &same[0], "website"
		} else if len(same) > 0 {
			r.faults.add("website", fmt.Sprintf("This is the website of %s. Use that name, or another website.", namesOf(same)))
		}
	}
	if r.known != nil {
		r.faults.when(r.met[r.known.ID], field, r.known.Name+" is in the list twice.")
		r.met[r.known.ID] = true
	}
	return nil
}

// namesOf are the names of partners, as alternatives.
func namesOf(partners []Partner) string {
	names := make([]string, len(partners))
	for i, p := range partners {
		names[i] = p.Name
	}
	return strings.Join(names, " or ")
}

// findOwner finds who owns the runway on our side.
func (r *importedRow) findOwner(ctx context.Context) error {
	if r.Owner == "" {
		return nil
	}
	people, err := r.peopleWith(ctx, r.Owner)
	if err != nil {
		return err
	}
	for _, p := range people {
		if p.mayOwn() {
			r.owners = append(r.owners, p)
		}
	}
	switch {
	case len(people) == 0:
		r.faults.add("owner", fmt.Sprintf("None of your people is known with the e-mail %s. They are known once they have used the bot.", r.Owner))
	case len(r.owners) == 0:
		r.faults.add("owner", people[0].Name+" is no partner manager. Name them as one in the program's setup first.")
	}
	return nil
}

// checkDays compares what is done with the signature. Of who is known that may be earlier than the list has it, or later:
// partners who are named in a setup count as signed on that day.
func (r *importedRow) checkDays() {
	signed := r.SignedOn
	if r.known != nil && (signed.IsZero() || r.known.SignedOn.Before(signed)) {
		signed = r.known.SignedOn
	}
	r.faults.when(signed.IsZero(), "signed", "It is empty, and a partner signed on some day.")
	r.past("signed", r.SignedOn)
	for _, key := range r.Steps {
		on := r.Done[key]
		r.past(DoneField+key, on)
		r.faults.when(!on.IsZero() && on.Before(signed), DoneField+key, fmt.Sprintf("They had not signed then, but on %s.", signed))
	}
}

func (r *importedRow) past(field string, on calendar.Date) {
	r.faults.when(on.After(r.today()), field, "This day is still to come.")
}

func (r *importedRow) checkStatus() {
	if r.Status == "" {
		r.Status = PartnerActive
	}
	r.faults.when(!slices.Contains([]PartnerStatus{PartnerActive, PartnerParked, PartnerExited}, r.Status), "status",
		"A partner is active, parked or exited.")
	switch r.Status {
	case PartnerParked:
		length(&r.faults, "reason", r.Reason, 1, maxWhy, askParked)
		r.faults = append(r.faults, fieldsOf(r.within("parked_until", r.ParkedUntil, maxPark))...)
	case PartnerExited:
		length(&r.faults, "reason", r.Reason, 1, maxWhy, askExited)
	}
}
