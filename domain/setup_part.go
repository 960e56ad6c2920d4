package domain

import (
	"context"
	"slices"
)

// SetupPart is one part of setting a program up, kept by itself: what one form asks.
type SetupPart string

// The parts. The profile and the path have use cases of their own, WriteProfile and WritePath; the others are filled in
// by SetUp.
const (
	PartProgram      SetupPart = "program"      // what it is for, and who runs it
	PartProfile      SetupPart = "profile"      // whom to recruit
	PartRegistration SetupPart = "registration" // where deals are registered, and who decides
	PartPath         SetupPart = "path"         // the checkpoints
	PartActivation   SetupPart = "activation"   // who owns the runway, and where stall alerts go
	PartForecast     SetupPart = "forecast"     // the goal, and where the number is posted
)

// SetupParts lists every part, in the order of building: that of the pillars.
func SetupParts() []SetupPart {
	return []SetupPart{PartProgram, PartProfile, PartRegistration, PartPath, PartActivation, PartForecast}
}

// SetupState is how far a program is set up.
type SetupState struct {
	Program Program
	People  []Person
	Undone  []SetupPart // that the actor may fill in, in the order of building
}

// SetupState is for who may set the program up: an admin, the partnerships lead, or, while nobody is either, anyone of
// ours. Forbidden to others.
func (d *Desk) SetupState(ctx context.Context, a Actor) (SetupState, error) {
	people, err := d.People(ctx, a)
	if err != nil {
		return SetupState{}, err
	}
	p, err := d.store.Program(ctx, a.ProgramID)
	if err != nil {
		return SetupState{}, err
	}
	managed := slices.ContainsFunc(people, func(q Person) bool { return !q.Outside && q.Has(PartnerManager) })
	return SetupState{Program: p, People: people, Undone: p.left(a, managed)}, nil
}

// left are the parts that are not filled in and that the actor may fill in. Whoever is the first to fill one in may do
// all of them.
func (p Program) left(a Actor, managed bool) []SetupPart {
	all := p.undone(managed)
	if p.PartnerType == "" || May(a, ActDesign, Subject{}) == nil {
		return all
	}
	return slices.DeleteFunc(all, SetupPart.Designed)
}

// Designed tells whether a part is the partnerships lead's own: what the program is built of.
func (part SetupPart) Designed() bool { return part == PartProfile || part == PartPath }

// undone are the parts that are not filled in. That is told from what is kept, so that a part shows again as soon as it
// lacks something; managed tells whether there is a partner manager.
func (p Program) undone(managed bool) []SetupPart {
	return slices.DeleteFunc(SetupParts(), func(part SetupPart) bool {
		switch part {
		case PartProgram:
			return p.PartnerType != "" && p.Solution != ""
		case PartProfile:
			return len(p.Profile.Criteria) > 0
		case PartRegistration:
			return len(p.ChannelsFor(DealDesk)) > 0
		case PartActivation:
			return managed
		case PartPath:
			return !p.PathSetAt.IsZero()
		default: // PartForecast
			return len(p.ChannelsFor(ForecastChannel)) > 0
		}
	})
}

// works tells whether the program has all that deals and the forecast need.
func (p Program) works() bool {
	return !slices.ContainsFunc(p.undone(true), func(part SetupPart) bool { return !part.Designed() })
}

// fills tells whether a setup fills a part in.
func (s Setup) fills(part SetupPart) bool { return len(s.Parts) == 0 || slices.Contains(s.Parts, part) }

// partOf is the part that a role is given in.
func partOf(r Role) SetupPart {
	switch r {
	case PartnershipsLead:
		return PartProgram
	case RevOps:
		return PartRegistration
	case PartnerManager:
		return PartActivation
	}
	return PartForecast
}

// part is the part of the setup that a channel is chosen in.
func (p Purpose) part() SetupPart {
	switch p {
	case DealDesk:
		return PartRegistration
	case ForecastChannel:
		return PartForecast
	}
	return PartActivation
}
