package postgres_test

import (
	"database/sql"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	_ "github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/activation"
	"github.com/partnerbot/partnerbot/domain/calendar"
	"github.com/partnerbot/partnerbot/migrations"
	"github.com/partnerbot/partnerbot/storage/postgres"
	"github.com/partnerbot/partnerbot/storage/postgres/postgrestest"
)

const (
	oldTenant  = "00000000-0000-7000-8000-00000000000a"
	oldProgram = "00000000-0000-7000-8000-00000000000b"
	oldManager = "00000000-0000-7000-8000-00000000000c"
	oldPartner = "00000000-0000-7000-8000-00000000000d"
)

// undated is the id of a partner that signed on no day: it was made at 23:30 in New York.
var undated = madeAt(time.Date(2026, time.March, 4, 4, 30, 0, 0, time.UTC))

// madeAt is an id that was made at an instant.
func madeAt(at time.Time) domain.ID {
	id := uuid.Must(uuid.NewV7())
	for i, ms := 5, at.UnixMilli(); i >= 0; i, ms = i-1, ms>>8 {
		id[i] = byte(ms)
	}
	return id
}

// before0024 is a program as the release before activation kept it: one partner with a deal that was registered,
// approved in the evening of New York and won, and one of whom nothing is known.
const before0024 = `
	insert into tenant (id, name) values ('` + oldTenant + `', 'Initech');
	insert into program (id, tenant_id, name, partner_type, solution, currency, time_zone, fiscal_start, workdays, holidays,
		goals, channels, stages, products, settings, revision) values ('` + oldProgram + `', '` + oldTenant + `', 'P',
		'reseller', '', 'USD', 'America/New_York', 1, '{1}', '{}', '[]', '[]', '[]', '{}', '{}', 1);
	insert into person (id, tenant_id, name, email, time_zone, roles, outside, revision)
		values ('` + oldManager + `', '` + oldTenant + `', 'Mara', '', '', '{}', false, 1);
	insert into partner (id, program_id, name, domain, owner_id, signed_on, status, revision)
		values ('` + oldPartner + `', '` + oldProgram + `', 'Globex', '', '` + oldManager + `', '2026-01-10', 'active', 1);
	insert into account (id, program_id, name, domain, country, key)
		values ('` + oldTenant + `', '` + oldProgram + `', 'Acme', '', '', 'acme.com');
	insert into registration (id, program_id, number, partner_id, account_id, status, customer, website, no_website, country,
		contact_name, contact_email, amount, currency, product, how_engaged, next_step, submitted_by, submitted_at, reason,
		remark, findings, revision)
		select gen_random_uuid(), '` + oldProgram + `', n, '` + oldPartner + `', '` + oldTenant + `', 'won', '', '', '', '', '', '', 1,
			'USD', '', '', '', '` + oldManager + `', now(), '', '', '[]', 1
		from generate_series(1001, 1002) n;
	insert into event (id, program_id, subject, kind, actor_id, actor_name, platform, workspace, channel, request_key, at,
		old_value, new_value, reason)
		select gen_random_uuid(), program_id, id, kind, case when kind <> 'registration.expired' then submitted_by end, '', '',
			'', '', '', at::timestamptz, '', '', ''
		from registration join (values
			(1001, 'registration.submitted', '2026-02-01 12:00Z'), (1002, 'registration.submitted', '2026-02-20 12:00Z'),
			(1002, 'registration.approved', '2026-02-22 12:00Z'), (1001, 'registration.approved', '2026-02-03 03:00Z'),
			(1001, 'registration.won', '2026-03-01 12:00Z'), (1002, 'registration.won', '2026-04-01 12:00Z'),
			(1002, 'registration.updated', '2026-04-02 12:00Z'), (1002, 'registration.expired', '2026-05-01 12:00Z')
		) e (n, kind, at) on n = number;`

// helped is when the partner was helped last, as the release before kept it: as an event alone.
var helped = time.Date(2026, time.September, 2, 15, 0, 0, 0, time.UTC)

const before0029 = `
	insert into event (id, program_id, subject, kind, actor_name, platform, workspace, channel, request_key, at, old_value,
		new_value, reason)
		select gen_random_uuid(), '` + oldProgram + `', '` + oldPartner + `', kind, '', '', '', '', '', at::timestamptz, '', '', ''
		from (values ('partner.helped', '2026-08-01 12:00Z'), ('partner.helped', '2026-09-02 15:00Z'),
			('partner.contact', '2026-09-03 12:00Z')) e (kind, at);`

// insertUndated is how a release that knows no path signs a partner.
const insertUndated = `
	insert into partner (id, program_id, name, domain, owner_id, signed_on, status, revision) values ($1, $2, $3, '', null, null, 'active', 1)`

// A program that was there before has paths afterwards, with what its deals tell.
func TestMigrations_ActivationOfWhoSignedBefore(t *testing.T) {
	t.Parallel()
	url := postgrestest.Empty(t)
	db, err := sql.Open("pgx", url)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	p, err := goose.NewProvider(goose.DialectPostgres, db, migrations.FS)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.UpTo(t.Context(), 23); err != nil {
		t.Fatal(err)
	}
	if _, err := db.ExecContext(t.Context(), before0024); err != nil {
		t.Fatal(err)
	}
	if _, err := db.ExecContext(t.Context(), insertUndated, undated, oldProgram, "Umbrella"); err != nil {
		t.Fatal(err)
	}
	if _, err := p.UpTo(t.Context(), 28); err != nil {
		t.Fatal(err)
	}
	if _, err := db.ExecContext(t.Context(), before0029); err != nil {
		t.Fatal(err)
	}
	if _, err := p.Up(t.Context()); err != nil {
		t.Fatal(err)
	}
	store := postgrestest.Open(t, postgres.Config{URL: url})
	wantUpgraded(t, store)

	late := madeAt(time.Date(2026, time.May, 6, 7, 8, 9, 0, time.UTC))
	if _, err := db.ExecContext(t.Context(), insertUndated, late, oldProgram, "Hooli"); err != nil {
		t.Fatal(err)
	}
	kept, err := store.Partner(t.Context(), late)
	if want := calendar.On(2026, time.May, 6); err != nil || kept.SignedOn != want {
		t.Errorf("who the old release signs after that signed on %s (%v), want %s", kept.SignedOn, err, want)
	}
}

func wantUpgraded(t *testing.T, store *postgres.Store) {
	t.Helper()
	program, err := store.Program(t.Context(), uuid.MustParse(oldProgram))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(activation.DefaultPath(), program.Path); diff != "" {
		t.Errorf("path (-want +got):\n%s", diff)
	}
	on := func(m time.Month, d int) calendar.Date { return calendar.On(2026, m, d) }
	manager := uuid.MustParse(oldManager)
	known := domain.Partner{
		ID: uuid.MustParse(oldPartner), ProgramID: program.ID, Name: "Globex", OwnerID: &manager, SignedOn: on(1, 10),
		Status: domain.PartnerActive, ActiveOn: on(4, 2), DealtOn: on(2, 20), ActivatedOn: on(2, 2), ProducedOn: on(3, 1), HelpedAt: helped, Revision: 1,
	}
	unknown := domain.Partner{
		ID: undated, ProgramID: program.ID, Name: "Umbrella", SignedOn: on(3, 4), Status: domain.PartnerActive, Revision: 1,
	}
	for _, want := range []domain.Partner{known, unknown} {
		got, err := store.Partner(t.Context(), want.ID)
		if err != nil {
			t.Fatal(err)
		}
		path, err := store.Checkpoints(t.Context(), want.ID)
		if err != nil {
			t.Fatal(err)
		}
		began := path[0].Due.AddDays(-activation.DefaultPath()[0].DueDay)
		if days := calendar.DateOf(time.Now()).DaysSince(began); days < -1 || days > 1 { // its day is that of the database
			t.Errorf("the path of %s begins on %s, want today", want.Name, began)
		}
		want.WatchedOn = began // nothing counts against it from before
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", want.Name, diff)
		}
		if diff := cmp.Diff(defaultPath(want, began), path); diff != "" {
			t.Errorf("the path of %s (-want +got):\n%s", want.Name, diff)
		}
	}
}

// defaultPath is the default path as a partner has it from the day of the upgrade on.
func defaultPath(p domain.Partner, began calendar.Date) []domain.Checkpoint {
	var path []domain.Checkpoint
	for i, c := range activation.DefaultPath().Plan(began) {
		c := domain.Checkpoint{PartnerID: p.ID, Step: activation.DefaultPath()[i], Due: c.Due}
		switch c.Step.Kind {
		case activation.OwnerNamed:
			if p.OwnerID != nil {
				c.DoneOn = p.SignedOn
			}
		case activation.FirstRegistration:
			c.DoneOn = p.ActivatedOn
		case activation.FirstWin:
			c.DoneOn = p.ProducedOn
		}
		path = append(path, c)
	}
	return path
}
