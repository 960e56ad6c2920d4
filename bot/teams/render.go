package teams

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/partnerbot/partnerbot/bot/view"
)

// Card is an Adaptive Card as it goes over the wire.
type Card struct {
	Title   string          // of the dialog it is shown in
	Summary string          // what notifications and screen readers say of it, plain text
	JSON    json.RawMessage // the card
}

// Render draws a view for everybody in a channel or chat. readers are the 29:… ids of those who get a review card of
// their own; Teams reads the first 60. It is pure: one view, one card. An error means that the view is unknown or that
// the card breaks a limit.
func Render(v view.View, readers []string) (Card, error) {
	on := surface{}
	d, err := draw(v, on)
	if review, ok := v.(view.ReviewCard); ok {
		d = shared(d, review, readers)
	}
	return d.card(on, err)
}

// RenderOwn draws a view for the one person who reads it: in their personal chat, or in answer to a refresh. A review
// card has that person's buttons.
func RenderOwn(v view.View) (Card, error) {
	on := surface{}
	if review, ok := v.(view.ReviewCard); ok {
		on.again = againOf(review)
	}
	d, err := draw(v, on)
	return d.card(on, err)
}

// RenderDialog draws a view inside a dialog: its buttons are submits.
func RenderDialog(v view.View) (Card, error) {
	on := surface{dialog: true}
	d, err := draw(v, on)
	return d.card(on, err)
}

// drawing is a view on its way to a card.
type drawing struct {
	title   string
	summary string
	wide    bool // as wide as the conversation lets it be
	body    []element
	actions []view.Action
	menu    bool // all actions but the first are in a menu
	apart   bool // a line parts the actions from the body, which has buttons of its own
	refresh *refreshJSON
	// mentions are the people whom the card notifies.
	mentions mentions
}

func (d *drawing) add(parts ...element) { d.body = append(d.body, parts...) }

// card encodes the drawing, shortened to what Teams takes.
func (d drawing) card(on surface, err error) (Card, error) {
	if err != nil {
		return Card{}, err
	}
	c, rows := d.whole(on)
	if err := c.shorten(rows); err != nil {
		return Card{}, err
	}
	return c.encoded(d.title)
}

// whole is the card with all that is drawn, and the rows of buttons that belong below its body.
func (d drawing) whole(on surface) (c *cardJSON, rows []element) {
	c = newCard(d.summary)
	if d.wide {
		c.MSTeams = &inTeams{Width: "full"}
	}
	if len(d.mentions) > 0 {
		c.MSTeams = cmp.Or(c.MSTeams, &inTeams{})
		c.MSTeams.Entities = d.mentions
	}
	c.Refresh = d.refresh
	c.Body = d.body
	rows, c.Actions = on.buttons(d.actions)
	if d.menu {
		inMenu(c.Actions)
	}
	if d.apart && c.Actions != nil {
		rows = append(rows, &actionSet{Type: "ActionSet", Separator: true, Spacing: "Medium", Actions: c.Actions})
		c.Actions = nil
	}
	return c, rows
}

// fits tells whether the card has room for all that is drawn.
func (d drawing) fits(on surface) bool {
	c, rows := d.whole(on)
	c.Body = slices.Concat(c.Body, rows)
	room, err := c.room()
	return err != nil || room >= 0
}

func newCard(summary string) *cardJSON {
	return &cardJSON{
		Type: "AdaptiveCard", Schema: cardSchema, Version: cardVersion, FallbackText: plain(summary, maxSummary),
		Body: []element{},
	}
}

// encoded is the card, checked.
func (c *cardJSON) encoded(title string) (Card, error) {
	encoded, err := json.Marshal(c)
	if err != nil {
		return Card{}, err
	}
	if err := c.faults(len(encoded)); err != nil {
		return Card{}, err
	}
	return Card{Title: plain(cmp.Or(title, "partnerbot"), maxDialog), Summary: c.FallbackText, JSON: encoded}, nil
}

// draw knows every view; that it does is held by a test.
func draw(v view.View, on surface) (drawing, error) {
	switch v := v.(type) {
	case view.DealCard:
		return drawDealCard(v), nil
	case view.ReviewCard:
		return drawReviewCard(v), nil
	case view.HistoryNote:
		return drawHistoryNote(v), nil
	case view.DecisionNote:
		return drawDecisionNote(v), nil
	case view.DealList:
		return drawDealList(v, on), nil
	case view.Digest:
		return drawDigest(v), nil
	case view.DigestDetail:
		return drawDigestDetail(v), nil
	case view.Notice:
		return drawNotice(v), nil
	case view.Help:
		return drawHelp(v), nil
	case view.ProgramStatus:
		return drawProgramStatus(v), nil
	case view.Home:
		return drawHome(v, on), nil
	case view.LinkRequest:
		return drawLinkRequest(v), nil
	case view.StallAlert:
		return drawStallAlert(v, on), nil
	case view.PartnerList:
		return drawPartnerList(v, on), nil
	case view.PartnerPage:
		return drawPartnerPage(v, on), nil
	case view.Scorecard:
		return drawScorecard(v), nil
	case view.TeamWeekly:
		return drawTeamWeekly(v, on), nil
	}
	return drawing{}, fmt.Errorf("teams does not know how to draw %T", v)
}
