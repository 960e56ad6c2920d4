// Package domaintest holds what tests of the domain share: the suite that every domain.Store must pass, a clock that
// stands still until it is moved, and a small world (a program, its people, its partners) to test in.
package domaintest
