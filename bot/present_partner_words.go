package bot

import (
	"fmt"
	"strings"

	"github.com/partnerbot/partnerbot/bot/view"
	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/activation"
	"github.com/partnerbot/partnerbot/domain/calendar"
)

// standingOf is how a partner stands, in words.
func standingOf(s activation.Status) view.Status {
	switch s {
	case activation.OnTrack:
		return view.Status{Text: "On track", Tone: view.Good}
	case activation.DueSoon:
		return view.Status{Text: "Due soon"}
	case activation.Late:
		return view.Status{Text: "Late", Tone: view.Bad}
	case activation.Stalled:
		return view.Status{Text: "Stalled", Tone: view.Bad}
	case activation.Dormant:
		return view.Status{Text: "Dormant", Tone: view.Bad}
	case activation.Parked:
		return view.Status{Text: "Parked"}
	default: // activation.Exited
		return view.Status{Text: "Left"}
	}
}

// problemOf is what is wrong with a partner on a day; step is the name of the checkpoint that it is about.
func problemOf(c activation.Concern, step string, today calendar.Date, t activation.Terms) string {
	days := max(c.Days(today), 1)
	switch c.Reason {
	case activation.Overdue:
		return fmt.Sprintf("%s is %s overdue", step, plural(days, "day"))
	case activation.Idle:
		return fmt.Sprintf("Nothing has happened for %s", plural(t.Idle+days, "day"))
	case activation.Silent:
		return fmt.Sprintf("No registration or evidence for %s", plural(t.Dormant+days, "day"))
	case activation.Unowned:
		return "Nobody owns the runway"
	default:
		return ""
	}
}

// partnerDid is what somebody did with a partner, to be read after their name.
func partnerDid(e domain.Event, to reader) string {
	switch e.Kind {
	case domain.EventSigned:
		return together(", ", []string{"signed it", e.Reason})
	case domain.EventStepDone:
		return because("noted "+e.New+" as done", e.Reason)
	case domain.EventStepOwner:
		return assigned(e)
	case domain.EventNewDate:
		step, day := movedTo(e, to)
		return because(fmt.Sprintf("moved %s to %s", step, day), e.Reason)
	case domain.EventSnoozed:
		return because("wanted no alert until "+to.typedDay(e.New), e.Reason)
	case domain.EventHelpAsked:
		return because("asked for help", e.New)
	case domain.EventHelped:
		return "gave the help that was asked for"
	case domain.EventContact:
		return because("was in touch on "+to.typedDay(e.New), e.Reason)
	case domain.EventOwner:
		return because("gave it to "+e.New, e.Reason)
	case domain.EventParked:
		return because("parked it until "+to.typedDay(e.New), e.Reason)
	case domain.EventUnparked:
		return "had it back before its day"
	case domain.EventExited:
		return because("parted with it", e.Reason)
	case domain.EventActivated:
		return "activated it: its first registration is approved"
	case domain.EventProduced:
		return "won its first deal"
	default:
		return e.Words()
	}
}

// historyOf is an event in a partner's history. Of what happened by itself, the partner is who did it.
func historyOf(p domain.Partner, e domain.Event, to reader) view.Step {
	s := view.Step{When: to.moment(e.At), Who: e.ActorName, What: partnerDid(e, to)}
	if did := itDid(e); e.ActorID == nil && did != "" {
		s.Who, s.What = p.Name, did
	}
	return s
}

// itDid is what happened with a partner without anybody of ours, to be read after its name; "" for nothing of the kind.
func itDid(e domain.Event) string {
	switch e.Kind {
	case domain.EventSigned:
		return together(", ", []string{"signed", e.Reason})
	case domain.EventStepDone:
		return because("is done with "+e.New, e.Reason)
	case domain.EventOwner:
		return because("was given to "+e.New, e.Reason)
	case domain.EventExited:
		return because("left the program", e.Reason)
	case domain.EventActivated:
		return "is activated: its first registration is approved"
	case domain.EventProduced:
		return "won its first deal"
	default:
		return ""
	}
}

// settledBy is what became of a concern that somebody was told of, from the last thing that happened.
func settledBy(e *domain.Event, to reader) string {
	if e == nil {
		return "It is not so any more"
	}
	by, on := " by "+e.ActorName, " on "+to.shortDayOf(e.At)
	if e.ActorID == nil { // it happened by itself
		by = ""
	}
	switch e.Kind {
	case domain.EventStepDone:
		return "Done" + by + on
	case domain.EventNewDate:
		_, day := movedTo(*e, to)
		return because("Moved to "+day+by, e.Reason)
	case domain.EventSnoozed:
		return because("Snoozed until "+to.typedDay(e.New)+by, e.Reason)
	case domain.EventHelpAsked:
		return because("Help asked for"+by, e.New)
	case domain.EventHelped:
		return "Helped" + by + on
	case domain.EventContact:
		return "Contact logged" + by + on
	case domain.EventOwner:
		return "Given to " + e.New + by
	case domain.EventParked:
		return because("Parked until "+to.typedDay(e.New)+by, e.Reason)
	case domain.EventUnparked:
		return "Back before its day" + by
	case domain.EventExited:
		return because("Parted with"+by, e.Reason)
	case domain.EventActivated:
		return "Activated" + on
	case domain.EventProduced:
		return "First deal won" + on
	default:
		return capital(e.Words()) + by + on
	}
}

// because is what was done, and the words that somebody gave for it.
func because(what, why string) string { return together(": ", []string{what, why}) }

// assigned is who was said to see to a checkpoint, on our side and on theirs.
func assigned(e domain.Event) string {
	step, who := stepAnd(e)
	if e.Reason != "" {
		who = together(", and ", []string{who, e.Reason + " on their side"})
	}
	return because("said who sees to "+step, who)
}

// stepAnd is the checkpoint that an event is about, and what became of it.
func stepAnd(e domain.Event) (step, what string) {
	i := strings.LastIndex(e.New, ": ")
	if i < 0 {
		return e.New, ""
	}
	return e.New[:i], e.New[i+2:]
}

// movedTo is the checkpoint that was given another day, and the day.
func movedTo(e domain.Event, to reader) (step, day string) {
	step, kept := stepAnd(e)
	return step, to.typedDay(kept)
}

// typedDay is a day that an event keeps, for reading.
func (r reader) typedDay(kept string) string {
	d, err := calendar.ParseDate(kept)
	if err != nil {
		return kept
	}
	return r.shortDay(d)
}
