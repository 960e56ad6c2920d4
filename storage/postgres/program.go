package postgres

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/calendar"
)

const programColumns = `id, tenant_id, name, partner_type, solution, currency, time_zone, fiscal_start, workdays, holidays,
	goals, channels, stages, products, settings, profile, path, path_set_at, more_types, set_up_at, revision`

func scanProgram(row pgx.CollectableRow) (domain.Program, error) {
	var p domain.Program
	var holidays []day
	var goals []goalJSON
	var channels []channelJSON
	var stages []stageJSON
	var settings []byte
	var profile *profileJSON
	var path []stepJSON
	var more []motionJSON
	err := row.Scan(&p.ID, &p.TenantID, &p.Name, &p.PartnerType, &p.Solution, &p.Currency, &p.TimeZone, &p.FiscalStart,
		&p.Workdays, &holidays, &goals, &channels, &stages, &p.Products, &settings,
		&profile, &path, (*instant)(&p.PathSetAt), &more, (*instant)(&p.SetUpAt), &p.Revision)
	p.Holidays = convert(holidays, func(d day) calendar.Date { return calendar.Date(d) })
	p.Goals = convert(goals, func(g goalJSON) domain.Goal { return domain.Goal(g) })
	p.Channels = convert(channels, func(c channelJSON) domain.Channel { return domain.Channel(c) })
	p.Stages = convert(stages, func(s stageJSON) domain.Stage { return domain.Stage(s) })
	p.Profile, p.Path = profileOf(profile), pathOf(path)
	p.More = motionsOf(more)
	if err != nil {
		return p, err
	}
	// A setting that came with a later release than the one which kept the program has its default.
	p.Settings = domain.DefaultSettings()
	if err := json.Unmarshal(settings, (*settingsJSON)(&p.Settings)); err != nil {
		return p, fmt.Errorf("read the settings of program %s: %w", p.ID, err)
	}
	return p, nil
}

func programArgs(p domain.Program) pgx.NamedArgs {
	return pgx.NamedArgs{
		"id": p.ID, "tenant_id": p.TenantID, "name": p.Name, "partner_type": p.PartnerType, "solution": p.Solution,
		"currency": p.Currency, "time_zone": p.TimeZone, "fiscal_start": int(p.FiscalStart),
		"workdays": convert(p.Workdays, func(w time.Weekday) int { return int(w) }),
		"holidays": convert(p.Holidays, func(d calendar.Date) day { return day(d) }),
		"goals":    convert(p.Goals, func(g domain.Goal) goalJSON { return goalJSON(g) }),
		"channels": convert(p.Channels, func(c domain.Channel) channelJSON { return channelJSON(c) }),
		"stages":   convert(p.Stages, func(s domain.Stage) stageJSON { return stageJSON(s) }),
		"products": convert(p.Products, func(s string) string { return s }),
		"settings": settingsJSON(p.Settings), "profile": profileArg(p.Profile), "path": pathArg(p.Path),
		"path_set_at": instant(p.PathSetAt), "more_types": motionsArg(p.More), "set_up_at": instant(p.SetUpAt),
	}
}

// convert never gives nil, which would be null in the database.
func convert[A, B any](as []A, f func(A) B) []B {
	bs := make([]B, len(as))
	for i, a := range as {
		bs[i] = f(a)
	}
	return bs
}

func (r reader) Program(ctx context.Context, id domain.ID) (domain.Program, error) {
	return one(ctx, r.q, "program", scanProgram, `select `+programColumns+` from program where id = $1`, id)
}

func (r reader) ProgramOf(ctx context.Context, tenant domain.ID) (domain.Program, error) {
	return one(ctx, r.q, "program", scanProgram,
		`select `+programColumns+` from program where tenant_id = $1 order by id limit 1`, tenant)
}

func (r reader) Programs(ctx context.Context) ([]domain.Program, error) {
	return many(ctx, r.q, scanProgram, `select `+programColumns+` from program order by name, id`)
}

func (t *tx) InsertProgram(ctx context.Context, p domain.Program) error {
	_, err := exec(ctx, t.q, `
		insert into program (`+programColumns+`) values (@id, @tenant_id, @name, @partner_type, @solution, @currency,
			@time_zone, @fiscal_start, @workdays, @holidays, @goals, @channels, @stages, @products, @settings, @profile,
			@path, @path_set_at, @more_types, @set_up_at, 1)`,
		programArgs(p))
	return err
}

// LockProgram also makes what is done in bulk to one program happen one after the other.
func (t *tx) LockProgram(ctx context.Context, id domain.ID) (domain.Program, error) {
	return one(ctx, t.q, "program", scanProgram, `select `+programColumns+` from program where id = $1 for no key update`, id)
}

func (t *tx) UpdateProgram(ctx context.Context, id domain.ID, fn func(*domain.Program) error) (domain.Program, error) {
	p, err := t.LockProgram(ctx, id)
	if err != nil {
		return domain.Program{}, err
	}
	if err := fn(&p); err != nil {
		return domain.Program{}, err
	}
	p.ID = id
	return one(ctx, t.q, "program", scanProgram, `
		update program set name = @name, partner_type = @partner_type, solution = @solution, currency = @currency,
			time_zone = @time_zone, fiscal_start = @fiscal_start, workdays = @workdays, holidays = @holidays, goals = @goals,
			channels = @channels, stages = @stages, products = @products, settings = @settings, profile = @profile,
			path = @path, path_set_at = @path_set_at, more_types = @more_types, set_up_at = @set_up_at, revision = revision + 1
		where id = @id returning `+programColumns, programArgs(p))
}
