package domain

import (
	"time"

	"github.com/partnerbot/partnerbot/domain/calendar"
	"github.com/partnerbot/partnerbot/domain/forecast"
)

// Tenant is one company that runs its program with this bot.
type Tenant struct {
	ID   ID
	Name string
}

// PartnerType is a kind of partner that a program is for. There is one until it has produced.
type PartnerType string

// The partner types of the program guide.
const (
	Reseller PartnerType = "reseller"
	SI       PartnerType = "si"
	TechISV  PartnerType = "tech_isv"
	Referral PartnerType = "referral"
)

// Purpose is what a channel is for.
type Purpose string

// The channels a program posts to.
const (
	DealDesk        Purpose = "deal_desk"
	ForecastChannel Purpose = "forecast"
	PartnerTeam     Purpose = "partner_team" // stall alerts and the weekly activation post
)

// Channel is a place to post. External is true when people of another organization are in it:
// forecasts and other partners' data never go there.
type Channel struct {
	Purpose   Purpose
	Platform  Platform
	Workspace string
	ID        string
	Name      string
	External  bool
}

// Goal is the revenue the program is to bring in one fiscal quarter, in minor units of the program's currency, above 0.
type Goal struct {
	Quarter calendar.Quarter
	Minor   int64
}

// Stage is one step of the main pipeline. Each stage maps to one forecast category.
type Stage struct {
	Name        string
	Category    forecast.Category
	Probability int // percent, 0 to 100
}

// Settings are the numbers of section 8 of the rules; each has the default that DefaultSettings gives.
type Settings struct {
	DecideWithinWorkdays int // a review is decided within this many working days (2)
	InfoWithinWorkdays   int // an answer is awaited this many working days, then the claim is withdrawn (5)
	ProtectionDays       int // protection window in days from approval (90)
	ExtensionDays        int // length of the one extension in days (30)
	ExpiredConflictDays  int // an expired registration still conflicts for this many days (30)
	OpenPerPartner       int // cap of open registrations per partner (25)
	IntroductionDays     int // an introduction counts as sourcing for this many days before the opportunity (30)
	StalledDealDays      int // an open deal with no stage change for this many days is stalled (21)
	ExpiringDays         int // a registration that expires within this many days is named in the digest (14)
	RequiredCoverage     int // required coverage in hundredths when history is too thin (300)

	DueSoonDays    int // a checkpoint is due soon within this many days (7)
	StalledDays    int // a partner is stalled when the current checkpoint is overdue by more days (14)
	IdleDays       int // or, before activation, when nothing happened for more days (30)
	DormantDays    int // an activated partner is dormant with no registration or evidence for more days (90)
	AgainDays      int // a concern is told again from its nth day on (7)
	LeadDays       int // and to the partnerships lead (14)
	DecideDays     int // and is to be decided on (30)
	RepeatDays     int // the same is not told to the same person within as many days, unless it is worse (7)
	ActivationDays int // a partner is to be activated within this many days of signature (90)
	CohortCap      int // the most partners of the first cohort, until it produces (15)
	NudgeHour      int // from this hour on, in the reader's own morning, nudges may come; until noon (9)
	NudgesPerDay   int // the most partners that one person is told of in a day, worst first (20)
	NudgeWhere     NudgeWhere
}

// NudgeWhere says where stall alerts go.
type NudgeWhere string

// The choices; both is the default.
const (
	NudgeBoth    NudgeWhere = "both"
	NudgeDirect  NudgeWhere = "direct"  // to each manager
	NudgeChannel NudgeWhere = "channel" // to the partner team's channel
)

// Program is one partner program: one partner type until it has produced, and one goal per fiscal quarter.
type Program struct {
	ID          ID
	TenantID    ID
	Name        string
	Motion               // the first partner type: partners and candidates of it have the type ""
	More        []Motion // the types that were opened after it, in that order
	Currency    Currency
	TimeZone    string     // IANA name
	FiscalStart time.Month // month in which the fiscal year starts
	Workdays    []time.Weekday
	Holidays    []calendar.Date
	Goals       []Goal // ascending by quarter
	Channels    []Channel
	Stages      []Stage // in order of the pipeline; open stages only
	Products    []string
	Settings    Settings
	SetUpAt     time.Time // zero until set up
	Revision    int
}

// Account is a customer company, known by one key: its registrable domain, else its normalized name and country.
type Account struct {
	ID        ID
	ProgramID ID
	Name      string
	Domain    string // registrable domain in ASCII, "" when unknown or a free-mail domain was given
	Country   string // ISO 3166-1 alpha-2, "" when unknown
	Key       string // what AccountKey gives; unique in the program
}
