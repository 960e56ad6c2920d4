package teams

import (
	"time"

	"github.com/partnerbot/partnerbot/bot/pace"
)

// Teams' numbers, each with where it comes from. Where copies of a page disagree, the smaller number stands here.
const (
	// Tokens that come in: bot-docs, rest-connector-authentication. Keys are renewed at least every 24 h. That of one
	// refetch an hour for a key that is not known is Microsoft's own (botframework-connector: openIdMetadata.ts).
	maxSkew        = 5 * time.Minute
	keysGood       = 24 * time.Hour
	keysRenew      = 12 * time.Hour   // ours: behind the back of requests, so that none waits
	keysAgain      = time.Hour        // at the soonest, for an unknown key
	fetchAgain     = 10 * time.Second // ours: after a fetch that failed
	maxHeaderBytes = 8 << 10          // ours: a token of Microsoft's has some 1 KB
	minKeyBits     = 2048             // ours: RFC 7518, 3.3
	maxKeyBits     = 8192             // ours: a larger one makes each check slow

	// Tokens that go out: learn.microsoft.com: they live 60 to 90 minutes, of a managed identity 24 hours.
	tokenEarly = 5 * time.Minute // ours; of a shorter life, half of it

	// Requests.
	maxBody      = 1 << 20                 // ours: a message with a quoted card has some 30 KB
	answerWithin = 2300 * time.Millisecond // of the 3 s that an invoke should take (msteams-docs: #6461, #13460)
	submitWithin = 8 * time.Second         // of the 10 s, for a form of a bot's: setup asks Teams about every person in it
	takeWithin   = 10 * time.Second        // ours, for all of a request: Teams gives up after 10 to 15 s (msteams-docs: #6461)
	rememberFor  = time.Hour               // ours: Teams sends again within a minute
	maxFound     = 15                      // msteams-docs, dynamic-search: what a list shows

	// Ours: what is asked of rosters, and for how long it stands.
	profileTimeout = 1500 * time.Millisecond
	channelTimeout = 3 * time.Second // two questions, and one for each page of the roster
	maxTeams       = 5               // teams in which a person or a channel is looked for
	maxPages       = 10              // of a roster, 500 people each
	pageSize       = 500

	// Calls, ours.
	maxAnswer          = 1 << 20          // bytes read of an answer
	retryUnsent        = 5 * time.Second  // after a request that never left
	retryWithoutHeader = 30 * time.Second // for a 429 that does not say when
	maxRetryAfter      = time.Hour        // a broken answer must not silence a digest
)

// Limits of sending: msteams-docs, rate-limit (2026-10-08). A pace of a burst b and a rate r lets at most b+rT through
// in any time T, so that one line keeps all the windows of a table's row.
var (
	// 7 in 1 s, 8 in 2 s, 60 in 30 s and 1800 in an hour. Edits are counted among them.
	conversationSends = pace.Limit{PerSecond: 0.49, Burst: 7}
	// 14 in 1 s, 16 in 2 s, 120 in 30 s and 3600 in an hour.
	conversationLookups = pace.Limit{PerSecond: 0.99, Burst: 14}
	// 50 requests a second for an app in a tenant.
	tenantCalls = pace.Limit{PerSecond: 25, Burst: 25}
)
