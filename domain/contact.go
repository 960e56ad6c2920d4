package domain

// Contact is how a person or a place is reached on a platform that lets the bot write only where it has been met.
type Contact struct {
	Platform  Platform
	Workspace string
	ID        string // a person's user id, or a place's own
	// Handle is what the platform calls a person to this bot, "" for a place.
	Handle string
	// Conversation is where a message goes: the personal chat, "" until there is one; a place is its own.
	Conversation string
	Endpoint     string // the platform's service that sends there, as an https address
	Team         string // the team that a channel is of, "" for anything else
	Gone         bool   // the app was taken away, or the platform refuses to write there
}
