package domain

import (
	"context"
	"fmt"
	"strings"
)

// owners: nobody who owns partners loses the roles by which they run them. They could not act any more, and nobody else
// might take the partners from them.
func (e *fieldErrors) owners(ctx context.Context, tx Tx, a Actor, p Program, s Setup, people []Person) error {
	for _, field := range []string{"partner_managers", "partnerships_lead"} {
		losing := s.losing(field, a, people)
		if len(losing) == 0 {
			continue
		}
		owned, err := portfolios(ctx, tx, p.ID)
		if err != nil {
			return err
		}
		words, total := ownersWords(losing, owned)
		e.when(total > 0, field, words)
	}
	return nil
}

// losing are those who may own partners, and may not after the setup, because of what was chosen in a field.
func (s Setup) losing(field string, a Actor, people []Person) []Person {
	var all []Person
	leads := leadsFirst(a, people)
	for _, p := range people {
		of := "partnerships_lead"
		if p.Has(PartnerManager) {
			of = "partner_managers"
		}
		after := Person{Roles: s.rolesAfter(a, p, leads)}
		if of == field && p.mayOwn() && !after.mayOwn() {
			all = append(all, p)
		}
	}
	return all
}

// portfolios counts the partners of each owner who have not exited.
func portfolios(ctx context.Context, s Reader, program ID) (map[ID]int, error) {
	all := map[ID]int{}
	for r, err := range s.Runways(ctx, program) {
		if err != nil {
			return nil, err
		}
		if id := r.Partner.OwnerID; id != nil {
			all[*id]++
		}
	}
	return all, nil
}

// ownersWords says who owns how many, and what to do first.
func ownersWords(people []Person, owned map[ID]int) (words string, total int) {
	var said []string
	most := 0
	for _, p := range people {
		n := owned[p.ID]
		if n > 0 {
			said = append(said, fmt.Sprintf("%s owns %s", p.Name, count(n, "partner")))
		}
		total, most = total+n, max(most, n)
	}
	them, all := "them", ", with all of them"
	if total == 1 {
		them = "it"
	}
	if most == 1 {
		all = ""
	}
	return fmt.Sprintf("%s. Give %s to somebody else first: `/partner owner`%s.", strings.Join(said, ", "), them, all), total
}
