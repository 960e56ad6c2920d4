// Package domain holds the entities, the rules and the use cases of a partner program: one partner type, one revenue
// goal, four pillars built in order. It does no I/O: what it needs kept is behind [Store], and the time comes from a
// [Clock].
//
// Words: a registration is a claim on a deal by a partner, with a review status; an opportunity is the deal in the main
// pipeline, with a stage. The two axes are never one field.
//
// # The life of a registration
//
// These are all the moves there are, each with who makes it. A rejection is final once its appeal was decided or its
// time to appeal is over. Approving converts at once: the status approved is in the history, and never seen.
//
//	draft      → submitted  (partner)
//	draft      → withdrawn  (partner)
//	submitted  → in_review  (system)
//	submitted  → withdrawn  (partner)
//	in_review  → needs_info (vendor)
//	in_review  → approved   (vendor)
//	in_review  → rejected   (vendor)
//	in_review  → withdrawn  (partner)
//	in_review  → cancelled  (vendor)
//	needs_info → in_review  (partner)
//	needs_info → withdrawn  (partner, system)
//	approved   → converted  (system)
//	approved   → expired    (system)
//	approved   → cancelled  (vendor)
//	rejected   → appealed   (partner; once, within 10 working days)
//	appealed   → approved   (vendor; by another person than who rejected it)
//	appealed   → rejected   (vendor; by another person than who rejected it)
//	converted  → won        (vendor)
//	converted  → lost       (vendor)
//	converted  → expired    (system)
//	converted  → cancelled  (vendor)
//
// # A use case
//
// Every use case is a method of [Desk]: it asks the policy (see [May]), applies the rules, and keeps what came of it in
// one transaction of the Store: rows, the event that tells who did what, and the messages that it causes.
package domain
