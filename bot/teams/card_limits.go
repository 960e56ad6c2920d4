package teams

// The numbers of a card, each with where it comes from.
const (
	// A bot's message may have 100 KB (learn.microsoft.com: format-your-bot-messages); what a webhook or a flow sends
	// may have 28 KB, and a card within that fits everywhere.
	maxCardBytes = 28 << 10
	// Those of a set, or of the card itself (msteams-docs: design-effective-cards).
	maxActions = 6
	// What Teams reads of refresh.userIds (learn.microsoft.com: user-specific-views).
	maxReaders = 60

	// Ours: what keeps a card on one screen, and below its bytes, however long the texts in it are. Lengths are in
	// units: see text.go.
	maxSummary    = 300
	maxTitle      = 150
	maxDialog     = 60   // the title of a dialog
	maxLine       = 1000 // one paragraph
	maxLabel      = 60   // a fact's label, a heading
	maxStatus     = 40
	maxShortFact  = 100 // a fact that stands beside another
	maxValue      = 300 // a part of a line
	maxItem       = 250 // one item of a list
	maxItems      = 10  // items of a list
	maxFacts      = 20
	maxQuote      = 2500 // what a person wrote
	maxQuoteLines = 30
	maxButton     = 40
	maxActionSets = 4
	maxPrimary    = 3  // buttons that stand beside each other where the others are in a menu
	maxMentions   = 30 // nobody calls more people at once
	maxURL        = 2000
	maxMovers     = 5 // the digest is read on one screen
	maxWaiting    = 5
	maxInput      = 4000 // characters that fit into a text field without a limit of its own
	maxFields     = 40
	maxOptionText = 75
	maxValueBytes = 200  // of an option, an id, an intent
	maxTyped      = 4000 // bytes of a command that a button types again
	maxHint       = 300
	maxError      = 500
)
