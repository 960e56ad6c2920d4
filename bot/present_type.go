package bot

import (
	"fmt"
	"strings"

	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/domain"
)

// typeLabel is a partner type as it stands alone.
func typeLabel(t domain.PartnerType) string { return form.Label(form.PartnerTypes(), string(t)) }

// typeAmong is the type of a partner or candidate, "" as long as the program has one only.
func typeAmong(p domain.Program, t domain.PartnerType) string {
	m, ok := p.MotionOf(t)
	if len(p.More) == 0 || !ok {
		return ""
	}
	return typeLabel(m.PartnerType)
}

// forType says whom a form is for, "" as long as the program has one partner type only.
func forType(p domain.Program, m domain.Motion) string {
	if len(p.More) == 0 {
		return ""
	}
	return "For " + m.PartnerType.Words() + "."
}

// fitting is what fits by the profiles that are written, "" when none is.
func fitting(p domain.Program) string {
	var all []string
	for _, m := range p.Motions() {
		if len(m.Profile.Criteria) == 0 {
			continue
		}
		words := fmt.Sprintf("%d and more fits", m.Profile.Threshold)
		if len(p.More) > 0 {
			words += " for " + m.PartnerType.Words()
		}
		all = append(all, words)
	}
	if len(all) == 0 {
		return ""
	}
	return strings.Join(all, ", ") + "."
}

// furtherType is a line about a partner type that was opened after the first.
func furtherType(m domain.MotionState) string {
	line := fmt.Sprintf("%s, with the joint solution “%s”: %s, %d activated, %d producing.", typeLabel(m.Motion.PartnerType),
		m.Motion.Solution, plural(m.Partners, "partner"), m.Activated, m.Produced)
	if m.Next == "" {
		return line
	}
	return line + " Missing: " + m.Next
}

// lessonsOf is what the partner types that are open have taught, "" when there is nothing to learn from.
func lessonsOf(l domain.Lessons) string {
	if l.None() {
		return ""
	}
	said := []string{"What the program taught so far:"}
	switch {
	case l.Stuck*2 > l.Partners:
		said = append(said, fmt.Sprintf("most partners stall at “%s”, %d of %d now.", l.Step, l.Stuck, l.Partners))
	case l.Stuck > 0:
		said = append(said, fmt.Sprintf("“%s” holds up %d of %s now.", l.Step, l.Stuck, plural(l.Partners, "partner")))
	case l.Step != "":
		said = append(said, fmt.Sprintf("“%s” takes longest, %s past its day.", l.Step, plural(l.Over, "day")))
	}
	var rejected []string
	for _, r := range l.Rejected {
		rejected = append(rejected, fmt.Sprintf("“%s” (%d)", reasonOf(r.Reason), r.Count))
	}
	if len(rejected) > 0 {
		said = append(said, "Registrations are rejected most because: "+strings.Join(rejected, ", ")+".")
	}
	return strings.Join(said, " ")
}
