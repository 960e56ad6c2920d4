package domain

import (
	"context"
	"errors"
	"fmt"
	"iter"
)

// Import takes deals of another system's pipeline into the program, all of them or, when rows ends with an error, none.
// What is there already is left as it is, so that importing the same deals again changes nothing; of a deal that is
// known, later versions are taken. Partners live by their deals: the first that is attributed activates them, and who is
// new signed when its first deal came up, with a path from today on. Nobody is told. Forbidden for who may not import; Unready before the program is set up.
func (d *Desk) Import(ctx context.Context, a Actor, rows iter.Seq2[ImportedDeal, error]) (ImportCount, error) {
	return d.takeIn(ctx, a, "", d.dealsOf(a, rows))
}

// TryImport says what Import would do, and changes nothing.
func (d *Desk) TryImport(ctx context.Context, a Actor, rows iter.Seq2[ImportedDeal, error]) (ImportCount, error) {
	return d.tryIn(ctx, a, d.dealsOf(a, rows))
}

func (d *Desk) dealsOf(a Actor, rows iter.Seq2[ImportedDeal, error]) intake {
	return func(ctx context.Context, tx Tx, p Program) (ImportCount, error) {
		n, partners, err := tx.ImportDeals(ctx, p.ID, rows)
		if err != nil {
			return n, err
		}
		c := partnerChange{desk: d, tx: tx, actor: a, now: d.now(), program: p}
		return n, c.bring(ctx, partners)
	}
}

// intake takes what is imported into a program.
type intake func(ctx context.Context, tx Tx, p Program) (ImportCount, error)

// takeIn imports, and keeps that it was done.
func (d *Desk) takeIn(ctx context.Context, a Actor, what string, take intake) (ImportCount, error) {
	return d.importInto(ctx, a, take, func(ctx context.Context, tx Tx, n ImportCount) error {
		e := d.event(a, d.now(), a.ProgramID, EventImported)
		e.New = fmt.Sprintf("%s%d added, %d changed, %d unchanged", what, n.Added, n.Changed, n.Unchanged)
		return tx.AddEvent(ctx, e)
	})
}

// errTried undoes an import that was only tried.
var errTried = errors.New("import tried")

// tryIn imports, and undoes it.
func (d *Desk) tryIn(ctx context.Context, a Actor, take intake) (ImportCount, error) {
	n, err := d.importInto(ctx, a, take, func(context.Context, Tx, ImportCount) error { return errTried })
	if errors.Is(err, errTried) {
		err = nil
	}
	return n, err
}

func (d *Desk) importInto(
	ctx context.Context, a Actor, take intake, then func(context.Context, Tx, ImportCount) error,
) (ImportCount, error) {
	if err := May(a, ActImport, Subject{}); err != nil {
		return ImportCount{}, err
	}
	var n ImportCount
	err := d.store.Change(ctx, func(ctx context.Context, tx Tx) error {
		p, err := tx.Program(ctx, a.ProgramID)
		if err != nil {
			return err
		}
		if p.SetUpAt.IsZero() {
			return notSetUp()
		}
		if n, err = take(ctx, tx, p); err != nil {
			return err
		}
		return then(ctx, tx, n)
	})
	return n, err
}
