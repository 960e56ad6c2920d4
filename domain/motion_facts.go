package domain

// MotionState is a further partner type of a program as its people see it.
type MotionState struct {
	Motion    Motion
	Partners  int    // who have not exited
	Activated int    // of them
	Produced  int    // of them
	Next      string // what to do first until it stands; "" when it does
}

// motionFacts are what the gates and pillars of one partner type are judged by.
type motionFacts struct {
	Motion
	further   bool // it was opened after the first one
	partners  int  // who have not exited
	owned     int  // of them, with an owner
	activated int  // of them
	produced  int  // of them
	// everProduced is how many have won a deal, whoever has exited since included: what was shown stays shown.
	everProduced int
}

func factsOf(p Program) []motionFacts {
	var all []motionFacts
	for i, m := range p.Motions() {
		all = append(all, motionFacts{Motion: m, further: i > 0})
	}
	return all
}

// of are those of a partner type as partners keep it, nil when it is not open.
func (f facts) of(t PartnerType) *motionFacts {
	for i := range f.motions {
		if m := &f.motions[i]; t == "" || m.further && m.PartnerType == t {
			return m
		}
	}
	return nil
}

func (m *motionFacts) add(p Partner) {
	m.partners++
	for n, has := range map[*int]bool{&m.owned: p.OwnerID != nil, &m.activated: !p.ActivatedOn.IsZero(), &m.produced: !p.ProducedOn.IsZero()} {
		if has {
			*n++
		}
	}
}

// whose says which partner type is meant when it is not the first one, with a word before it.
func (m motionFacts) whose(before string) string {
	if !m.further {
		return ""
	}
	return " " + before + " " + m.PartnerType.Words()
}

// more is how the further partner types stand. What all types share is the pillars' to say.
func (f facts) more() []MotionState {
	var all []MotionState
	for _, m := range f.motions[1:] {
		own := []Pillar{m.profilePillar(), f.activation(m)}
		all = append(all, MotionState{
			Motion: m.Motion, Partners: m.partners, Activated: m.activated, Produced: m.produced, Next: nextOf(judged(own)),
		})
	}
	return all
}
