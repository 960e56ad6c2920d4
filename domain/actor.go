package domain

import (
	"slices"
	"time"

	"github.com/google/uuid"
)

// ID names a thing we keep: a UUID version 7, so that ids sort by the time they were made.
type ID = uuid.UUID

// Clock tells the time, in UTC. There is one in the program, made in main; the playground moves its own.
type Clock func() time.Time

// Role is a part a person plays in the program. One person may hold several.
type Role string

// The roles of the program guide, and admin for whoever runs the bot.
const (
	Seller           Role = "seller"
	PartnerManager   Role = "partner_manager"
	PartnershipsLead Role = "partnerships_lead"
	RevOps           Role = "revops"
	CRO              Role = "cro"
	Admin            Role = "admin"
)

// Roles lists every role, in the order in which they are shown.
func Roles() []Role {
	return []Role{Seller, PartnerManager, PartnershipsLead, RevOps, CRO, Admin}
}

// Platform is where a person chats.
type Platform string

// The chat platforms, and Console for the command line and the schedule.
const (
	Slack   Platform = "slack"
	Teams   Platform = "teams"
	Console Platform = "console"
)

// Identity is one account of a person on a chat platform. Workspace is the Slack team or the Teams tenant that the
// person belongs to, which is not always the one the request came through.
type Identity struct {
	Platform  Platform
	Workspace string
	User      string
}

// Person is somebody who uses the bot.
type Person struct {
	ID       ID
	TenantID ID
	Name     string
	Email    string // work e-mail, lower case; "" when the platform hides it
	TimeZone string // IANA name; "" means the program's
	Roles    []Role
	// PartnerID is set for an outside person: one who works for that partner and sees only what is the partner's.
	// Outside without a PartnerID is an outside person not yet linked, who sees nothing.
	Outside   bool
	PartnerID *ID
	// NudgesTo is who gets this person's nudges instead of them; nil: they do.
	NudgesTo *ID
	// ProfileAt is when a platform was last asked about them; zero when that is not known.
	ProfileAt  time.Time
	Identities []Identity
	Revision   int
}

// on tells whether the person has an account on a platform.
func (p Person) on(platform Platform) bool {
	return slices.ContainsFunc(p.Identities, func(i Identity) bool { return i.Platform == platform })
}

// Profile is what a chat platform knows of a person.
type Profile struct {
	Name     string
	Email    string // "" when the platform hides it
	TimeZone string // IANA name, "" when unknown
	Outside  bool   // a guest, or one of another organization
}

// Has tells whether the person holds any of the roles.
func (p Person) Has(roles ...Role) bool {
	return slices.ContainsFunc(roles, func(r Role) bool { return slices.Contains(p.Roles, r) })
}

// Chat is where a request was made, kept with every event for the audit.
type Chat struct {
	Platform  Platform
	Workspace string // the workspace the bot is installed in
	Channel   string // "" when it was made in no channel
	// Key is unique to the request: the same key a second time is the same request delivered again.
	Key string
}

// Actor is who asks for an act, through what program, from where.
type Actor struct {
	Person    Person
	TenantID  ID
	ProgramID ID
	Chat      Chat
}

// System is the actor of what happens by itself: the schedule and the expiry of a window.
func System(tenant, program ID) Actor {
	return Actor{TenantID: tenant, ProgramID: program, Person: Person{Name: "partnerbot"}, Chat: Chat{Platform: Console}}
}
