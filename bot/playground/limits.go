package playground

// The limits of the Slack platform that the playground enforces. All lengths are in
// characters, all counts are the highest number allowed. From docs.slack.dev:
// reference/block-kit, reference/views, reference/methods, unless noted.
const (
	maxMessageBlocks = 50
	maxViewBlocks    = 100
	// Undocumented: about 13,200 characters of blocks JSON in one message is
	// refused with msg_blocks_too_long (slackapi/bolt-js issue 2509).
	maxBlocksJSON  = 13_200
	maxMessageText = 40_000
	maxUpdateText  = 4_000
	maxMetadata    = 16 * 1024 // bytes

	maxText          = 3000 // any text object
	maxFieldText     = 2000
	maxFields        = 10
	maxHeader        = 150
	maxContext       = 10
	maxMarkdown      = 12_000 // all markdown blocks of a message together
	maxImageTitle    = 2000
	maxAltText       = 2000
	maxURL           = 3000
	maxTableRows     = 100
	maxTableCols     = 20
	maxTables        = 1
	maxActions       = 25
	maxID            = 255 // action_id, block_id, callback_id, external_id
	maxButtonText    = 75
	maxButtonValue   = 2000
	maxAccessibility = 75

	maxOptions     = 100
	maxGroups      = 100
	maxOptionText  = 75
	maxOptionValue = 150
	maxOverflow    = 5
	maxChoices     = 10 // radio buttons, checkboxes
	maxPlaceholder = 150

	maxConfirmTitle  = 100
	maxConfirmText   = 300
	maxConfirmButton = 30

	maxInputLabel = 2000
	maxInputText  = 3000 // max_length of a plain_text_input

	maxViewTitle    = 24 // title, submit and close
	maxViewMetadata = 3000
	maxViewStack    = 3 // the first modal and two pushed on it
	maxViewJSON     = 250 * 1024

	maxAnswers = 5 // uses of one response URL
)
