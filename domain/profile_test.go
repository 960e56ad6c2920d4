package domain_test

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/partnerbot/partnerbot/domain"
)

func TestWriteProfile(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	a := o.Actor(o.Lena)
	var got domain.Program
	for range 2 { // the same request
		var err error
		got, err = o.WriteProfile(t.Context(), a, "", 0, domain.WrittenProfile{Criteria: "\n Reach in the  market |3| none ; some;many;\r\n\n Zürich! | 10 | no; yes\n業界 | 1 | 低; 中; 高; 特; 優\n", Threshold: " 60 "})
		if err != nil {
			t.Fatal(err)
		}
	}
	wantSame(t, "the profile", got.Profile, domain.PartnerProfile{Threshold: 60, Criteria: []domain.Criterion{
		{Key: "reach_in_the_market", Name: "Reach in the market", Weight: 3, Levels: []string{"none", "some", "many"}},
		{Key: "z_rich", Name: "Zürich!", Weight: 10, Levels: []string{"no", "yes"}},
		{Key: "x", Name: "業界", Weight: 1, Levels: []string{"低", "中", "高", "特", "優"}},
	}})
	kept, err := o.Store.Program(t.Context(), o.World.Program.ID)
	if err != nil {
		t.Fatal(err)
	}
	wantSame(t, "what is kept", kept, got)
	e := o.event(t, got.ID, domain.EventProfileWritten)
	if *e.ActorID != o.Lena.ID {
		t.Errorf("the event is %+v", e)
	}
}

// A criterion whose name stays keeps its key, whatever else changes and wherever it stands.
func TestWriteProfile_KeysStay(t *testing.T) {
	t.Parallel()
	o := withProfile(t)
	keys := func(text string) string {
		p, err := o.WriteProfile(t.Context(), o.Actor(o.Lena), "", 0, domain.WrittenProfile{Criteria: text, Threshold: "0"})
		if err != nil {
			t.Fatal(err)
		}
		var all []string
		for _, c := range p.Profile.Criteria {
			all = append(all, c.Key)
		}
		return strings.Join(all, " ")
	}
	for _, c := range []struct{ text, want string }{
		{"Focus | 9 | a; b\nREACH | 1 | a; b; c; d\nSkill! | 1 | a; b", "focus reach skill_2"},
		// Reach? is not Reach, and does not get its key, though it comes first.
		{"Skill? | 1 | a; b\nReach? | 1 | a; b\nReach | 1 | a; b\nSkill! | 1 | a; b", "skill reach_2 reach skill_2"},
		{"!! | 1 | a; b\n?? | 1 | a; b\n" + strings.Repeat("long ", 15) + " | 1 | a; b", "x x_2 long_long_long_long_long_long"},
	} {
		if got := keys(c.text); got != c.want {
			t.Errorf("%q has the keys %q, want %q", c.text, got, c.want)
		}
	}
}

func TestWriteProfile_Refused(t *testing.T) {
	t.Parallel()
	o := withProfile(t)
	long := strings.Repeat("n", 76)
	for text, want := range map[string]string{
		"":                           "Write 3 to 8 criteria, one on each line.",
		"A | 1 | a; b\nB | 1 | a; b": "Write 3 to 8 criteria, one on each line.",
		strings.Repeat("A | 1 | a; b\n", 1) + numbered("C%d | 1 | a; b\n", 8): "Write 3 to 8 criteria, one on each line.",
		"A | 1 | a; b\n\nB | 1\nC | 1 | a; b":                                 "Line 3: write name | weight | worst; …; best.",
		"\n\nA | 1 | a; b | c\nB | 1 | a; b\nC | 1 | a; b":                    "Line 3: write name | weight | worst; …; best.",
		"A | 1 | a; b\nB | 1 | a; b\n | 1 | a; b":                             "Line 3: give it a name of 1 to 75 characters.",
		"A | 1 | a; b\nB | 1 | a; b\n" + long + " | 1 | a; b":                 "Line 3: give it a name of 1 to 75 characters.",
		"A | 0 | a; b\nB | 1 | a; b\nC | 1 | a; b":                            "Line 1: the weight is a number from 1 to 10.",
		"A | 11 | a; b\nB | 1 | a; b\nC | 1 | a; b":                           "Line 1: the weight is a number from 1 to 10.",
		"A | heavy | a; b\nB | 1 | a; b\nC | 1 | a; b":                        "Line 1: the weight is a number from 1 to 10.",
		"A | 1 | a;;\nB | 1 | a; b\nC | 1 | a; b":                             "Line 1: describe 2 to 5 levels, with ; between them, from the worst to the best.",
		"A | 1 | a;b;c;d;e;f\nB | 1 | a; b\nC | 1 | a; b":                     "Line 1: describe 2 to 5 levels, with ; between them, from the worst to the best.",
		"A | 1 | a; " + long + "\nB | 1 | a; b\nC | 1 | a; b":                 "Line 1: a level has at most 75 characters.",
		"A\nB | 0 | a; b": "Line 1: write name | weight | worst; …; best. Line 2: the weight is a number from 1 to 10. Write 3 to 8 criteria, one on each line.",
		"A\nB\nC":         "Line 1: write name | weight | worst; …; best. Line 2: write name | weight | worst; …; best. And 1 more line.",
		"A\nB\nC\nD\nE":   "Line 1: write name | weight | worst; …; best. Line 2: write name | weight | worst; …; best. And 3 more lines.",
		tight(8, 72):      "Shorten this: as it is kept, with its spaces, it has 3015 characters, and the field takes 3000.",
		"A | 1 | a; b\nB | 1 | a; b\n a | 1 | a; b": "Line 3: this name stands there twice.",
	} {
		_, err := o.WriteProfile(t.Context(), o.Actor(o.Lena), "", 0, domain.WrittenProfile{Criteria: text, Threshold: "50"})
		wantFields(t, text, err, "criteria")
		if err == nil || !strings.HasSuffix(err.Error(), "criteria: "+want) {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
	for _, threshold := range []string{"", "-1", "101", "half"} {
		_, err := o.WriteProfile(t.Context(), o.Actor(o.Lena), "", 0, domain.WrittenProfile{Criteria: goodCriteria, Threshold: threshold})
		wantFields(t, "threshold "+threshold, err, "threshold")
	}
	_, err := o.WriteProfile(t.Context(), o.Actor(o.Lena), "", 0, domain.WrittenProfile{Criteria: "A\nB | 0 | a; b", Threshold: "x"})
	wantFields(t, "all at once", err, "criteria", "threshold")
	_, err = o.WriteProfile(t.Context(), o.Actor(o.Lena), "", 0, domain.WrittenProfile{
		Criteria: goodCriteria, Threshold: "50", Solution: strings.Repeat("x", 256),
	})
	wantFields(t, "too much of a solution", err, "solution")
	p, err := o.Store.Program(t.Context(), o.World.Program.ID)
	if err != nil || p.Profile.Text() != goodCriteria || p.Profile.Threshold != 50 {
		t.Errorf("the profile is %+v, %v", p.Profile, err)
	}
}

// tight are n criteria with five levels of so many characters, and no space that is not needed.
func tight(n, level int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "%c|1|%s\n", 'a'+i, strings.TrimSuffix(strings.Repeat(strings.Repeat("x", level)+";", 5), ";"))
	}
	return b.String()
}

// numbered repeats a line with 1, 2, … n in it.
func numbered(format string, n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.ReplaceAll(format, "%d", string(rune('a'+i))))
	}
	return b.String()
}

func TestFit(t *testing.T) {
	t.Parallel()
	level := func(name string, weight, levels int) domain.Criterion {
		return domain.Criterion{Key: name, Name: name, Weight: weight, Levels: make([]string, levels)}
	}
	profile := domain.PartnerProfile{Criteria: []domain.Criterion{level("a", 3, 3), level("b", 2, 2), level("c", 1, 4)}}
	for _, c := range []struct{ a, b, c, want int }{
		{0, 0, 0, 0},
		{2, 1, 3, 100},
		{1, 0, 0, 25},
		{0, 1, 0, 33},
		{0, 0, 1, 5},
		{1, 1, 2, 69},
		{2, 1, 2, 94},
		{9, 9, 9, 100},
		{-1, -1, -1, 0}, // what a profile with fewer levels leaves behind
	} {
		if got := profile.Fit(map[string]int{"a": c.a, "b": c.b, "c": c.c}); got != c.want {
			t.Errorf("%+v fits %d", c, got)
		}
	}
	if got := profile.Fit(map[string]int{"a": 2, "z": 9}); got != 50 {
		t.Errorf("with a level that is missing it fits %d, want 50", got)
	}
	if got := (domain.PartnerProfile{}).Fit(map[string]int{"a": 1}); got != 0 {
		t.Errorf("with no profile it fits %d", got)
	}
}

// Over random profiles: the worst is 0 and the best is 100, and to raise a level never lowers the fit.
func TestFit_Properties(t *testing.T) {
	t.Parallel()
	for seed := range uint64(500) {
		r := rand.New(rand.NewPCG(seed, 2))
		var p domain.PartnerProfile
		levels, best := map[string]int{}, map[string]int{}
		for n := range 3 + r.IntN(6) {
			c := domain.Criterion{Key: string(rune('a' + n)), Weight: 1 + r.IntN(10), Levels: make([]string, 2+r.IntN(4))}
			p.Criteria = append(p.Criteria, c)
			levels[c.Key], best[c.Key] = 0, len(c.Levels)-1
		}
		if worst, most := p.Fit(levels), p.Fit(best); worst != 0 || most != 100 {
			t.Fatalf("seed %d: from %d to %d", seed, worst, most)
		}
		for last := 0; ; {
			var raise []string
			for key, top := range best {
				if levels[key] < top {
					raise = append(raise, key)
				}
			}
			if len(raise) == 0 {
				break
			}
			levels[raise[r.IntN(len(raise))]]++
			fit := p.Fit(levels)
			if fit < last || fit > 100 {
				t.Fatalf("seed %d: from %d to %d with %v", seed, last, fit, levels)
			}
			last = fit
		}
	}
}

// What is suggested can be kept as it is, and a candidate in the middle of everything does not fit by it.
func TestSuggestedProfile(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for _, of := range []domain.PartnerType{domain.Reseller, domain.SI, domain.TechISV, domain.Referral} {
		want := domain.SuggestedProfile(of)
		got, err := o.WriteProfile(t.Context(), o.Actor(o.Lena), "", 0, domain.WrittenProfile{Criteria: want.Text(), Threshold: strconv.Itoa(want.Threshold)})
		if err != nil {
			t.Fatalf("of %s: %v", of, err)
		}
		wantSame(t, string(of), got.Profile, want)
		middle := map[string]int{}
		for _, c := range want.Criteria {
			middle[c.Key] = len(c.Levels) / 2
		}
		if fit := want.Fit(middle); fit >= want.Threshold {
			t.Errorf("of %s: in the middle of everything the fit is %d", of, fit)
		}
	}
	if p := domain.SuggestedProfile(""); len(p.Criteria) > 0 {
		t.Errorf("of no type: %+v", p)
	}
}
