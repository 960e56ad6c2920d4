// Package slack is Slack in and out.
//
// In: [Slack.Handler] takes what Slack posts over HTTP. Each request is read once, its signature is verified over the
// raw body, a replay is refused, and only then is it parsed into a bot.Request. The handler's reply is carried out
// here: inline in the answer where Slack allows it, or after the acknowledgment, which Slack wants within three seconds.
//
// Out: [Slack.Post] and [Slack.Edit] are the courier's Poster. They pace themselves, and say of every failure whether
// the message may have arrived.
//
// Drawing is pure: [Render] turns a view into Block Kit, [RenderForm] a form into a modal. What a person typed is never
// markup: it goes into plain text and rich text as it is, and into mrkdwn escaped. Every number of Slack's is in
// limits.go; nothing is sent that breaks one. The surprises are in quirks.md, each with the test that pins it.
package slack
