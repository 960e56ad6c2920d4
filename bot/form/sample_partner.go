package form

import "strings"

const sampleStep = "1|step_done|3|" + samplePartner + ":kickoff"

func sampleCriteria() []Criterion {
	return []Criterion{
		{"practice", "Practice in our field", []string{"none", "1 or 2 people", "a team with its own lead"}},
		{"customers", "Customers in common", []string{"none known", "1 to 5", "more than 5"}},
		{"sponsor", "Executive sponsor", []string{"nobody", "named", "met, and has set a goal"}},
	}
}

func candidateSamples() []Sample {
	terms := AddPartnerTerms{Meta: sampleMeta, Criteria: sampleCriteria(), Threshold: "60"}
	rude := terms
	rude.Criteria = []Criterion{{"rude", hostile, []string{hostile, strings.Repeat("Überlänge ", 20)}}}
	typed := Values{"name": {"Fabrikam"}, "level_practice": {"0"}, "level_customers": {"1"}, "website": {"fabrikam"}}
	sign := SignPartnerTerms{Meta: sampleMeta, SignedOn: "2026-11-09", Owner: []string{"U0BEN"}}
	fixed, rudeSign := sign, sign
	fixed.Name, fixed.Fixed = "Northwind Consulting", true
	rudeSign.Name, rudeSign.Fixed = hostile, true
	return []Sample{
		{"add_partner", NewAddPartner(terms)},
		{"add_partner_unscored", NewAddPartner(AddPartnerTerms{})},
		{"add_partner_errors", NewAddPartner(terms).WithErrors(typed, "", []FieldError{
			{"website", "This is no website. Type one such as northwind.com."},
			{"level_sponsor", "Choose one."},
			{"reason", "The fit is 38, below 60. Say why it is worth recruiting all the same."},
		})},
		{"add_partner_hostile", NewAddPartner(rude).WithErrors(Values{"name": {hostile}, "note": {hostile}}, hostile,
			[]FieldError{{"name", hostile}})},
		{"sign_partner", NewSignPartner(sign)},
		{"sign_partner_candidate", NewSignPartner(fixed)},
		{"sign_partner_errors", NewSignPartner(sign).WithErrors(
			Values{"name": {"Northwind"}, "signed_on": {"2027-01-04"}, "their_owner": {"Dana Reyes"}, "their_mail": {"dana at northwind"}},
			"", []FieldError{
				{"name", "Northwind is a partner already."},
				{"signed_on", "This day is yet to come."},
				{"owner", "Choose who owns it."},
				{"their_mail", "This is no e-mail address."},
			})},
		{"sign_partner_hostile", NewSignPartner(rudeSign).Fill(Values{"their_owner": {hostile}})},
	}
}

func stepSamples() []Sample {
	kickoff := CheckpointDoneTerms{Meta: sampleStep, Partner: "Northwind Consulting", Name: "Kick-off", DoneOn: "2026-11-24"}
	certified, rude := kickoff, kickoff
	certified.Name, certified.People = "Certification", 2
	rude.Partner, rude.Name, rude.People = hostile, hostile, 1
	move := DueDateTerms{Meta: sampleStep, Partner: "Northwind Consulting", Name: "Kick-off", Due: "2026-11-16", Was: "Nov 16"}
	assign := AssignStepTerms{
		Meta: sampleStep, Partner: "Northwind Consulting", Name: "Kick-off", Owner: []string{"U0BEN"}, TheirOwner: "Dana Reyes",
	}
	rudeAssign := AssignStepTerms{Meta: sampleStep, Partner: hostile, Name: hostile, Elsewhere: hostile, TheirOwner: hostile}
	assignedElsewhere := assign
	assignedElsewhere.Owner, assignedElsewhere.Elsewhere = nil, "Tia Brandt"
	rudeMove := move
	rudeMove.Partner, rudeMove.Name, rudeMove.Was = hostile, hostile, hostile
	return []Sample{
		{"checkpoint_done", NewCheckpointDone(kickoff)},
		{"checkpoint_done_certification", NewCheckpointDone(certified)},
		{"checkpoint_done_errors", NewCheckpointDone(certified).WithErrors(
			Values{"done_on": {"2026-12-24"}, "evidence": {"certificates.pdf"}, "people": {"Dana Reyes"}}, "", []FieldError{
				{"done_on", "This day is yet to come."}, {"people", "2 people are to be certified, here is 1."},
			})},
		{"checkpoint_done_early", NewCheckpointDone(certified).WithErrors(Values{"people": {"Dana Reyes\nKai Lund"}},
			"Kick-off comes first, and is not done yet.", nil)},
		{"checkpoint_done_hostile", NewCheckpointDone(rude).Fill(Values{"evidence": {hostile}, "people": {hostile + "\n" + hostile}})},
		{"new_date", NewDueDate(move)},
		{"new_date_errors", NewDueDate(move).WithErrors(Values{"due": {"2026-11-02"}}, "", []FieldError{
			{"due", "This day is past."}, {"reason", "Say why it moves."},
		})},
		{"new_date_hostile", NewDueDate(rudeMove)},
		{"assign_step", NewAssignStep(assign)},
		{"assign_step_elsewhere", NewAssignStep(assignedElsewhere)},
		{"assign_step_errors", NewAssignStep(assign).WithErrors(Values{"owner": {"U0PIA"}}, "", []FieldError{
			{"owner", "Choose one of your own people."},
		})},
		{"assign_step_hostile", NewAssignStep(rudeAssign)},
	}
}

func runwaySamples() []Sample {
	snooze := SnoozeTerms{Meta: sampleMeta, Partner: "Northwind Consulting", Until: "2026-12-07"}
	touch := TouchTerms{Meta: sampleMeta, Partner: "Northwind Consulting", Day: "2026-11-24"}
	ours := ReassignTerms{Meta: sampleMeta, Partner: "Northwind Consulting", Manager: "Ben Okafor", Partners: 7}
	nobody, rude := ours, ours
	nobody.Manager, nobody.Partners = "", 0
	rude.Partner, rude.Manager = hostile, hostile
	help := NewAskHelp("Northwind Consulting", sampleMeta)
	return []Sample{
		{"snooze", NewSnooze(snooze)},
		{"snooze_errors", NewSnooze(snooze).WithErrors(Values{"until": {"2027-12-07"}, "reason": {"Holidays"}}, "",
			[]FieldError{{"until", "This is more than 30 days away. Park the partner instead."}})},
		{"ask_help", help},
		{"ask_help_errors", help.WithErrors(nil, "", []FieldError{{"need", "Say what you need."}})},
		{"ask_help_hostile", NewAskHelp(hostile, sampleMeta).Fill(Values{"need": {hostile}})},
		{"reassign", NewReassign(ours)},
		{"reassign_unowned", NewReassign(nobody)},
		{"reassign_errors", NewReassign(ours).WithErrors(Values{"scope": {AllOf}, "reason": {"Ben leaves in December."}}, "",
			[]FieldError{{"owner", "Choose a partner manager."}})},
		{"reassign_hostile", NewReassign(rude)},
		{"touch", NewTouch(touch)},
		{"touch_errors", NewTouch(touch).WithErrors(Values{"day": {"2027-01-04"}, "note": {"Call with Dana"}}, "",
			[]FieldError{{"day", "This day is yet to come."}})},
		{"touch_hostile", NewTouch(TouchTerms{Partner: hostile}).Fill(Values{"note": {hostile}})},
	}
}

func pathSamples() []Sample {
	profile := ProfileTerms{
		Meta: sampleMeta, Threshold: "60", Criteria: "Practice in our field | 5 | none; 1 or 2 people; " +
			"a team with its own lead\nCustomers in common | 4 | none known; 1 to 5; more than 5\n" +
			"Executive sponsor | 3 | nobody; named; met, and has set a goal",
		Foretold: "Of 12 who fitted, 9 were activated within 90 days; of 5 below the threshold, 1.",
	}
	path := PathTerms{Meta: sampleMeta, Steps: "Owner named | 2 | owner\nKick-off | 7 | by hand\n" +
		"Certification | 30 | 2 certified\nJoint go-to-market plan | 45 | by hand\n" +
		"First approved registration | 60 | first registration\nFirst closed-won | 120 | first win"}
	return []Sample{
		{"profile", NewProfile(ProfileTerms{Meta: sampleMeta})},
		{"profile_suggested", NewProfile(ProfileTerms{
			Meta: sampleMeta, Threshold: profile.Threshold, Criteria: profile.Criteria, Suggested: true,
			For: "For referral partners.", Solution: "Introductions to whoever plans a rollout",
		})},
		{"profile_again", NewProfile(profile)},
		{"profile_errors", NewProfile(profile).WithErrors(Values{"criteria": {"Practice | lots | none; some"}, "threshold": {"600"}}, "",
			[]FieldError{
				{"criteria", "Line 1: the weight is a number from 1 to 10. Write 3 to 8 criteria, one on each line."},
				{"threshold", "Type a number from 0 to 100."},
			})},
		{"profile_hostile", NewProfile(profile).Fill(Values{"criteria": {strings.Repeat(hostile+"\n", 15)}})},
		{"path", NewPath(path)},
		{"path_errors", NewPath(path).WithErrors(Values{"steps": {"Kick-off | soon | by hand"}}, "",
			[]FieldError{{"steps", "Line 1: the due day is a number of days from signature, 0 to 730."}})},
		{"profile_of_type", NewProfile(ProfileTerms{Meta: sampleMeta, For: "For system integrators."})},
		{"path_hostile", NewPath(PathTerms{Steps: hostile})},
	}
}

func gateSamples() []Sample {
	cohort := OverrideTerms{
		Meta: sampleMeta, Gate: "The first cohort has 15 partners, and nobody else is signed for now.",
		Why: "It is there to harden the four pillars: with more, you get more partners who stall. It opens when half of them " +
			"are activated in 90 days.",
	}
	nudges := NudgeSettingsTerms{Meta: sampleMeta, Where: NudgeBoth, Hour: 9, MostADay: "20"}
	away, own, elsewhere := nudges, nudges, nudges
	own.Own = true
	elsewhere.Elsewhere = "Tia Brandt"
	away.Where, away.Hour, away.HandOver = NudgeDirect, 13, []string{"U0CAM"}
	leave := ParkTerms{Meta: sampleMeta, Partner: "Northwind Consulting", Until: "2027-02-01"}
	part := NewExit("Northwind Consulting", sampleMeta)
	return []Sample{
		{"park", NewPark(leave)},
		{"park_errors", NewPark(leave).WithErrors(Values{"until": {"2026-11-02"}, "reason": {"Merger"}}, "",
			[]FieldError{{"until", "This day is past."}})},
		{"park_hostile", NewPark(ParkTerms{Partner: hostile})},
		{"exit", part},
		{"exit_errors", part.WithErrors(Values{"reason": {"They work with our competitor now."}}, "",
			[]FieldError{{"confirm", "Choose it, or cancel."}})},
		{"exit_hostile", NewExit(hostile, sampleMeta).Fill(Values{"reason": {hostile}})},
		{"override", NewOverride(cohort)},
		{"override_errors", NewOverride(cohort).WithErrors(Values{"reason": {"Because."}}, "",
			[]FieldError{{"reason", "Say more: 20 characters at least."}})},
		{"override_hostile", NewOverride(OverrideTerms{Gate: hostile, Why: hostile})},
		{"nudge_settings", NewNudgeSettings(nudges)},
		{"nudge_settings_away", NewNudgeSettings(away)},
		{"nudge_settings_own", NewNudgeSettings(own)},
		{"nudge_settings_elsewhere", NewNudgeSettings(elsewhere)},
		{"nudge_settings_errors", NewNudgeSettings(nudges).WithErrors(
			Values{"where": {NudgeChannel}, "hour": {"9"}, "most": {"0"}, "hand_over": {"U0BEN"}}, "", []FieldError{
				{"where", "The program has no partner team channel. Set one up first."},
				{"most", "Type a number from 1 to 50."},
				{"hand_over", "Choose somebody else than yourself."},
			})},
	}
}

func typeSamples() []Sample {
	further := OpenTypeTerms{
		Meta: sampleMeta, Types: PartnerTypes()[1:],
		Lessons: "What the program taught so far: most partners stall at “Certification”, 5 of 8 now. " +
			"Registrations are rejected most because: “It is registered already” (4).",
	}
	return []Sample{
		{"open_type", NewOpenType(further)},
		{"open_type_errors", NewOpenType(OpenTypeTerms{Types: PartnerTypes()[1:]}).WithErrors(nil, "", []FieldError{
			{"partner_type", "Choose the partner type that you open."},
			{"solution", "Say what they and your product make together that neither makes alone."},
		})},
		{"open_type_hostile", NewOpenType(OpenTypeTerms{Types: PartnerTypes()[1:], Lessons: hostile}).Fill(Values{"solution": {hostile}})},
	}
}
