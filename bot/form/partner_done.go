package form

// CheckpointDoneTerms are the checkpoint that is done.
type CheckpointDoneTerms struct {
	Meta          string // names the partner and the checkpoint
	Partner, Name string // of the checkpoint
	DoneOn        string // ISO date
	People        int    // how many people are to be certified at the least; 0 when the checkpoint is no certification
}

// NewCheckpointDone is the form that says a checkpoint is done.
func NewCheckpointDone(t CheckpointDoneTerms) Form {
	f := Form{
		Name: CheckpointDone, Title: titled("Done:", t.Name), Submit: "Mark as done", Meta: t.Meta,
		Intro: t.Partner + ": " + t.Name + ". What is done here stays on the record, with your name.",
		Fields: []Field{
			{ID: "done_on", Kind: Date, Label: "Done on", Values: one(t.DoneOn)},
			{
				ID: "evidence", Kind: Text, Label: "Evidence", Max: 500,
				Hint: "A link or the name of a file, such as the signed plan or the minutes.",
			},
		},
	}
	if t.People > 0 {
		f.Fields = append(f.Fields, Field{
			ID: "people", Kind: LongText, Label: "Who is certified", Max: 2000,
			Hint: "One name on each line, " + count(t.People, "name") + " at least.",
		})
	}
	return f
}
