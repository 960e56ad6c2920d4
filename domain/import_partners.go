package domain

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/partnerbot/partnerbot/domain/calendar"
)

// PartnerImport is a list of partners who have signed already, as another system kept it.
type PartnerImport struct {
	From  string   // such as the name of a file: it stands as the evidence of what is done
	Steps []string // keys of the checkpoints that the list knows
	Rows  iter.Seq2[ImportedPartner, error]
	// Refuse is told what is wrong with the partner that Rows gave last, who is left out. Whether that undoes the import
	// is for Rows to say, by an error at its end. A field is that of [ImportedPartner].
	Refuse func([]FieldError)
	// Pass is told what of the partner that Rows gave last is not taken over, although nothing is wrong with it.
	Pass func(FieldError)
}

// ImportedPartner is one partner of a list. What is zero, the list does not say.
type ImportedPartner struct {
	Name                  string                   // field name
	Website               string                   // field website
	SignedOn              calendar.Date            // field signed
	Owner                 string                   // field owner: e-mail of the partner manager
	TheirOwner, TheirMail string                   // fields their_owner and their_mail
	Status                PartnerStatus            // field status
	Reason                string                   // field reason: why parked or exited, needed for both
	ParkedUntil           calendar.Date            // field parked_until: needed for who is parked
	Done                  map[string]calendar.Date // fields DoneField and the key of a checkpoint
	// Unread says that something could not be read, and is told elsewhere: the rest is judged, and nothing kept.
	Unread bool
}

// DoneField is what the field of the day on which a checkpoint was done begins with.
const DoneField = "done."

// ImportPartners takes partners into the program, all of them or, when the rows end with an error, none. They signed
// before, so that no gate is passed. Who is new gets the program's path by the day of signature or, when something that is
// not done would be overdue by it, from today on: nobody had asked for it yet. Of who is known, by name or by website, the
// owners, the e-mail and the website are taken, and checkpoints that were not done. Name, signature and status are the
// program's by then, nothing that is done is undone, and who has exited stays as they were, so that importing the same
// partners again changes nothing. Nobody is told. Forbidden for who may not import; Unready before the
// program is set up; Invalid for a checkpoint that a list cannot know.
func (d *Desk) ImportPartners(ctx context.Context, a Actor, in PartnerImport) (ImportCount, error) {
	return d.takeIn(ctx, a, "partners: ", d.partnersOf(a, in))
}

// TryImportPartners says what ImportPartners would do, and changes nothing.
func (d *Desk) TryImportPartners(ctx context.Context, a Actor, in PartnerImport) (ImportCount, error) {
	return d.tryIn(ctx, a, d.partnersOf(a, in))
}

// partnersOf holds the program, as whoever signs a partner does.
func (d *Desk) partnersOf(a Actor, in PartnerImport) intake {
	return func(ctx context.Context, tx Tx, p Program) (ImportCount, error) {
		p, err := tx.BeginImport(ctx, p.ID)
		if err != nil {
			return ImportCount{}, err
		}
		i := &partnerImport{
			PartnerImport: in, partnerChange: partnerChange{desk: d, tx: tx, actor: a, now: d.now(), program: p},
			people: map[string][]Person{}, met: map[ID]bool{},
		}
		return i.run(ctx)
	}
}

// partnerImport is a list on its way into the program, in its transaction. Its partnerChange is of no partner.
type partnerImport struct {
	PartnerImport
	partnerChange
	people map[string][]Person // by e-mail
	met    map[ID]bool         // the partners so far
	news   []ID                // those of them who were known and changed
	count  ImportCount
}

func (i *partnerImport) run(ctx context.Context) (ImportCount, error) {
	if err := i.checkSteps(); err != nil {
		return ImportCount{}, err
	}
	for p, err := range i.Rows {
		if err == nil {
			err = i.take(ctx, p)
		}
		if err != nil {
			return ImportCount{}, err
		}
	}
	return i.count, i.tx.Redraw(ctx, i.news...)
}

// checkSteps refuses checkpoints that the path does not have, and those that only a real deal or an owner completes: all of
// them at once.
func (i *partnerImport) checkSteps() error {
	var unknown, wrong []string
	for _, key := range i.Steps {
		step, ok := i.program.Path.Step(key)
		switch {
		case !ok:
			unknown = append(unknown, DoneField+key)
		case !step.Kind.ByHand():
			wrong = append(wrong, fmt.Sprintf("%s%s cannot be imported. %s", DoneField, key, doneByItself[step.Kind]))
		}
	}
	if len(unknown) > 0 {
		wrong = append(wrong, fmt.Sprintf("%s: the program's path has no such checkpoint. What can be imported is: %s.",
			strings.Join(unknown, ", "), strings.Join(i.byHand(), ", ")))
	}
	if len(wrong) == 0 {
		return nil
	}
	return Refuse(Invalid, strings.Join(wrong, "\n"))
}

// byHand are the checkpoints that can be imported.
func (i *partnerImport) byHand() []string {
	var all []string
	for _, s := range i.program.Path {
		if s.Kind.ByHand() {
			all = append(all, fmt.Sprintf("%s (%s)", s.Key, s.Name))
		}
	}
	return all
}

// take judges a row, and keeps what it says when nothing is wrong.
func (i *partnerImport) take(ctx context.Context, p ImportedPartner) error {
	r := &importedRow{partnerImport: i, ImportedPartner: p}
	if err := r.judge(ctx); err != nil {
		return err
	}
	switch {
	case len(r.faults) > 0:
		i.Refuse(r.faults)
		return nil
	case p.Unread:
		return nil
	case r.known == nil:
		return r.add(ctx)
	default:
		r.passStatus()
		return r.renew(ctx)
	}
}

// peopleWith are our own people with an e-mail.
func (i *partnerImport) peopleWith(ctx context.Context, email string) ([]Person, error) {
	if all, ok := i.people[email]; ok {
		return all, nil
	}
	all, err := i.tx.PeopleByEmail(ctx, i.actor.TenantID, email)
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(p Person) bool { return p.Outside })
	i.people[email] = all
	return all, nil
}

// evidence is what stands behind all that is imported.
func (i *partnerImport) evidence() string { return "imported from " + i.From }
