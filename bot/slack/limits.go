package slack

import "time"

// Slack's numbers, each with the page it comes from, all under docs.slack.dev. Lengths are in characters; this package
// counts UTF-16 units, which are never fewer. Where copies of a page disagree, the smaller number stands here.
const (
	// Blocks: reference/block-kit/blocks.
	maxMessageBlocks = 50
	maxViewBlocks    = 100
	maxHeader        = 150
	maxSection       = 3000
	maxFields        = 10
	maxField         = 2000
	maxContext       = 10
	maxActions       = 25
	maxBlockID       = 255
	maxTableRows     = 100
	maxTableCells    = 20

	// Elements and objects: reference/block-kit/block-elements and composition-objects.
	maxTextObject     = 3000
	maxButton         = 75
	maxButtonValue    = 2000
	maxURL            = 3000
	maxAccessibility  = 75
	maxActionID       = 255
	maxConfirmTitle   = 100
	maxConfirmText    = 300
	maxConfirmButton  = 30
	maxOptions        = 100
	maxOptionGroups   = 100
	maxOptionText     = 75
	maxOptionValue    = 150
	maxPlaceholder    = 150
	maxInputLabel     = 2000
	maxInputHint      = 2000
	maxInputLength    = 3000
	maxRichText       = 3000 // not documented for rich_text; that of the text object
	minQueryLength    = 1
	maxMinQueryLength = 2 // ours: a longer one hides that the field can be searched

	// Views: reference/views.
	maxViewTitle       = 24
	maxPrivateMetadata = 3000
	maxViewBytes       = 100_000 // ours; 250 KB of view are refused, which no page says
	maxCallbackID      = 255

	// Messages: reference/methods/chat.postMessage. Some 13,200 characters of blocks in JSON are refused as
	// msg_blocks_too_long, which no page says (github.com/slackapi/bolt-js/issues/2509); bytes are counted here.
	maxMessageText  = 4000
	maxMessageBytes = 12_000

	// Manifest: reference/app-manifest.
	maxAppName           = 35
	maxAppDescription    = 140
	maxCommands          = 50
	maxCommandName       = 32
	maxCommandDesc       = 2000
	maxUsageHint         = 1000
	maxShortcuts         = 10
	maxShortcutName      = 24
	maxShortcutDesc      = 150
	maxManifestURL       = 1000
	maxManifestBotEvents = 100

	// Requests: authentication/verifying-requests-from-slack. A request dated five minutes ahead is good for ten.
	maxSkew     = 5 * time.Minute
	rememberFor = 2 * maxSkew
	maxBody     = 1 << 20 // ours: the largest payload seen is a tenth of it

	// Answers: interactivity/handling-user-interaction. Slack waits 3 s; a trigger_id lives as long.
	answerWithin = 2300 * time.Millisecond // beside what words for a refusal take
	openWithin   = 3 * time.Second

	// Pacing: apis/web-api/rate-limits. chat.update is Tier 3. The workspace-wide number is described there as
	// several hundred messages a minute.
	channelPostsPerSecond   = 1
	workspacePostsPerMinute = 240
	workspacePostBurst      = 20
	editsPerMinute          = 50
	editBurst               = 20
	retryWithoutHeader      = 30 * time.Second // ours: for a 429 that does not say when

	// Calls, ours.
	profileTimeout = 1500 * time.Millisecond
	maxFieldError  = 250             // ours: no page says
	retryUnsent    = 5 * time.Second // after a connection that never was
)
