package domain

import (
	"context"
	"errors"
	"fmt"
	"iter"
)

// Import takes deals of another system's pipeline into the program, all of them or, when rows ends with an error, none.
// What is there already is left as it is, so that importing the same deals again changes nothing; of a deal that is
// known, later versions are taken. Forbidden for who may not import; Unready before the program is set up.
func (d *Desk) Import(ctx context.Context, a Actor, rows iter.Seq2[ImportedDeal, error]) (ImportCount, error) {
	return d.importDeals(ctx, a, rows, func(ctx context.Context, tx Tx, n ImportCount) error {
		e := d.event(a, d.now(), a.ProgramID, EventImported)
		e.New = fmt.Sprintf("%d added, %d changed, %d unchanged", n.Added, n.Changed, n.Unchanged)
		return tx.AddEvent(ctx, e)
	})
}

// errTried undoes an import that was only tried.
var errTried = errors.New("import tried")

// TryImport says what Import would do, and changes nothing.
func (d *Desk) TryImport(ctx context.Context, a Actor, rows iter.Seq2[ImportedDeal, error]) (ImportCount, error) {
	n, err := d.importDeals(ctx, a, rows, func(context.Context, Tx, ImportCount) error { return errTried })
	if errors.Is(err, errTried) {
		err = nil
	}
	return n, err
}

func (d *Desk) importDeals(
	ctx context.Context, a Actor, rows iter.Seq2[ImportedDeal, error], then func(context.Context, Tx, ImportCount) error,
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
		if n, err = tx.ImportDeals(ctx, p.ID, rows); err != nil {
			return err
		}
		return then(ctx, tx, n)
	})
	return n, err
}
