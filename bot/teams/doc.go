// Package teams is Microsoft Teams in and out.
//
// In: a [Validator] judges the token that came with a request before anything of its body is believed.
//
// Out: the connector calls the Bot Connector with the bot's own token, keeps the ids of what was sent, and says of every
// failure whether the message may have arrived. It paces itself.
//
// To be added at all, the bot is described to Teams by a [Package].
//
// Every number of Microsoft's is in limits.go and manifest_limits.go; nothing is sent that breaks one.
package teams
