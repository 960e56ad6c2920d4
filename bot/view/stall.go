package view

// Mention names a person so that the platform notifies them. It is the only text that does.
type Mention struct {
	Name string
	User string // the platform's user id; without one the name is only read
}

// StallItem is one partner in a stall alert.
type StallItem struct {
	Name        string // of the partner
	Status      Status
	Problem     string // what is wrong: "Kick-off is 8 days overdue"
	Detail      string // "signed Nov 2 · with Ben Okafor · last contact Nov 4"
	Consequence string // what is to be decided until when, and what each answer means; "" for none
	Settled     string // what became of it: "Done by Ben Okafor on Nov 24"; "" while it is open
	Actions     []Action
}

// StallAlert tells which partners have stalled: to one person, or to the channel of the partner team. It is edited in
// place when an item is settled.
type StallAlert struct {
	Title string
	Lead  string // what waits on the reader, one sentence
	// People are notified once each: the managers, in a channel; nobody in a direct message.
	People  []Mention
	Items   []StallItem // worst first
	More    string      // "and 4 more", "" when all are shown
	Actions []Action
}

func (StallAlert) isView() {}
