// Package partnerfile reads the partners of another system out of a CSV file, by a [Map] that says which column is what.
// What a cell says is read here; whether it can be so, [domain.Desk.ImportPartners] judges, and the mistakes of both are
// reported with their lines and columns.
package partnerfile
