package postgres_test

import (
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/domaintest"
	"github.com/partnerbot/partnerbot/storage/postgres"
	"github.com/partnerbot/partnerbot/storage/postgres/postgrestest"
)

// manyPartners is how many partners the benchmark looks at, with six checkpoints each; every fifth stalls.
const manyPartners = 100_000

const insertManyPartners = `
	with p as (
		insert into partner (id, program_id, name, domain, owner_id, signed_on, status, active_on, revision)
		select gen_random_uuid(), $1, 'Partner ' || n, '', $2, date '2026-10-01', 'active', date '2026-11-01', 1
		from generate_series(1, $3::int) n returning id, name
	)
	insert into checkpoint (partner_id, key, name, kind, due_day, people, due, done_on)
	select p.id, s.key, s.key, 'manual', s.day, 0, date '2026-10-01' + s.day,
		case when s.day < 30 or substr(p.name, 9)::int % 5 <> 0 then date '2026-10-05' end
	from p cross join (values ('owner', 2), ('kickoff', 7), ('certification', 30), ('joint_plan', 45),
		('first_registration', 60), ('first_win', 120)) s (key, day)`

// BenchmarkNudge is a round over 100,000 partners, of whom 20,000 stall, with three messages at its end, beside a bare query
// of the same rows.
func BenchmarkNudge(b *testing.B) {
	url, clock := postgrestest.Database(b), domaintest.NewClock()
	clock.Set(time.Date(2026, time.November, 4, 15, 0, 0, 0, time.UTC)) // a working morning in New York
	store := postgrestest.Open(b, postgres.Config{URL: url, Clock: clock.Now})
	w := domaintest.NewWorld(b, store, clock)
	pool, err := pgxpool.New(b.Context(), url)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(pool.Close)
	exec := func(sql string, args ...any) {
		if _, err := pool.Exec(b.Context(), sql, args...); err != nil {
			b.Fatal(err)
		}
	}
	exec(insertManyPartners, w.Program.ID, w.Mara.ID, manyPartners)
	exec("vacuum analyze")
	desk := domain.NewDesk(domain.DeskConfig{Store: store, Clock: clock.Now, NewID: domaintest.NewID})
	due := domain.Occurrence{TenantID: w.Tenant.ID, Schedule: domain.Schedule{ProgramID: w.Program.ID, Kind: domain.NudgeSchedule}}
	b.Run("bare query", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			countRows(b, pool, w.Program.ID)
		}
	})
	b.Run("round", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if err := desk.NudgeDue(b.Context(), due); err != nil {
				b.Fatal(err)
			}
			b.StopTimer() // who has had a nudge is not looked at again on that day
			exec("truncate nudge_item, nudge")
			b.StartTimer()
		}
	})
}

// countRows reads every partner and every checkpoint, and does nothing with them.
func countRows(b *testing.B, pool *pgxpool.Pool, program domain.ID) (n int) {
	for _, sql := range []string{
		`select * from partner where program_id = $1 and status <> 'exited' order by id`,
		`select c.partner_id, c.key, c.due, c.done_on from checkpoint c join partner p on p.id = c.partner_id where p.program_id = $1 order by c.partner_id`,
	} {
		rows, err := pool.Query(b.Context(), sql, program)
		if err != nil {
			b.Fatal(err)
		}
		for rows.Next() {
			n++
		}
		if err := rows.Err(); err != nil {
			b.Fatal(err)
		}
	}
	return n
}
