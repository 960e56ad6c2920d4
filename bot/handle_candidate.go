package bot

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/intent"
	"github.com/partnerbot/partnerbot/bot/view"
	"github.com/partnerbot/partnerbot/domain"
)

// noProfile is the cause of a refusal that is mended by writing the profile of a partner type, which is offered to who may.
type noProfile struct{ of domain.PartnerType }

// Error names the partner type.
func (e *noProfile) Error() string { return "no profile of the type " + string(e.of) }

func errNoProfile(p domain.Program, m domain.Motion, of domain.PartnerType) error {
	whose := ""
	if len(p.More) > 0 {
		whose = " for " + m.PartnerType.Words()
	}
	return &domain.Error{
		Code: domain.Unready, Err: &noProfile{of},
		Message: "There is no ideal partner profile" + whose + " yet to score candidates by. The partnerships lead writes it first.",
	}
}

// addTyped opens the form of a candidate with the name that was typed.
func (b *Bot) addTyped(ctx context.Context, r Request) (Reply, error) {
	r.Intent = intent.Intent{Name: intent.AddPartner}
	if name := strings.Join(splitWords(r.Text), " "); name != "" {
		r.Intent.ID = ":" + short(name, 120)
	}
	return b.ofType(domain.ActRecruit, addPartnerAction())(ctx, r)
}

// openAddPartner is the form of a candidate of a partner type: with the name that was typed, or of the candidate that is
// scored again.
func (b *Bot) openAddPartner(ctx context.Context, r Request) (form.Form, error) {
	if err := domain.May(r.Actor, domain.ActRecruit, domain.Subject{}); err != nil {
		return form.Form{}, err
	}
	p, err := b.desk.Program(ctx, r.Actor)
	if err != nil {
		return form.Form{}, err
	}
	c, err := b.candidacyOf(ctx, r)
	if err != nil {
		return form.Form{}, err
	}
	m, err := motionOf(p, c.Type)
	if err != nil {
		return form.Form{}, err
	}
	if len(m.Profile.Criteria) == 0 {
		return form.Form{}, errNoProfile(p, m, c.Type)
	}
	t := form.AddPartnerTerms{
		Meta: r.about(intent.AddPartner, p).Encode(), Threshold: strconv.Itoa(m.Profile.Threshold), For: forType(p, m),
	}
	for _, c := range m.Profile.Criteria {
		t.Criteria = append(t.Criteria, form.Criterion{Key: c.Key, Name: c.Name, Levels: c.Levels})
	}
	return form.NewAddPartner(t).Fill(scored(c, m.Profile)), nil
}

// candidacyOf is the candidate that is scored again, or what is known of a new one: its type and its name, if that.
func (b *Bot) candidacyOf(ctx context.Context, r Request) (domain.Candidate, error) {
	t, name := typeOf(r.Intent)
	if _, err := uuid.Parse(string(t)); err == nil {
		return b.candidateOf(ctx, r)
	}
	return b.candidateNamed(ctx, r, domain.Candidate{Type: t, Name: short(name, 120)})
}

// candidateNamed is the candidate on the short list with the name and of the type, or else the new one.
func (b *Bot) candidateNamed(ctx context.Context, r Request, c domain.Candidate) (domain.Candidate, error) {
	if c.Name == "" {
		return c, nil
	}
	all, err := b.desk.Candidates(ctx, r.Actor, c.Name)
	if domain.CodeOf(err) == domain.Forbidden { // the form says so
		return c, nil
	}
	if first := whole(all, c.Name); len(first) > 0 && (c.Type == "" || first[0].Type == c.Type) {
		c = first[0]
	}
	return c, err
}

// whole is the candidate of the whole name, which comes first among those that are found by it; none when there is none.
func whole(found []domain.Candidate, name string) []domain.Candidate {
	if len(found) == 0 || !strings.EqualFold(found[0].Name, name) {
		return nil
	}
	return found[:1]
}

// scored is a candidate as it stands in its form.
func scored(c domain.Candidate, p domain.PartnerProfile) form.Values {
	v := form.Values{}
	for field, s := range map[string]string{"name": c.Name, "website": c.Domain, "note": c.Note, "reason": c.Reason} {
		if s != "" {
			v[field] = []string{s}
		}
	}
	for _, k := range p.Criteria {
		if level, ok := c.Levels[k.Key]; ok && level < len(k.Levels) {
			v[domain.LevelField+k.Key] = []string{strconv.Itoa(level)}
		}
	}
	return v
}

func (b *Bot) submitAddPartner(ctx context.Context, r Request) (Reply, error) {
	about, err := b.candidacyOf(ctx, r)
	if err != nil {
		return Reply{}, err
	}
	c := domain.Candidacy{
		Type: about.Type,
		Name: r.text("name"), Website: r.text("website"), Note: r.text("note"), Reason: r.text("reason"), Levels: map[string]int{},
	}
	for field := range r.Values {
		key, ok := strings.CutPrefix(field, domain.LevelField)
		if level, err := strconv.Atoi(r.text(field)); ok && err == nil { // what is no level is refused as not chosen
			c.Levels[key] = level
		}
	}
	kept, err := b.desk.AddCandidate(ctx, r.Actor, c)
	if err != nil {
		return Reply{}, err
	}
	return b.scorecard(ctx, r, kept)
}

func (b *Bot) scorecard(ctx context.Context, r Request, c domain.Candidate) (Reply, error) {
	p, err := b.desk.Program(ctx, r.Actor)
	if err != nil {
		return Reply{}, err
	}
	return Reply{View: scorecard(c, p, r.Actor)}, nil
}

// candidatesTyped is the short list.
func (b *Bot) candidatesTyped(ctx context.Context, r Request) (Reply, error) {
	all, err := b.desk.Candidates(ctx, r.Actor, strings.Join(splitWords(r.Text), " "))
	if err != nil {
		return Reply{}, err
	}
	p, err := b.desk.Program(ctx, r.Actor)
	if err != nil {
		return Reply{}, err
	}
	byFit, err := b.desk.ByFit(ctx, r.Actor)
	if err != nil {
		return Reply{}, err
	}
	v := candidateList(all, p, r.Actor)
	v.Lead = sentences(v.Lead, foretold(byFit, p.Settings.ActivationDays))
	return Reply{View: v}, nil
}

// scoreCandidate is the click that shows how a candidate does by the profile.
func (b *Bot) scoreCandidate(ctx context.Context, r Request) (Reply, error) {
	c, err := b.candidateOf(ctx, r)
	if err != nil {
		return Reply{}, err
	}
	return b.scorecard(ctx, r, c)
}

func (b *Bot) candidateOf(ctx context.Context, r Request) (domain.Candidate, error) {
	id, err := uuid.Parse(r.Intent.ID)
	if err != nil {
		return domain.Candidate{}, domain.Refuse(domain.NotFound, "")
	}
	return b.desk.Candidate(ctx, r.Actor, id)
}

func (b *Bot) declineCandidate(ctx context.Context, r Request) (Reply, error) {
	id, err := uuid.Parse(r.Intent.ID)
	if err != nil {
		return Reply{}, domain.Refuse(domain.NotFound, "")
	}
	c, err := b.desk.DeclineCandidate(ctx, r.Actor, id)
	if err != nil {
		return Reply{}, err
	}
	return Reply{View: view.Notice{
		Tone: view.Good, Text: c.Name + " is off the short list. To bring it back, add it again.", Actions: []view.Action{addPartnerAction()},
	}}, nil
}

// signTyped goes on with the candidate whose name was typed, and shows the short list when that is not one.
func (b *Bot) signTyped(ctx context.Context, r Request) (Reply, error) {
	name := strings.Join(splitWords(r.Text), " ")
	all, err := b.desk.Candidates(ctx, r.Actor, name)
	if err != nil {
		return Reply{}, err
	}
	if one := whole(all, name); one != nil {
		all = one
	}
	if name == "" || len(all) > 1 {
		return b.candidatesTyped(ctx, r)
	}
	if len(all) == 0 {
		if page, err := b.desk.PartnerNamed(ctx, r.Actor, name); err == nil && strings.EqualFold(page.Partner.Name, name) {
			return b.page(r, page), nil // it has signed already
		}
		return Reply{}, domain.Refuse(domain.NotFound, fmt.Sprintf(
			"“%s” is not on the short list. Add it first: %s.", short(name, 40), b.typed(r, "partner add")))
	}
	r.Intent = aboutCandidate(all[0], intent.SignPartner)
	return b.opens(form.SignPartner)(ctx, r)
}

// openSign is refused by a closed gate at once, before anything is filled in.
func (b *Bot) openSign(ctx context.Context, r Request) (form.Form, error) {
	c, err := b.candidateOf(ctx, r)
	if err != nil {
		return form.Form{}, err
	}
	if err := b.desk.Signable(ctx, r.Actor, c.ID); err != nil {
		return form.Form{}, err
	}
	p, err := b.desk.Program(ctx, r.Actor)
	if err != nil {
		return form.Form{}, err
	}
	t := form.SignPartnerTerms{
		Meta: aboutCandidate(c, intent.SignPartner).Encode(), Name: c.Name, Fixed: true, SignedOn: p.DateOf(b.now()).String(),
	}
	if r.Actor.Person.Has(domain.PartnerManager) {
		t.Owner = userOf(r.Actor.Person, r)
	}
	return form.NewSignPartner(t), nil
}

func (b *Bot) submitSign(ctx context.Context, r Request) (Reply, error) {
	id, err := uuid.Parse(r.Intent.ID)
	if err != nil {
		return Reply{}, domain.Refuse(domain.NotFound, "")
	}
	owner, err := b.pickedPerson(ctx, r, "owner")
	if err != nil {
		return Reply{}, err
	}
	var unread unread
	on := unread.date("signed_on", r.text("signed_on"))
	if err := unread.err(); err != nil {
		return Reply{}, err
	}
	p, err := b.desk.Sign(ctx, r.Actor, domain.Signing{
		Candidate: id, On: on, Owner: owner.ID, TheirOwner: r.text("their_owner"), TheirMail: r.text("their_mail"),
	})
	if err != nil {
		return Reply{}, err
	}
	return b.partnerDone(ctx, r, p, p.Name+" is signed, and its path has begun.")
}

func aboutCandidate(c domain.Candidate, name intent.Name) intent.Intent {
	return intent.Intent{Name: name, ID: c.ID.String()}
}
