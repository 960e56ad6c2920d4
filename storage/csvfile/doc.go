// Package csvfile reads CSV files that other systems wrote, by a map in YAML that says which column is what. What the rows
// mean, the packages on top of it know.
//
// A file is read as a stream, whatever its size. Every mistake is reported with its line, its column and what is wrong
// there; one bad row refuses the whole file unless [Config].SkipBadRows says otherwise.
package csvfile
