package bot

import (
	"fmt"

	"github.com/partnerbot/partnerbot/bot/view"
	"github.com/partnerbot/partnerbot/domain"
)

// partners are the sections of the partners that wait on a person, which come first on their page.
func (h homePage) partners(to reader) []view.HomeSection {
	var all []view.HomeSection
	if n := h.toDecide; n > 0 {
		decide := domain.PartnerList{Program: h.program, Lines: h.undecided[:min(len(h.undecided), homeDeals)]}
		all = append(all, view.HomeSection{
			Title: fmt.Sprintf("Needs your decision (%d)", n), Partners: partnerLines(decide, to),
		})
	}
	if h.stalled != nil {
		s := view.HomeSection{Title: "Stalled partners", Empty: "None of your partners has stalled.", Partners: partnerLines(*h.stalled, to)}
		if h.stalled.Total > 0 {
			s.Title = fmt.Sprintf("Stalled partners (%d)", h.stalled.Total)
		}
		all = append(all, s)
	}
	return all
}
