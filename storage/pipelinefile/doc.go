// Package pipelinefile reads the deals of another system's pipeline out of a CSV file, by a [Map] that says which column
// is what.
//
// The file is read as a stream, whatever its size: a million rows take the memory of one, and some twenty bytes for each
// to notice a deal that is there twice. Every mistake is reported with its line, its column and what is wrong there, as far
// as it can be told from the row's other mistakes; one bad row undoes the import unless [Config].SkipBadRows says otherwise.
//
// A file that holds dates gives each deal a history, so that the forecast of a past day can be told: a closed deal was
// open, at its list price, from the day it was created to the day it closed. A day without a time counts as its noon in
// the program's time zone: the end of a day includes it, and a Monday 00:00 does not include the Monday.
package pipelinefile
