package activation

import "github.com/partnerbot/partnerbot/domain/calendar"

// Status is how a partner stands on the path.
type Status string

// The statuses, from the best to the worst of those that are not a decision.
const (
	OnTrack Status = "on_track"
	DueSoon Status = "due_soon" // the current checkpoint is due within a week
	Late    Status = "late"     // it is overdue, by less than what makes it stalled
	Stalled Status = "stalled"  // long overdue, or nothing happened, or nobody owns it
	Dormant Status = "dormant"  // activated, and then silent
	Parked  Status = "parked"   // somebody decided to wait, until a day
	Exited  Status = "exited"   // somebody decided to part, for good
)

// Statuses lists every status.
func Statuses() []Status {
	return []Status{OnTrack, DueSoon, Late, Stalled, Dormant, Parked, Exited}
}

// Terms are the numbers of section 8.3, in days.
type Terms struct {
	DueSoon int // a checkpoint is due soon this many days before it is due (7)
	Stalled int // one that is overdue by more is stalled (14)
	Idle    int // before activation, nothing happened for longer: stalled (30)
	Dormant int // after activation, no registration or evidence for longer: dormant (90)
	Again   int // a concern is told again from this many days on (7)
	Lead    int // and to the head of partnerships (14)
	Decide  int // and is to be decided on (30)
	Repeat  int // the same is not told to the same person again within as many days, unless it is worse (7)
}

// DefaultTerms are those of section 8.3.
func DefaultTerms() Terms {
	return Terms{DueSoon: 7, Stalled: 14, Idle: 30, Dormant: 90, Again: 7, Lead: 14, Decide: 30, Repeat: 7}
}

// Facts are what a partner's status follows from.
type Facts struct {
	SignedOn calendar.Date // never zero
	Owned    bool          // somebody of ours owns the runway
	// WatchedOn is the day from which on it counts what does not happen, zero for since signature.
	WatchedOn   calendar.Date
	Checkpoints []Checkpoint
	ActivatedOn calendar.Date // the first approved registration; zero: not yet
	ActiveOn    calendar.Date // the last day on which anything happened; zero: none
	DealtOn     calendar.Date // the last registration or evidence; zero: none
	// ParkedUntil is the first day on which the partner is back, zero for never parked.
	ParkedUntil calendar.Date
	Exited      bool
}

// Reason says what a concern is about.
type Reason string

// The reasons.
const (
	Unowned Reason = "unowned" // nobody owns the runway
	Overdue Reason = "overdue" // the current checkpoint is
	Idle    Reason = "idle"    // nothing happened, before activation
	Silent  Reason = "silent"  // no registration or evidence, after it
)

// Concern is what is wrong with a partner. Two are the same when they are equal.
type Concern struct {
	Reason Reason
	Key    string        // Overdue: of the checkpoint
	Since  calendar.Date // the first day on which it was so
}

// None tells whether nothing is wrong.
func (c Concern) None() bool { return c.Reason == "" }

// Days is for how many days the concern has been there: 1 on its first day, 0 and less before.
func (c Concern) Days(today calendar.Date) int { return today.DaysSince(c.Since) + 1 }

// Standing is how a partner stands on a day.
type Standing struct {
	Status  Status
	Current string        // key of the checkpoint to pass next, "" for none
	Due     calendar.Date // of that one
	Concern Concern       // that has been there longest, none for parked and exited
}

// Judge is how a partner stands on a day. It is defined for all facts; what it says follows from nothing else.
func Judge(f Facts, today calendar.Date, t Terms) Standing {
	var s Standing
	current := Current(f.Checkpoints)
	if current != nil {
		s.Current, s.Due = current.Key, current.Due
	}
	switch {
	case f.Exited:
		s.Status = Exited
	case today.Before(f.ParkedUntil):
		s.Status = Parked
	default:
		s.Status = OnTrack
		s.follow(current, today, t)
		s.watch(f, today, t)
	}
	return s
}

// follow judges by the checkpoint to pass next.
func (s *Standing) follow(current *Checkpoint, today calendar.Date, t Terms) {
	if current == nil {
		return
	}
	over := today.DaysSince(current.Due)
	switch {
	case over > t.Stalled:
		s.Status = Stalled
	case over > 0:
		s.Status = Late
	case -over <= t.DueSoon:
		s.Status = DueSoon
	}
	if over > 0 {
		s.Concern = Concern{Overdue, current.Key, current.Due.AddDays(1)}
	}
}

// watch judges by what does not happen. Time while parked is no silence, nor is what was before anybody looked.
func (s *Standing) watch(f Facts, today calendar.Date, t Terms) {
	from := latest(f.WatchedOn, f.ParkedUntil)
	if !f.Owned {
		s.add(Stalled, Concern{Reason: Unowned, Since: latest(from, f.SignedOn)})
	}
	if f.ActivatedOn.IsZero() {
		if since := latest(from, f.SignedOn, f.ActiveOn).AddDays(t.Idle + 1); !today.Before(since) {
			s.add(Stalled, Concern{Reason: Idle, Since: since})
		}
		return
	}
	if since := latest(from, f.ActivatedOn, f.DealtOn).AddDays(t.Dormant + 1); !today.Before(since) {
		s.add(Dormant, Concern{Reason: Silent, Since: since})
	}
}

// add keeps the worst status, and the concern that has been there longest.
func (s *Standing) add(status Status, c Concern) {
	if worse(status, s.Status) {
		s.Status = status
	}
	if s.Concern.None() || c.Since.Before(s.Concern.Since) {
		s.Concern = c
	}
}

var severity = map[Status]int{OnTrack: 0, DueSoon: 1, Late: 2, Stalled: 3, Dormant: 4}

func worse(a, b Status) bool { return severity[a] > severity[b] }

func latest(days ...calendar.Date) (out calendar.Date) {
	for _, d := range days {
		if d.After(out) {
			out = d
		}
	}
	return out
}
