package main

import (
	"encoding/json"
	"fmt"
	"net"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/partnerbot/partnerbot/bot/bottest/nodetest"
	"github.com/partnerbot/partnerbot/bot/playground/botconnector"
	"github.com/partnerbot/partnerbot/bot/playground/browsertest"
	"github.com/partnerbot/partnerbot/cmd/partnerbot/sample"
)

// TestAgentsPlayground plays the story in Microsoft's own Agents Playground, in a real browser: what Ruth does there is
// clicked on its page, and what it cannot do, or Ben does, is sent through it as an activity.
func TestAgentsPlayground(t *testing.T) {
	t.Parallel()
	s := startAgents(t)
	s.page.Open(s.agents.page())
	s.page.See(words("Hello, I am partnerbot"))
	openerOnPage(s)
	registerOnPage(s)
	separatedOnPage(s)
	registerThroughIt(s)
	decideOnPage(s)
	decideThroughIt(s)
	mondayOnPage(s)
}

// agentsStage is the sample company in the playground.
type agentsStage struct {
	*local
	t     *testing.T
	page  agentsPage
	proxy string
	notes chan botconnector.Sent
	seen  []botconnector.Sent
}

func startAgents(t *testing.T) *agentsStage {
	t.Helper()
	cli := filepath.Join(nodetest.Dir(t), "node_modules", "@microsoft", "m365agentsplayground", "cli.js")
	page := browsertest.NewTab(t, browsertest.Start(t))
	c := sampleIn(t, sample.InAgentsPlayground(), midweek(wallClock()), true)
	c.Agents = &agentsPlayground{Command: []string{"node", cli}, Port: freePort(t), Dir: t.TempDir()}
	s := &agentsStage{t: t, page: agentsPage{page}, proxy: "http://" + c.Page.Addr().String(), notes: make(chan botconnector.Sent, 1000)}
	c.Note = func(x botconnector.Sent) { s.notes <- x }
	s.local = startLocal(t, c)
	must(t, s.agents.await(patience(t)))
	must(t, s.agents.install(patience(t), s.chat.Channel(sample.Forecast)))
	return s
}

// freePort is one that nobody listens at.
func freePort(t *testing.T) int {
	t.Helper()
	l := testListener(t)
	must(t, l.Close())
	return l.Addr().(*net.TCPAddr).Port
}

// noted waits for an activity that went to the bot, and gives it with its answer.
func (s *agentsStage) noted(what string, fits func(botconnector.Sent) bool) botconnector.Sent {
	s.t.Helper()
	ctx := patience(s.t)
	for i := 0; ; i++ {
		if i == len(s.seen) {
			select {
			case x := <-s.notes:
				s.seen = append(s.seen, x)
			case <-ctx.Done():
				s.t.Fatalf("%s never went to the bot", what)
			}
		}
		if fits(s.seen[i]) {
			return s.seen[i]
		}
	}
}

// sends has the playground send an invoke in somebody's name, and gives what the bot answered.
func (s *agentsStage) sends(user, name string, value map[string]any) string {
	s.t.Helper()
	id := name + " " + strconv.Itoa(len(s.seen))
	tenant, channel := map[string]any{"id": sample.Tenant}, s.chat.Channel(sample.Sales)
	body, err := json.Marshal(map[string]any{
		"id": id, "type": "invoke", "name": name, "channelId": "msteams", "serviceUrl": s.proxy + "/teams",
		"from":        map[string]any{"id": "29:" + user, "aadObjectId": s.chat.User(user)},
		"recipient":   map[string]any{"id": "28:" + localAppID, "name": appName},
		"channelData": map[string]any{"tenant": tenant, "team": map[string]any{"id": channel}},
		"value":       value,
		"conversation": map[string]any{
			"id": channel, "isGroup": true, "conversationType": "channel", "tenantId": sample.Tenant,
		},
	})
	must(s.t, err)
	must(s.t, s.agents.call(patience(s.t), "POST", "/_internal/v1/customActivities", string(body)))
	x := s.noted(id, func(x botconnector.Sent) bool { return x.Activity()["id"] == id })
	if x.Status != 200 {
		s.t.Fatalf("%s is answered with %d %s", id, x.Status, x.Answer)
	}
	return string(x.Answer)
}

// find is the first text under a key, anywhere in an answer.
func find(t *testing.T, answer, key string) string {
	t.Helper()
	for rest, found := answer, true; found; {
		if _, rest, found = strings.Cut(rest, `"`+key+`":`); !found {
			break
		}
		var value string
		if json.NewDecoder(strings.NewReader(rest)).Decode(&value) == nil {
			return value
		}
	}
	t.Fatalf("there is no %s in %s", key, answer)
	return ""
}

// agentsPage is the playground's page, on which Ruth acts.
type agentsPage struct{ browsertest.Tab }

// words is a selector for what holds words itself.
func words(text string) string { return fmt.Sprintf(`//*[contains(text(), %q)]`, text) }

func button(label string) string { return fmt.Sprintf(`//button[@aria-label=%q]`, label) }

// field is a selector for the input below a label, in the dialog.
func field(label string) string {
	return fmt.Sprintf(`(//*[@role="dialog"]//label[normalize-space(translate(., "*", ""))=%q]/following::*[self::input or self::textarea])[1]`, label)
}

// enter types into a field, in place of what is there.
func (p agentsPage) enter(label, value string) {
	p.Click(field(label))
	p.Eval(`document.activeElement.select()`)
	p.Press(value)
}

// choose types the beginning of an option, and chooses it.
func (p agentsPage) choose(label, beginning string) {
	p.enter(label, beginning)
	p.Click(fmt.Sprintf(`//*[@role="option"][contains(., %q)]`, beginning))
}

// pickDate takes the fifteenth of the next month.
func (p agentsPage) pickDate(label string) {
	p.Click(field(label))
	p.See(`[role=grid] :focus`)
	month := p.Eval(`document.querySelector("[role=grid]").getAttribute("aria-label")`)
	p.Click(`button[title^="Next month"]`)
	p.Gone(fmt.Sprintf(`[role=grid][aria-label=%q]`, month))
	// The days slide in: a click of the mouse may miss.
	p.Eval(`[...document.querySelectorAll("[role=grid] button")].find((day) => day.textContent === "15").click()`)
	p.Gone(`[role=grid]`)
}

func (p agentsPage) channel(name string) {
	p.Click(fmt.Sprintf(`[role=treeitem][aria-label$=%q]`, " - "+name))
}

// A typed command that opens a form is answered with a button, since no dialog opens from a message.
func openerOnPage(s *agentsStage) {
	p := s.page
	p.Click(`[role=textbox]`)
	p.Press("deal register Acme acme.com 25,000")
	p.Click(button("Send Message"))
	p.See(button("Open the form"))
}

// The form opens from the app's menu. It is refused first: the mistakes stand beside their fields, and what was typed
// is kept.
func registerOnPage(s *agentsStage) {
	p := s.page
	p.Click(button("Trigger Message Extension App"))
	p.Click(`//*[@role="menuitem"][contains(., "Action Command")]`)
	p.Fill(`[role=dialog] input[placeholder*="command id"]`, "register_deal")
	p.Click(`[role=dialog] button[aria-label="Create"]`)
	p.See(field("Partner"))
	p.choose("Partner", "Calder")
	p.enter("Customer", "Acme")
	p.enter("Customer's website", "acme.com")
	p.choose("Product", "Dispatch")
	p.enter("Amount in USD", "25,000")
	p.pickDate("Expected close")
	p.enter("Contact at the customer", "Elena Brooks")
	p.enter("Contact's work e-mail", "elena@gmail.com")
	p.enter("How the partner is engaged", "They know them.")
	p.enter("Next step", "Demo with the dispatch leads")
	p.Click(`[role=dialog] button[aria-label="Register"]`)
	p.See(words("This is a private mailbox."))
	p.See(words("At least 20 characters; this has 15."))
	kept := p.Eval(`[...document.querySelectorAll("[role=dialog] input, [role=dialog] textarea")].map(x => x.value).join("|")`)
	for _, typed := range []string{"Calder & Finch", "Acme", "acme.com", "Dispatch", "25,000", "Elena Brooks", "elena@gmail.com", "They know them.", "Demo with the dispatch leads"} {
		if !slices.Contains(strings.Split(kept, "|"), typed) {
			s.t.Errorf("%q is not kept: the form holds %s", typed, kept)
		}
	}
	p.enter("Contact's work e-mail", "elena.brooks@acme.com")
	p.enter("How the partner is engaged", "Calder & Finch ran a workshop with the operations director.")
	p.Click(`[role=dialog] button[aria-label="Register"]`)
	p.See(words("is registered: Acme, Dispatch, $25,000."))
	p.Click(`[role=dialog] button[aria-label="Close"]`)
	p.Gone(`[role=dialog]`)
}

// Nobody decides on what they registered themselves.
func separatedOnPage(s *agentsStage) {
	p, card := s.page, browsertest.Text("fui-Card", "Acme, Dispatch")
	p.channel("deal-desk")
	p.See(card)
	p.Click(card + button("Decide"))
	p.See(words("You registered this deal, so another reviewer must decide on it."))
	p.Gone(card + button("Approve"))
}

// Ben opens the form by the button that the playground has no dialog for, searches in it, and sends it.
func registerThroughIt(s *agentsStage) {
	form := s.sends(sample.Ben, "task/fetch", map[string]any{"data": map[string]any{"command": "deal", "text": "register Initech initech.com 90,000"}})
	for _, want := range []string{`"Register a deal"`, `"Initech"`, `"initech.com"`, `"90,000"`} {
		if !strings.Contains(form, want) {
			s.t.Errorf("the form has no %s: %s", want, form)
		}
	}
	found := s.sends(sample.Ben, "application/search", map[string]any{"dataset": "partners", "queryText": "orr", "queryOptions": map[string]any{"skip": 0, "top": 15}})
	if !strings.Contains(found, "Orrin Digital") || strings.Contains(found, "Calder") {
		s.t.Errorf("found is %s", found)
	}
	done := s.sends(sample.Ben, "task/submit", map[string]any{"data": map[string]any{
		"form": find(s.t, form, "form"), "meta": find(s.t, form, "meta"), "partner": find(s.t, found, "value"),
		"customer": "Initech", "website": "initech.com", "product": "Dispatch", "amount": "90,000",
		"close_date":   s.clock.Now().AddDate(0, 0, 20).Format(time.DateOnly),
		"contact_name": "Peter Gibbons", "contact_email": "peter@initech.com",
		"how_engaged": "Orrin Digital runs their service desk and asked for a quote.", "next_step": "Quote on Friday",
	}})
	if !strings.Contains(done, "is registered: Initech, Dispatch, $90,000.") {
		s.t.Errorf("Ben is answered %s", done)
	}
}

// The card is the same for everybody until somebody asks for their own.
func decideOnPage(s *agentsStage) {
	p, card := s.page, browsertest.Text("fui-Card", "Initech, Dispatch")
	p.See(card + button("Decide"))
	p.Gone(card + button("Approve"))
	p.Click(card + button("Decide"))
	p.See(card + button("Approve"))
	if ben := s.refreshes(sample.Ben, "Initech, Dispatch"); strings.Contains(ben, `"title":"Approve"`) {
		s.t.Errorf("Ben may decide on his own deal: %s", ben)
	}
	p.Click(card + button("Approve"))
	p.See(card + words("Approved"))
	p.See(card + words("Ruth Ekström approved it"))
	p.Gone(card + button("Approve"))
}

// Dana decides elsewhere, and the card that Ruth has before her changes.
func decideThroughIt(s *agentsStage) {
	p, card := s.page, browsertest.Text("fui-Card", "Acme, Dispatch")
	p.See(card + words("In review"))
	_, approve, found := strings.Cut(s.refreshes(sample.Dana, "another reviewer must decide"), `"title":"Approve"`)
	if !found {
		s.t.Fatal("Dana may not decide")
	}
	s.sends(sample.Dana, "adaptiveCard/action", map[string]any{"action": map[string]any{
		"type": "Action.Execute", "verb": "intent", "data": map[string]any{"intent": find(s.t, approve, "intent")},
	}})
	p.See(card + words("Approved"))
	p.See(card + words("Dana Kim approved it"))
	p.Gone(card + words("In review"))
}

// refreshes is a card as a reader's client fetches it by itself, which the playground's does not. What it asks for is what
// [Decide] asks for, which Ruth was answered with those words.
func (s *agentsStage) refreshes(user, answer string) string {
	s.t.Helper()
	clicked := s.noted("a click on [Decide] that is answered with "+answer, func(x botconnector.Sent) bool {
		return x.Activity()["name"] == "adaptiveCard/action" && strings.Contains(string(x.Answer), answer)
	})
	return s.sends(user, "adaptiveCard/action", map[string]any{"trigger": "automatic", "action": map[string]any{
		"type": "Action.Execute", "verb": "refresh", "data": map[string]any{"intent": find(s.t, string(clicked.Body), "intent")},
	}})
}

// The Monday post is asked for by nobody: in the demo, Enter moves the clock.
func mondayOnPage(s *agentsStage) {
	p := s.page
	p.channel("General")
	go func() {
		_ = mondays(s.t.Context(), terminal{s.t.Output(), s.t.Output()}, s.local, lines(strings.NewReader("\n")))
	}()
	for _, read := range []string{"short of the $1,650,000 goal", "Coverage", "Movers", "Initech"} {
		p.See(browsertest.Text("fui-Card", read))
	}
}
