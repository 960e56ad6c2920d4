package domain

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/partnerbot/partnerbot/domain/activation"
	"github.com/partnerbot/partnerbot/domain/top"
)

// PartnerLine is a partner in a list.
type PartnerLine struct {
	Partner  Partner
	Standing activation.Standing
	Step     string  // name of the checkpoint to pass next, "" for none
	Owner    *Person // nil for none
}

// PartnerQuery selects partners: all that fit every field set.
type PartnerQuery struct {
	Statuses []activation.Status // none: all
	Mine     bool                // of which who asks hears first: theirs, those of whom they stand in for, a lead's nobody's
	Owner    ID                  // owned by them, whoever asks
	Text     string              // in the name
	Limit    int                 // 0: 100
	Skip     int                 // how many of the worst are left out
}

// PartnerList is the partners that a query selects, worst first, with how many there are.
type PartnerList struct {
	Program Program
	Lines   []PartnerLine
	Total   int                       // that the query selects
	Counts  map[activation.Status]int // of all who have not exited; of the owner's, when the query names one
	Any     bool                      // there are partners, whoever has them
}

// PartnerList reads how every partner stands, in one pass and in memory for the lines alone. Those who have exited are not
// among them. Forbidden to outside people.
func (d *Desk) PartnerList(ctx context.Context, a Actor, q PartnerQuery) (PartnerList, error) {
	if err := May(a, ActSeePartner, Subject{}); err != nil {
		return PartnerList{}, err
	}
	p, err := d.store.Program(ctx, a.ProgramID)
	if err != nil {
		return PartnerList{}, err
	}
	owners, err := d.ownersFor(ctx, a, q)
	if err != nil {
		return PartnerList{}, err
	}
	return d.partnerList(ctx, p, q, owners)
}

// ownersFor are those whose partners a query selects; none: everybody's.
func (d *Desk) ownersFor(ctx context.Context, a Actor, q PartnerQuery) ([]ID, error) {
	if q.Owner != uuid.Nil {
		return []ID{q.Owner}, nil
	}
	if !q.Mine {
		return nil, nil
	}
	owners := []ID{a.Person.ID}
	if a.Person.Has(PartnershipsLead) {
		owners = append(owners, uuid.Nil)
	}
	people, err := d.store.People(ctx, a.TenantID)
	for _, p := range people {
		if a.Person.StandsInFor(p) {
			owners = append(owners, p.ID)
		}
	}
	return owners, err
}

func (d *Desk) partnerList(ctx context.Context, p Program, q PartnerQuery, owners []ID) (PartnerList, error) {
	out := PartnerList{Program: p, Counts: map[activation.Status]int{}}
	worst := top.List[PartnerLine]{Most: q.Skip + cmp.Or(q.Limit, mostPartners), Compare: worseLine}
	today := p.DateOf(d.now())
	for r, err := range d.store.Runways(ctx, p.ID) {
		if err != nil {
			return out, err
		}
		out.Any = true
		if !ownedBy(r.Partner, owners) {
			continue
		}
		l := PartnerLine{Partner: r.Partner, Standing: p.judge(r, today)}
		out.Counts[l.Standing.Status]++
		if q.selects(l) {
			out.Total++
			worst.Add(&l)
		}
	}
	out.Lines = worst.Items[min(q.Skip, len(worst.Items)):]
	return out, d.nameLines(ctx, out.Lines)
}

// ownedBy tells whether one of the owners has the partner, the zero one those that nobody has; no owners: anybody.
func ownedBy(p Partner, owners []ID) bool {
	owner := uuid.Nil
	if p.OwnerID != nil {
		owner = *p.OwnerID
	}
	return len(owners) == 0 || slices.Contains(owners, owner)
}

func (q PartnerQuery) selects(l PartnerLine) bool {
	return (len(q.Statuses) == 0 || slices.Contains(q.Statuses, l.Standing.Status)) &&
		strings.Contains(strings.ToLower(l.Partner.Name), strings.ToLower(line(q.Text)))
}

// worseLine puts what has been wrong for longest first, then what is due first; who is through the path comes last.
func worseLine(a, b *PartnerLine) int {
	last := func(is bool) int {
		if is {
			return 1
		}
		return 0
	}
	return cmp.Or(last(a.Standing.Concern.None())-last(b.Standing.Concern.None()), a.Standing.Concern.Since.Compare(b.Standing.Concern.Since),
		last(a.Standing.Due.IsZero())-last(b.Standing.Due.IsZero()), a.Standing.Due.Compare(b.Standing.Due),
		strings.Compare(a.Partner.Name, b.Partner.Name), strings.Compare(a.Partner.ID.String(), b.Partner.ID.String()))
}

// nameLines adds the owners and the names of the checkpoints.
func (d *Desk) nameLines(ctx context.Context, lines []PartnerLine) error {
	var people map[ID]Person
	for i := range lines {
		l := &lines[i]
		if id := l.Partner.OwnerID; id != nil {
			owner, err := once(&people, *id, func() (Person, error) { return d.store.Person(ctx, *id) })
			if err != nil {
				return err
			}
			l.Owner = &owner
		}
		path, err := d.store.Checkpoints(ctx, l.Partner.ID)
		if err != nil {
			return err
		}
		l.Step = stepName(path, l.Standing.Current)
	}
	return nil
}

// stepName is what a partner's checkpoint is called, "" when there is none of the key.
func stepName(path []Checkpoint, key string) string {
	if i := slices.IndexFunc(path, func(c Checkpoint) bool { return c.Step.Key == key }); i >= 0 {
		return path[i].Step.Name
	}
	return ""
}
