package domain_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/domaintest"
)

// bestLevels and worstLevels are those of goodCriteria.
func bestLevels() map[string]int  { return map[string]int{"reach": 2, "skill": 1, "focus": 2} }
func worstLevels() map[string]int { return map[string]int{"reach": 0, "skill": 0, "focus": 0} }

// listed is a candidate who fits best.
func (o *office) listed(t *testing.T, name string) domain.Candidate {
	t.Helper()
	c, err := o.AddCandidate(t.Context(), o.Actor(o.Lena), domain.Candidacy{Name: name, Levels: bestLevels()})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// listedWith is a candidate with a website who fits best.
func (o *office) listedWith(t *testing.T, name, site string) domain.Candidate {
	t.Helper()
	c, err := o.AddCandidate(t.Context(), o.Actor(o.Lena), domain.Candidacy{Name: name, Website: site, Levels: bestLevels()})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// withProfile is an office that may score candidates.
func withProfile(t *testing.T) *office {
	t.Helper()
	o := newOffice(t)
	o.writeProfile(t)
	return o
}

func TestAddCandidate(t *testing.T) {
	t.Parallel()
	o := withProfile(t)
	a := o.Actor(o.Mara)
	in := domain.Candidacy{
		Name: " Hooli \n Inc ", Website: "https://www.hooli.com/about", Levels: map[string]int{"reach": 1, "skill": 1, "focus": 1, "odd": 9},
		Note: " Met at the fair.\r\nCall in May. ", Reason: "Not needed",
	}
	var got domain.Candidate
	for range 2 { // the same request
		var err error
		if got, err = o.AddCandidate(t.Context(), a, in); err != nil {
			t.Fatal(err)
		}
	}
	// Of 6, 3·½ + 2·1 + 1·½ = 4 are had.
	want := domain.Candidate{
		ID: got.ID, ProgramID: o.World.Program.ID, Name: "Hooli Inc", Domain: "hooli.com", Fit: 66, Note: "Met at the fair.\nCall in May.",
		Levels: map[string]int{"reach": 1, "skill": 1, "focus": 1}, Status: domain.CandidateListed, Revision: 1,
	}
	wantSame(t, "the candidate", got, want)
	kept, err := o.Candidate(t.Context(), o.Actor(o.Sam), got.ID)
	if err != nil {
		t.Fatal(err)
	}
	wantSame(t, "what is kept", kept, want)
	e := o.event(t, got.ID, domain.EventCandidateScored)
	if e.New != "Hooli Inc: 66" || e.Reason != "" || *e.ActorID != o.Mara.ID {
		t.Errorf("the event is %+v", e)
	}
}

func TestAddCandidate_Refused(t *testing.T) {
	t.Parallel()
	unwritten := newOffice(t)
	_, err := unwritten.AddCandidate(t.Context(), unwritten.Actor(unwritten.Lena), domain.Candidacy{Name: "Hooli", Levels: bestLevels()})
	wantCode(t, err, domain.Unready)

	o := withProfile(t)
	good := func() domain.Candidacy { return domain.Candidacy{Name: "Hooli", Levels: bestLevels()} }
	for name, c := range map[string]struct {
		spoil func(*domain.Candidacy)
		want  []string
	}{
		"no name":            {func(c *domain.Candidacy) { c.Name = " " }, []string{"name"}},
		"a long name":        {func(c *domain.Candidacy) { c.Name = strings.Repeat("n", 121) }, []string{"name"}},
		"no website":         {func(c *domain.Candidacy) { c.Website = "localhost" }, []string{"website"}},
		"a mail provider's":  {func(c *domain.Candidacy) { c.Website = "gmail.com" }, []string{"website"}},
		"a level missing":    {func(c *domain.Candidacy) { delete(c.Levels, "skill") }, []string{"level_skill"}},
		"a level too high":   {func(c *domain.Candidacy) { c.Levels["reach"] = 3 }, []string{"level_reach"}},
		"a level below":      {func(c *domain.Candidacy) { c.Levels["reach"] = -1 }, []string{"level_reach"}},
		"a long note":        {func(c *domain.Candidacy) { c.Note = strings.Repeat("n", 2001) }, []string{"note"}},
		"a long reason":      {func(c *domain.Candidacy) { c.Levels, c.Reason = worstLevels(), strings.Repeat("r", 501) }, []string{"reason"}},
		"below, no reason":   {func(c *domain.Candidacy) { c.Levels, c.Reason = worstLevels(), " \n" }, []string{"reason"}},
		"everything at once": {func(c *domain.Candidacy) { *c = domain.Candidacy{Website: "x"} }, []string{"name", "website", "level_reach", "level_skill", "level_focus"}},
		"below, and a bad website": {
			func(c *domain.Candidacy) {
				c.Levels, c.Website, c.Name, c.Note = worstLevels(), "x", "", strings.Repeat("n", 2001)
			},
			[]string{"name", "website", "note", "reason"},
		},
		"below, and a partner's name": {func(c *domain.Candidacy) { c.Levels, c.Name = worstLevels(), "Globex" }, []string{"reason", "name"}},
	} {
		in := good()
		c.spoil(&in)
		_, err := o.AddCandidate(t.Context(), o.Actor(o.Lena), in)
		wantFields(t, name, err, c.want...)
	}
	if all, err := o.Candidates(t.Context(), o.Actor(o.Lena), ""); len(all) != 0 || err != nil {
		t.Errorf("kept %+v, %v", all, err)
	}
}

// A website is of one candidate on the list: of another name, it is told whose it is.
func TestAddCandidate_WebsiteOfAnother(t *testing.T) {
	t.Parallel()
	o := withProfile(t)
	add := func(name, site string) error {
		_, err := o.AddCandidate(t.Context(), o.Actor(o.Lena), domain.Candidacy{Name: name, Website: site, Levels: bestLevels()})
		return err
	}
	wantCode(t, add("Hooli", "hooli.com"), "")
	wantCode(t, add("HOOLI", "www.hooli.com"), "")
	err := add("Hooli Inc", "https://hooli.com")
	wantFields(t, "another's website", err, "website")
	if err == nil || !strings.Contains(err.Error(), "This is the website of HOOLI, who is on the short list already. Use that name, or another website.") {
		t.Errorf("refused with %v", err)
	}
	wantCode(t, add("No site", ""), "")
	wantCode(t, add("No site either", ""), "")
	all, err := o.Candidates(t.Context(), o.Actor(o.Lena), "HOOLI")
	if err != nil || len(all) != 1 {
		t.Fatalf("%+v, %v", all, err)
	}
	if _, err := o.DeclineCandidate(t.Context(), o.Actor(o.Lena), all[0].ID); err != nil {
		t.Fatal(err)
	}
	wantCode(t, add("Hooli Inc", "hooli.com"), "")
}

// Below the threshold, a candidate needs a reason; at it, none.
func TestAddCandidate_Threshold(t *testing.T) {
	t.Parallel()
	o := withProfile(t)
	half := domain.Candidacy{Name: "Half", Levels: map[string]int{"reach": 2, "skill": 0, "focus": 0}}
	c, err := o.AddCandidate(t.Context(), o.Actor(o.Lena), half)
	if err != nil || c.Fit != 50 {
		t.Errorf("at the threshold: %+v, %v", c, err)
	}
	low := domain.Candidacy{Name: "Low", Levels: map[string]int{"reach": 1, "skill": 1, "focus": 0}}
	if c, err = o.AddCandidate(t.Context(), o.Actor(o.Lena), low); err != nil || c.Fit != 58 {
		t.Errorf("above it: %+v, %v", c, err)
	}
	low.Levels["skill"] = 0
	_, err = o.AddCandidate(t.Context(), o.Actor(o.Lena), low)
	wantFields(t, "below", err, "reason")
	if err == nil || !strings.Contains(err.Error(), "The fit is 25, below the threshold of 50.") {
		t.Errorf("refused with %v", err)
	}
	low.Reason = "They ask us every week"
	got, err := o.AddCandidate(t.Context(), o.Actor(o.Lena), low)
	if err != nil || got.ID != c.ID || got.Fit != 25 || got.Reason != low.Reason || got.Revision != 2 {
		t.Errorf("with a reason: %+v, %v", got, err)
	}
	if e := o.lastOf(t, c.ID, domain.EventCandidateScored); e.New != "Low: 25" || e.Reason != low.Reason {
		t.Errorf("the event is %+v", e)
	}
}

func TestAddCandidate_Again(t *testing.T) {
	t.Parallel()
	o, _ := recruiting(t)
	first := o.listed(t, "Hooli")
	again, err := o.AddCandidate(t.Context(), o.Actor(o.Mara), domain.Candidacy{
		Name: "HOOLI", Levels: map[string]int{"reach": 2, "skill": 0, "focus": 2}, Note: "Smaller than we thought",
	})
	if err != nil || again.ID != first.ID || again.Fit != 66 || again.Name != "HOOLI" || again.Revision != 2 {
		t.Errorf("scored again: %+v, %v; was %+v", again, err, first)
	}
	if _, err := o.DeclineCandidate(t.Context(), o.Actor(o.Lena), first.ID); err != nil {
		t.Fatal(err)
	}
	if back := o.listed(t, "hooli"); back.ID != first.ID || back.Status != domain.CandidateListed || back.Revision != 4 {
		t.Errorf("after it was declined: %+v", back)
	}
	if _, err := o.Sign(t.Context(), o.Actor(o.Lena), domain.Signing{Candidate: first.ID, Owner: o.Mara.ID}); err != nil {
		t.Fatal(err)
	}
	_, err = o.AddCandidate(t.Context(), o.Actor(o.Lena), domain.Candidacy{Name: "Hooli", Levels: bestLevels()})
	wantFields(t, "after it signed", err, "name")
}

func TestDeclineCandidate(t *testing.T) {
	t.Parallel()
	o, _ := recruiting(t)
	c := o.listed(t, "Hooli")
	a := o.Actor(o.Mara)
	for range 2 { // the same request
		got, err := o.DeclineCandidate(t.Context(), a, c.ID)
		if err != nil {
			t.Fatal(err)
		}
		kept, err := o.Candidate(t.Context(), o.Actor(o.Lena), c.ID)
		if err != nil || kept.Status != domain.CandidateDeclined || kept.Revision != 2 {
			t.Errorf("kept %+v, %v", kept, err)
		}
		wantSame(t, "the answer", got, kept)
	}
	_, err := o.Sign(t.Context(), o.Actor(o.Lena), domain.Signing{Candidate: c.ID, Owner: o.Mara.ID})
	wantCode(t, err, domain.Conflict)
	if all := o.events(t, c.ID, domain.EventCandidateDeclined); len(all) != 1 || all[0].Old != "Hooli" {
		t.Errorf("events %+v", all)
	}
	o.listed(t, "Hooli")
	if got, err := o.DeclineCandidate(t.Context(), a, c.ID); err != nil || got.Status != domain.CandidateListed {
		t.Errorf("the request that was delivered once more: %+v, %v", got, err)
	}
	if _, err := o.Sign(t.Context(), o.Actor(o.Lena), domain.Signing{Candidate: c.ID, Owner: o.Mara.ID}); err != nil {
		t.Fatal(err)
	}
	_, err = o.DeclineCandidate(t.Context(), o.Actor(o.Lena), c.ID)
	wantCode(t, err, domain.Conflict)
}

func TestCandidates(t *testing.T) {
	t.Parallel()
	o := withProfile(t)
	for name, reach := range map[string]int{"Ada": 0, "Bob": 2, "Cat": 1, "Bea": 2} {
		levels := maps.Clone(bestLevels())
		levels["reach"] = reach
		if _, err := o.AddCandidate(t.Context(), o.Actor(o.Lena), domain.Candidacy{Name: name, Levels: levels}); err != nil {
			t.Fatal(err)
		}
	}
	gone := o.listed(t, "Bee")
	if _, err := o.DeclineCandidate(t.Context(), o.Actor(o.Lena), gone.ID); err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string][]string{"": {"Bea", "Bob", "Cat", "Ada"}, " B": {"Bea", "Bob"}, "zz": nil} {
		all, err := o.Candidates(t.Context(), o.Actor(o.Sam), text)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, c := range all {
			got = append(got, c.Name)
		}
		wantSame(t, "with "+text, got, want)
	}
}

// However many were declined, those that are left are on the list, and each is known by its name.
func TestCandidates_AmongMany(t *testing.T) {
	t.Parallel()
	o := withProfile(t)
	low := domain.Candidacy{Name: "Co", Levels: map[string]int{"reach": 2, "skill": 0, "focus": 0}}
	want, err := o.AddCandidate(t.Context(), o.Actor(o.Lena), low)
	if err != nil {
		t.Fatal(err)
	}
	o.World.Change(t, func(ctx context.Context, tx domain.Tx) error {
		for n := range 101 {
			err := tx.SaveCandidate(ctx, domain.Candidate{
				ID: domaintest.NewID(), ProgramID: o.World.Program.ID, Name: fmt.Sprintf("Company %d", n), Fit: 100, Status: domain.CandidateDeclined,
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	all, err := o.Candidates(t.Context(), o.Actor(o.Lena), "")
	if err != nil || len(all) != 1 || all[0].ID != want.ID {
		t.Errorf("%d on the list, %v; want Co alone", len(all), err)
	}
	o.World.Change(t, func(ctx context.Context, tx domain.Tx) error {
		for n := range 101 {
			err := tx.SaveCandidate(ctx, domain.Candidate{
				ID: domaintest.NewID(), ProgramID: o.World.Program.ID, Name: fmt.Sprintf("Better Co %d", n), Fit: 100, Status: domain.CandidateListed,
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if all, err = o.Candidates(t.Context(), o.Actor(o.Lena), " co "); err != nil || len(all) != 100 || all[0].ID != want.ID || all[1].Fit != 100 {
		t.Errorf("by its whole name: %d, the first %+v, %v", len(all), all[0], err)
	}
	if again, err := o.AddCandidate(t.Context(), o.Actor(o.Lena), low); err != nil || again.ID != want.ID {
		t.Errorf("scored again: %+v, %v", again, err)
	}
}

// Whoever is scored again by a request that is delivered twice is the one on the list both times.
func TestAddCandidate_AgainDeliveredTwice(t *testing.T) {
	t.Parallel()
	o := withProfile(t)
	first := o.listed(t, "Hooli")
	a := o.Actor(o.Mara)
	for range 2 {
		again, err := o.AddCandidate(t.Context(), a, domain.Candidacy{Name: "Hooli", Levels: bestLevels(), Note: "Met again"})
		if err != nil || again.ID != first.ID || again.Revision != 2 {
			t.Errorf("scored again: %+v, %v", again, err)
		}
	}
}

// Who is a partner is no candidate: by the name, or by the website of one who has not exited.
func TestAddCandidate_APartner(t *testing.T) {
	t.Parallel()
	o := withProfile(t)
	o.turn(t, o.Globex.ID, func(p *domain.Partner) { p.Domain = "globex.com" })
	try := func(name, site string) error {
		_, err := o.AddCandidate(t.Context(), o.Actor(o.Lena), domain.Candidacy{Name: name, Website: site, Levels: bestLevels()})
		return err
	}
	wantFields(t, "of its name", try("GLOBEX", ""), "name")
	other := o.listed(t, "Other") // of that website too, as an earlier release could keep it
	other.Domain = "globex.com"
	o.World.Change(t, func(ctx context.Context, tx domain.Tx) error { return tx.SaveCandidate(ctx, other) })
	err := try("Globex Group", "www.globex.com")
	wantFields(t, "of its website", err, "website")
	if err == nil || !strings.Contains(err.Error(), "This is the website of Globex, who signed already.") {
		t.Errorf("refused with %v", err)
	}
	if _, err := o.DeclineCandidate(t.Context(), o.Actor(o.Lena), other.ID); err != nil {
		t.Fatal(err)
	}
	if err := try("Hooli", ""); err != nil {
		t.Errorf("without a website: %v", err)
	}
	o.turn(t, o.Globex.ID, func(p *domain.Partner) { p.Status = domain.PartnerExited })
	wantFields(t, "of the name of one who exited", try("Globex", ""), "name")
	if err := try("Globex Group", "globex.com"); err != nil {
		t.Errorf("of the website of one who exited: %v", err)
	}
}

// Who scores a candidate again and leaves its website, note and reason empty takes nothing from it.
func TestAddCandidate_AgainWithLess(t *testing.T) {
	t.Parallel()
	o := withProfile(t)
	first := domain.Candidacy{Name: "Hooli", Website: "hooli.com", Note: "Met at the fair", Reason: "The only one there", Levels: worstLevels()}
	for _, c := range []domain.Candidacy{first, {Name: "HOOLI", Levels: worstLevels()}} {
		if _, err := o.AddCandidate(t.Context(), o.Actor(o.Lena), c); err != nil {
			t.Fatal(err)
		}
	}
	all, err := o.Candidates(t.Context(), o.Actor(o.Lena), "")
	if err != nil || len(all) != 1 || all[0].Domain != "hooli.com" || all[0].Note != first.Note || all[0].Reason != first.Reason {
		t.Errorf("%+v, %v", all, err)
	}
}

// Of several who list one company under names of their own at the same moment, all but the first hear of that one.
func TestAddCandidate_OneWebsiteAtOnce(t *testing.T) {
	t.Parallel()
	o := withProfile(t)
	for round := range 10 {
		var wg sync.WaitGroup
		errs := make([]error, 8)
		for i := range errs {
			wg.Go(func() {
				_, errs[i] = o.AddCandidate(t.Context(), o.Actor(o.Lena), domain.Candidacy{
					Name: fmt.Sprintf("Hooli %d %d", round, i), Website: fmt.Sprintf("hooli-%d.com", round), Levels: bestLevels(),
				})
			})
		}
		wg.Wait()
		listed := slices.DeleteFunc(errs, func(err error) bool { return domain.CodeOf(err) == domain.Invalid })
		if len(listed) != 1 || listed[0] != nil {
			t.Fatalf("round %d: not refused are %v", round, listed)
		}
	}
}
