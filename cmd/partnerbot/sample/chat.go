package sample

import (
	"context"
	"fmt"
	"strings"

	"github.com/google/uuid"

	"github.com/partnerbot/partnerbot/domain"
)

// Chat is where the company talks, and what its people and channels are called there.
type Chat struct {
	Platform  domain.Platform
	Workspace string
	User      func(id string) string // a person's id there, by the sample's own
	Channel   func(id string) string
}

// Tenant is the company's in Microsoft Entra.
const Tenant = "5a3f0c1e-8f5d-4d0e-9a51-f3e41c0ffee1"

// InSlack is the company in Slack, whose ids are the sample's own.
func InSlack() Chat {
	same := func(id string) string { return id }
	return Chat{Platform: domain.Slack, Workspace: Team, User: same, Channel: same}
}

// InTeams is the company in Microsoft Teams: people have object ids, and channels the ids of threads.
func InTeams() Chat {
	return Chat{
		Platform: domain.Teams, Workspace: Tenant,
		User:    func(id string) string { return uuid.NewSHA1(uuid.Nil, []byte(id)).String() },
		Channel: func(id string) string { return "19:" + strings.ToLower(id) + "@thread.tacv2" },
	}
}

// InAgentsPlayground is the company in Microsoft's Agents Playground, which has a team with one channel beside General:
// the deal desk's. All others meet in General.
func InAgentsPlayground() Chat {
	c := InTeams()
	channel := c.Channel
	c.Channel = func(id string) string {
		if id == DealDesk {
			return channel(id)
		}
		return general
	}
	return c
}

func (c Chat) identities(users ...string) []domain.Identity {
	var out []domain.Identity
	for _, u := range users {
		out = append(out, domain.Identity{Platform: c.Platform, Workspace: c.Workspace, User: c.User(u)})
	}
	return out
}

// profile is what the platform knows of a person.
func (c Chat) profile(_ context.Context, who domain.Identity) (domain.Profile, error) {
	for _, u := range Workspace().Users {
		if c.User(u.ID) == who.User {
			return domain.Profile{Name: u.RealName, Email: u.Email, TimeZone: u.TZ, Outside: u.IsStranger}, nil
		}
	}
	return domain.Profile{}, fmt.Errorf("nobody has the id %s", who.User)
}

func (c Chat) channel(p domain.Purpose, id string) domain.Channel {
	out := domain.Channel{Purpose: p, Platform: c.Platform, Workspace: c.Workspace, ID: c.Channel(id)}
	for _, ch := range Workspace().Channels {
		if ch.ID == id {
			out.Name, out.External = ch.Name, ch.ExtShared
		}
	}
	return out
}

func (c Chat) channels() []domain.Channel {
	return []domain.Channel{
		c.channel(domain.DealDesk, DealDesk), c.channel(domain.ForecastChannel, Forecast), c.channel(domain.PartnerTeam, PartnerTeam),
	}
}

func (c Chat) roles() map[domain.Role][]domain.Identity {
	return map[domain.Role][]domain.Identity{
		domain.PartnershipsLead: c.identities(Dana), domain.RevOps: c.identities(Ruth),
		domain.PartnerManager: c.identities(Priya), domain.CRO: c.identities(Viktor),
	}
}
