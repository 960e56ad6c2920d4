package domain

import (
	"cmp"
	"context"
	"fmt"
	"slices"
)

// Candidate is a company that may be recruited.
type Candidate struct {
	ID        ID
	ProgramID ID
	Type      PartnerType // "" for the program's first one
	Name      string
	Domain    string         // registrable domain, "" when unknown
	Levels    map[string]int // level by criterion's key, from 0
	Fit       int            // 0 to 100, by the profile as it was then
	Reason    string         // why it is a candidate although it is below the threshold, "" when it is not
	Note      string
	Status    CandidateStatus
	PartnerID *ID // once signed
	Revision  int
}

// CandidateStatus is what became of a candidate.
type CandidateStatus string

// The statuses.
const (
	CandidateListed   CandidateStatus = "listed"
	CandidateSigned   CandidateStatus = "signed"
	CandidateDeclined CandidateStatus = "declined"
)

// mostCandidates is how many candidates a list has.
const mostCandidates = 100

// Candidacy is what somebody fills in about a company that may be recruited.
type Candidacy struct {
	Type    PartnerType // whose profile it is scored by; "" for the program's first one
	Name    string
	Website string         // "" when unknown
	Levels  map[string]int // level by criterion's key
	Note    string
	Reason  string // why it is a candidate although it is below the threshold
}

// AddCandidate scores a company against the profile of its type and puts it on the short list, or scores one that is on it
// again: what is left empty of that one stays.
// Unready before there is a profile; Invalid lists every field at fault, the reason among them when the fit is below the
// threshold and none is given.
func (d *Desk) AddCandidate(ctx context.Context, a Actor, c Candidacy) (Candidate, error) {
	if err := May(a, ActRecruit, Subject{}); err != nil {
		return Candidate{}, err
	}
	var out Candidate
	err := d.store.Change(ctx, func(ctx context.Context, tx Tx) error {
		p, err := tx.LockProgram(ctx, a.ProgramID) // so that of two with one website, the second hears of the first
		if err != nil {
			return err
		}
		motion, ok := p.MotionOf(c.Type)
		if !ok {
			return errNotOpen
		}
		if len(motion.Profile.Criteria) == 0 {
			return Refuse(Unready, "There is no ideal partner profile yet to score candidates by. The partnerships lead writes it first.")
		}
		known, err := candidateNamed(ctx, tx, p.ID, line(c.Name))
		if err != nil {
			return err
		}
		scored, e := motion.Profile.score(c.beside(known))
		scored.ID = d.newID()
		if known != nil {
			scored.ID, scored.Revision = known.ID, known.Revision
		}
		kept, fresh, err := tx.Once(ctx, a.TenantID, a.Chat.Key, scored.ID)
		if err != nil {
			return err
		}
		if !fresh {
			out, err = tx.Candidate(ctx, kept)
			return err
		}
		scored.ProgramID, scored.Type, scored.Status = p.ID, p.kept(c.Type), CandidateListed
		if err := e.another(ctx, tx, scored, known); err != nil {
			return err
		}
		if err := e.err(); err != nil {
			return err
		}
		out, err = d.listCandidate(ctx, tx, a, scored)
		return err
	})
	return out, err
}

// beside is what was filled in, with what is known of a candidate on the list where it says nothing.
func (c Candidacy) beside(known *Candidate) Candidacy {
	if known != nil && known.Status == CandidateListed {
		c.Website, c.Note = cmp.Or(line(c.Website), known.Domain), cmp.Or(lines(c.Note), known.Note)
		c.Reason = cmp.Or(lines(c.Reason), known.Reason)
	}
	return c
}

// score reads what was filled in, and says what is wrong with it. Without every level, there is no fit.
func (p PartnerProfile) score(c Candidacy) (Candidate, fieldErrors) {
	out := Candidate{Name: line(c.Name), Levels: map[string]int{}, Note: lines(c.Note), Reason: lines(c.Reason)}
	var e fieldErrors
	length(&e, "name", out.Name, 1, maxName, "Type the company's name.")
	if site := line(c.Website); site != "" {
		var err error
		out.Domain, err = RegistrableDomain(site)
		e.when(err != nil, "website", "This is not a company's website. Type it like acme.com, or leave it empty.")
	}
	answered := true
	for _, k := range p.Criteria {
		level, ok := c.Levels[k.Key]
		ok = ok && level >= 0 && level < len(k.Levels)
		e.when(!ok, LevelField+k.Key, "Choose what fits best.")
		out.Levels[k.Key], answered = level, answered && ok
	}
	length(&e, "note", out.Note, 0, maxRemark, "")
	if !answered {
		return out, e
	}
	out.Fit = p.Fit(out.Levels)
	below := out.Fit < p.Threshold
	if !below {
		out.Reason = ""
	}
	e.when(below && out.Reason == "", "reason", fmt.Sprintf(
		"The fit is %d, below the threshold of %d. Say why it is a candidate all the same.", out.Fit, p.Threshold))
	length(&e, "reason", out.Reason, 0, maxWhy, "")
	return out, e
}

// LevelField is what the name of a criterion's field begins with.
const LevelField = "level_"

// another tells of who is a partner already: by the name, whatever became of that one, or by the website of one who has not
// exited; and of the website of another candidate on the list.
func (e *fieldErrors) another(ctx context.Context, s Reader, c Candidate, known *Candidate) error {
	if known != nil && known.Status == CandidateSigned {
		e.add("name", c.Name+" has signed already.")
		return nil
	}
	p, err := s.PartnerByName(ctx, c.ProgramID, c.Name)
	if CodeOf(err) != NotFound {
		e.when(err == nil, "name", p.Name+" "+p.already())
		return err
	}
	return e.websiteTaken(ctx, s, c)
}

// already says of a partner that it is one, or was, and where to see it.
func (p Partner) already() string {
	if p.Status == PartnerExited {
		return fmt.Sprintf("was a partner and has left the program: see `/partner show %s`. Another company has a name of its own.", p.Name)
	}
	return fmt.Sprintf("is a partner already: see `/partner show %s`.", p.Name)
}

func (e *fieldErrors) websiteTaken(ctx context.Context, s Reader, c Candidate) error {
	if c.Domain == "" {
		return nil
	}
	same, err := partnersWith(ctx, s, c.ProgramID, c.Domain)
	if err != nil {
		return err
	}
	if len(same) > 0 {
		e.add("website", fmt.Sprintf("This is the website of %s, who signed already. A candidate has a website of its own.", namesOf(same)))
		return nil
	}
	listed, err := s.Candidates(ctx, c.ProgramID, CandidateFilter{Status: CandidateListed, Domain: c.Domain}, 2)
	if i := slices.IndexFunc(listed, func(k Candidate) bool { return k.ID != c.ID }); i >= 0 {
		e.add("website", fmt.Sprintf("This is the website of %s, who is on the short list already. Use that name, or another website.", listed[i].Name))
	}
	return err
}

// partnersWith are the partners with a website who have not exited; none for "".
func partnersWith(ctx context.Context, s Reader, program ID, site string) ([]Partner, error) {
	if site == "" {
		return nil, nil
	}
	same, err := s.PartnersByDomain(ctx, program, site)
	return slices.DeleteFunc(same, func(p Partner) bool { return p.Status == PartnerExited }), err
}

// listCandidate keeps a candidate, new or scored again.
func (d *Desk) listCandidate(ctx context.Context, tx Tx, a Actor, c Candidate) (Candidate, error) {
	if err := tx.SaveCandidate(ctx, c); err != nil {
		return c, err
	}
	c.Revision++
	e := d.event(a, d.now(), c.ID, EventCandidateScored)
	e.New, e.Reason = fmt.Sprintf("%s: %d", c.Name, c.Fit), c.Reason
	return c, tx.AddEvent(ctx, e)
}

// candidateNamed is the candidate of a name, in any case; nil for none.
func candidateNamed(ctx context.Context, s Reader, program ID, name string) (*Candidate, error) {
	known, err := s.CandidateByName(ctx, program, name)
	switch {
	case err == nil:
		return &known, nil
	case CodeOf(err) == NotFound:
		return nil, nil
	default:
		return nil, err
	}
}

// DeclineCandidate takes a candidate off the short list. Conflict when it has signed.
func (d *Desk) DeclineCandidate(ctx context.Context, a Actor, id ID) (Candidate, error) {
	if err := May(a, ActRecruit, Subject{}); err != nil {
		return Candidate{}, err
	}
	var out Candidate
	err := d.store.Change(ctx, func(ctx context.Context, tx Tx) error {
		_, fresh, err := tx.Once(ctx, a.TenantID, a.Chat.Key, id)
		if err != nil {
			return err
		}
		if out, err = d.loadCandidate(ctx, tx, a, id); err != nil || !fresh || out.Status == CandidateDeclined {
			return err
		}
		if out.Status == CandidateSigned {
			return Refuse(Conflict, out.Name+" has signed already.")
		}
		out.Status = CandidateDeclined
		if err := tx.SaveCandidate(ctx, out); err != nil {
			return err
		}
		out.Revision++
		e := d.event(a, d.now(), id, EventCandidateDeclined)
		e.Old = out.Name
		return tx.AddEvent(ctx, e)
	})
	return out, err
}

func (d *Desk) loadCandidate(ctx context.Context, s Reader, a Actor, id ID) (Candidate, error) {
	c, err := s.Candidate(ctx, id)
	if CodeOf(err) == NotFound || err == nil && c.ProgramID != a.ProgramID {
		return Candidate{}, Refuse(NotFound, "There is no such candidate.")
	}
	return c, err
}

// Candidates are the short list, as far as a name contains text: the one whose whole name it is, then the best fit first, at
// most 100. Those that signed or were declined are not on it.
// Forbidden to outside people.
func (d *Desk) Candidates(ctx context.Context, a Actor, text string) ([]Candidate, error) {
	if err := May(a, ActSeePartner, Subject{}); err != nil {
		return nil, err
	}
	return d.store.Candidates(ctx, a.ProgramID, CandidateFilter{Status: CandidateListed, Text: line(text)}, mostCandidates)
}

// Candidate is one candidate. Forbidden to outside people.
func (d *Desk) Candidate(ctx context.Context, a Actor, id ID) (Candidate, error) {
	if err := May(a, ActSeePartner, Subject{}); err != nil {
		return Candidate{}, err
	}
	return d.loadCandidate(ctx, d.store, a, id)
}
