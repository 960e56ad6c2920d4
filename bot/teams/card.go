package teams

// The parts of Adaptive Cards that are drawn here (adaptivecards.microsoft.com: schema explorer; @microsoft/teams.cards
// has them as types, to which every golden is held). What a client of today may not know has a fallback.

const (
	cardSchema  = "http://adaptivecards.io/schemas/adaptive-card.json"
	cardVersion = "1.5" // the newest that Teams takes of a bot (msteams-docs: cards-reference)
)

// cardJSON is an Adaptive Card.
type cardJSON struct {
	Type         string       `json:"type"`
	Schema       string       `json:"$schema,omitempty"`
	Version      string       `json:"version,omitempty"`
	MSTeams      *inTeams     `json:"msteams,omitempty"`
	Refresh      *refreshJSON `json:"refresh,omitempty"`
	FallbackText string       `json:"fallbackText,omitempty"`
	Body         []element    `json:"body"`
	Actions      []action     `json:"actions,omitempty"`
}

// inTeams is what Teams alone understands of a card: that it is as wide as a conversation lets it be, and whom it notifies.
type inTeams struct {
	Width    string    `json:"width,omitempty"`
	Entities []mention `json:"entities,omitempty"`
}

// refreshJSON has Teams ask for the card of each of these people when they look at it.
type refreshJSON struct {
	Action  action   `json:"action"`
	UserIDs []string `json:"userIds"` // 29:…
}

// element is a part of a body. It says of itself what is wrong with it.
type element interface{ check(f *faults) }

// textBlock is one line of markdown, which wraps. It is for headings, which only it can be; what people typed stands in
// a richText wherever it can.
type textBlock struct {
	Type    string `json:"type"`
	Text    string `json:"text"`
	Style   string `json:"style,omitempty"` // heading
	Size    string `json:"size,omitempty"`
	Weight  string `json:"weight,omitempty"`
	Color   string `json:"color,omitempty"`
	Wrap    bool   `json:"wrap"`
	Spacing string `json:"spacing,omitempty"`
}

// richText is a paragraph that holds no markup.
type richText struct {
	Type    string    `json:"type"`
	Inlines []textRun `json:"inlines"`
	Spacing string    `json:"spacing,omitempty"`
}

type textRun struct {
	Type     string `json:"type"`
	Text     string `json:"text"`
	Weight   string `json:"weight,omitempty"`
	Size     string `json:"size,omitempty"`
	Color    string `json:"color,omitempty"`
	IsSubtle bool   `json:"isSubtle,omitempty"`
}

type container struct {
	Type           string    `json:"type"`
	Style          string    `json:"style,omitempty"`
	Spacing        string    `json:"spacing,omitempty"`
	Separator      bool      `json:"separator,omitempty"`
	RoundedCorners bool      `json:"roundedCorners,omitempty"`
	MinHeight      string    `json:"minHeight,omitempty"`
	Layouts        []layout  `json:"layouts,omitempty"`
	Items          []element `json:"items"`
}

// layout puts the items of a container beside each other where there is room. A client that knows none stacks them.
type layout struct {
	Type          string `json:"type"`
	ItemFit       string `json:"itemFit,omitempty"`
	MinItemWidth  string `json:"minItemWidth,omitempty"`
	ColumnSpacing string `json:"columnSpacing,omitempty"`
	RowSpacing    string `json:"rowSpacing,omitempty"`
}

type columnSet struct {
	Type      string   `json:"type"`
	Spacing   string   `json:"spacing,omitempty"`
	Separator bool     `json:"separator,omitempty"`
	Columns   []column `json:"columns"`
}

type column struct {
	Type      string    `json:"type"`
	Width     any       `json:"width"` // "auto", "stretch", or a weight
	Style     string    `json:"style,omitempty"`
	Spacing   string    `json:"spacing,omitempty"`
	MinHeight string    `json:"minHeight,omitempty"`
	Align     string    `json:"verticalContentAlignment,omitempty"`
	Items     []element `json:"items"`
}

// table has rows that belong together; its first row is the headings when Headers is set.
type table struct {
	Type      string      `json:"type"`
	Headers   bool        `json:"firstRowAsHeaders"`
	GridLines bool        `json:"showGridLines"`
	Spacing   string      `json:"spacing,omitempty"`
	Columns   []tableSpan `json:"columns"`
	Rows      []tableRow  `json:"rows"`
}

type tableSpan struct {
	Width int    `json:"width"` // a weight
	Align string `json:"horizontalCellContentAlignment,omitempty"`
}

type tableRow struct {
	Type  string      `json:"type"`
	Cells []tableCell `json:"cells"`
}

type tableCell struct {
	Type  string    `json:"type"`
	Items []element `json:"items"`
}

// badge is a short status. Its fallback is the same in colored text.
type badge struct {
	Type       string     `json:"type"`
	Text       string     `json:"text"` // no markup
	Style      string     `json:"style"`
	Appearance string     `json:"appearance"`
	Shape      string     `json:"shape"`
	Fallback   *textBlock `json:"fallback"`
}

// stackedBars are bars of parts that add up. Not every client draws charts.
type stackedBars struct {
	Type     string     `json:"type"`
	Title    string     `json:"title"` // for screen readers
	Data     []barStack `json:"data"`
	Fallback element    `json:"fallback"`
}

type barStack struct {
	Title string    `json:"title"`
	Data  []barPart `json:"data"`
}

type barPart struct {
	Legend string `json:"legend"`
	Value  int64  `json:"value"`
	Color  string `json:"color"`
}

type actionSet struct {
	Type      string   `json:"type"`
	Spacing   string   `json:"spacing,omitempty"`
	Separator bool     `json:"separator,omitempty"`
	Actions   []action `json:"actions"`
}

// action is a button. Which of the fields it has depends on its type.
type action struct {
	Type    string      `json:"type"`
	Title   string      `json:"title,omitempty"` // no markup
	Tooltip string      `json:"tooltip,omitempty"`
	Style   string      `json:"style,omitempty"`
	Mode    string      `json:"mode,omitempty"` // secondary: in the menu behind the others
	Verb    string      `json:"verb,omitempty"` // Action.Execute
	Data    *actionData `json:"data,omitempty"` // Action.Execute and Action.Submit
	URL     string      `json:"url,omitempty"`  // Action.OpenUrl
	Card    *cardJSON   `json:"card,omitempty"` // Action.ShowCard
}

// actionData comes back when a button is pressed. It is untrusted then.
type actionData struct {
	MSTeams *teamsData `json:"msteams,omitempty"`
	Intent  string     `json:"intent,omitempty"`
	Again   string     `json:"again,omitempty"` // the intent that draws the review card for who pressed
	Form    string     `json:"form,omitempty"`
	Meta    string     `json:"meta,omitempty"`
	Command string     `json:"command,omitempty"`
	Text    string     `json:"text,omitempty"`
}

// teamsData has Teams ask for a dialog instead of sending a message.
type teamsData struct {
	Type string `json:"type"`
}

type textInput struct {
	Type         string `json:"type"`
	ID           string `json:"id"`
	Label        string `json:"label"` // no markup
	IsRequired   bool   `json:"isRequired,omitempty"`
	ErrorMessage string `json:"errorMessage,omitempty"`
	Value        string `json:"value,omitempty"`
	Placeholder  string `json:"placeholder,omitempty"`
	Style        string `json:"style,omitempty"`
	IsMultiline  bool   `json:"isMultiline,omitempty"`
	MaxLength    int    `json:"maxLength,omitempty"`
	Spacing      string `json:"spacing,omitempty"`
}

type dateInput struct {
	Type         string `json:"type"`
	ID           string `json:"id"`
	Label        string `json:"label"`
	IsRequired   bool   `json:"isRequired,omitempty"`
	ErrorMessage string `json:"errorMessage,omitempty"`
	Value        string `json:"value,omitempty"` // ISO
	Spacing      string `json:"spacing,omitempty"`
}

type choiceInput struct {
	Type          string     `json:"type"`
	ID            string     `json:"id"`
	Label         string     `json:"label"`
	IsRequired    bool       `json:"isRequired,omitempty"`
	ErrorMessage  string     `json:"errorMessage,omitempty"`
	Value         string     `json:"value,omitempty"` // several are parted by commas
	Placeholder   string     `json:"placeholder,omitempty"`
	Style         string     `json:"style,omitempty"`
	IsMultiSelect bool       `json:"isMultiSelect,omitempty"`
	Choices       []choice   `json:"choices"`
	ChoicesData   *dataQuery `json:"choices.data,omitempty"`
	Spacing       string     `json:"spacing,omitempty"`
}

type choice struct {
	Title string `json:"title"` // no markup
	Value string `json:"value"`
}

// dataQuery has choices searched for as the person types.
type dataQuery struct {
	Type    string `json:"type"`
	Dataset string `json:"dataset"`
}
