// Package playground is a Slack workspace on this machine: the people, channels,
// messages, modals and Home tabs of one workspace in memory, Slack's Web API over
// them, and a page in the browser to use them by hand.
//
// It stands in for Slack in three places: `partnerbot demo`, `partnerbot demo --story`
// and the tests. A bot talks to it exactly as it talks to Slack: the playground signs
// every request it sends (docs.slack.dev: verifying-requests-from-slack), answers the
// Web API with Slack's own errors and limits, and lets trigger ids and response URLs
// expire. What a person does, in the page or through the Go driver (Server.As), goes to
// the bot over the same signed HTTP.
//
// The package depends on nothing else of partnerbot.
package playground
