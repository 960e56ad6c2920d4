package domain

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/partnerbot/partnerbot/domain/activation"
)

// Lessons are what the partner types of a program have taught so far, for who opens another one.
type Lessons struct {
	Partners int    // who have not exited
	Step     string // the checkpoint where most of them are late or stalled; else the one that was done longest after its day; "" for none
	Stuck    int    // how many of them are late or stalled there
	Over     int    // when none is: by how many days it was late on average, of those who have done it
	Rejected []Rejection
}

// Rejection is why registrations were rejected, and how many were.
type Rejection struct {
	Reason Reason
	Count  int
}

// None tells whether there is nothing to learn from yet.
func (l Lessons) None() bool { return l.Step == "" && len(l.Rejected) == 0 }

// mostRejections is how many reasons are told.
const mostRejections = 3

// Lessons reads what the program's partner types have taught. Forbidden to outside people.
func (d *Desk) Lessons(ctx context.Context, a Actor) (Lessons, error) {
	if err := May(a, ActSeePartner, Subject{}); err != nil {
		return Lessons{}, err
	}
	p, err := d.store.Program(ctx, a.ProgramID)
	if err != nil {
		return Lessons{}, err
	}
	var out Lessons
	passed := tallies{}
	today := p.DateOf(d.now())
	for r, err := range d.store.Runways(ctx, p.ID) {
		if err != nil {
			return out, err
		}
		out.Partners++
		passed.add(r, p.judge(r, today))
	}
	if worst := passed.worst(); worst != nil {
		path, err := d.store.Checkpoints(ctx, worst.who)
		if err != nil {
			return out, err
		}
		out.Step, out.Stuck, out.Over = stepName(path, worst.key), worst.stuck, worst.late()
	}
	rejected, err := d.store.Rejections(ctx, p.ID)
	out.Rejected = rejections(rejected)
	return out, err
}

// tally is how partners do at a checkpoint.
type tally struct {
	key   string
	who   ID  // one of them
	stuck int // late or stalled there
	done  int
	over  int // days after the due day, of all who have done it together
}

func (t tally) late() int {
	if t.done == 0 {
		return 0
	}
	return t.over / t.done
}

// tallies are by checkpoint.
type tallies map[string]*tally

func (all tallies) at(key string, who ID) *tally {
	if all[key] == nil {
		all[key] = &tally{key: key, who: who}
	}
	return all[key]
}

func (all tallies) add(r Runway, s activation.Standing) {
	for _, c := range r.Checkpoints {
		if !c.Done.IsZero() {
			t := all.at(c.Key, r.Partner.ID)
			t.done++
			t.over += max(c.Done.DaysSince(c.Due), 0)
		}
	}
	if s.Current != "" && (s.Status == activation.Late || s.Status == activation.Stalled) {
		all.at(s.Current, r.Partner.ID).stuck++
	}
}

// worst is the checkpoint to learn from, nil when nobody was ever late at one.
func (all tallies) worst() *tally {
	var worst *tally
	for _, t := range all {
		if t.stuck+t.late() > 0 && (worst == nil || worseStep(t, worst) < 0) {
			worst = t
		}
	}
	return worst
}

func worseStep(a, b *tally) int {
	return cmp.Or(b.stuck-a.stuck, b.late()-a.late(), strings.Compare(a.key, b.key))
}

// rejections are the most frequent reasons, in the order of Reasons where they are as many.
func rejections(counts map[Reason]int) []Rejection {
	var out []Rejection
	for _, reason := range Reasons() {
		if n := counts[reason]; n > 0 {
			out = append(out, Rejection{reason, n})
		}
	}
	slices.SortStableFunc(out, func(a, b Rejection) int { return b.Count - a.Count })
	return out[:min(len(out), mostRejections)]
}
