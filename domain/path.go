package domain

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/partnerbot/partnerbot/domain/activation"
)

// pathOf is the path of a partner who signs: that of its type, by the day of the signature. That somebody owns the runway
// shows at once.
func (p Program) pathOf(partner Partner) []Checkpoint {
	motion, _ := p.MotionOf(partner.Type)
	plan := motion.Path.Plan(partner.SignedOn)
	all := make([]Checkpoint, len(plan))
	for i, c := range plan {
		all[i] = Checkpoint{PartnerID: partner.ID, Step: motion.Path[i], Due: c.Due}
		if motion.Path[i].Kind == activation.OwnerNamed && partner.OwnerID != nil {
			all[i].DoneOn = partner.SignedOn
		}
	}
	return all
}

// leastSteps keeps a path from being one checkpoint that says nothing.
const leastSteps = 3

// WritePath keeps the activation path of a partner type, the first one for "", as it is typed: one checkpoint on each line, as name | due day | how it is done,
// which is by hand, N certified, owner, first registration or first win; and after another |, what it needs, by name. A
// checkpoint whose name stays keeps its key. Partners who have signed keep the path that they signed with. Invalid says
// which line is at fault.
//
// Stale when the program is not at the revision that was seen; 0: whatever it is.
func (d *Desk) WritePath(ctx context.Context, a Actor, of PartnerType, seen int, steps string) (Program, error) {
	return d.designMotion(ctx, a, EventPathWritten, of, seen, func(m *Motion) error {
		var e fieldErrors
		path := e.path(steps, m.Path)
		if err := e.err(); err != nil {
			return err
		}
		m.Path, m.PathSetAt = path, d.now()
		return nil
	})
}

func (e *fieldErrors) path(typed string, before activation.Path) activation.Path {
	var all activation.Path
	var wrongs []string
	for n, text := range strings.Split(typed, "\n") {
		if text = line(text); text == "" {
			continue
		}
		s, wrong := readStep(text, all)
		if wrong != "" {
			wrongs = append(wrongs, fmt.Sprintf("Line %d: %s", n+1, wrong))
		}
		s.Key = stepKey(s, before, all)
		all = append(all, s)
	}
	slices.SortStableFunc(all, func(a, b activation.Step) int { return a.DueDay - b.DueDay })
	whole := ""
	switch {
	case len(all) < leastSteps || len(all) > activation.MaxSteps:
		whole = fmt.Sprintf("Write %d to %d checkpoints, one on each line.", leastSteps, activation.MaxSteps)
	case len(wrongs) > 0: // one of those lines may have been meant for what the whole lacks
	case !slices.ContainsFunc(all, func(s activation.Step) bool { return s.Kind == activation.FirstRegistration }):
		whole = "The path leads to a first approved registration: one checkpoint is “first registration”."
	default:
		whole = tooLong(PathText(all))
	}
	e.written("steps", wrongs, whole)
	return all
}

// stepWords are the ways to be done as they are typed. A certification is typed as how many people.
var stepWords = map[activation.Kind]string{
	activation.Manual: "by hand", activation.OwnerNamed: "owner", activation.FirstRegistration: "first registration",
	activation.FirstWin: "first win",
}

const certified = " certified"

// readStep reads one line; wrong says what is, "" for nothing.
func readStep(text string, before activation.Path) (s activation.Step, wrong string) {
	parts := strings.Split(text, "|")
	if len(parts) != 3 && len(parts) != 4 {
		return s, "write name | due day | how it is done."
	}
	s.Name = line(parts[0])
	var err error
	s.DueDay, err = strconv.Atoi(strings.TrimPrefix(strings.ToLower(line(parts[1])), "day "))
	twice := slices.ContainsFunc(before, func(b activation.Step) bool { return equalNames(b.Name, s.Name) })
	switch {
	case s.Name == "" || len([]rune(s.Name)) > maxLevel:
		return s, fmt.Sprintf("give it a name of 1 to %d characters.", maxLevel)
	case twice:
		return s, "this name stands there twice."
	case err != nil || s.DueDay < 0 || s.DueDay > activation.MaxDueDay:
		return s, fmt.Sprintf("the due day is a number of days from signature, 0 to %d.", activation.MaxDueDay)
	}
	if s.Kind, s.People, err = readKind(strings.ToLower(line(parts[2]))); err != nil {
		return s, err.Error()
	}
	if len(parts) == 4 {
		s.Needs, wrong = readNeeds(parts[3], s.DueDay, before)
	}
	return s, wrong
}

func readKind(typed string) (activation.Kind, int, error) {
	for kind, words := range stepWords {
		if typed == words {
			return kind, 0, nil
		}
	}
	if n, ok := strings.CutSuffix(typed, certified); ok {
		if people, err := strconv.Atoi(n); err == nil && people > 0 && people <= maxCertified {
			return activation.Certification, people, nil
		}
	}
	return "", 0, Refuse(Invalid, "it is done “by hand”, “2 certified”, by “owner”, “first registration” or “first win”.")
}

const after = "after "

// readNeeds reads what a checkpoint that is due on a day needs. That is due no later: the path is told by due day.
func readNeeds(typed string, due int, before activation.Path) (keys []string, wrong string) {
	if typed = line(typed); len(typed) > len(after) && strings.EqualFold(typed[:len(after)], after) {
		typed = typed[len(after):]
	}
	for _, name := range strings.Split(typed, ",") {
		i := slices.IndexFunc(before, func(s activation.Step) bool { return equalNames(s.Name, name) })
		switch {
		case i < 0 && len([]rune(line(name))) > maxLevel:
			return nil, "what it needs is no checkpoint above it."
		case i < 0:
			return nil, fmt.Sprintf("“%s” is no checkpoint above it.", line(name))
		case before[i].DueDay > due:
			return nil, fmt.Sprintf("it is due before “%s”, which comes first.", before[i].Name)
		}
		keys = append(keys, before[i].Key)
	}
	return keys, ""
}

// stepKey is the key that a checkpoint of this name had, else one that no other has.
func stepKey(s activation.Step, before, beside activation.Path) string {
	if i := slices.IndexFunc(before, func(b activation.Step) bool { return equalNames(b.Name, s.Name) }); i >= 0 {
		return before[i].Key
	}
	return freeKey(s.Name, func(key string) bool {
		_, old := before.Step(key)
		_, other := beside.Step(key)
		return old || other
	})
}

// PathText is a path as it is typed.
func PathText(p activation.Path) string {
	all := make([]string, len(p))
	for i, s := range p {
		how := stepWords[s.Kind]
		if s.Kind == activation.Certification {
			how = strconv.Itoa(s.People) + certified
		}
		all[i] = fmt.Sprintf("%s | %d | %s", s.Name, s.DueDay, how)
		if len(s.Needs) > 0 {
			all[i] += " | " + after + strings.Join(stepNames(p, s.Needs), ", ")
		}
	}
	return strings.Join(all, "\n")
}

func stepNames(p activation.Path, keys []string) []string {
	var names []string
	for _, k := range keys {
		if s, ok := p.Step(k); ok {
			names = append(names, s.Name)
		}
	}
	return names
}
