// Package bottest holds the stories that the bot is there for, written once and played on any chat platform: by the
// tests, and by `partnerbot demo --story` for a person to read.
//
// A [Story] is what people do and what they must see then. It is played on a [Stage] by a [Driver], which is a
// platform's stand-in with people who type, click and fill in; what goes between it and the bot is the platform's own
// signed traffic. A post that no line of the story expects fails it, as does one that never comes.
package bottest
