package domain

import (
	"slices"

	"github.com/google/uuid"
)

// Act is something that a person may do.
type Act string

// The acts. Withdraw takes back a claim that is not decided; Cancel ends one by the deal desk, decided or not.
const (
	ActSee         Act = "see" // one deal
	ActRegister    Act = "register"
	ActApprove     Act = "approve"
	ActReject      Act = "reject"
	ActAskInfo     Act = "ask_info"
	ActAnswer      Act = "answer"
	ActUpdate      Act = "update"    // amount, close date and next step
	ActSetStage    Act = "set_stage" // the sales stage, which is never the partner's to set
	ActWin         Act = "win"
	ActLose        Act = "lose"
	ActWithdraw    Act = "withdraw"
	ActCancel      Act = "cancel"
	ActSeeProgram  Act = "see_program"
	ActSetUp       Act = "set_up"
	ActSchedule    Act = "schedule"
	ActSeeForecast Act = "see_forecast"
	ActImport      Act = "import"
	ActSeeAccounts Act = "see_accounts" // which customers the program knows
	ActLink        Act = "link"         // say whether an account on another platform is one's own
	ActSeePartner  Act = "see_partner"  // a partner's runway, and who is a candidate
	ActStep        Act = "step"         // say that a checkpoint is done
	ActRunPartner  Act = "run_partner"  // new dates, contacts, snoozes, help
	ActReassign    Act = "reassign"
	ActPark        Act = "park"
	ActExit        Act = "exit"
	ActRecruit     Act = "recruit"  // score candidates, sign partners
	ActDesign      Act = "design"   // the profile, the path, the stall alerts
	ActOverride    Act = "override" // go past a gate
)

// Acts lists every act, in the order in which they are offered.
func Acts() []Act {
	return []Act{
		ActSee, ActRegister, ActApprove, ActReject, ActAskInfo, ActAnswer, ActUpdate, ActSetStage, ActWin, ActLose,
		ActWithdraw, ActCancel, ActSeeProgram, ActSetUp, ActSchedule, ActSeeForecast, ActImport, ActSeeAccounts,
		ActLink, ActSeePartner, ActStep, ActRunPartner, ActReassign, ActPark, ActExit, ActRecruit, ActDesign, ActOverride,
	}
}

// Subject is what an act is on, as far as permission goes. It is the zero Subject for an act on the program.
type Subject struct {
	Partner   ID   // whose deal it is
	Manager   *ID  // the partner's manager
	Submitter ID   // who registered it
	Rivals    []ID // owners of the open opportunities that the claim conflicts with
	Twins     []ID // people with the actor's own e-mail: their accounts on other platforms, linked or not
	Unled     bool // the program has no admin yet
	Asked     bool // somebody known is asked whether the actor's account is theirs, and has not answered
	Stepping  *ID  // who sees to the checkpoint that the act is on
	StandIn   *ID  // who gets the stall alerts of the partner's manager instead of them
	Known     ID   // who is asked whether an account is theirs
}

// May says whether the actor may do the act: nil, or Forbidden in words that say who may. It says nothing of the
// state that the subject is in.
func May(a Actor, act Act, on Subject) error {
	rule, ok := policy[act]
	if !ok {
		return Refuse(Forbidden, "Nobody may do this.")
	}
	return rule(a, on)
}

var policy = map[Act]func(Actor, Subject) error{
	ActSee:         maySee,
	ActRegister:    mayRegister,
	ActApprove:     mayDecide,
	ActReject:      mayDecide,
	ActAskInfo:     mayDecide,
	ActAnswer:      mayAnswer,
	ActUpdate:      mayUpdate,
	ActSetStage:    mayClose,
	ActWin:         mayClose,
	ActLose:        mayClose,
	ActWithdraw:    mayWithdraw,
	ActCancel:      mayCancel,
	ActSeeProgram:  maySeeProgram,
	ActSetUp:       maySetUp,
	ActSchedule:    maySchedule,
	ActSeeForecast: maySeeForecast,
	ActImport:      mayImport,
	ActSeeAccounts: maySeeAccounts,
	ActLink:        mayLink,
	ActSeePartner:  maySeePartner,
	ActStep:        mayStep,
	ActRunPartner:  mayRunPartner,
	ActReassign:    mayReassign,
	ActPark:        mayRunPartner,
	ActExit:        mayExit,
	ActRecruit:     mayRecruit,
	ActDesign:      mayDesign,
	ActOverride:    mayOverride,
}

func allow(ok bool, refusal string) error {
	if ok {
		return nil
	}
	return Refuse(Forbidden, refusal)
}

// inside tells whether the person is one of ours with a part in the program.
func (a Actor) inside() bool { return !a.Person.Outside && len(a.Person.Roles) > 0 }

// holds tells whether the person is one of ours with one of the roles. A role of an outside person counts for nothing.
func (a Actor) holds(roles ...Role) bool { return !a.Person.Outside && a.Person.Has(roles...) }

// system tells whether it is the program itself: only System makes such an actor.
func (a Actor) system() bool { return a.Person.ID == uuid.Nil && a.Chat.Platform == Console }

// of tells whether the person is one of the partner's own people.
func (a Actor) of(partner ID) bool {
	return a.Person.Outside && a.Person.PartnerID != nil && *a.Person.PartnerID == partner && partner != uuid.Nil
}

func (a Actor) is(id ID) bool { return a.Person.ID != uuid.Nil && a.Person.ID == id }

func (a Actor) manages(on Subject) bool {
	return a.holds(PartnerManager) && on.Manager != nil && a.is(*on.Manager)
}

func (a Actor) reviewer() bool { return a.holds(RevOps, PartnershipsLead) }

func maySee(a Actor, on Subject) error {
	return allow(a.inside() || a.of(on.Partner), "There is no such deal, or it is not yours to see.")
}

// mayRegister: an outside person registers for the own partner; one of ours for any partner.
func mayRegister(a Actor, on Subject) error {
	if a.Person.Outside {
		return allow(a.of(on.Partner), "You can register deals for your own company only. Ask your partner manager to register this one.")
	}
	return allow(a.inside(), "You have no part in this program yet. Ask an admin to give you a role.")
}

// mayDecide keeps the decision apart from the claim: never by who made it, nor by who owns what it conflicts with, from
// whichever of their accounts.
func mayDecide(a Actor, on Subject) error {
	own := func(id ID) bool { return a.is(id) || slices.Contains(on.Twins, id) }
	switch {
	case !a.reviewer():
		return Refuse(Forbidden, "RevOps and the partnerships lead decide on registrations.")
	case own(on.Submitter):
		return Refuse(Forbidden, "You registered this deal, so another reviewer must decide on it.")
	case slices.ContainsFunc(on.Rivals, own):
		return Refuse(Forbidden, "You own an open opportunity on this account, so another reviewer must decide on it.")
	}
	return nil
}

func mayAnswer(a Actor, on Subject) error {
	return allow(a.claimant(on), "Who registered the deal answers, or the partner's manager.")
}

// claimant tells whether the actor stands on the partner's side of the claim.
func (a Actor) claimant(on Subject) bool {
	return a.inside() && a.is(on.Submitter) || a.of(on.Partner) || a.manages(on)
}

func mayUpdate(a Actor, on Subject) error {
	return allow(a.claimant(on) || a.reviewer(),
		"Who registered the deal can update it, and so can the partner's manager and the deal desk.")
}

// mayClose is never the partner's: the seller confirms how a deal ended.
func mayClose(a Actor, on Subject) error {
	return allow(!a.Person.Outside && a.claimant(on) || a.reviewer(),
		"Our seller on the deal, the partner's manager or the deal desk does this.")
}

func mayWithdraw(a Actor, on Subject) error {
	return allow(a.claimant(on), "Who registered the deal can withdraw it, or the partner's manager.")
}

func mayCancel(a Actor, _ Subject) error {
	return allow(a.reviewer(), "RevOps and the partnerships lead can cancel a registration.")
}

func maySeeProgram(a Actor, _ Subject) error {
	return allow(a.inside() || a.system(), "The program is shown to people of this company only.")
}

// maySetUp lets the first of our people in when nobody runs the program yet. Not from an account of which it is open
// whose it is: what it runs by then, its owner could no longer say that it is theirs (see unite).
func maySetUp(a Actor, on Subject) error {
	first := on.Unled && !a.Person.Outside && a.Person.ID != uuid.Nil
	if first && on.Asked {
		return Refuse(Forbidden, "Whoever sets the program up first runs it. Say first whether this account is yours.")
	}
	return allow(first || a.holds(Admin, PartnershipsLead) || a.system(),
		"An admin or the partnerships lead sets the program up.")
}

func maySchedule(a Actor, _ Subject) error {
	return allow(a.holds(Admin, PartnershipsLead, RevOps) || a.system(),
		"An admin, the partnerships lead or RevOps sets the time of the Monday post.")
}

func maySeeForecast(a Actor, _ Subject) error {
	return allow(a.holds(PartnerManager, PartnershipsLead, RevOps, CRO, Admin) || a.system(),
		"The forecast is for partner managers, the partnerships lead, RevOps, the CRO and admins.")
}

func mayImport(a Actor, _ Subject) error {
	return allow(a.holds(Admin, RevOps) || a.system(), "An admin or RevOps imports deals and partners.")
}

// maySeeAccounts keeps customers from partners, who would learn from them whom the others work with.
func maySeeAccounts(a Actor, _ Subject) error {
	return allow(a.inside(), "The customers that the program knows are shown to people of this company only.")
}

// mayLink is for whoever was known first alone: their account has the roles that would be shared.
func mayLink(a Actor, on Subject) error {
	return allow(!a.Person.Outside && a.is(on.Known), "Only the person who was asked can answer this.")
}
