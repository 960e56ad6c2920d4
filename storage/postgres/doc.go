// Package postgres keeps everything in Postgres: it is the store behind domain's ports, on pgx, with the SQL written by
// hand beside the Go that uses it. Rows are selected here; what follows from them is decided in domain.
//
// Jobs are River's and never seen outside: a delivery's job is inserted in the transaction that queued the delivery.
// A job is only a nudge. What is to be done stands in the delivery and occurrence tables, each attempt begins with a
// compare-and-set there, and [Store.Sweep] nudges again what a killed process left behind; so two jobs for one thing
// do no harm, and a lost one is made up for within seconds.
//
// Leases are measured by the clock of the database, which all replicas share; everything else by the store's Clock,
// read once for each transaction.
package postgres
