package domain

import (
	"regexp"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/partnerbot/partnerbot/domain/activation"
)

// aKey is what may travel in buttons and field names.
var aKey = regexp.MustCompile(`^[a-z0-9_]{1,34}$`)

func wantKeys(t *testing.T, keys []string) {
	t.Helper()
	for i, k := range keys {
		if !aKey.MatchString(k) || slices.Contains(keys[:i], k) {
			t.Errorf("the keys are %q", keys)
		}
	}
}

// Whatever is typed, it is refused with words, or it is kept and reads back the same with the same keys.
func FuzzReadProfile(f *testing.F) {
	f.Add("Reach | 3 | none; some; many\nSkill | 2 | none; certified\nFocus | 1 | no; half; all")
	f.Add("\n業界|10|低;中;高\r\n!!|1|a;b\n??|1|a;b\n\nİ|1|a;b")
	f.Add("A|+1|a;b\n a |1|\x00;\xff\nB|1|a;;b\n|||")
	f.Fuzz(func(t *testing.T, typed string) {
		var e fieldErrors
		read := PartnerProfile{Criteria: e.criteria(typed, nil)}
		if e.err() != nil {
			for _, fault := range e {
				if fault.Field != "criteria" || fault.Message == "" || len([]rune(fault.Message)) > maxBeside {
					t.Errorf("the fault is %+v", fault)
				}
			}
			return
		}
		var keys []string
		for _, c := range read.Criteria {
			keys = append(keys, c.Key)
		}
		wantKeys(t, keys)
		again := PartnerProfile{Criteria: e.criteria(read.Text(), read.Criteria)}
		if diff := cmp.Diff(read, again); diff != "" || e.err() != nil {
			t.Errorf("%q reads back as %q, %v:\n%s", typed, read.Text(), e.err(), diff)
		}
	})
}

// Likewise; and the path is by due day, with what a checkpoint needs above it.
func FuzzReadPath(f *testing.F) {
	f.Add("Kick-off | 7 | by hand\nExam | 30 | 2 certified | after Kick-off\nFirst deal | 60 | first registration")
	f.Add(PathText(activation.DefaultPath()))
	f.Add("After | day 1 | owner\r\n\nB | 9 | by hand | After after\nC|9|first win|after B, after\nD, E|9|first registration|B")
	f.Add("A|9|by hand\nB|8|by hand|A\nİ|1|by hand\ni|1|first registration|after i\xff")
	f.Fuzz(func(t *testing.T, typed string) {
		var e fieldErrors
		read := e.path(typed, nil)
		if e.err() != nil {
			for _, fault := range e {
				if fault.Field != "steps" || fault.Message == "" || len([]rune(fault.Message)) > maxBeside {
					t.Errorf("the fault is %+v", fault)
				}
			}
			return
		}
		var keys []string
		for i, s := range read {
			for _, need := range s.Needs {
				if !slices.Contains(keys, need) {
					t.Errorf("%s needs %s, which is not above it in %q", s.Name, need, typed)
				}
			}
			if keys = append(keys, s.Key); i > 0 && s.DueDay < read[i-1].DueDay {
				t.Errorf("%s is due before what stands above it in %q", s.Name, typed)
			}
		}
		wantKeys(t, keys)
		if again := e.path(PathText(read), read); !cmp.Equal(read, again) || e.err() != nil {
			t.Errorf("%q reads back as %q, %v:\n%s", typed, PathText(read), e.err(), cmp.Diff(read, again))
		}
	})
}
