package postgres

import (
	"context"
	"errors"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/partnerbot/partnerbot/domain"
)

// refusal is what a person hears when the database refuses.
type refusal struct {
	code    domain.Code
	message string
}

// byConstraint says what each rule that the database holds by itself means. A constraint that is not here guards
// against a fault of ours: its error stays internal.
var byConstraint = map[string]refusal{
	"workspace_single":          {domain.Conflict, "This workspace is installed already."},
	"program_single_type":       {domain.Conflict, "There is a program for this type of partner already."},
	"identity_single":           {domain.Conflict, "This chat account belongs to another person already."},
	"partner_single_name":       {domain.Conflict, "There is a partner of this name already."},
	"candidate_single_name":     {domain.Conflict, "There is a candidate of this name already."},
	"nudge_single":              {domain.Conflict, "This reader was nudged on that day or later already."},
	"opportunity_single_source": {domain.Conflict, "There is a deal with this source key already."},
	"registration_hold":         {domain.Conflict, "Another registration holds this customer and product."},
}

// byState says what the SQLSTATEs mean that may pass by themselves (postgresql.org/docs/15/errcodes-appendix.html).
var byState = map[string]refusal{
	"40001": {domain.Unavailable, "Somebody changed this at the same moment. Try again."}, // serialization_failure
	"40P01": {domain.Unavailable, "Somebody changed this at the same moment. Try again."}, // deadlock_detected
	"55P03": {domain.Unavailable, "Somebody is changing this right now. Try again."},      // lock_not_available
	"53300": {domain.Unavailable, "The database is busy. Try again in a minute."},         // too_many_connections
	"57P01": {domain.Unavailable, "The database is restarting. Try again in a minute."},   // admin_shutdown
	"57P02": {domain.Unavailable, "The database is restarting. Try again in a minute."},   // crash_shutdown
	"57P03": {domain.Unavailable, "The database is starting. Try again in a minute."},     // cannot_connect_now
}

// mapped is err as the callers of the store know it: an *Error when a person may hear of it, by code and constraint and
// never by text. Everything else comes back as it is.
func mapped(err error) error {
	if err == nil || domain.CodeOf(err) != "" || errors.Is(err, context.Canceled) {
		return err
	}
	var pg *pgconn.PgError
	var connect *pgconn.ConnectError
	switch {
	case errors.As(err, &pg):
		if r, ok := refusalFor(pg); ok {
			return &domain.Error{Code: r.code, Message: r.message, Err: err}
		}
	case errors.Is(err, context.DeadlineExceeded):
		return &domain.Error{Code: domain.Unavailable, Message: "The database is busy just now. Try again in a moment.", Err: err}
	case errors.As(err, &connect):
		return &domain.Error{Code: domain.Unavailable, Message: "The database cannot be reached. Try again in a minute.", Err: err}
	}
	return err
}

func refusalFor(pg *pgconn.PgError) (refusal, bool) {
	if r, ok := byConstraint[pg.ConstraintName]; ok && strings.HasPrefix(pg.Code, "23") { // integrity_constraint_violation
		return r, true
	}
	r, ok := byState[pg.Code]
	return r, ok
}
