package bot

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/view"
	"github.com/partnerbot/partnerbot/domain"
)

// setUpPart is a form of the setup that fills a part in.
func (b *Bot) setUpPart(part domain.SetupPart, draw func(form.SetUpTerms) form.Form) filling {
	open := func(ctx context.Context, r Request) (form.Form, error) {
		s, err := b.desk.SetupState(ctx, r.Actor)
		if err != nil {
			return form.Form{}, err
		}
		t := r.setUpTerms(s, part, b.now())
		about := aboutSetup(part)
		about.Revision = s.Program.Revision
		t.Meta = about.Encode()
		return b.stepped(ctx, r, draw(t), part)
	}
	submit := func(ctx context.Context, r Request) (Reply, error) {
		s, err := r.setup(ctx, part)
		if err != nil {
			return Reply{}, err
		}
		p, err := b.desk.SetUp(ctx, r.Actor, s, r.profile)
		if err != nil {
			return Reply{}, err
		}
		done := Reply{View: view.Notice{Tone: view.Good, Text: "This part of the setup of " + p.Name + " is saved."}}
		return b.onward(ctx, r, part, done), nil
	}
	return filling{open, submit}
}

// setUpTerms are the program as it stands, or as a new one begins.
func (r Request) setUpTerms(s domain.SetupState, part domain.SetupPart, now time.Time) form.SetUpTerms {
	p := s.Program
	t := form.SetUpTerms{
		Name: p.Name, PartnerType: string(p.PartnerType), Solution: p.Solution, Currency: string(p.Currency),
		TimeZone: p.TimeZone, FiscalStart: p.FiscalStart, Products: strings.Join(p.Products, "\n"),
		Lead: usersWith(s.People, domain.PartnershipsLead, r), RevOps: usersWith(s.People, domain.RevOps, r),
		Managers: usersWith(s.People, domain.PartnerManager, r), CRO: usersWith(s.People, domain.CRO, r),
	}
	quarter := p.QuarterOf(now)
	t.Quarter, t.Goal = quarter.String(), plainAmount(domain.Money{Minor: p.Goal(quarter), Currency: p.Currency})
	if p.PartnerType == "" && r.Actor.Person.TimeZone != "" {
		t.TimeZone = r.Actor.Person.TimeZone
	}
	led := slices.ContainsFunc(s.People, func(p domain.Person) bool { return p.Has(domain.PartnershipsLead) })
	r.addChannels(&t, p, part)
	switch {
	case !led:
		t.Lead = []string{r.Who.User}
	case len(t.Lead) == 0 && part == domain.PartProgram:
		t.Elsewhere = true
	}
	return t
}

// addChannels adds the channels of the platform. The deal desk's is the one that the setup was asked for in, unless there
// is one.
func (r Request) addChannels(t *form.SetUpTerms, p domain.Program, part domain.SetupPart) {
	others := map[domain.Purpose]bool{}
	for _, c := range p.Channels {
		switch {
		case c.Platform != r.Who.Platform:
			others[c.Purpose] = true
		case c.Purpose == domain.DealDesk:
			t.DealDesk, t.DealDeskName = c.ID, c.Name
		case c.Purpose == domain.ForecastChannel:
			t.Forecast, t.ForecastName = c.ID, c.Name
		case c.Purpose == domain.PartnerTeam:
			t.PartnerTeam, t.PartnerTeamName = c.ID, c.Name
		}
	}
	t.Elsewhere = others[domain.DealDesk]
	if part == domain.PartForecast {
		t.Elsewhere = others[domain.ForecastChannel]
	}
	if r.Place.Room && t.DealDesk == "" {
		t.DealDesk, t.DealDeskName = r.Place.Channel, "the channel that you asked in"
	}
}

// usersWith are the platform's ids of those who hold a role and can be picked where the request was made.
func usersWith(people []domain.Person, role domain.Role, r Request) []string {
	var users []string
	for _, p := range people {
		for _, i := range p.Identities {
			if p.Has(role) && i.Platform == r.Who.Platform && i.Workspace == r.Place.Workspace {
				users = append(users, i.User)
			}
		}
	}
	return users
}

// setup is what was filled in.
func (r Request) setup(ctx context.Context, part domain.SetupPart) (domain.Setup, error) {
	month, _ := strconv.Atoi(r.text("fiscal_start")) // what is no month is refused by SetUp
	s := domain.Setup{
		Parts: []domain.SetupPart{part}, Seen: r.Intent.Revision,
		Name: r.text("name"), PartnerType: domain.PartnerType(r.text("partner_type")), Solution: r.text("solution"),
		Currency: domain.Currency(r.text("currency")), TimeZone: r.text("time_zone"), FiscalStart: time.Month(month),
		Goal: r.text("goal"), Partners: perLine(r.text("partners")), Products: perLine(r.text("products")),
		People: map[domain.Role][]domain.Identity{
			domain.PartnershipsLead: r.picked("partnerships_lead"), domain.RevOps: r.picked("revops"),
			domain.PartnerManager: r.picked("partner_managers"), domain.CRO: r.picked("cro"),
		},
	}
	var err error
	s.Channels, err = r.channels(ctx)
	return s, err
}

func perLine(text string) []string {
	return slices.DeleteFunc(strings.Split(text, "\n"), func(s string) bool { return strings.TrimSpace(s) == "" })
}

// picked are the people of a Person field. They are of the workspace that the form was opened in.
func (r Request) picked(field string) []domain.Identity {
	var all []domain.Identity
	for _, user := range r.Values[field] {
		all = append(all, domain.Identity{Platform: r.Who.Platform, Workspace: r.Place.Workspace, User: user})
	}
	return all
}

// channels are the channels that were chosen, with what the platform says of each: a channel that cannot be looked at
// is refused, because people of another organization may be in it.
func (r Request) channels(ctx context.Context) ([]domain.Channel, error) {
	var all []domain.Channel
	var wrong []domain.FieldError
	var cause error
	for _, c := range []struct {
		field   string
		purpose domain.Purpose
	}{{"deal_desk", domain.DealDesk}, {"forecast", domain.ForecastChannel}, {"partner_team", domain.PartnerTeam}} {
		id := r.text(c.field)
		if id == "" {
			continue // SetUp says so
		}
		ch, err := r.channel(ctx, id)
		if err != nil {
			cause = err
			wrong = append(wrong, domain.FieldError{Field: c.field, Message: notLookedAt(err)})
			continue
		}
		ch.Purpose = c.purpose
		all = append(all, ch)
	}
	if len(wrong) > 0 {
		return nil, &domain.Error{Code: domain.Invalid, Fields: wrong, Err: cause}
	}
	return all, nil
}

// notLookedAt is what the platform says of a channel that it does not show, and else what mends it most often.
func notLookedAt(err error) string {
	var e *domain.Error
	if errors.As(err, &e) && e.Message != "" && e.Code != domain.Unavailable {
		return e.Message
	}
	return "The bot cannot look into this channel. Invite it there and save again."
}
