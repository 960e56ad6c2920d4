package domain

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// PartnerProfile is the ideal partner profile: what a candidate is scored by before anyone is recruited. The partner type
// and the joint solution, which belong to it, are the motion's.
type PartnerProfile struct {
	Criteria  []Criterion // 3 at least once it is written
	Threshold int         // a candidate with less needs a written reason, 0 to 100
}

// Criterion is one question about a candidate.
type Criterion struct {
	Key    string // unique in the profile; it stays when the words change
	Name   string
	Weight int      // 1 to 10
	Levels []string // described in words, from the worst to the best: 2 to 5
}

// Bounds of a profile.
const (
	leastCriteria = 3
	mostCriteria  = 8 // as many as are answered in one form
	mostWeight    = 10
	leastLevels   = 2
	mostLevels    = 5
	maxLevel      = 75 // characters: it stands in a menu
)

// Fit is how well a candidate with these levels fits, 0 to 100: the share of the most that could be, each criterion by
// its weight, rounded down. A level that is missing counts as the worst.
func (p PartnerProfile) Fit(levels map[string]int) int {
	got, most := 0, 0
	for _, c := range p.Criteria {
		top := len(c.Levels) - 1
		if top < 1 {
			continue
		}
		got += c.Weight * min(max(levels[c.Key], 0), top) * fitScale / top
		most += c.Weight * fitScale
	}
	if most == 0 {
		return 0
	}
	return got * 100 / most
}

// fitScale is divisible by every number of steps that a criterion may have, so that nothing is lost in between.
const fitScale = 12

// WrittenProfile is a profile as it is typed.
type WrittenProfile struct {
	Criteria  string // one on each line, as name | weight | worst; …; best
	Threshold string // 0 to 100
	Solution  string // the joint solution, at most 255 characters; "" leaves it as it is
}

// WriteProfile keeps the profile of a partner type, the first one for "". A criterion whose name stays keeps its key.
// Invalid says which line is at fault.
//
// Stale when the program is not at the revision that was seen; 0: whatever it is.
func (d *Desk) WriteProfile(ctx context.Context, a Actor, of PartnerType, seen int, w WrittenProfile) (Program, error) {
	return d.designMotion(ctx, a, EventProfileWritten, of, seen, func(m *Motion) error {
		var e fieldErrors
		profile := PartnerProfile{Criteria: e.criteria(w.Criteria, m.Profile.Criteria)}
		var err error
		profile.Threshold, err = strconv.Atoi(line(w.Threshold))
		e.when(err != nil || profile.Threshold < 0 || profile.Threshold > 100, "threshold", "Type a number from 0 to 100, such as 60.")
		solution := cmp.Or(line(w.Solution), m.Solution)
		length(&e, "solution", solution, 0, maxSolution, "")
		if err := e.err(); err != nil {
			return err
		}
		m.Profile, m.Solution = profile, solution
		return nil
	})
}

// designMotion changes what belongs to one partner type. NotFound when the program is not open for it.
func (d *Desk) designMotion(ctx context.Context, a Actor, kind string, of PartnerType, seen int, change func(*Motion) error) (Program, error) {
	return d.design(ctx, a, kind, of, func(_ context.Context, _ Tx, p *Program) error {
		if err := p.asSeen(seen); err != nil {
			return err
		}
		m := p.motion(of)
		if m == nil {
			return errNotOpen
		}
		return change(m)
	})
}

// asSeen refuses to change a program that is not as somebody saw it. 0 is whatever it is.
func (p Program) asSeen(revision int) error {
	if revision != 0 && revision != p.Revision {
		return Refuse(Stale, "Somebody else changed the program since you opened this form.")
	}
	return nil
}

// design changes what the program is built of, in one transaction with its event. of is the partner type that it is about,
// "" for the first one or for all.
func (d *Desk) design(ctx context.Context, a Actor, kind string, of PartnerType, change func(context.Context, Tx, *Program) error) (Program, error) {
	if err := May(a, ActDesign, Subject{}); err != nil {
		return Program{}, err
	}
	var out Program
	err := d.store.Change(ctx, func(ctx context.Context, tx Tx) error {
		_, fresh, err := tx.Once(ctx, a.TenantID, a.Chat.Key, a.ProgramID)
		if err != nil {
			return err
		}
		if !fresh {
			out, err = tx.Program(ctx, a.ProgramID)
			return err
		}
		out, err = tx.UpdateProgram(ctx, a.ProgramID, func(p *Program) error { return change(ctx, tx, p) })
		if err != nil {
			return err
		}
		e := d.event(a, d.now(), a.ProgramID, kind)
		e.New = string(of)
		return tx.AddEvent(ctx, e)
	})
	return out, err
}

func (e *fieldErrors) criteria(typed string, before []Criterion) []Criterion {
	var all []Criterion
	var wrongs []string
	for n, text := range strings.Split(typed, "\n") {
		if text = line(text); text == "" {
			continue
		}
		c, wrong := readCriterion(text)
		if wrong == "" && slices.ContainsFunc(all, func(k Criterion) bool { return equalNames(k.Name, c.Name) }) {
			wrong = "this name stands there twice."
		}
		if wrong != "" {
			wrongs = append(wrongs, fmt.Sprintf("Line %d: %s", n+1, wrong))
		}
		c.Key = keyOf(c.Name, before, all)
		all = append(all, c)
	}
	whole := ""
	switch {
	case len(all) < leastCriteria || len(all) > mostCriteria:
		whole = fmt.Sprintf("Write %d to %d criteria, one on each line.", leastCriteria, mostCriteria)
	case len(wrongs) == 0:
		whole = tooLong(PartnerProfile{Criteria: all}.Text())
	}
	e.written("criteria", wrongs, whole)
	return all
}

// readCriterion reads one line; wrong says what is, "" for nothing.
func readCriterion(text string) (c Criterion, wrong string) {
	parts := strings.Split(text, "|")
	if len(parts) != 3 {
		return c, "write name | weight | worst; …; best."
	}
	weight, err := strconv.Atoi(line(parts[1]))
	c = Criterion{Name: line(parts[0]), Weight: weight}
	for _, l := range strings.Split(parts[2], ";") {
		if l = line(l); l != "" {
			c.Levels = append(c.Levels, l)
		}
	}
	long := func(s string) bool { return len([]rune(s)) > maxLevel }
	switch {
	case c.Name == "" || long(c.Name):
		return c, fmt.Sprintf("give it a name of 1 to %d characters.", maxLevel)
	case err != nil || weight < 1 || weight > mostWeight:
		return c, fmt.Sprintf("the weight is a number from 1 to %d.", mostWeight)
	case len(c.Levels) < leastLevels || len(c.Levels) > mostLevels:
		return c, fmt.Sprintf("describe %d to %d levels, with ; between them, from the worst to the best.", leastLevels, mostLevels)
	case slices.ContainsFunc(c.Levels, long):
		return c, fmt.Sprintf("a level has at most %d characters.", maxLevel)
	}
	return c, ""
}

// keyOf is the key of a criterion: the one that it had, else one made from its name that none of the others has.
func keyOf(name string, before, beside []Criterion) string {
	if i := slices.IndexFunc(before, func(c Criterion) bool { return equalNames(c.Name, name) }); i >= 0 {
		return before[i].Key
	}
	return freeKey(name, func(key string) bool {
		has := func(c Criterion) bool { return c.Key == key }
		return slices.ContainsFunc(before, has) || slices.ContainsFunc(beside, has)
	})
}

// freeKey is a key made from a name that is not taken.
func freeKey(name string, taken func(string) bool) string {
	base := slug(name)
	key := base
	for n := 2; taken(key); n++ {
		key = fmt.Sprintf("%s_%d", base, n)
	}
	return key
}

// maxSlug is how long a key may be: it travels in buttons and field names.
const maxSlug = 30

// slug is a name as a key: small letters of ASCII, digits and _.
func slug(name string) string {
	s := strings.Map(func(r rune) rune {
		if r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			return unicode.ToLower(r)
		}
		return '_'
	}, name)
	s = strings.Trim(s[:min(len(s), maxSlug)], "_")
	if s == "" {
		return "x"
	}
	return s
}

func equalNames(a, b string) bool { return strings.EqualFold(line(a), line(b)) }

// Text is the criteria as they are typed.
func (p PartnerProfile) Text() string {
	all := make([]string, len(p.Criteria))
	for i, c := range p.Criteria {
		all[i] = fmt.Sprintf("%s | %d | %s", c.Name, c.Weight, strings.Join(c.Levels, "; "))
	}
	return strings.Join(all, "\n")
}
