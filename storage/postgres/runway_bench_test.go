package postgres_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/partnerbot/partnerbot/domain/domaintest"
	"github.com/partnerbot/partnerbot/storage/postgres"
	"github.com/partnerbot/partnerbot/storage/postgres/postgrestest"
)

// signMany has n more partners sign, on Globex's path. Their ids grow, as those of version 7 do.
const signMany = `
	with signed as (
		insert into partner (id, program_id, name, domain, owner_id, signed_on, status, active_on, revision)
		select ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, program_id, 'Partner ' || n, 'partner-' || n || '.example', owner_id,
			signed_on - n % 200, 'active', signed_on, 1
		from partner, generate_series(1, $1::int) n where name = 'Globex'
		returning id, signed_on)
	insert into checkpoint (partner_id, key, name, kind, due_day, people, needs, due, done_on)
	select signed.id, key, c.name, kind, due_day, people, needs, signed.signed_on + due_day,
		case when due_day < 10 then signed.signed_on end
	from signed, checkpoint c join partner p on p.id = partner_id where p.name = 'Globex'`

// tellOfHalf has two people be told of half of the partners.
const tellOfHalf = `
	insert into partner_told (partner_id, reader_id, reason, key, since, rung, told_on)
	select p.id, r.id, 'overdue', 'kickoff', signed_on + 8, 1, signed_on + 8
	from partner p, person r where hashtext(p.name) % 2 = 0 and r.name in ('Mara Manager', 'Lena Lead')`

// BenchmarkRunways compares the stream with a bare reading of the same rows.
func BenchmarkRunways(b *testing.B) {
	for _, n := range []int{1000, 100_000} {
		url := postgrestest.Database(b)
		clock := domaintest.NewClock()
		w := domaintest.NewWorld(b, postgrestest.Open(b, postgres.Config{URL: url, Clock: clock.Now}), clock)
		conn, err := pgx.Connect(b.Context(), url)
		if err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() { _ = conn.Close(context.WithoutCancel(b.Context())) })
		drain(b, conn, signMany, n)
		drain(b, conn, tellOfHalf)
		drain(b, conn, `analyze`)
		b.Run(fmt.Sprintf("stream/%d", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				for _, err := range w.Store.Runways(b.Context(), w.Program.ID) {
					if err != nil {
						b.Fatal(err)
					}
				}
			}
		})
		b.Run(fmt.Sprintf("bare/%d", n), func(b *testing.B) {
			for b.Loop() {
				drain(b, conn, `select * from partner p join checkpoint c on c.partner_id = p.id where p.program_id = $1`, w.Program.ID)
			}
		})
	}
}

func drain(b *testing.B, conn *pgx.Conn, sql string, args ...any) {
	b.Helper()
	rows, err := conn.Query(b.Context(), sql, args...)
	if err != nil {
		b.Fatal(err)
	}
	for rows.Next() {
	}
	if err := rows.Err(); err != nil {
		b.Fatal(err)
	}
}
