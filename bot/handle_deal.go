package bot

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/intent"
	"github.com/partnerbot/partnerbot/bot/view"
	"github.com/partnerbot/partnerbot/domain"
)

// fetched is how many deals are read for a list: enough to say how many more there are, and no more.
const fetched = 51

func (b *Bot) listWord() word {
	return word{"list", "[mine, open, review, expiring, partner NAME]", "list deals; several words narrow it down", b.listTyped}
}

func (b *Bot) showWord() word {
	return word{"show", "D-1042", "one deal with its history", b.showTyped}
}

// listTyped lists what the words select: without any, a seller's own deals, and the open ones for the rest.
func (b *Bot) listTyped(ctx context.Context, r Request) (Reply, error) {
	q, title, err := dealQuery(splitWords(r.Text))
	if err != nil {
		return Reply{}, err
	}
	if title == "" {
		q, title = defaultQuery(r.Actor.Person)
	}
	return b.list(ctx, r, q, title)
}

// listDeals is the click that lists: the intent's id holds the words.
func (b *Bot) listDeals(ctx context.Context, r Request) (Reply, error) {
	r.Text = r.Intent.ID
	return b.listTyped(ctx, r)
}

func defaultQuery(p domain.Person) (domain.DealQuery, string) {
	if p.Outside || !p.Has(domain.PartnerManager, domain.PartnershipsLead, domain.RevOps, domain.CRO, domain.Admin) {
		return domain.DealQuery{Mine: true}, "Your deals"
	}
	return domain.DealQuery{Open: true}, "Open deals"
}

// dealQuery reads the words after list.
func dealQuery(words []string) (q domain.DealQuery, title string, err error) {
	var titles []string
	for i, w := range words {
		switch strings.ToLower(w) {
		case "mine":
			q.Mine = true
			titles = append(titles, "yours")
		case "open":
			q.Open = true
			titles = append(titles, "open")
		case "review":
			q.Review = true
			titles = append(titles, "waiting for a decision")
		case "expiring":
			q.Expiring = true
			titles = append(titles, "expiring soon")
		case "partner":
			q.Partner = strings.Join(words[i+1:], " ")
			if q.Partner == "" {
				return q, "", domain.Refuse(domain.Invalid, "Which partner? Type its name after the word, such as list partner Northwind.")
			}
			return q, "Deals: " + strings.Join(append(titles, "of "+q.Partner), ", "), nil
		case "all":
			titles = append(titles, "all")
		default:
			return q, "", domain.Refuse(domain.Invalid, fmt.Sprintf(
				"Deals cannot be listed by “%s”. Use mine, open, review, expiring or partner NAME.", short(w, 40)))
		}
	}
	if len(titles) == 0 {
		return q, "", nil
	}
	return q, "Deals: " + strings.Join(titles, ", "), nil
}

func (b *Bot) list(ctx context.Context, r Request, q domain.DealQuery, title string) (Reply, error) {
	p, err := b.desk.Program(ctx, r.Actor)
	if err != nil {
		return Reply{}, err
	}
	q.Limit = fetched
	deals, err := b.desk.Deals(ctx, r.Actor, q)
	if err != nil {
		return Reply{}, err
	}
	v := view.DealList{Title: title, Empty: "None now."}
	if who := r.Actor.Person; !who.Outside || who.PartnerID != nil { // else there is no partner to register for
		v.Actions = []view.Action{registerAction()}
	}
	v.Lines, v.More = dealLines(deals, rows, fetched, b.reader(r, p))
	if v.More != "" {
		v.More += ". Narrow it down, such as " + b.typed(r, "deal list open partner NAME")
	}
	return Reply{View: v}, nil
}

func (b *Bot) showTyped(ctx context.Context, r Request) (Reply, error) {
	words := splitWords(r.Text)
	if len(words) == 0 {
		return b.pick(ctx, r, "Which deal?", openAct)
	}
	d, err := b.numbered(ctx, r, words[0])
	if err != nil {
		return Reply{}, err
	}
	return Reply{View: dealCard(d, b.reader(r, d.Program))}, nil
}

// showDeal is the click that shows one deal, as it is now.
func (b *Bot) showDeal(ctx context.Context, r Request) (Reply, error) {
	d, err := b.dealOf(ctx, r)
	if err != nil {
		return Reply{}, err
	}
	return Reply{View: dealCard(d, b.reader(r, d.Program))}, nil
}

// numbered is the deal that somebody typed the number of.
func (b *Bot) numbered(ctx context.Context, r Request, typed string) (domain.Deal, error) {
	n, ok := dealNumber(typed)
	if !ok {
		return domain.Deal{}, domain.Refuse(domain.Invalid, fmt.Sprintf(
			"“%s” is not the number of a deal. Type one such as D-1042; %s shows them.", short(typed, 40), b.typed(r, "deal list")))
	}
	return b.desk.DealByNumber(ctx, r.Actor, n)
}

// dealOf is the deal that a click or a form is about. The intent only names it: whether this person may see it is
// decided by who they are.
func (b *Bot) dealOf(ctx context.Context, r Request) (domain.Deal, error) {
	id, err := uuid.Parse(r.Intent.ID)
	if err != nil {
		return domain.Deal{}, domain.Refuse(domain.NotFound, "")
	}
	return b.desk.Deal(ctx, r.Actor, id)
}

// openAct stands for showing a deal in pick.
const openAct = domain.ActSee

// pick lists the deals on which an act can be taken now, each with its button. When there is only one, its form opens
// at once.
func (b *Bot) pick(ctx context.Context, r Request, question string, acts ...domain.Act) (Reply, error) {
	deals, err := b.desk.Deals(ctx, r.Actor, domain.DealQuery{Open: true, Limit: fetched})
	if err != nil {
		return Reply{}, err
	}
	deals = slices.DeleteFunc(deals, func(d domain.Deal) bool {
		return !slices.ContainsFunc(acts, func(a domain.Act) bool { return slices.Contains(d.May, a) })
	})
	if len(deals) == 1 {
		return b.only(ctx, r, deals[0], acts)
	}
	p, err := b.desk.Program(ctx, r.Actor)
	if err != nil {
		return Reply{}, err
	}
	v := view.DealList{Title: question, Empty: "There is no deal that you could do this with now."}
	v.Lines, v.More = dealLines(deals, rows, fetched, b.reader(r, p))
	if v.More != "" {
		v.More += ". Type the number after the command"
	}
	for i := range v.Lines {
		if a := dealActions(deals[i], acts...); len(a) > 0 {
			v.Lines[i].Action = &a[0]
		}
	}
	return Reply{View: v}, nil
}

// only goes on with the one deal there is.
func (b *Bot) only(ctx context.Context, r Request, d domain.Deal, acts []domain.Act) (Reply, error) {
	r.Intent = about(d, intent.ShowDeal)
	if a := dealActions(d, acts...); len(a) > 0 {
		r.Intent = a[0].Intent
	}
	return b.clicks[r.Intent.Name](ctx, r)
}

// typedAct is a word that takes an act on the deal whose number follows it.
func (b *Bot) typedAct(question string, opens form.Name, acts ...domain.Act) Handler {
	return func(ctx context.Context, r Request) (Reply, error) {
		words := splitWords(r.Text)
		if len(words) == 0 {
			return b.pick(ctx, r, question, acts...)
		}
		d, err := b.numbered(ctx, r, words[0])
		if err != nil {
			return Reply{}, err
		}
		r.Intent = about(d, "")
		return b.opens(opens)(ctx, r)
	}
}

// actable is the deal that a form is about, if the person may do the act now and saw the deal as it is. A revision of
// 0 stands for whatever it is now.
func (b *Bot) actable(ctx context.Context, r Request, acts ...domain.Act) (domain.Deal, error) {
	d, err := b.dealOf(ctx, r)
	if err != nil {
		return domain.Deal{}, err
	}
	if r.Intent.Revision != 0 && r.Intent.Revision != d.Registration.Revision {
		return domain.Deal{}, domain.Refuse(domain.Stale, "")
	}
	if slices.ContainsFunc(acts, func(a domain.Act) bool { return slices.Contains(d.May, a) }) {
		return d, nil
	}
	return domain.Deal{}, d.Refusal(r.Actor, acts[0])
}

// done answers an act on a deal. In the deal desk's channel the card itself shows it, and nothing more is said.
func (b *Bot) done(r Request, d domain.Deal, what, next string) Reply {
	for _, c := range d.Program.ChannelsFor(domain.DealDesk) {
		if c.Platform == r.Who.Platform && c.Workspace == r.Place.Workspace && c.ID == r.Place.Channel {
			return Reply{}
		}
	}
	return Reply{View: view.Notice{Tone: view.Good, Text: what, Next: next, Actions: []view.Action{openRef(d)}}}
}
