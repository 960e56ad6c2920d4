package view

// Notice is a short answer: what happened or what is wrong, and what to do next.
type Notice struct {
	Tone    Tone
	Text    string
	Points  []string // such as field errors, when there is no form to put them in
	Next    string
	Actions []Action
}

// HelpLine is one command with what it does.
type HelpLine struct{ Command, What string }

// Help lists commands, made from the router.
type Help struct {
	Title   string
	Intro   string
	Lines   []HelpLine
	Actions []Action
}

// Pillar is one of the four, with its evidence.
type Pillar struct {
	Number   int
	Name     string
	Standing bool
	Evidence string
	Missing  []string // what is missing for it
}

// PlanLine is one part of the plan from the first pillar to a forecastable number.
type PlanLine struct {
	Name   string // "Build the four pillars"
	When   string // "Oct 1 to Dec 31"
	Status Status
}

// ProgramStatus is the program: its pillars in build order, and the one next step.
type ProgramStatus struct {
	Title   string
	Facts   []Fact
	Pillars []Pillar
	Types   []string // each further partner type: what it is, how far it is, and what is missing
	Next    string
	Plan    []PlanLine // one quarter to build, one to recruit and activate, one to a forecastable number
	// Overrides are the gates that were passed all the same, each with the reason and by whom.
	Overrides []string
	Trouble   []string // deliveries that need an admin
	Actions   []Action
}

// HomeSection is a titled list on the Home tab.
type HomeSection struct {
	Title    string
	Lines    []DealLine
	Partners []PartnerLine // after the lines, when there are both
	Empty    string        // when there are neither
}

// Home is a person's own page.
type Home struct {
	Greeting string
	Lead     string
	Actions  []Action
	Sections []HomeSection
}

// LinkRequest asks a person whether an account on another platform is theirs. It is edited in place when they have
// answered.
type LinkRequest struct {
	Title   string
	Text    string // whose account it is, and where
	Status  Status // the answer; its Text is "" as long as there is none
	Lead    string // what follows from either answer, or from the one that was given
	Actions []Action
}

func (Notice) isView()        {}
func (Help) isView()          {}
func (ProgramStatus) isView() {}
func (Home) isView()          {}
func (LinkRequest) isView()   {}
