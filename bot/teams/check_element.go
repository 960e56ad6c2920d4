package teams

func (t *textBlock) check(f *faults) { f.add("text", said(t.Text)) }

func (t *richText) check(f *faults) {
	f.add("runs of a text", between(len(t.Inlines), 1, maxQuote))
	for _, r := range t.Inlines {
		f.add("run of a text", said(r.Text))
	}
}

func (c *container) check(f *faults) { f.items(c.Items) }

func (f *faults) items(all []element) {
	for _, e := range all {
		e.check(f)
	}
}

func (c *columnSet) check(f *faults) {
	f.add("columns", between(len(c.Columns), 1, maxFacts))
	for _, one := range c.Columns {
		f.items(one.Items)
	}
}

func (t *table) check(f *faults) {
	f.add("rows", between(len(t.Rows), 1, maxFacts+1))
	for _, r := range t.Rows {
		f.add("cells", between(len(r.Cells), len(t.Columns), len(t.Columns)))
		for _, c := range r.Cells {
			f.items(c.Items)
		}
	}
}

func (b *badge) check(f *faults) {
	f.add("badge", said(b.Text))
	b.Fallback.check(f)
}

func (c *stackedBars) check(f *faults) {
	f.add("bars", between(len(c.Data), 1, 1))
	c.Fallback.check(f)
}

func (a *actionSet) check(f *faults) { f.actions(a.Actions, 1) }

func (i *textInput) check(f *faults) {
	f.input(i.ID, i.Label)
	f.add("most characters", between(i.MaxLength, 1, maxInput))
}

func (i *dateInput) check(f *faults) { f.input(i.ID, i.Label) }

func (i *choiceInput) check(f *faults) {
	f.input(i.ID, i.Label)
	for _, c := range i.Choices {
		f.add("choice", said(c.Title))
		f.add("value of a choice", between(len(c.Value), 1, maxValueBytes))
	}
}

// input holds what every input must have. Two with one id would answer for each other.
func (f *faults) input(id, label string) {
	f.add("id of an input", between(len(id), 1, maxValueBytes))
	f.add("label", said(label))
	if f.ids[id] {
		f.add(id, errTwice)
	}
	f.ids[id] = true
	f.add("fields", between(len(f.ids), 1, maxFields))
}
