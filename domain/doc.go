// Package domain holds the entities, the rules and the use cases of a partner program: one partner type, one revenue
// goal, four pillars built in order. It does no I/O: what it needs kept is behind [Store], and the time comes from a
// [Clock].
//
// Words: a registration is a claim on a deal by a partner, with a review status; an opportunity is the deal in the main
// pipeline, with a stage. The two axes are never one field.
package domain
