package bot

import (
	"fmt"

	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/intent"
	"github.com/partnerbot/partnerbot/bot/view"
	"github.com/partnerbot/partnerbot/domain"
)

// candidateList is the short list. Who fits is one click away from being signed; the others are looked at first.
func candidateList(all []domain.Candidate, p domain.Program, a domain.Actor) view.PartnerList {
	v := view.PartnerList{Title: "Candidates", Lead: fitting(p), Empty: "The short list is empty."}
	recruits := domain.May(a, domain.ActRecruit, domain.Subject{}) == nil
	for _, c := range all[:min(len(all), rows)] {
		act := view.Action{Intent: aboutCandidate(c, intent.ScorePartner), Label: "Score"}
		if recruits && c.Fit >= profileOf(c, p).Threshold {
			act = signAction(c)
		}
		v.Lines = append(v.Lines, view.PartnerLine{Name: c.Name, Status: shortFit(c, p), Detail: joined(typeAmong(p, c.Type), c.Domain, kept(c), short(c.Note, 100)), Action: &act})
	}
	if rest := len(all) - len(v.Lines); rest > 0 {
		v.More = fmt.Sprintf("and %d more", rest)
	}
	if recruits {
		v.Actions = []view.Action{addPartnerAction()}
	}
	return v
}

// profileOf is the profile that a candidate is held against: that of its type.
func profileOf(c domain.Candidate, p domain.Program) domain.PartnerProfile {
	m, _ := p.MotionOf(c.Type)
	return m.Profile
}

func shortFit(c domain.Candidate, p domain.Program) view.Status {
	if c.Fit >= profileOf(c, p).Threshold {
		return view.Status{Text: fmt.Sprintf("Fits, %d", c.Fit), Tone: view.Good}
	}
	return view.Status{Text: fmt.Sprintf("Below, %d", c.Fit), Tone: view.Bad}
}

// kept is why a candidate is on the list although it does not fit.
func kept(c domain.Candidate) string {
	if c.Reason == "" {
		return ""
	}
	return "kept: " + c.Reason
}

// scorecard is a candidate held against the profile.
func scorecard(c domain.Candidate, p domain.Program, a domain.Actor) view.Scorecard {
	profile := profileOf(c, p)
	v := view.Scorecard{
		Title: c.Name, Status: view.Status{Text: fmt.Sprintf("Fits: %d of 100", c.Fit), Tone: view.Good},
		Lead: fmt.Sprintf("%d and more fits.", profile.Threshold),
	}
	if c.Fit < profile.Threshold {
		v.Status = view.Status{Text: fmt.Sprintf("Below the threshold: %d of 100", c.Fit), Tone: view.Bad}
		v.Lead = fmt.Sprintf("%d is below %d. Kept because: %s", c.Fit, profile.Threshold, ended(c.Reason))
		if c.Reason == "" {
			v.Lead = fmt.Sprintf("%d is below %d, which was raised since. Score it again and say why to keep it.", c.Fit, profile.Threshold)
		}
	}
	for _, k := range profile.Criteria {
		level, top := c.Levels[k.Key], len(k.Levels)-1
		if level > top {
			continue // of a profile that had more
		}
		v.Lines = append(v.Lines, view.ScoreLine{
			Name: k.Name, Level: k.Levels[level], Points: fmt.Sprintf("%d of %d × weight %d", level, top, k.Weight),
		})
	}
	for _, f := range []view.Fact{{Label: "Partner type", Value: typeAmong(p, c.Type)}, {Label: "Website", Value: c.Domain}, {Label: "Note", Value: c.Note}} {
		if f.Value != "" {
			v.Facts = append(v.Facts, f)
		}
	}
	if c.Status == domain.CandidateListed && domain.May(a, domain.ActRecruit, domain.Subject{}) == nil {
		v.Actions = candidateActions(c)
	}
	return v
}

func candidateActions(c domain.Candidate) []view.Action {
	return []view.Action{
		signAction(c),
		{Intent: aboutCandidate(c, intent.AddPartner), Label: "Score again", Opens: form.AddPartner},
		{
			Intent: aboutCandidate(c, intent.DeclineCandidate), Label: "Decline", Tone: view.Bad,
			Confirm: &view.Confirm{
				Title: short("Decline "+c.Name, 60) + "?", Text: "It leaves the short list. You can add it again.", Yes: "Decline", No: "Back",
			},
		},
	}
}

func signAction(c domain.Candidate) view.Action {
	return view.Action{Intent: aboutCandidate(c, intent.SignPartner), Label: "Sign", Tone: view.Good, Opens: form.SignPartner}
}

func addPartnerAction() view.Action {
	return view.Action{
		Intent: intent.Intent{Name: intent.AddPartner}, Label: "Add a candidate", Tone: view.Good, Opens: form.AddPartner,
	}
}

func candidatesAction() view.Action {
	return listPartnersAction(candidatesWord, "Candidates")
}

// candidatesWord stands for the short list among the words of a list.
const candidatesWord = "candidates"
