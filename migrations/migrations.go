// Package migrations holds the database's schema as numbered SQL files, each with one intent and its way back.
//
// A new release runs beside the old one during a rollout, so a migration only ever adds: a column with a default, a
// table, an index. What the old release reads or writes is taken away one release after nothing uses it.
package migrations

import "embed"

// FS holds the files that goose runs, in the order of their numbers.
//
//go:embed *.sql
var FS embed.FS
