// Package schedule says when a program's recurring moments come, and sets them off.
//
// A schedule is a row: five cron fields and a time zone. Every process runs one [Loop], which asks the store to claim
// what is due; the store gives each moment to one of them, so there is no leader, and what came while nothing ran is
// claimed by the first that starts. [Next] computes the moment after that.
package schedule
