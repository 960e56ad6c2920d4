package domain_test

import (
	"strings"
	"testing"

	"github.com/google/uuid"

	"github.com/partnerbot/partnerbot/domain"
)

// The people of the policy table, each in relation to one deal: Northwind's, registered by sam, managed by mia.
var (
	samID, miaID, reviewerID, kimID, ivoID = uuid.UUID{1}, uuid.UUID{2}, uuid.UUID{3}, uuid.UUID{4}, uuid.UUID{5}
	outsideID                              = uuid.UUID{9}
	northwind, contoso                     = uuid.UUID{11}, uuid.UUID{12}
)

func inside(id uuid.UUID, roles ...domain.Role) domain.Actor {
	return domain.Actor{Person: domain.Person{ID: id, Name: "A", Roles: roles}, Chat: domain.Chat{Platform: domain.Slack}}
}

func outside(partner *uuid.UUID, roles ...domain.Role) domain.Actor {
	a := inside(outsideID, roles...)
	a.Person.Outside, a.Person.PartnerID = true, partner
	return a
}

// policyTable is who may do what. Columns, all of them about Northwind and its deal:
//
//	other persons with one role:  s seller, m partner manager, l partnerships lead, r RevOps, c CRO, a admin
//	the deal's own:               S the seller who registered it, M the manager of its partner,
//	                              R a reviewer who registered it, V a reviewer who owns a rival opportunity;
//	                              S and R are also who is asked whether an account is theirs;
//	                              K a seller who sees to the checkpoint, and so do n, o, u and x;
//	                              I a manager who stands in for the partner's, and so do n, o, u and x,
//	                              J who does, and is no manager any more
//	outside:                      n one of Northwind's, o of another partner, u of no partner,
//	                              x one of Northwind's with every role (which must count for nothing)
//	-  one of ours with no role,  B the program itself
const policyTable = `
               s m l r c a  S M R V K I J  n o u x  - B
see            y y y y y y  y y y y y y y  y . . y  . .
register       y y y y y y  y y y y y y y  y . . y  . .
approve        . . y y . .  . . . . . . .  . . . .  . .
reject         . . y y . .  . . . . . . .  . . . .  . .
ask_info       . . y y . .  . . . . . . .  . . . .  . .
answer         . . . . . .  y y y . . . .  y . . y  . .
update         . . y y . .  y y y y . . .  y . . y  . .
set_stage      . . y y . .  y y y y . . .  . . . .  . .
win            . . y y . .  y y y y . . .  . . . .  . .
lose           . . y y . .  y y y y . . .  . . . .  . .
withdraw       . . . . . .  y y y . . . .  y . . y  . .
cancel         . . y y . .  . . y y . . .  . . . .  . .
see_program    y y y y y y  y y y y y y y  . . . .  . y
set_up         . . y . . y  . . . . . . .  . . . .  . y
schedule       . . y y . y  . . y y . . .  . . . .  . y
see_forecast   . y y y y y  . y y y . y .  . . . .  . y
import         . . . y . y  . . y y . . .  . . . .  . y
see_accounts   y y y y y y  y y y y y y y  . . . .  . .
link           . . . . . .  y . y . . . .  . . . .  . .
see_partner    y y y y y y  y y y y y y y  . . . .  . y
step           . . y . . .  . y . . y y .  . . . .  . .
run_partner    . . y . . .  . y . . . y .  . . . .  . .
reassign       . . y . . y  . y . . . . .  . . . .  . .
park           . . y . . .  . y . . . y .  . . . .  . .
exit           . . y . . .  . . . . . . .  . . . .  . .
recruit        . y y . . .  . y . . . y .  . . . .  . y
design         . . y . . .  . . . . . . .  . . . .  . y
override       . . y . . .  . . . . . . .  . . . .  . .
`

func policyActors() map[string]domain.Actor {
	other := uuid.UUID{8}
	return map[string]domain.Actor{
		"s": inside(other, domain.Seller), "m": inside(other, domain.PartnerManager),
		"l": inside(other, domain.PartnershipsLead), "r": inside(other, domain.RevOps),
		"c": inside(other, domain.CRO), "a": inside(other, domain.Admin),
		"S": inside(samID, domain.Seller), "M": inside(miaID, domain.PartnerManager),
		"R": inside(samID, domain.RevOps), "V": inside(reviewerID, domain.RevOps), "K": inside(kimID, domain.Seller),
		"I": inside(ivoID, domain.PartnerManager), "J": inside(ivoID, domain.Seller),
		"n": outside(&northwind), "o": outside(&contoso), "u": outside(nil), "x": outside(&northwind, domain.Roles()...),
		"-": inside(other), "B": domain.System(uuid.UUID{20}, uuid.UUID{21}),
	}
}

func TestPolicy(t *testing.T) {
	t.Parallel()
	deal := domain.Subject{
		Partner: northwind, Manager: &miaID, Submitter: samID, Rivals: []uuid.UUID{reviewerID}, Known: samID,
		Stepping: &kimID, StandIn: &ivoID,
	}
	rows := strings.Split(strings.TrimSpace(policyTable), "\n")
	columns, actors := strings.Fields(rows[0]), policyActors()
	seen := map[domain.Act]bool{}
	for _, row := range rows[1:] {
		cells := strings.Fields(row)
		act := domain.Act(cells[0])
		seen[act] = true
		for i, column := range columns {
			on := deal
			if actors[column].Person.Outside { // by a slip of somebody's hand
				on.StandIn, on.Stepping = &outsideID, &outsideID
			}
			err := domain.May(actors[column], act, on)
			if want := cells[i+1] == "y"; (err == nil) != want {
				t.Errorf("%s by %s: %v, want %v", act, column, err == nil, want)
			}
			if err != nil && (domain.CodeOf(err) != domain.Forbidden || err.Error() == "") {
				t.Errorf("%s by %s: refused with %v, want words under Forbidden", act, column, err)
			}
		}
	}
	for _, act := range domain.Acts() {
		if !seen[act] {
			t.Errorf("%s is not in the table", act)
		}
	}
	if len(columns) != len(actors) {
		t.Errorf("%d columns for %d actors", len(columns), len(actors))
	}
}

// A partner whom nobody owns is there for every manager to take, and for nobody else who could not give it away before.
func TestAManagerTakesAPartnerWhomNobodyOwns(t *testing.T) {
	t.Parallel()
	for column, a := range policyActors() {
		got := domain.May(a, domain.ActReassign, domain.Subject{Partner: northwind}) == nil
		if want := strings.Contains("m l a M I", column); got != want {
			t.Errorf("reassign a partner whom nobody owns by %s: %v, want %v", column, got, want)
		}
		if domain.May(a, domain.ActRunPartner, domain.Subject{Partner: northwind}) == nil && column != "l" {
			t.Errorf("run a partner whom nobody owns by %s", column)
		}
	}
}

// The second account of a reviewer decides on nothing that the first one has a stake in.
func TestAReviewerDecidesOnNothingOfTheirOtherAccount(t *testing.T) {
	t.Parallel()
	reviewer, twin := inside(uuid.UUID{8}, domain.RevOps, domain.PartnershipsLead), uuid.UUID{7}
	for name, on := range map[string]domain.Subject{
		"registered": {Submitter: twin}, "rival": {Submitter: samID, Rivals: []uuid.UUID{miaID, twin}},
	} {
		for _, act := range []domain.Act{domain.ActApprove, domain.ActReject, domain.ActAskInfo} {
			if err := domain.May(reviewer, act, on); err != nil {
				t.Errorf("%s, %s: %v, though they are two people", name, act, err)
			}
			own := on
			own.Twins = []uuid.UUID{reviewer.Person.ID, twin}
			wantCode(t, domain.May(reviewer, act, own), domain.Forbidden)
		}
	}
}

func TestTheFirstOfOurPeopleMaySetUp(t *testing.T) {
	t.Parallel()
	unled := domain.Subject{Unled: true}
	for column, a := range policyActors() {
		got := domain.May(a, domain.ActSetUp, unled) == nil
		if want := !a.Person.Outside; got != want {
			t.Errorf("set up an unled program by %s: %v, want %v", column, got, want)
		}
	}
}

func TestNobodyFromOutsideIsAskedWhoTheyAre(t *testing.T) {
	t.Parallel()
	pat := outside(&northwind)
	for _, known := range []uuid.UUID{pat.Person.ID, uuid.Nil} {
		if domain.May(pat, domain.ActLink, domain.Subject{Known: known}) == nil {
			t.Errorf("an outside person answers for %s", known)
		}
	}
	if domain.May(inside(uuid.Nil), domain.ActLink, domain.Subject{}) == nil {
		t.Error("nobody answers for nobody")
	}
}

// Who sits at a console is the program itself only without being a person.
func TestAPersonIsNotTheProgram(t *testing.T) {
	t.Parallel()
	a := inside(samID)
	a.Chat.Platform = domain.Console
	nobody := inside(uuid.Nil)
	for _, a := range []domain.Actor{a, nobody} {
		if domain.May(a, domain.ActImport, domain.Subject{}) == nil {
			t.Errorf("%v on %s may import", a.Person.ID, a.Chat.Platform)
		}
	}
}

func TestAnUnknownActIsRefused(t *testing.T) {
	t.Parallel()
	if domain.May(policyActors()["a"], "rewrite_history", domain.Subject{}) == nil {
		t.Error("an act that nobody wrote a rule for is allowed")
	}
}
