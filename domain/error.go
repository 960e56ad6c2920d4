package domain

import (
	"errors"
	"strings"
)

// Code says what kind of failure an [Error] is. Every edge maps codes to its own words or status once, in one table.
type Code string

// The codes. Anything that is not an *Error is internal: logged, and shown as one sentence with a reference.
const (
	Invalid     Code = "invalid"     // what was typed cannot be used; Fields says where
	NotFound    Code = "not_found"   // no such thing, or none that this person may see
	Forbidden   Code = "forbidden"   // this person may not do this
	Conflict    Code = "conflict"    // another claim or rule stands in the way
	Stale       Code = "stale"       // it changed since the person saw it
	Limited     Code = "limited"     // a cap of the program is reached
	Unready     Code = "unready"     // the program lacks something that must be set up first
	Unavailable Code = "unavailable" // it did not work now and may work if tried again
)

// FieldError is what is wrong with one field of a form, in words for the person who typed it.
type FieldError struct {
	Field   string
	Message string
}

// Error is a failure that a person may hear of. Message and Fields are safe to show; Err is the cause, for the log only.
// A command in them stands in backticks, as in `/partner add`: a chat says it as it is typed there.
type Error struct {
	Code    Code
	Message string
	Fields  []FieldError
	Err     error
}

// Error joins the message and the fields; it never holds the cause's text, which may be secret.
func (e *Error) Error() string {
	parts := make([]string, 0, 1+len(e.Fields))
	if e.Message != "" {
		parts = append(parts, e.Message)
	}
	for _, f := range e.Fields {
		parts = append(parts, f.Field+": "+f.Message)
	}
	return strings.Join(parts, "; ")
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// CodeOf is the code of the first *Error in err's chain, or "" when err is internal or nil.
func CodeOf(err error) Code {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}

// Refuse makes an *Error with a message and no fields.
func Refuse(code Code, message string) error {
	return &Error{Code: code, Message: message}
}

// fieldsOf are what is wrong with the fields of a form, none when err is about something else.
func fieldsOf(err error) []FieldError {
	var e *Error
	if errors.As(err, &e) {
		return e.Fields
	}
	return nil
}
