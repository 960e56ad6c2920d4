package postgres

import (
	"context"
	"fmt"
	"iter"

	"github.com/jackc/pgx/v5"

	"github.com/partnerbot/partnerbot/domain"
)

// BeginImport has every statement planned by the size that the tables have by then: a plan that is kept from when they
// were nearly empty reads all of a table for each row of the import.
func (t *tx) BeginImport(ctx context.Context, program domain.ID) (domain.Program, error) {
	p, err := t.LockProgram(ctx, program)
	if err != nil {
		return domain.Program{}, err
	}
	_, err = exec(ctx, t.q, `set local plan_cache_mode = force_custom_plan`)
	return p, err
}

// ImportDeals copies the rows into a temporary table and then lets the database do the rest in a handful of statements,
// whatever their number: a million rows cost a million lines of COPY and no round trip each. Imports into one program
// run one after the other.
//
// Of a deal that is there already only what a version holds is taken, and only from later versions that differ: its
// name, partner, attribution, account and product are the program's by then.
func (t *tx) ImportDeals(ctx context.Context, program domain.ID, rows iter.Seq2[domain.ImportedDeal, error]) (
	n domain.ImportCount, of []domain.PartnerDeals, err error,
) {
	if _, err := t.LockProgram(ctx, program); err != nil {
		return n, nil, err
	}
	if _, err := exec(ctx, t.q, createStaged); err != nil {
		return n, nil, err
	}
	deals, err := t.stage(ctx, rows)
	if err != nil {
		return n, nil, err
	}
	if err := t.refuseTwice(ctx); err != nil {
		return n, nil, err
	}
	n, of, err = t.importStaged(ctx, program)
	n.Unchanged = deals - n.Added - n.Changed
	return n, of, err
}

// stage copies the rows and tells how many deals they were.
func (t *tx) stage(ctx context.Context, rows iter.Seq2[domain.ImportedDeal, error]) (int, error) {
	next, stop := iter.Pull2(rows)
	defer stop()
	src := &dealSource{next: next}
	_, err := t.pgx.CopyFrom(ctx, pgx.Identifier{"staged"}, stagedColumns, src)
	if src.err != nil {
		return 0, src.err // the cause, not what COPY made of it
	}
	if err != nil {
		return 0, mapped(err)
	}
	// Nobody else looks at a temporary table, and without this the plans below are guesses.
	_, err = exec(ctx, t.q, `analyze staged`)
	return src.deals, err
}

// dealSource gives COPY one line for each version of each deal.
type dealSource struct {
	next    func() (domain.ImportedDeal, error, bool)
	err     error
	deals   int
	deal    domain.ImportedDeal
	version int // index of the line at hand
	ids     [3]domain.ID
}

// Next moves to the next version, if need be of the next deal.
func (s *dealSource) Next() bool {
	s.version++
	if s.version < len(s.deal.Versions) {
		return true
	}
	var ok bool
	s.deal, s.err, ok = s.next()
	if !ok || s.err != nil {
		return false
	}
	if len(s.deal.Versions) == 0 {
		s.err = fmt.Errorf("import: deal %d has no version", s.deals+1)
		return false
	}
	s.deals++
	s.version = 0
	s.ids = [3]domain.ID{newID(), newID(), newID()}
	return true
}

// Values are in the order of stagedColumns. The ids are used if the deal, its partner or its account turn out new.
func (s *dealSource) Values() ([]any, error) {
	d, v := &s.deal, &s.deal.Versions[s.version]
	return []any{
		s.deals, s.version, [16]byte(s.ids[0]), [16]byte(s.ids[1]), [16]byte(s.ids[2]), d.SourceKey, d.Name, d.Partner,
		string(d.Attribution), d.Product, d.Account.Key, d.Account.Name, d.Account.Domain, d.Account.Country, v.At,
		v.Amount, v.Estimated, v.Stage, string(v.Category), string(v.Outcome), day(v.CloseDate),
	}, nil
}

// Err is why there is no next line.
func (s *dealSource) Err() error { return s.err }

// refuseTwice is Invalid when a deal came twice: which of the two would be the truth?
func (t *tx) refuseTwice(ctx context.Context) error {
	twice, err := many(ctx, t.q, pgx.RowTo[string], `
		select source_key from staged where n = 0 group by source_key having count(*) > 1 order by source_key limit 1`)
	if err == nil && len(twice) > 0 {
		return domain.Refuse(domain.Invalid, fmt.Sprintf("The deal %q is in the import more than once.", twice[0]))
	}
	return err
}

func (t *tx) importStaged(ctx context.Context, program domain.ID) (n domain.ImportCount, of []domain.PartnerDeals, err error) {
	fresh, err := many(ctx, t.q, pgx.RowTo[domain.ID], importPartners, program)
	if err != nil {
		return n, nil, err
	}
	for _, sql := range []string{importAccounts, lineUp} {
		if _, err := exec(ctx, t.q, sql, program); err != nil {
			return n, nil, err
		}
	}
	added, err := exec(ctx, t.q, importNew, program)
	if err != nil {
		return n, nil, err
	}
	changed, err := exec(ctx, t.q, importChanged)
	if err != nil {
		return n, nil, err
	}
	if _, err := exec(ctx, t.q, importVersions, program); err != nil {
		return n, nil, err
	}
	if of, err = many(ctx, t.q, scanPartnerDeals, importedOf, fresh); err != nil {
		return n, nil, err
	}
	// What reads the deals next must not plan as if the tables were still empty.
	_, err = exec(ctx, t.q, `analyze partner, account, opportunity, opportunity_version`)
	return domain.ImportCount{Added: int(added), Changed: int(changed)}, of, err
}

func scanPartnerDeals(row pgx.CollectableRow) (domain.PartnerDeals, error) {
	var d domain.PartnerDeals
	err := row.Scan(&d.Partner, &d.New, (*instant)(&d.Since), (*instant)(&d.First), (*instant)(&d.Won), (*instant)(&d.Last))
	return d, err
}
