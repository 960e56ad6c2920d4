package form

// DueDateTerms are the checkpoint that gets another due day.
type DueDateTerms struct {
	Meta          string // names the partner and the checkpoint
	Partner, Name string // of the checkpoint
	Due           string // the ISO date on which it is due now
	Was           string // the same in words, such as Nov 16
}

// NewDueDate is the form that moves a checkpoint to another day.
func NewDueDate(t DueDateTerms) Form {
	return Form{
		Name: DueDate, Title: titled("New date:", t.Name), Submit: "Move", Meta: t.Meta,
		Intro: t.Partner + ": " + t.Name + " is due on " + t.Was + ". The old day and your reason stay on the record.",
		Fields: []Field{
			{ID: "due", Kind: Date, Label: "Due on", Values: one(t.Due)},
			{ID: "reason", Kind: LongText, Label: "Why it moves", Max: 500},
		},
	}
}

// SnoozeTerms are the partner whose alerts are silenced.
type SnoozeTerms struct {
	Meta, Partner string
	Until         string // ISO date
}

// NewSnooze is the form that silences the alerts of a partner until a day.
func NewSnooze(t SnoozeTerms) Form {
	return Form{
		Name: Snooze, Title: titled("Snooze", t.Partner), Submit: "Snooze", Meta: t.Meta,
		Intro: "No alert about " + t.Partner + " comes before that day. It ends by itself, and the due days stay as they are.",
		Fields: []Field{
			{ID: "until", Kind: Date, Label: "Until", Values: one(t.Until)},
			{ID: "reason", Kind: LongText, Label: "Why it can wait", Max: 500},
		},
	}
}
