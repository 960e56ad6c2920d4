package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/sethvargo/go-retry"

	"github.com/partnerbot/partnerbot/bot/view"
	"github.com/partnerbot/partnerbot/domain"
)

// Outbox keeps deliveries. The courier has one attempt at a delivery between Begin and Finish.
type Outbox interface {
	// Begin takes hold of a delivery for one attempt: a queued one is sending from now on; a card that was sent is
	// edited. ok is false when there is nothing to do.
	Begin(ctx context.Context, id domain.ID, now time.Time) (d domain.Delivery, ok bool, err error)
	// Finish keeps what came of the attempt.
	Finish(ctx context.Context, d domain.Delivery) error
	// Delivery is one delivery as it stands. NotFound when there is none.
	Delivery(ctx context.Context, id domain.ID) (domain.Delivery, error)
}

// CourierConfig is what a Courier works with. All of it is required.
type CourierConfig struct {
	Desk    *domain.Desk
	Outbox  Outbox
	Posters map[domain.Platform]Poster
	Clock   domain.Clock
	Log     *slog.Logger
}

// Courier carries deliveries out: it looks up what is to be shown, draws it for who will read it, has the platform send
// it, and keeps what came of that.
type Courier struct {
	desk    *domain.Desk
	outbox  Outbox
	posters map[domain.Platform]Poster
	now     domain.Clock
	log     *slog.Logger
}

// NewCourier makes a Courier.
func NewCourier(c CourierConfig) *Courier {
	return &Courier{desk: c.Desk, outbox: c.Outbox, posters: c.Posters, now: c.Clock, log: c.Log}
}

// How long an attempt waits for the next one, and how many there are: about six hours in all.
const (
	firstWait    = 2 * time.Second
	longestWait  = 10 * time.Minute
	mostAttempts = 45
	// parentWait is how long a note waits for the message in whose thread it goes, which is usually on its way.
	parentWait = 3 * time.Second
	// keepWithin is how long the outcome of an attempt may take to be kept, in at most keepTries with keepAgain between.
	keepWithin = 5 * time.Second
	keepAgain  = 200 * time.Millisecond
	keepTries  = 20
)

// Deliver makes one attempt at a delivery. When again is above 0, it wants to be called again after that long.
func (c *Courier) Deliver(ctx context.Context, id domain.ID) (again time.Duration, err error) {
	d, ok, err := c.outbox.Begin(ctx, id, c.now())
	if err != nil || !ok {
		return 0, err
	}
	attempt, again := c.attempt(ctx, d)
	c.logAttempt(ctx, d, attempt)
	return again, c.keep(ctx, d.After(attempt))
}

// keep keeps what came of an attempt, also when the program is stopping, and tries again when the database is away for a
// moment: otherwise a message that arrived would count as uncertain, and never be brought up to date.
func (c *Courier) keep(ctx context.Context, d domain.Delivery) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), keepWithin)
	defer cancel()
	return retry.Do(ctx, retry.WithMaxRetries(keepTries, retry.NewConstant(keepAgain)), func(ctx context.Context) error {
		err := c.outbox.Finish(ctx, d)
		if domain.CodeOf(err) == domain.NotFound { // it was kept, and only the word of that was lost
			return err
		}
		return retry.RetryableError(err)
	})
}

// attempt makes one, and says how long to wait for the next one, if there is to be one.
func (c *Courier) attempt(ctx context.Context, d domain.Delivery) (domain.Attempt, time.Duration) {
	if !d.Useful(c.now()) {
		return domain.Attempt{Result: domain.Pointless}, 0
	}
	message, err := c.send(ctx, d)
	switch {
	case err == nil:
		return domain.Attempt{Result: domain.Arrived, Message: message}, 0
	case errors.Is(err, errPointless):
		return domain.Attempt{Result: domain.Pointless}, 0
	}
	a, after := outcome(err)
	if a.Result == domain.Held {
		return a, after
	}
	if a.Result == domain.NotYet && d.Attempts >= mostAttempts {
		return domain.Attempt{Result: domain.Refused, Problem: a.Problem + " It was tried often enough."}, 0
	}
	edited := d.State == domain.Sent // an edit is safe to repeat
	if a.Result == domain.NotYet || a.Result == domain.Unknown && edited {
		return a, max(after, wait(d.Attempts))
	}
	return a, 0
}

// send looks up, draws and sends. Whatever fails before the message leaves is a *SendError. What this process cannot
// send, another may: while a new version or a new platform is rolled out, not all of them know the same.
func (c *Courier) send(ctx context.Context, d domain.Delivery) (domain.MessageRef, error) {
	poster, ok := c.posters[d.To.Platform]
	if !ok {
		return domain.MessageRef{}, &SendError{Verdict: Retry, Problem: fmt.Sprintf("The bot is not connected to %s.", platformName(d.To.Platform))}
	}
	v, err := c.draw(ctx, d)
	if errors.Is(err, errPointless) {
		return domain.MessageRef{}, err
	}
	if err != nil {
		return domain.MessageRef{}, c.lookupFailed(ctx, d, err)
	}
	if d.State == domain.Sent {
		return d.Message, poster.Edit(ctx, d.Message, v)
	}
	to, err := c.address(ctx, d)
	if err != nil {
		return domain.MessageRef{}, err
	}
	thread, err := c.thread(ctx, d)
	if err != nil {
		return domain.MessageRef{}, err
	}
	return poster.Post(ctx, to, thread, v)
}

// outcome is what a failed send means.
func outcome(err error) (domain.Attempt, time.Duration) {
	var s *SendError
	if !errors.As(err, &s) {
		return domain.Attempt{Result: domain.Unknown, Problem: "Nobody knows whether it arrived."}, 0
	}
	results := map[Verdict]domain.Result{Retry: domain.NotYet, Held: domain.Held, Refused: domain.Refused, Unknown: domain.Unknown}
	return domain.Attempt{Result: results[s.Verdict], Problem: s.Problem}, s.After
}

// wait doubles with every attempt, up to longestWait.
func wait(attempts int) time.Duration {
	d := firstWait
	for ; attempts > 1 && d < longestWait; attempts-- {
		d *= 2
	}
	return min(d, longestWait)
}

// lookupFailed: what is gone stays gone; anything else may work the next time.
func (c *Courier) lookupFailed(ctx context.Context, d domain.Delivery, err error) error {
	c.log.WarnContext(ctx, "delivery not looked up", slog.String("delivery_id", d.ID.String()),
		slog.String("kind", string(d.Kind)), slog.String("error", err.Error()))
	if domain.CodeOf(err) == domain.NotFound {
		return &SendError{Verdict: Refused, Problem: "What it was to show is not there any more.", Err: err}
	}
	return &SendError{Verdict: Retry, Problem: "What it shows could not be looked up.", Err: err}
}

// address is where a delivery goes: its channel, or the account of its person on the platform.
func (c *Courier) address(ctx context.Context, d domain.Delivery) (domain.MessageRef, error) {
	to := domain.MessageRef{Platform: d.To.Platform, Workspace: d.To.Workspace, Channel: d.To.Channel}
	if d.To.PersonID == nil {
		return to, nil
	}
	p, err := c.desk.PersonFor(ctx, *d.To.PersonID)
	if err != nil {
		return to, c.lookupFailed(ctx, d, err)
	}
	for _, i := range p.Identities {
		if i.Platform == d.To.Platform && (i.Workspace == d.To.Workspace || to.Channel == "") {
			to.Workspace, to.Channel = i.Workspace, i.User
		}
	}
	if to.Channel == "" {
		return to, &SendError{Verdict: Refused, Problem: fmt.Sprintf("%s has no account in %s that the bot knows of.", p.Name, platformName(d.To.Platform))}
	}
	return to, nil
}

// errPointless: nobody would read it any more. The detail of a Monday post that was refused is for nobody, and its refusal
// has been told of; a stall alert that was settled before it went out asks for nothing.
var errPointless = errors.New("nobody would read it")

// thread is the message in whose thread a delivery goes, zero for none: also when that message failed, so that the news
// stands in the channel itself.
func (c *Courier) thread(ctx context.Context, d domain.Delivery) (domain.MessageRef, error) {
	if d.Parent == nil {
		return domain.MessageRef{}, nil
	}
	parent, err := c.outbox.Delivery(ctx, *d.Parent)
	if err != nil {
		return domain.MessageRef{}, c.lookupFailed(ctx, d, err)
	}
	if parent.State == domain.Queued || parent.State == domain.Sending {
		return domain.MessageRef{}, &SendError{Verdict: Held, After: parentWait, Problem: "The message in whose thread it goes is not there yet."}
	}
	if parent.State == domain.Failed && d.Kind == domain.DigestDetail {
		return domain.MessageRef{}, errPointless
	}
	return parent.Message, nil
}

// draw looks up what a delivery shows, and presents it to who will read it.
func (c *Courier) draw(ctx context.Context, d domain.Delivery) (view.View, error) {
	switch d.Kind {
	case domain.ReviewCard:
		deal, err := c.desk.DealFor(ctx, d.Subject)
		if err != nil {
			return nil, err
		}
		return reviewCard(deal, everyone(deal.Program, c.now())), nil
	case domain.HistoryNote, domain.DecisionNote:
		return c.drawNote(ctx, d)
	case domain.DigestPost, domain.DigestDetail:
		digest, err := c.desk.DigestOf(ctx, d.Subject)
		if err != nil {
			return nil, err
		}
		to := everyone(digest.Program, c.now())
		if d.Kind == domain.DigestDetail {
			return digestDetail(digest, to), nil
		}
		return digestView(digest, to), nil
	case domain.LinkRequest:
		card, err := c.desk.LinkFor(ctx, d.Subject)
		if err != nil {
			return nil, err
		}
		return linkRequest(card.Link, readerOf(card.Known, card.Program, c.now())), nil
	case domain.StallNudge, domain.PartnerNote, domain.TeamWeekly:
		return c.drawPartners(ctx, d)
	case domain.AdminNote:
		about, err := c.outbox.Delivery(ctx, d.Subject)
		if err != nil {
			return nil, err
		}
		return adminNote(ctx, c.desk, about), nil
	default:
		return nil, fmt.Errorf("nothing is known of a %q", d.Kind)
	}
}

func (c *Courier) drawNote(ctx context.Context, d domain.Delivery) (view.View, error) {
	e, err := c.desk.EventFor(ctx, d.Subject)
	if err != nil {
		return nil, err
	}
	deal, err := c.desk.DealFor(ctx, e.Subject)
	if err != nil {
		return nil, err
	}
	if d.Kind == domain.HistoryNote {
		return historyNote(deal, e, everyone(deal.Program, c.now())), nil
	}
	// The submitter reads what the submitter may see and do. When they may not see it any more, they still hear what
	// became of their registration.
	own, err := c.desk.Deal(ctx, submitter(deal), e.Subject)
	switch {
	case domain.CodeOf(err) == domain.NotFound:
		own = deal
		own.May = nil
	case err != nil:
		return nil, err
	}
	return decisionNote(own, e, readerOf(deal.Submitter, deal.Program, c.now())), nil
}

// submitter is who registered a deal, as an actor who reads.
func submitter(d domain.Deal) domain.Actor {
	return domain.Actor{Person: d.Submitter, TenantID: d.Program.TenantID, ProgramID: d.Program.ID}
}

func platformName(p domain.Platform) string {
	switch p {
	case domain.Slack:
		return "Slack"
	case domain.Teams:
		return "Microsoft Teams"
	default:
		return "any chat"
	}
}

func (c *Courier) logAttempt(ctx context.Context, d domain.Delivery, a domain.Attempt) {
	level := slog.LevelInfo
	if a.Result == domain.Refused || a.Result == domain.Unknown {
		level = slog.LevelWarn
	}
	c.log.Log(ctx, level, "delivery attempted", slog.String("delivery_id", d.ID.String()), slog.String("kind", string(d.Kind)),
		slog.String("result", string(a.Result)), slog.Int("attempt", d.Attempts), slog.String("problem", a.Problem))
}
