// Package sample is an invented company with a partner program: its people, its channels, its partners, and a quarter
// of its history, so that a first look at partnerbot shows a number worth reading. No company, person or deal in it is
// real.
package sample

import (
	"slices"

	"github.com/partnerbot/partnerbot/bot/playground"
	"github.com/partnerbot/partnerbot/bot/playground/botconnector"
	"github.com/partnerbot/partnerbot/domain"
)

// The company and what it sells.
const (
	Team        = "T0FERNHILL"
	TeamName    = "Fernhill Software"
	TimeZone    = "America/New_York"
	Currency    = domain.Currency("USD")
	programName = "Fernhill integrators"
	solution    = "Field service on Fernhill Dispatch, rolled out and run by the integrator"
)

// The people, by their user id. Dana leads the program; Noor works for a partner.
const (
	Maya   = "U0MAYA"
	Ben    = "U0BEN"
	Priya  = "U0PRIYA"
	Dana   = "U0DANA"
	Ruth   = "U0RUTH"
	Viktor = "U0VIKTOR"
	Noor   = "U0NOOR"
)

// The channels, by their id.
const (
	Sales           = "C0SALES"
	DealDesk        = "C0DEALDESK"
	Forecast        = "C0FORECAST"
	PartnerTeam     = "C0PARTNERTEAM"
	WithBrightforge = "C0BRIGHTFORGE"
)

// products are what a deal can be about.
var products = []string{"Dispatch", "Insight", "Connect"}

// partners are the integrators that signed before the program was: with their domain, how many days ago they signed, and
// who owns it on their side. The first one's person is Noor.
var partners = []struct {
	name, domain string
	signed       int
	theirs       string
}{
	{"Brightforge Consulting", "brightforge-consulting.com", 391, "Noor Haddad"},
	{"Calder & Finch", "calder-finch.com", 369, "Imogen Calder"},
	{"Halyard Systems", "halyard-integration.com", 344, "Tobias Lindqvist"},
	{"Kestrel Integration", "kestrel-integration.com", 338, "Renata Silva"},
	{"Northlight Advisory", "northlight-advisory.com", 312, "Samir Haddow"},
	{"Orrin Digital", "orrin-digital.com", 340, "Freya Orrin"},
	{"Pinecrest IT", "pinecrest-it.com", 301, "Luis Ortega"},
	{"Quarry Lane Partners", "quarrylane-partners.com", 190, "Grace Mensah"},
	{"Solstice Works", "solstice-works.com", 329, "Ida Solberg"},
	{"Tessellate", "tessellate-consulting.com", 254, ""},
	{"Umber Technologies", "umber-technologies.com", 226, "Kofi Asante"},
	{"Vantage Row", "vantage-row.com", 284, "Hugh Vance"},
}

// Workspace is the company's chat: who is in it and where they talk.
func Workspace() playground.Workspace {
	return playground.Workspace{
		TeamID: Team, Name: TeamName, Domain: "fernhill",
		App: playground.App{UserID: bot},
		Users: []playground.User{
			person(Maya, "maya", "Maya Torres", "Account executive"),
			person(Ben, "ben", "Ben Okafor", "Account executive"),
			person(Priya, "priya", "Priya Nair", "Partner manager"),
			person(Dana, "dana", "Dana Kim", "Partnerships lead"),
			person(Ruth, "ruth", "Ruth Ekström", "RevOps"),
			person(Viktor, "viktor", "Viktor Hale", "CRO"),
			{
				ID: Noor, Name: "noor", RealName: "Noor Haddad", Title: "Brightforge Consulting", TZ: TimeZone,
				TeamID: "T0BRIGHTFORGE", IsStranger: true,
			},
		},
		Channels: []playground.Channel{
			{ID: Sales, Name: "sales", Topic: "Deals, wins and questions", Members: with(Staff())},
			{ID: DealDesk, Name: "deal-desk", Topic: "Registrations are reviewed here", Members: with([]string{Priya, Dana, Ruth, Ben})},
			{ID: Forecast, Name: "partner-forecast", Topic: "One number, every Monday", Members: with([]string{Priya, Dana, Ruth, Viktor})},
			{ID: PartnerTeam, Name: "partner-team", Topic: "Who needs us to get to the first deal", Members: with([]string{Priya, Dana, Ben})},
			{ID: WithBrightforge, Name: "ext-brightforge", Topic: "Shared with Brightforge Consulting", ExtShared: true, Members: with([]string{Priya, Noor})},
		},
	}
}

// bot is the app's own user, in every channel.
const bot = "U0PARTNERBOT"

func with(people []string) []string { return append(slices.Clone(people), bot) }

func person(id, name, real, title string) playground.User {
	return playground.User{ID: id, Name: name, RealName: real, Title: title, Email: name + "@fernhill.example", TZ: TimeZone}
}

// Staff are the company's own people.
func Staff() []string { return []string{Maya, Ben, Priya, Dana, Ruth, Viktor} }

// general is the first channel of the company's team, whose id is the team's.
const general = "19:fernhill@thread.tacv2"

// Organization is the company in Microsoft Teams: one team, whose channels are those of the workspace that are not
// shared.
func Organization() botconnector.Organization {
	in := InTeams()
	o := botconnector.Organization{Tenant: Tenant}
	team := botconnector.Team{ID: general, Name: TeamName, GroupID: in.User(Team)}
	for _, u := range Workspace().Users {
		if u.IsStranger {
			continue
		}
		team.Members = append(team.Members, in.User(u.ID))
		o.Users = append(o.Users, botconnector.User{ID: in.User(u.ID), Name: u.RealName, Email: u.Email, Zone: u.TZ})
	}
	for _, c := range Workspace().Channels {
		if c.ExtShared {
			continue
		}
		team.Channels = append(team.Channels, botconnector.Channel{ID: in.Channel(c.ID), Name: c.Name})
	}
	o.Teams = []botconnector.Team{team}
	return o
}

// AgentsOrganization is the company as InAgentsPlayground has it, with the group chat that the playground wants.
func AgentsOrganization() botconnector.Organization {
	o := Organization()
	team := &o.Teams[0]
	desk := InTeams().Channel(DealDesk)
	team.Channels = slices.DeleteFunc(team.Channels, func(c botconnector.Channel) bool { return c.ID != desk })
	o.Chats = []botconnector.Chat{{ID: "19:fernhill@thread.v2", Topic: TeamName, Members: team.Members}}
	return o
}
