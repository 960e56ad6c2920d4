package bot

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/intent"
	"github.com/partnerbot/partnerbot/bot/view"
	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/activation"
)

// partnerWords are what the command for partners can do.
func (b *Bot) partnerWords() []word {
	return []word{
		{"list", "[on-track, due-soon, late, stalled, dormant, parked, mine, NAME]", "how the partners stand, the worst first", b.partnersTyped},
		{"show", "NAME", "one partner: its path, its deals and what to do next", b.partnerTyped("Which partner?", b.showPartner)},
		{"add", "[NAME]", "add a candidate and score it against the ideal partner profile", b.addTyped},
		{"candidates", "[NAME]", "the short list, the best fit first", b.candidatesTyped},
		{"sign", "NAME", "make a partner of a candidate who has signed", b.signTyped},
		{"checkpoint", "NAME", "say that the next checkpoint of a partner is done", b.partnerTyped("Whose checkpoint is done?", b.nextStep)},
		{"assign", "NAME", "say who sees to a checkpoint of a partner, on our side and on theirs", b.partnerTyped("Whose checkpoint is assigned?", b.chooseStep)},
		{"owner", "NAME", "give a partner to another owner", b.partnerTyped("Which partner gets another owner?", b.opens(form.Reassign))},
		{"snooze", "NAME", "no alerts about a partner until a day", b.partnerTyped("Which partner can wait?", b.opens(form.Snooze))},
		{"park", "NAME", "put a partner off until a day", b.partnerTyped("Which partner do you park?", b.opens(form.Park))},
		{"unpark", "NAME", "have a parked partner back before its day", b.partnerTyped("Which partner is back?", b.unpark)},
		{"exit", "NAME", "part with a partner, for good", b.partnerTyped("Which partner leaves?", b.opens(form.Exit))},
		{"contact", "NAME", "log a contact with a partner", b.partnerTyped("With whom were you in touch?", b.opens(form.Touch))},
		{"profile", "", "the ideal partner profile that candidates are scored by", b.readable(b.ofType(domain.ActDesign, profileAction()), profileNotice)},
		{"path", "", "the checkpoints from signature to the first deals", b.readable(b.ofType(domain.ActDesign, pathAction()), pathNotice)},
		{"nudges", "", "where and when stall alerts come, and who gets yours while you are away", b.opens(form.NudgeSettings)},
		{"week", "", "how many partners were activated, and who needs a decision", b.teamWeekly},
		b.helpWord("partner"),
	}
}

// standingWords are the words that select partners by how they stand.
var standingWords = map[string]activation.Status{
	"on-track": activation.OnTrack, "due-soon": activation.DueSoon, "late": activation.Late, "stalled": activation.Stalled,
	"dormant": activation.Dormant, "parked": activation.Parked,
}

// partnersTyped lists what the words select; what is none of the words is a part of a name.
func (b *Bot) partnersTyped(ctx context.Context, r Request) (Reply, error) {
	words, page := leafOf(splitWords(r.Text))
	q, title := partnerQuery(words)
	q.Limit, q.Skip = rows, (page-1)*rows
	list, err := b.desk.PartnerList(ctx, r.Actor, q)
	if err != nil {
		return Reply{}, err
	}
	v := partnerList(list, title, b.reader(r, list.Program))
	if domain.May(r.Actor, domain.ActRecruit, domain.Subject{}) == nil {
		v.Actions = append(v.Actions, addPartnerAction())
	}
	if rest := list.Total - q.Skip - len(list.Lines); rest > 0 {
		v.More = fmt.Sprintf("and %d more. Narrow it down, such as %s", rest, b.typed(r, "partner list stalled mine"))
		next := fmt.Sprintf("%s page %d", strings.Join(words, " "), page+1)
		if a := listPartnersAction(next, fmt.Sprintf("The next %d", min(rest, rows))); page < mostPages && len(a.Intent.Encode()) <= intent.Max {
			v.Actions = append(v.Actions, a)
		}
	}
	return Reply{View: v}, nil
}

// mostPages is how far a list can be leafed through.
const mostPages = 100

// leafOf is which page of a list is meant, from 1 on: the words may end with page and its number.
func leafOf(words []string) (rest []string, page int) {
	n := len(words)
	if n < 2 || !strings.EqualFold(words[n-2], "page") {
		return words, 1
	}
	page, err := strconv.Atoi(words[n-1])
	if err != nil || page < 1 || page > mostPages {
		return words, 1
	}
	return words[:n-2], page
}

func partnerQuery(words []string) (q domain.PartnerQuery, title string) {
	var standings, name []string
	for _, w := range words {
		lower := strings.ToLower(strings.TrimRight(w, ","))
		status, ok := standingWords[lower]
		switch {
		case ok:
			q.Statuses = append(q.Statuses, status)
			standings = append(standings, strings.ToLower(standingOf(status).Text))
		case lower == "mine":
			q.Mine = true
		case lower != "all":
			name = append(name, w)
		}
	}
	which := strings.Join(standings, " or ")
	if q.Text = strings.Join(name, " "); q.Text != "" {
		which = together(", ", []string{which, "named " + q.Text})
	}
	title = "Partners"
	if q.Mine {
		title = "Your partners"
	}
	return q, together(": ", []string{title, which})
}

// listPartners is the click that lists: the intent's id holds the words.
func (b *Bot) listPartners(ctx context.Context, r Request) (Reply, error) {
	if r.Intent.ID == candidatesWord {
		return b.candidatesTyped(ctx, r)
	}
	r.Text = r.Intent.ID
	return b.partnersTyped(ctx, r)
}

// bareName is what is typed after the command alone when it is no word of it: a partner's name, or a slip.
func (b *Bot) bareName(c command, first string) Handler {
	return func(ctx context.Context, r Request) (Reply, error) {
		page, err := b.desk.PartnerNamed(ctx, r.Actor, r.Text)
		if domain.CodeOf(err) == domain.NotFound {
			return b.unknownWord(r, c, first), nil
		}
		if err != nil {
			return Reply{}, err
		}
		return b.page(r, page), nil
	}
}

// partnerTyped goes on with the partner whose name was typed; without one it asks which.
func (b *Bot) partnerTyped(question string, on Handler) Handler {
	return func(ctx context.Context, r Request) (Reply, error) {
		name := strings.Join(splitWords(r.Text), " ")
		if name == "" {
			return b.pickPartner(ctx, r, question)
		}
		page, err := b.desk.PartnerNamed(ctx, r.Actor, name)
		if err != nil {
			return Reply{}, err
		}
		r.Intent = aboutPartner(page.Partner, "")
		return on(ctx, r)
	}
}

// pickPartner lists partners to choose from, those of the person first. When there is only one, it is shown.
func (b *Bot) pickPartner(ctx context.Context, r Request, question string) (Reply, error) {
	q := domain.PartnerQuery{Limit: rows, Mine: r.Actor.Person.Has(domain.PartnerManager)}
	list, err := b.desk.PartnerList(ctx, r.Actor, q)
	if err == nil && list.Total == 0 && q.Mine {
		q.Mine = false
		list, err = b.desk.PartnerList(ctx, r.Actor, q)
	}
	if err != nil {
		return Reply{}, err
	}
	v := partnerList(list, question, b.reader(r, list.Program))
	if list.Total > len(list.Lines) {
		v.More = fmt.Sprintf("and %d more. Type the name after the command", list.Total-len(list.Lines))
	}
	return Reply{View: v}, nil
}

// showPartner shows one partner, as it is now.
func (b *Bot) showPartner(ctx context.Context, r Request) (Reply, error) {
	page, err := b.partnerOf(ctx, r)
	if err != nil {
		return Reply{}, err
	}
	return b.page(r, page), nil
}

func (b *Bot) page(r Request, p domain.PartnerPage) Reply {
	return Reply{View: partnerPage(p, b.reader(r, p.Program))}
}

// aboutPartner is an intent about a partner.
func aboutPartner(p domain.Partner, name intent.Name) intent.Intent {
	return intent.Intent{Name: name, ID: p.ID.String()}
}

// aboutStep is an intent about a checkpoint of a partner.
func aboutStep(p domain.Partner, name intent.Name, key string) intent.Intent {
	return intent.Intent{Name: name, ID: p.ID.String() + ":" + key}
}

// partnerID is the partner that an intent is about, and what is named beside it, such as the key of its checkpoint; "" for none.
func partnerID(i intent.Intent) (id domain.ID, key string, err error) {
	name, key, _ := strings.Cut(i.ID, ":")
	if id, err = uuid.Parse(name); err != nil {
		return id, "", domain.Refuse(domain.NotFound, "")
	}
	return id, key, nil
}

// partnerOf is the partner that a click or a form is about, as the person may see it.
func (b *Bot) partnerOf(ctx context.Context, r Request) (domain.PartnerPage, error) {
	id, _, err := partnerID(r.Intent)
	if err != nil {
		return domain.PartnerPage{}, err
	}
	return b.desk.PartnerPage(ctx, r.Actor, id)
}

// partnerFor is the same for an act, with the words of the refusal when it may not be done now.
func (b *Bot) partnerFor(ctx context.Context, r Request, act domain.Act) (domain.PartnerPage, error) {
	page, err := b.partnerOf(ctx, r)
	if err != nil || slices.Contains(page.May, act) {
		return page, err
	}
	if page.Partner.Status == domain.PartnerExited {
		return page, domain.Refuse(domain.Conflict, page.Partner.Name+" has left the program, and nothing about it changes any more.")
	}
	return page, domain.May(r.Actor, act, page.Partner.Subject(page.Owner))
}

// partnerDone answers an act on a partner with the partner as it is then.
func (b *Bot) partnerDone(ctx context.Context, r Request, p domain.Partner, what string) (Reply, error) {
	page, err := b.desk.PartnerPage(ctx, r.Actor, p.ID)
	if domain.CodeOf(err) == domain.NotFound {
		return Reply{View: view.Notice{Tone: view.Good, Text: what}}, nil
	}
	if err != nil {
		return Reply{}, err
	}
	reply := partnerPage(page, b.reader(r, page.Program))
	reply.Lead = sentences(what, reply.Lead)
	return Reply{View: reply}, nil
}
