package domain_test

import (
	"strings"
	"testing"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/activation"
)

func TestWritePath(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	a := o.Actor(o.Lena)
	var got domain.Program
	for range 2 { // the same request
		var err error
		got, err = o.WritePath(t.Context(), a, "", 0, "\n Kick-off  | Day 7 | By Hand\n\nWon |730| first win\r\n"+
			"Exam | 30 | 3 Certified | After KICK-OFF\nFirst deal | 60 | first registration\nOwner | 0 | owner\n"+
			"Plan | 60 | by hand | Exam, kick-off")
		if err != nil {
			t.Fatal(err)
		}
		o.days(1)
	}
	wantSame(t, "the path", got.Path, activation.Path{
		{Key: "owner_2", Name: "Owner", Kind: activation.OwnerNamed, DueDay: 0},
		{Key: "kickoff", Name: "Kick-off", Kind: activation.Manual, DueDay: 7},
		{Key: "exam", Name: "Exam", Kind: activation.Certification, DueDay: 30, People: 3, Needs: []string{"kickoff"}},
		{Key: "first_deal", Name: "First deal", Kind: activation.FirstRegistration, DueDay: 60},
		{Key: "plan", Name: "Plan", Kind: activation.Manual, DueDay: 60, Needs: []string{"exam", "kickoff"}},
		{Key: "won", Name: "Won", Kind: activation.FirstWin, DueDay: 730},
	})
	kept, err := o.Store.Program(t.Context(), o.World.Program.ID)
	if err != nil {
		t.Fatal(err)
	}
	wantSame(t, "what is kept", kept, got)
	if !got.PathSetAt.Equal(o.Clock.Now().AddDate(0, 0, -2)) {
		t.Errorf("it was set at %s", got.PathSetAt)
	}
	if e := o.event(t, got.ID, domain.EventPathWritten); *e.ActorID != o.Lena.ID {
		t.Errorf("the event is %+v", e)
	}
	// To save it as it is read changes nothing of it.
	again, err := o.WritePath(t.Context(), o.Actor(o.Lena), "", 0, domain.PathText(got.Path))
	if err != nil {
		t.Fatal(err)
	}
	wantSame(t, "the path that was read", again.Path, got.Path)
}

// The default path, which nobody typed, reads back the same.
func TestPathText(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	text := domain.PathText(activation.DefaultPath())
	want := "Owner named | 2 | owner\nKick-off | 7 | by hand\nCertification | 30 | 2 certified | after Kick-off\n" +
		"Joint go-to-market plan | 45 | by hand | after Kick-off\nFirst approved registration | 60 | first registration\n" +
		"First closed-won | 120 | first win"
	if text != want {
		t.Errorf("typed as\n%s\nwant\n%s", text, want)
	}
	p, err := o.WritePath(t.Context(), o.Actor(o.Lena), "", 0, text)
	if err != nil {
		t.Fatal(err)
	}
	wantSame(t, "the path", p.Path, activation.DefaultPath())
}

// needy is a path that is kept longer than it is typed.
func needy() string {
	var names []string
	text := "Deal|60|first registration\n"
	for i := range 19 {
		name := strings.Repeat(string(rune('a'+i)), 73)
		text += name + "|1|by hand"
		if i > 2 {
			text += "|" + strings.Join(names[:1], ",")
		}
		text, names = text+"\n", append(names, name)
	}
	return text
}

func TestWritePath_Refused(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	const last = "\nDeal | 60 | first registration"
	long := strings.Repeat("n", 76)
	how := "it is done “by hand”, “2 certified”, by “owner”, “first registration” or “first win”."
	for text, want := range map[string]string{
		"":                       "Write 3 to 20 checkpoints, one on each line.",
		"A | 1 | by hand" + last: "Write 3 to 20 checkpoints, one on each line.",
		numbered("%d | 1 | by hand\n", 20) + last:                      "Write 3 to 20 checkpoints, one on each line.",
		numbered("%d | 1 | by hand\n", 3):                              "The path leads to a first approved registration: one checkpoint is “first registration”.",
		"\n\nA | 1\nB | 1 | by hand" + last:                            "Line 3: write name | due day | how it is done.",
		"A | 1 | by hand | B | C\nB | 1 | by hand" + last:              "Line 1: write name | due day | how it is done.",
		" | 1 | by hand\nB | 1 | by hand" + last:                       "Line 1: give it a name of 1 to 75 characters.",
		long + " | 1 | by hand\nB | 1 | by hand" + last:                "Line 1: give it a name of 1 to 75 characters.",
		"A | 1 | by hand\n\nA  | 2 | by hand" + last:                   "Line 3: this name stands there twice.",
		"A | soon | by hand\nB | 1 | by hand" + last:                   "Line 1: the due day is a number of days from signature, 0 to 730.",
		"A | -1 | by hand\nB | 1 | by hand" + last:                     "Line 1: the due day is a number of days from signature, 0 to 730.",
		"A | 731 | by hand\nB | 1 | by hand" + last:                    "Line 1: the due day is a number of days from signature, 0 to 730.",
		"A | 1 | by magic\nB | 1 | by hand" + last:                     "Line 1: " + how,
		"A | 1 | 0 certified\nB | 1 | by hand" + last:                  "Line 1: " + how,
		"A | 1 | 51 certified\nB | 1 | by hand" + last:                 "Line 1: " + how,
		"A | 1 | by hand | after B\nB | 1 | by hand" + last:            "Line 1: “B” is no checkpoint above it.",
		"A | 1 | by hand\nB | 1 | by hand | after B" + last:            "Line 2: “B” is no checkpoint above it.",
		"A | 1 | by hand\nB | 1 | by hand | after A, Tea" + last:       "Line 2: “Tea” is no checkpoint above it.",
		"A | 1 | by hand\nB | 1 | by hand | " + last:                   "Line 2: “” is no checkpoint above it.",
		"A | 1 | by hand | after " + long + "\nB | 1 | by hand" + last: "Line 1: what it needs is no checkpoint above it.",
		"A\nB | x | by hand\nC\nD | 1 | first registratoin": "Line 1: write name | due day | how it is done. " +
			"Line 2: the due day is a number of days from signature, 0 to 730. And 2 more lines.",
		needy(): "Shorten this: as it is kept, with its spaces, it has 3014 characters, and the field takes 3000.",
		"A | 9 | by hand\nB | 8 | by hand | after A" + last: "Line 2: it is due before “A”, which comes first.",
	} {
		_, err := o.WritePath(t.Context(), o.Actor(o.Lena), "", 0, text)
		wantFields(t, text, err, "steps")
		if err == nil || !strings.HasSuffix(err.Error(), "steps: "+want) {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
	_, err := o.WritePath(t.Context(), o.Actor(o.Lena), "", 0, "A\nB | x | by hand")
	wantFields(t, "all at once", err, "steps")
	if p, err := o.Store.Program(t.Context(), o.World.Program.ID); err != nil || !p.PathSetAt.IsZero() {
		t.Errorf("the path was set at %s, %v", p.PathSetAt, err)
	}
}
