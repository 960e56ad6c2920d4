package bot_test

import (
	"context"
	"strings"
	"testing"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/intent"
	"github.com/partnerbot/partnerbot/bot/view"
	"github.com/partnerbot/partnerbot/domain"
)

// entra is the Teams side of the company.
const entra = "entra-tenant"

// newBothPlatforms is a program of a company that is in Slack and in Teams, set up in Slack.
func newBothPlatforms(t *testing.T) *office {
	t.Helper()
	o := newOffice(t)
	o.installBoth()
	for _, who := range []string{ann, ben, cam} {
		o.handle(mailing(o.request(who, bot.Home)))
	}
	for _, name := range setUpForms {
		r := mailing(o.request(ann, bot.Submit))
		r.Form, r.Values = name, setUpValues()
		o.saved(o.handle(r), name)
	}
	return o
}

func (o *office) installBoth() {
	o.t.Helper()
	both := []domain.Workspace{{Platform: domain.Slack, ID: workspace}, {Platform: domain.Teams, ID: entra}}
	if _, err := o.desk.Install(o.t.Context(), both...); err != nil {
		o.t.Fatal(err)
	}
}

func (o *office) handle(r bot.Request) bot.Reply { return o.bot.Handle(o.t.Context(), r) }

// mailing is a request to a platform that tells everybody's e-mail, which is the same in Slack and in Teams.
func mailing(r bot.Request) bot.Request {
	r.Ask.Profile = func(ctx context.Context, who domain.Identity) (domain.Profile, error) {
		who.User = strings.ToUpper(strings.TrimPrefix(who.User, "aad-"))
		p, err := profile(ctx, who)
		p.Email = strings.ToLower(strings.ReplaceAll(p.Name, " ", ".")) + "@acme.com"
		return p, err
	}
	return r
}

// teams is a request from Teams, of the account there of somebody with a Slack id.
func (o *office) teams(who string, kind bot.Kind) bot.Request {
	r := mailing(o.request(who, kind))
	r.Who = domain.Identity{Platform: domain.Teams, Workspace: entra, User: "aad-" + strings.ToLower(who)}
	r.Place.Workspace = entra
	return r
}

func (o *office) teamsPerson(who string) domain.Person {
	o.t.Helper()
	a := o.teams(who, bot.Home)
	p, err := o.store.PersonByIdentity(o.t.Context(), o.actor(ann).TenantID, a.Who)
	if err != nil {
		o.t.Fatal(err)
	}
	return p
}

// asked is the delivery that asks whether who was met in Teams is who is known in Slack.
func (o *office) asked(who string) domain.Delivery {
	o.t.Helper()
	d, err := o.store.DeliveryByKey(o.t.Context(), o.actor(ann).ProgramID, "link:"+o.teamsPerson(who).ID.String())
	if err != nil {
		o.t.Fatal(err)
	}
	return d
}

func TestLink_isAskedConfirmedAndShown(t *testing.T) {
	t.Parallel()
	o, slack := newBothPlatforms(t), &room{}
	c := o.courier(toSlack(slack))

	home := o.handle(o.teams(ben, bot.Home)).View.(view.Home)
	if !strings.HasPrefix(home.Lead, "You seem to be Ben Okafor in Slack. Confirm it in the message there") {
		t.Errorf("his Home tab in Teams says %q", home.Lead)
	}
	card := o.asked(ben)
	o.deliver(c, card)
	v := slack.messages[0].view.(view.LinkRequest)
	want := "Somebody with your work e-mail ben.okafor@acme.com has begun to use partnerbot in Microsoft Teams as Ben Okafor."
	if slack.messages[0].to.Channel != ben || v.Text != want || v.Status.Text != "" || len(v.Actions) != 2 {
		t.Fatalf("Ben reads %+v", slack.messages[0])
	}

	own := o.handle(o.request(ben, bot.Home)).View.(view.Home)
	if !strings.HasPrefix(own.Lead, want+" Is that you? ") || own.Actions[0].Intent != v.Actions[0].Intent || own.Actions[1].Intent != v.Actions[1].Intent {
		t.Errorf("his Home tab in Slack asks %+v", own)
	}
	for range 2 { // a double click answers the same
		n := o.notice(o.clicks(ben, v.Actions[0].Intent))
		if n.Tone != view.Good || !strings.Contains(n.Text, "You are one person in Slack and in Microsoft Teams") {
			t.Errorf("the click answers %+v", n)
		}
	}
	o.deliver(c, card)
	v = slack.messages[0].view.(view.LinkRequest)
	if slack.edits != 1 || v.Status.Text != "That is you" || len(v.Actions) != 0 || !strings.HasPrefix(v.Lead, "You said so on Mon, Nov 9, 10:12 EST.") {
		t.Errorf("after that the card is %+v, edited %d times", v, slack.edits)
	}
	if own := o.handle(o.request(ben, bot.Home)).View.(view.Home); own.Lead != "Nothing waits for you." {
		t.Errorf("answered, his Home tab in Slack says %+v", own)
	}
	n := o.notice(o.clicks(ben, intent.Intent{Name: intent.DenyLink, ID: card.Subject.String()}))
	if !strings.HasPrefix(n.Text, "You have answered this before") || !strings.Contains(n.Text, "one person") {
		t.Errorf("the other button answers %+v", n)
	}

	home = o.handle(o.teams(ben, bot.Home)).View.(view.Home)
	if home.Lead != "Nothing waits for you." || !hasSection(home, "Waiting for your decision") {
		t.Errorf("his Home tab in Teams is %+v", home)
	}
}

// Before the program is set up, who was met is shown the one thing to do first, and the other only after it.
func TestLink_comesBeforeTheFirstSetup(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.installBoth()
	o.handle(mailing(o.request(ben, bot.Home)))
	home := o.handle(o.teams(ben, bot.Home)).View.(view.Home)
	if !strings.HasPrefix(home.Lead, "You seem to be Ben Okafor in Slack.") || !strings.Contains(home.Lead, "After that") || len(home.Actions) != 0 {
		t.Errorf("his Home tab in Teams is %+v", home)
	}
	r := o.teams(ben, bot.Click)
	r.Intent = intent.Intent{Name: intent.SetUp}
	if n := o.notice(o.handle(r)); !strings.HasPrefix(n.Text, "Whoever sets the program up first runs it.") || !strings.HasPrefix(n.Next, "You seem to be") {
		t.Errorf("setting it up, he is answered %+v", n)
	}
	o.clicks(ben, intent.Intent{Name: intent.ConfirmLink, ID: o.asked(ben).Subject.String()})
	if home := o.handle(o.teams(ben, bot.Home)).View.(view.Home); len(home.Actions) != 1 {
		t.Errorf("after the answer, it is %+v", home)
	}
}

func hasSection(h view.Home, title string) bool {
	for _, s := range h.Sections {
		if s.Title == title {
			return true
		}
	}
	return false
}

func TestLink_isDenied(t *testing.T) {
	t.Parallel()
	o, slack := newBothPlatforms(t), &room{}
	c := o.courier(toSlack(slack))
	o.handle(o.teams(ben, bot.Home))
	card := o.asked(ben)
	o.deliver(c, card)
	no := slack.messages[0].view.(view.LinkRequest).Actions[1].Intent
	n := o.notice(o.clicks(ben, no))
	if !strings.Contains(n.Text, "Ben Okafor in Microsoft Teams is somebody else") || !strings.Contains(n.Next, "tell your admin") {
		t.Errorf("the click answers %+v", n)
	}
	o.deliver(c, card)
	if v := slack.messages[0].view.(view.LinkRequest); v.Status.Text != "That is not you" || len(v.Actions) != 0 {
		t.Errorf("after that the card is %+v", v)
	}
	if home := o.handle(o.teams(ben, bot.Home)).View.(view.Home); strings.Contains(home.Lead, "You seem to be") {
		t.Errorf("the Home tab in Teams says %q", home.Lead)
	}
	n = o.notice(o.clicks(ben, intent.Intent{Name: intent.ConfirmLink, ID: card.Subject.String()}))
	if n.Tone == view.Good || !strings.HasPrefix(n.Text, "You have answered this before") {
		t.Errorf("the other button answers %+v", n)
	}
	if !strings.Contains(o.log.String(), "state=denied") {
		t.Error("the log says nothing of it")
	}
}

// Nobody else can answer, and who was met reads what to do beside what they may not do yet.
func TestLink_isNotForOthers(t *testing.T) {
	t.Parallel()
	o := newBothPlatforms(t)
	o.handle(o.teams(ben, bot.Home))
	about := o.asked(ben).Subject.String()
	for _, name := range []intent.Name{intent.ConfirmLink, intent.DenyLink} {
		if n := o.notice(o.clicks(cam, intent.Intent{Name: name, ID: about})); !strings.Contains(n.Text, "Only the person who was asked") || len(n.Actions) != 0 {
			t.Errorf("Cam is answered %+v", n)
		}
		for _, id := range []string{"", "nonsense", newID().String()} {
			if n := o.notice(o.clicks(ben, intent.Intent{Name: name, ID: id})); n.Tone != view.Bad {
				t.Errorf("%q is answered %+v", id, n)
			}
		}
	}
	r := o.teams(ben, bot.Click)
	r.Intent = intent.Intent{Name: intent.ConfirmLink, ID: about}
	if n := o.notice(o.handle(r)); !strings.Contains(n.Next, "You seem to be Ben Okafor in Slack") {
		t.Errorf("from Teams, Ben is answered %+v", n)
	}
	r = o.teams(ben, bot.Command)
	r.Name = "forecast"
	if n := o.notice(o.handle(r)); !strings.Contains(n.Text, "The forecast is for") || !strings.Contains(n.Next, "your roles follow you here") {
		t.Errorf("from Teams, Ben is refused with %+v", n)
	}
	if n := o.notice(o.types(cam, "forecast", "")); n.Next != "Ann Lee leads the partner program." { // Cam waits for no link
		t.Errorf("Cam is refused with %+v", n)
	}
}

// What was on its way to who was met when they became one arrives: in Teams, where their account still is.
func TestLink_deliveriesOfBothArrive(t *testing.T) {
	t.Parallel()
	o, slack, teams := newBothPlatforms(t), &room{}, &room{}
	c := o.courier(map[domain.Platform]bot.Poster{domain.Slack: slack, domain.Teams: teams})
	r := o.teams(cam, bot.Submit)
	r.Form, r.Values = form.Register, o.claim()
	if n := o.notice(o.handle(r)); n.Tone != view.Good {
		t.Fatalf("not registered: %+v", n)
	}
	deals, err := o.desk.Deals(t.Context(), o.actor(ann), domain.DealQuery{})
	if err != nil || len(deals) != 1 {
		t.Fatal(deals, err)
	}
	d := o.deal(deals[0].Registration.ID)
	o.clicks(ben, about(d, intent.Approve))
	note := o.note(d, "decision", domain.EventApproved, "")
	o.clicks(cam, intent.Intent{Name: intent.ConfirmLink, ID: o.asked(cam).Subject.String()})
	o.deliver(c, note)
	if len(teams.messages) != 1 || teams.messages[0].to.Channel != "aad-ucam" || len(slack.messages) != 0 {
		t.Fatalf("told in Teams: %+v, in Slack: %+v", teams.messages, slack.messages)
	}
	if v := teams.messages[0].view.(view.DecisionNote); len(v.Actions) < 2 {
		t.Errorf("Cam may do %+v with it", v.Actions)
	}
	if d := o.deal(d.Registration.ID); d.Submitter.ID != o.actor(cam).Person.ID {
		t.Errorf("the submitter is %+v", d.Submitter)
	}
}
