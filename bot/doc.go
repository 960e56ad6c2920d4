// Package bot is what was asked, what is shown and who may do it, with no word of any chat platform.
//
// A request's way in: an adapter (bot/slack, bot/teams) verifies and parses what came over the wire into a [Request];
// the router finds its handler; the handler calls a use case of domain and answers a [Reply]; the same adapter carries
// the reply out. Handlers return values and never act.
//
// A post's way out: the use case queues a domain.Delivery in its transaction; a worker hands it to the [Courier], which
// looks up, presents and has the platform's [Poster] draw and send it.
package bot
