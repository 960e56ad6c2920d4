package bot

// partners is how the partners stand, in one line, and what was decided against the program's order.
func (d digestWords) partners() []string {
	var lines []string
	if w := d.Activation; w != nil && len(w.Counts) > 0 {
		line := "Partners: " + countsOf(w.Counts)
		if len(w.Activated) > 0 {
			line += "; newly activated: " + names(w.Activated)
		}
		lines = append(lines, line+".")
	}
	for _, o := range d.Overrides {
		lines = append(lines, "Against the program's order: "+overrideLine(o, d.to))
	}
	return lines
}
