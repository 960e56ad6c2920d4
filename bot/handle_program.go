package bot

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/intent"
	"github.com/partnerbot/partnerbot/bot/view"
	"github.com/partnerbot/partnerbot/domain"
)

func (b *Bot) statusWord() word {
	return word{"status", "", "the four pillars and the next step", b.programStatus}
}

func (b *Bot) setUpWord() word {
	return word{"setup", "", "partner type, goal, channels, people, partners and products", b.opens(form.SetUp)}
}

func (b *Bot) scheduleWord() word {
	return word{"schedule", "", "when the Monday post goes out", b.opens(form.Schedule)}
}

func setUpAction(label string) view.Action {
	return view.Action{Intent: intent.Intent{Name: intent.SetUp}, Label: label, Tone: view.Good, Opens: form.SetUp}
}

func (b *Bot) programStatus(ctx context.Context, r Request) (Reply, error) {
	s, err := b.desk.ProgramStatus(ctx, r.Actor)
	if err != nil {
		return Reply{}, err
	}
	var trouble []string
	for _, d := range s.Trouble {
		trouble = append(trouble, troubleOf(ctx, b.desk, d))
	}
	return Reply{View: programView(s, trouble, r.Actor, b.reader(r, s.Program))}, nil
}

// openSetUp is the setup as it stands, or as a new program's begins.
func (b *Bot) openSetUp(ctx context.Context, r Request) (form.Form, error) {
	people, err := b.desk.People(ctx, r.Actor)
	if err != nil {
		return form.Form{}, err
	}
	p, err := b.desk.Program(ctx, r.Actor)
	if err != nil {
		return form.Form{}, err
	}
	t := form.SetUpTerms{
		Meta: intent.Intent{Name: intent.SetUp, ID: p.ID.String(), Revision: p.Revision}.Encode(),
		Name: p.Name, PartnerType: string(p.PartnerType), Solution: p.Solution, Currency: string(p.Currency),
		TimeZone: p.TimeZone, FiscalStart: p.FiscalStart, Products: strings.Join(p.Products, "\n"),
	}
	quarter := p.QuarterOf(b.now())
	t.Quarter, t.Goal = quarter.String(), plainAmount(domain.Money{Minor: p.Goal(quarter), Currency: p.Currency})
	if p.SetUpAt.IsZero() && r.Actor.Person.TimeZone != "" {
		t.TimeZone = r.Actor.Person.TimeZone
	}
	t.DealDesk, t.Forecast, t.PartnerTeam, t.Elsewhere = channelsOf(p, r.Who.Platform)
	if r.Place.Room { // said in a channel, it means that one
		t.DealDesk, t.Forecast = cmp.Or(t.DealDesk, r.Place.Channel), cmp.Or(t.Forecast, r.Place.Channel)
	}
	t.DealDeskName, t.ForecastName = r.channelName(p, t.DealDesk), r.channelName(p, t.Forecast)
	t.PartnerTeamName = r.channelName(p, t.PartnerTeam)
	t.Lead, t.RevOps = usersWith(people, domain.PartnershipsLead, r), usersWith(people, domain.RevOps, r)
	t.Managers, t.CRO = usersWith(people, domain.PartnerManager, r), usersWith(people, domain.CRO, r)
	if len(t.Lead) == 0 {
		t.Lead = []string{r.Who.User}
	}
	return form.NewSetUp(t), nil
}

// channelName is what a channel is called that stands in a field, "" when nobody knows: after a refusal something else may
// stand there.
func (r Request) channelName(p domain.Program, id string) string {
	for _, c := range p.Channels {
		if c.Platform == r.Who.Platform && c.ID == id {
			return c.Name
		}
	}
	if r.Place.Room && r.Kind != Submit && id == r.Place.Channel {
		return "the channel that you asked in"
	}
	return ""
}

// channelsOf are the channels that a program has on a platform, and whether another one has the two that it must have.
func channelsOf(p domain.Program, platform domain.Platform) (desk, forecast, team string, elsewhere bool) {
	others := map[domain.Purpose]bool{}
	for _, c := range p.Channels {
		switch {
		case c.Platform != platform:
			others[c.Purpose] = true
		case c.Purpose == domain.DealDesk:
			desk = c.ID
		case c.Purpose == domain.ForecastChannel:
			forecast = c.ID
		case c.Purpose == domain.PartnerTeam:
			team = c.ID
		}
	}
	return desk, forecast, team, others[domain.DealDesk] && others[domain.ForecastChannel]
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

func (b *Bot) submitSetUp(ctx context.Context, r Request) (Reply, error) {
	month, _ := strconv.Atoi(r.text("fiscal_start")) // what is no month is refused by SetUp
	s := domain.Setup{
		Seen: r.Intent.Revision,
		Name: r.text("name"), PartnerType: domain.PartnerType(r.text("partner_type")), Solution: r.text("solution"),
		Currency: domain.Currency(r.text("currency")), TimeZone: r.text("time_zone"), FiscalStart: time.Month(month),
		Goal: r.text("goal"), Partners: perLine(r.text("partners")), Products: perLine(r.text("products")),
		People: map[domain.Role][]domain.Identity{
			domain.PartnershipsLead: r.picked("partnerships_lead"), domain.RevOps: r.picked("revops"),
			domain.PartnerManager: r.picked("partner_managers"), domain.CRO: r.picked("cro"),
		},
	}
	var err error
	if s.Channels, err = r.channels(ctx); err != nil {
		return Reply{}, err
	}
	p, err := b.desk.SetUp(ctx, r.Actor, s, r.profile)
	if err != nil {
		return Reply{}, err
	}
	done := Reply{View: view.Notice{Tone: view.Good, Text: p.Name + " is set up."}}
	if r.Actor, err = b.recognize(ctx, r); err != nil { // who set it up may have got roles by it
		return done, nil
	}
	if status, err := b.programStatus(ctx, r); err == nil {
		return status, nil
	}
	return done, nil
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

func (b *Bot) openSchedule(ctx context.Context, r Request) (form.Form, error) {
	if err := domain.May(r.Actor, domain.ActSchedule, domain.Subject{}); err != nil {
		return form.Form{}, err
	}
	s, err := b.desk.ProgramStatus(ctx, r.Actor)
	if err != nil {
		return form.Form{}, err
	}
	if s.Digest == nil {
		return form.Form{}, domain.Refuse(domain.Unready, "Set the program up first: it says where the Monday post goes.")
	}
	return form.NewSchedule(s.Digest.At(), s.Program.TimeZone), nil
}

func (b *Bot) submitSchedule(ctx context.Context, r Request) (Reply, error) {
	s, err := b.desk.SetDigestTime(ctx, r.Actor, r.text("time"))
	if err != nil {
		return Reply{}, err
	}
	p, err := b.desk.Program(ctx, r.Actor)
	if err != nil {
		return Reply{}, err
	}
	return Reply{View: view.Notice{
		Tone: view.Good, Text: fmt.Sprintf("The Monday post goes out at %s (%s).", s.At(), s.Zone),
		Next: "Next: " + everyone(p, b.now()).moment(s.NextDue) + ".",
	}}, nil
}
