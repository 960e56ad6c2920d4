package domain

import "time"

// Result is what came of one attempt to send or to edit a message.
type Result string

// The results.
const (
	Arrived   Result = "arrived"   // it stands in the chat
	NotYet    Result = "not_yet"   // it did not arrive, and may if tried again
	Held      Result = "held"      // the bot itself kept it back, until its turn comes
	Refused   Result = "refused"   // it did not arrive and never will
	Unknown   Result = "unknown"   // it left, and nobody can say whether it arrived
	Pointless Result = "pointless" // not sent, because nobody would read it any more
)

// Attempt is one attempt and what came of it.
type Attempt struct {
	Result  Result
	Message MessageRef // where it stands, when it arrived
	Problem string     // what went wrong, in words for an admin; no secrets
}

// Due tells whether there is something to send or edit.
func (d Delivery) Due() bool { return d.State == Queued || d.edits() && d.Wanted > d.Shown }

// edits tells whether the delivery stands in the chat and is a card, which is edited for as long as it lives.
func (d Delivery) edits() bool {
	switch d.Kind {
	case ReviewCard, DigestPost, LinkRequest, StallNudge:
		return d.State == Sent
	default:
		return false
	}
}

// Useful tells whether the delivery is still worth sending.
func (d Delivery) Useful(now time.Time) bool {
	return d.UsefulUntil.IsZero() || now.Before(d.UsefulUntil)
}

// Begun is the delivery with an attempt under way; false when there is nothing to do, or another attempt is under way.
// The first post goes through Sending, so that one cut short is known. When a process dies in an attempt, somebody else
// ends the attempt for it, with [Unknown].
func (d Delivery) Begun(now time.Time) (Delivery, bool) {
	if !d.Due() || !d.SendingSince.IsZero() {
		return d, false
	}
	if d.State == Queued {
		d.State = Sending
	}
	d.SendingSince = now
	d.Attempts++
	return d, true
}

// After is the delivery as the attempt that Begun started leaves it. Wanted is never changed by an attempt: what has
// been asked for since the message was drawn is still to be shown.
func (d Delivery) After(a Attempt) Delivery {
	d.SendingSince, d.Problem = time.Time{}, a.Problem
	switch a.Result {
	case Arrived:
		d.Attempts = 0
	case Held:
		d.Attempts-- // waiting for a turn is no attempt
	}
	switch d.State {
	case Sending:
		return d.posted(a)
	case Sent:
		return d.edited(a)
	default:
		return d
	}
}

func (d Delivery) posted(a Attempt) Delivery {
	switch a.Result {
	case Arrived:
		d.State, d.Message, d.Shown = Sent, a.Message, d.Wanted
	case NotYet, Held:
		d.State = Queued
	case Refused:
		d.State = Failed
	case Pointless:
		d.State = Dropped
	default: // never repeated, because the platforms cannot tell a second post from the first
		d.State = Uncertain
	}
	return d
}

// edited: an edit of unknown outcome is done again; one that was refused is given up. The next change is tried again: who
// kept it from being shown may have left, and of a message that somebody deleted it costs one call.
func (d Delivery) edited(a Attempt) Delivery {
	switch a.Result {
	case Arrived, Pointless, Refused:
		d.Shown = d.Wanted
	}
	return d
}
