package domain

import (
	"context"
	"iter"
	"time"

	"github.com/partnerbot/partnerbot/domain/activation"
	"github.com/partnerbot/partnerbot/domain/calendar"
	"github.com/partnerbot/partnerbot/domain/forecast"
)

// Store keeps everything. Reads outside Change see what is committed.
//
// Every method that looks one thing up answers NotFound when there is none. Lists come sorted as each method says.
// domain/domaintest holds the suite that every Store must pass.
type Store interface {
	Reader
	// Change runs fn in one transaction and commits when fn returns nil. All of it happens or nothing does: rows,
	// events, deliveries and their jobs. A Stale or Conflict from the database comes back as an *Error.
	Change(ctx context.Context, fn func(ctx context.Context, tx Tx) error) error
}

// Reader is what can be asked of the store. SQL selects; it never decides.
//
// Two accounts may turn out to be one person (see [Tx.MergePerson]). Whatever names the one who went is read with the id of
// who they became, and so is who asks for them by their own id.
type Reader interface {
	// TenantOf is the tenant that a workspace is installed for.
	TenantOf(ctx context.Context, p Platform, workspace string) (Tenant, error)
	Program(ctx context.Context, id ID) (Program, error)
	// ProgramOf is the tenant's program, the first one where there are several.
	ProgramOf(ctx context.Context, tenant ID) (Program, error)
	// Programs are those of every tenant, by name.
	Programs(ctx context.Context) ([]Program, error)

	Person(ctx context.Context, id ID) (Person, error)
	PersonByIdentity(ctx context.Context, tenant ID, i Identity) (Person, error)
	// People are all of the tenant's people, by name.
	People(ctx context.Context, tenant ID) ([]Person, error)
	// PeopleByEmail are those of the tenant's people with the e-mail, in any case, by name; nobody for "".
	PeopleByEmail(ctx context.Context, tenant ID, email string) ([]Person, error)
	// Link is the question that is asked about somebody who was met.
	Link(ctx context.Context, met ID) (Link, error)
	// OpenLink is the question that a known person was asked first of those that they have not answered yet.
	OpenLink(ctx context.Context, known ID) (Link, error)

	Partner(ctx context.Context, id ID) (Partner, error)
	// Partners are those who have not exited and whose name contains text (all when ""), by name, at most limit.
	Partners(ctx context.Context, program ID, text string, limit int) ([]Partner, error)
	// PartnerByName is the one with the name, in any case.
	PartnerByName(ctx context.Context, program ID, name string) (Partner, error)
	// PartnersByDomain are those with the registrable domain, by name; none for "".
	PartnersByDomain(ctx context.Context, program ID, domain string) ([]Partner, error)
	// Checkpoints are those of a partner, by due day and then by key.
	Checkpoints(ctx context.Context, partner ID) ([]Checkpoint, error)
	// Runways streams every partner of the program who has not exited, in the order of its id, in bounded memory.
	Runways(ctx context.Context, program ID) iter.Seq2[Runway, error]
	// SignedPartners streams when each partner of the program signed and was activated, and how well it fitted, exited ones
	// included.
	SignedPartners(ctx context.Context, program ID) iter.Seq2[activation.Signed, error]
	// Rejections counts the registrations that are rejected, by the reason.
	Rejections(ctx context.Context, program ID) (map[Reason]int, error)
	// Brought are the opportunities that carry a partner, summed up by outcome and attribution, in no order.
	Brought(ctx context.Context, partner ID) ([]Brought, error)
	// Produced counts the partners who have produced, exited ones included, by their type as it is kept.
	Produced(ctx context.Context, program ID) (map[PartnerType]int, error)
	Candidate(ctx context.Context, id ID) (Candidate, error)
	// CandidateByName is the one with the name, in any case.
	CandidateByName(ctx context.Context, program ID, name string) (Candidate, error)
	// Candidates are the one whose whole name is the filter's text, then the best fit first and by name, at most limit.
	Candidates(ctx context.Context, program ID, f CandidateFilter, limit int) ([]Candidate, error)
	// Overrides are the program's, the oldest first.
	Overrides(ctx context.Context, program ID) ([]Override, error)
	Nudge(ctx context.Context, id ID) (Nudge, error)
	// NudgedOn is the last day on which each reader had a nudge of the program: of the zero ID, the channel.
	NudgedOn(ctx context.Context, program ID) (map[ID]calendar.Date, error)
	Account(ctx context.Context, id ID) (Account, error)
	AccountByKey(ctx context.Context, program ID, key string) (Account, error)
	// Accounts are those whose name contains text (all when ""), by name, at most limit.
	Accounts(ctx context.Context, program ID, text string, limit int) ([]Account, error)
	// SimilarAccounts are candidates for a fuzzy match of the name, best first: for a remark, never for a decision.
	SimilarAccounts(ctx context.Context, program ID, name string, limit int) ([]Account, error)

	Registration(ctx context.Context, id ID) (Registration, error)
	RegistrationByNumber(ctx context.Context, program ID, number int64) (Registration, error)
	// Registrations are those that fit the filter, newest first.
	Registrations(ctx context.Context, program ID, f RegistrationFilter) ([]Registration, error)
	// CountRegistrations counts those that fit the filter, whatever its Limit.
	CountRegistrations(ctx context.Context, program ID, f RegistrationFilter) (int, error)

	Opportunity(ctx context.Context, id ID) (Opportunity, error)
	// OpenOpportunities are the open ones on an account, oldest first.
	OpenOpportunities(ctx context.Context, account ID) ([]Opportunity, error)

	Event(ctx context.Context, id ID) (Event, error)
	// Events are what happened to subject, oldest first.
	Events(ctx context.Context, subject ID) ([]Event, error)
	// EventsSince are those at an instant or after it, oldest first.
	EventsSince(ctx context.Context, subject ID, at time.Time) ([]Event, error)
	// LastEvents are the newest n, oldest first.
	LastEvents(ctx context.Context, subject ID, n int) ([]Event, error)

	Delivery(ctx context.Context, id ID) (Delivery, error)
	// DeliveryByKey finds the delivery with a key in a program.
	DeliveryByKey(ctx context.Context, program ID, key string) (Delivery, error)
	// Cards are the review cards that show a registration, oldest first: one for each channel they were posted to.
	Cards(ctx context.Context, registration ID) ([]Delivery, error)
	// Troubled are deliveries that are uncertain or failed, newest first, at most limit.
	Troubled(ctx context.Context, program ID, limit int) ([]Delivery, error)

	Schedules(ctx context.Context, program ID) ([]Schedule, error)

	Snapshot(ctx context.Context, id ID) (Snapshot, error)
	// SnapshotOn is the snapshot of a Monday.
	SnapshotOn(ctx context.Context, program ID, monday calendar.Date) (Snapshot, error)
	// SnapshotPairs streams every deal of either snapshot once, in the order of its id. A zero before is an empty
	// snapshot.
	SnapshotPairs(ctx context.Context, before, after ID) iter.Seq2[forecast.Pair, error]
	// PairsAt streams every tagged deal as it stood at two instants, from its versions, in the order of its id: what
	// snapshots taken at those instants would have held, had what is known now been known then. before is not after
	// after.
	PairsAt(ctx context.Context, program ID, before, after time.Time) iter.Seq2[forecast.Pair, error]
}

// RegistrationFilter selects registrations; zero fields select everything.
type RegistrationFilter struct {
	Account     ID
	Partner     ID
	SubmittedBy ID
	Statuses    []Status
	DecideByEnd time.Time // decision due before this instant
	ExpireByEnd time.Time // protection ends before this instant
	Soonest     bool      // what is due first comes first: the end of the protection, else the decision
	Limit       int       // 0: 1,000
}

// CandidateFilter selects candidates; what is zero selects everything.
type CandidateFilter struct {
	Status CandidateStatus
	Text   string // that the name contains, in any case
	Domain string // the registrable domain
}

// Snapshot is the partner pipeline at Monday 00:00 of the program's time zone. It never changes.
type Snapshot struct {
	ID        ID
	ProgramID ID
	Monday    calendar.Date
	AsOf      time.Time
	TakenAt   time.Time
	Deals     int
}

// Tx is one transaction: everything that can be read, and everything that can be changed.
type Tx interface {
	Reader
	// Once remembers the request's key with its outcome. The first time it answers fresh; after that it gives the
	// outcome that was kept, and the caller does nothing again. An empty key is always fresh.
	Once(ctx context.Context, tenant ID, key string, outcome ID) (kept ID, fresh bool, err error)

	InsertTenant(ctx context.Context, t Tenant) error
	// InsertWorkspace is Conflict when the workspace has a tenant already.
	InsertWorkspace(ctx context.Context, tenant ID, w Workspace) error
	InsertProgram(ctx context.Context, p Program) error
	UpdateProgram(ctx context.Context, id ID, fn func(*Program) error) (Program, error)
	// SavePerson inserts p when its Revision is 0 and replaces it otherwise, roles and identities included. Stale when
	// it changed since it was read; Conflict when an identity belongs to another person.
	SavePerson(ctx context.Context, p Person) error
	// MergePerson makes one person of two: it locks both, gives into the identities of from, and lets fn unite the rest.
	// From then on, from is read as into. Stale when either is merged already.
	MergePerson(ctx context.Context, from, into ID, fn func(from Person, into *Person) error) (Person, error)
	// LockLink reads a link and holds it until the transaction ends, so that it is answered once.
	LockLink(ctx context.Context, met ID) (Link, error)
	// SaveLink inserts a link, or keeps how the one of the same MetID stands.
	SaveLink(ctx context.Context, l Link) error
	// InsertPartner keeps a partner with its checkpoints. Conflict when another partner of the program has the name, in
	// any case.
	InsertPartner(ctx context.Context, p Partner, path []Checkpoint) error
	// UpdatePartner locks the row, lets fn change it, and raises Revision. Conflict as InsertPartner.
	UpdatePartner(ctx context.Context, id ID, fn func(*Partner) error) (Partner, error)
	// SaveCheckpoint inserts or replaces the partner's checkpoint of that key.
	SaveCheckpoint(ctx context.Context, c Checkpoint) error
	// SaveCandidate inserts c when its Revision is 0 and replaces it otherwise. Stale when it changed since it was read;
	// Conflict when another candidate of the program has the name, in any case.
	SaveCandidate(ctx context.Context, c Candidate) error
	// SaveOverride inserts an override, or keeps when the one of the same ID was resolved.
	SaveOverride(ctx context.Context, o Override) error
	// InsertNudge keeps a nudge, and what it tells as told to its reader on their Day. Conflict when the reader has one of
	// that day or a later one.
	InsertNudge(ctx context.Context, n Nudge) error

	// LockAccount finds or makes the account with a.Key and holds it until the transaction ends, so that claims on
	// one account are decided one after the other. The account has a.ID when it was made just now.
	LockAccount(ctx context.Context, a Account) (Account, error)

	// InsertRegistration gives r its Number, and otherwise leaves in it what was kept: instants to the microsecond.
	InsertRegistration(ctx context.Context, r *Registration) error
	// UpdateRegistration locks the row, lets fn change it, and raises Revision. Two protected registrations of one
	// account and product whose windows overlap are refused by the database: Conflict.
	UpdateRegistration(ctx context.Context, id ID, fn func(*Registration) error) (Registration, error)

	// InsertOpportunity and UpdateOpportunity also write the version that PairsAt reads, at o.CreatedAt and now.
	InsertOpportunity(ctx context.Context, o Opportunity) error
	UpdateOpportunity(ctx context.Context, id ID, now time.Time, fn func(*Opportunity) error) (Opportunity, error)
	// LockProgram reads a program and holds it until the transaction ends, unchanged: what it allows is counted by one at a
	// time.
	LockProgram(ctx context.Context, id ID) (Program, error)
	// BeginImport reads a program and holds it until the transaction ends, so that imports run one after the other. The
	// rows that the transaction adds may be many, whatever was there before.
	BeginImport(ctx context.Context, program ID) (Program, error)
	// ImportDeals writes versions of opportunities by SourceKey, with their accounts and partners by key, in bulk and
	// in bounded memory. A deal that is there takes only versions that are later than its last and differ; its name,
	// partner, attribution, account and product are left alone. A deal that comes twice is Invalid. An error from the
	// sequence comes back as it is and undoes everything. It answers what came of the partners of the deals that were added
	// or changed, by id. Partners who are not known are kept by their names alone, without a signature and a path.
	ImportDeals(ctx context.Context, program ID, rows iter.Seq2[ImportedDeal, error]) (ImportCount, []PartnerDeals, error)

	AddEvent(ctx context.Context, e Event) error
	// Post queues a delivery with its job. A second one with the same key changes nothing.
	Post(ctx context.Context, d Delivery) error
	// Redraw raises Wanted, once, of every card that shows any of the subjects, and queues the jobs that bring them up to date.
	// A partner is shown by the nudges of the last 30 days that tell of it. The cards are held until the transaction ends, in
	// one order: a transaction redraws all its partners at once, when it holds every partner that it is to change.
	Redraw(ctx context.Context, subjects ...ID) error
	// SaveSchedule inserts or replaces the program's schedule of that kind.
	SaveSchedule(ctx context.Context, s Schedule) error
	// TakeSnapshot keeps every tagged deal as it stood at s.AsOf. When the Monday has one already, that one is given
	// and nothing changes.
	TakeSnapshot(ctx context.Context, s Snapshot) (Snapshot, error)
}

// ImportedDeal is one deal of an imported pipeline, with what is known of its history.
type ImportedDeal struct {
	SourceKey   string
	Name        string
	Partner     string // partner name; "" for none
	Attribution forecast.Attribution
	Account     Account // Key "" for none; ids are filled in by the store
	Product     string
	Versions    []DealVersion // ascending by At, at least one
}

// DealVersion is how a deal stood from an instant on.
type DealVersion struct {
	At        time.Time
	Amount    int64
	Estimated bool
	Stage     string
	Category  forecast.Category
	Outcome   forecast.Outcome
	CloseDate calendar.Date
}

// PartnerDeals is what imported deals say of their partner. An instant is zero when there is none.
type PartnerDeals struct {
	Partner ID
	New     bool      // it came with the deals
	Since   time.Time // when the first deal came up
	First   time.Time // when the first one came up that is attributed to it
	Won     time.Time // when the first such was won
	Last    time.Time // when anything came up or was won last
}

// ImportCount is what an import did.
type ImportCount struct {
	Added, Changed, Unchanged int
}
