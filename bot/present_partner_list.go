package bot

import (
	"fmt"
	"slices"
	"strings"

	"github.com/partnerbot/partnerbot/bot/intent"
	"github.com/partnerbot/partnerbot/bot/view"
	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/activation"
)

// partnerList is a list of partners, the worst first.
func partnerList(list domain.PartnerList, title string, to reader) view.PartnerList {
	return view.PartnerList{
		Title: title, Lead: capital(countsOf(list.Counts)), Lines: partnerLines(list, to),
		Empty: emptyList(list),
	}
}

func emptyList(list domain.PartnerList) string {
	if !list.Any {
		return "Nobody has signed yet. Add a candidate and hold it against the profile."
	}
	return "None of the partners."
}

// countsOf is how many partners stand how, such as 12 on track, 3 stalled; "" for no partners.
func countsOf(counts map[activation.Status]int) string {
	var parts []string
	for _, s := range activation.Statuses() {
		if n := counts[s]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, strings.ToLower(standingOf(s).Text)))
		}
	}
	return together(", ", parts)
}

func partnerLines(list domain.PartnerList, to reader) []view.PartnerLine {
	var lines []view.PartnerLine
	for _, l := range list.Lines {
		lines = append(lines, partnerLine(l, list.Program, to))
	}
	return lines
}

// partnerLine is a partner as one row.
func partnerLine(l domain.PartnerLine, p domain.Program, to reader) view.PartnerLine {
	open := openPartner(l.Partner, "Open")
	owner := "no owner"
	if l.Owner != nil {
		owner = l.Owner.Name
	}
	help := ""
	if l.Partner.HelpAsked != "" {
		help = "asks for help"
	}
	return view.PartnerLine{
		Name: l.Partner.Name, Status: standingOf(l.Standing.Status), Action: &open,
		Detail: joined(stateOf(l, p, to), help, owner, "signed "+to.shortDay(l.Partner.SignedOn)),
	}
}

// stateOf is what is wrong with a partner, or what comes next, for a row.
func stateOf(l domain.PartnerLine, p domain.Program, to reader) string {
	s := l.Standing
	switch {
	case s.Status == activation.Parked:
		return because("until "+to.shortDay(l.Partner.ParkedUntil), l.Partner.StatusReason)
	case !s.Concern.None():
		return problemOf(s.Concern, l.Step, p.DateOf(to.now), p.Settings.Activation())
	case s.Current != "":
		return l.Step + " by " + to.shortDay(s.Due)
	default:
		return "every checkpoint is done"
	}
}

func listPartnersAction(words, label string) view.Action {
	return view.Action{Intent: intent.Intent{Name: intent.ListPartners, ID: words}, Label: label}
}

// behind are the statuses that need somebody.
func behind() []activation.Status {
	return []activation.Status{activation.Stalled, activation.Dormant}
}

// countOf is how many partners are in one of the statuses.
func countOf(counts map[activation.Status]int, statuses ...activation.Status) int {
	n := 0
	for s, k := range counts {
		if slices.Contains(statuses, s) {
			n += k
		}
	}
	return n
}
