package bot_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/intent"
	"github.com/partnerbot/partnerbot/bot/view"
	"github.com/partnerbot/partnerbot/domain"
)

// room is a chat platform that keeps what is posted. While fails is set, sending fails with it.
type room struct {
	mu       sync.Mutex
	messages []message
	edits    int
	fails    error
}

type message struct {
	to, thread domain.MessageRef
	view       view.View
}

func (r *room) Post(_ context.Context, to, thread domain.MessageRef, v view.View) (domain.MessageRef, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.fails != nil {
		return domain.MessageRef{}, r.fails
	}
	r.messages = append(r.messages, message{to, thread, v})
	to.TS = fmt.Sprint(len(r.messages))
	return to, nil
}

func (r *room) Edit(_ context.Context, m domain.MessageRef, v view.View) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.fails != nil {
		return r.fails
	}
	var n int
	if _, err := fmt.Sscan(m.TS, &n); err != nil || n > len(r.messages) {
		return &bot.SendError{Verdict: bot.Refused, Problem: "There is no such message."}
	}
	r.messages[n-1].view = v
	r.edits++
	return nil
}

func (o *office) courier(posters map[domain.Platform]bot.Poster) *bot.Courier {
	return bot.NewCourier(bot.CourierConfig{
		Desk: o.desk, Outbox: o.store, Posters: posters, Clock: o.clock, Log: slog.New(slog.NewTextHandler(o.log, nil)),
	})
}

func toSlack(r *room) map[domain.Platform]bot.Poster {
	return map[domain.Platform]bot.Poster{domain.Slack: r}
}

// card is the delivery of a deal's review card; note, of what the last event of a kind set off.
func (o *office) card(d domain.Deal) domain.Delivery {
	o.t.Helper()
	cards, err := o.store.Cards(o.t.Context(), d.Registration.ID)
	if err != nil || len(cards) != 1 {
		o.t.Fatal(cards, err)
	}
	return cards[0]
}

func (o *office) note(d domain.Deal, prefix, eventKind, suffix string) domain.Delivery {
	o.t.Helper()
	for _, e := range o.deal(d.Registration.ID).Events {
		if e.Kind != eventKind {
			continue
		}
		found, err := o.store.DeliveryByKey(o.t.Context(), d.Program.ID, prefix+":"+e.ID.String()+suffix)
		if err != nil {
			o.t.Fatal(err)
		}
		return found
	}
	o.t.Fatalf("no event %s", eventKind)
	return domain.Delivery{}
}

func (o *office) deliver(c *bot.Courier, d domain.Delivery) (time.Duration, domain.Delivery) {
	o.t.Helper()
	again, err := c.Deliver(o.t.Context(), d.ID)
	if err != nil {
		o.t.Fatal(err)
	}
	after, err := o.store.Delivery(o.t.Context(), d.ID)
	if err != nil {
		o.t.Fatal(err)
	}
	return again, after
}

func TestCourier_aCardIsPostedOnceAndEditedInPlace(t *testing.T) {
	t.Parallel()
	o, r := newProgram(t), &room{}
	c := o.courier(toSlack(r))
	d := o.registered()
	card := o.card(d)
	if _, after := o.deliver(c, card); after.State != domain.Sent {
		t.Errorf("the card is %s: %s", after.State, after.Problem)
	}
	o.deliver(c, card) // the same job again
	if len(r.messages) != 1 || r.edits != 0 || r.messages[0].to.Channel != deskRoom {
		t.Fatalf("posted %+v with %d edits", r.messages, r.edits)
	}
	v := r.messages[0].view.(view.ReviewCard)
	if v.Status.Text != "In review" || len(v.Actions) != 3 || v.Due != "Decide by Wed, Nov 11, 10:12 EST" {
		t.Errorf("the card is %+v", v)
	}
	o.clicks(ben, about(d, intent.Approve))
	o.deliver(c, card)
	v = r.messages[0].view.(view.ReviewCard)
	want := "Ben Okafor approved it on Mon, Nov 9, 10:12 EST. Protected until Feb 7, 2027."
	if len(r.messages) != 1 || v.Outcome != want || v.Due != "" || len(v.Actions) != 1 || v.Actions[0].Intent.Name != intent.ShowDeal {
		t.Errorf("after the approval it is %+v", v)
	}
}

func TestCourier_newsGoIntoTheCardsThread(t *testing.T) {
	t.Parallel()
	o, r := newProgram(t), &room{}
	c := o.courier(toSlack(r))
	d := o.registered()
	o.clicks(ben, about(d, intent.Approve))
	card := o.card(d)
	note := o.note(d, "history", domain.EventApproved, ":"+card.ID.String())
	if again, after := o.deliver(c, note); again == 0 || after.State != domain.Queued {
		t.Errorf("before its card it is %s, again in %s", after.State, again)
	}
	o.deliver(c, card)
	o.deliver(c, note)
	if len(r.messages) != 2 || r.messages[1].thread.TS != "1" || r.messages[1].to.Channel != deskRoom {
		t.Fatalf("posted %+v", r.messages)
	}
	want := view.HistoryNote{Ref: ref(d), Step: view.Step{When: "Mon, Nov 9, 10:12 EST", Who: "Ben Okafor", What: "approved it"}}
	if diff := cmp.Diff(want, r.messages[1].view); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestCourier_withoutItsCardANoteStandsInTheChannel(t *testing.T) {
	t.Parallel()
	o, r := newProgram(t), &room{}
	c := o.courier(toSlack(r))
	d := o.registered()
	o.clicks(ben, about(d, intent.Approve))
	card := o.card(d)
	r.fails = &bot.SendError{Verdict: bot.Refused, Problem: "The bot is not in the channel. Invite it."}
	if _, after := o.deliver(c, card); after.State != domain.Failed || !strings.Contains(after.Problem, "Invite it") {
		t.Errorf("the card is %+v", after)
	}
	r.fails = nil
	o.deliver(c, o.note(d, "history", domain.EventApproved, ":"+card.ID.String()))
	if len(r.messages) != 1 || r.messages[0].thread.TS != "" || r.messages[0].to.Channel != deskRoom {
		t.Errorf("posted %+v", r.messages)
	}
}

func TestCourier_theSubmitterHearsOfTheDecision(t *testing.T) {
	t.Parallel()
	o, r := newProgram(t), &room{}
	c := o.courier(toSlack(r))
	d := o.registered()
	o.submit(ben, form.AskInfo, about(d, intent.AskInfo).Encode(), form.Values{"question": {"Is a budget set?"}})
	o.deliver(c, o.note(d, "decision", domain.EventInfoAsked, ""))
	n := r.messages[0].view.(view.DecisionNote)
	if r.messages[0].to.Channel != cam || n.Text != "Is a budget set?" || n.Actions[0].Intent.Name != intent.Answer {
		t.Errorf("Cam reads %+v", r.messages[0])
	}
	if want := "Ben Okafor asks. Answer by Mon, Nov 16, 10:12 EST, or the registration is withdrawn."; n.Lead != want {
		t.Errorf("the lead is %q", n.Lead)
	}
	o.submit(cam, form.Answer, about(o.deal(d.Registration.ID), intent.Answer).Encode(), form.Values{"answer": {"Yes."}})
	d = o.deal(d.Registration.ID)
	o.clicks(ben, about(d, intent.Approve))
	o.deliver(c, o.note(d, "decision", domain.EventApproved, ""))
	n = r.messages[1].view.(view.DecisionNote)
	if n.Status.Text != "Approved" || n.Actions[0].Intent.Name != intent.Update || !strings.Contains(n.Lead, "until Feb 7, 2027") {
		t.Errorf("Cam reads %+v", n)
	}
	// The question is answered by now: told again, it offers no answer.
	o.deliver(c, o.note(d, "decision", domain.EventInfoAsked, ""))
	if len(r.messages) != 2 {
		t.Errorf("a note was posted twice: %+v", r.messages)
	}
}

func TestCourier_whatFollowsEachFailure(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		name  string
		fails error
		again time.Duration
		state domain.DeliveryState
	}{
		{"retry", &bot.SendError{Verdict: bot.Retry, Problem: "Slack is busy."}, 2 * time.Second, domain.Queued},
		{"retry later", &bot.SendError{Verdict: bot.Retry, After: time.Minute, Problem: "Slack is busy."}, time.Minute, domain.Queued},
		{"refused", &bot.SendError{Verdict: bot.Refused, Problem: "No."}, 0, domain.Failed},
		{"unknown", &bot.SendError{Verdict: bot.Unknown, Problem: "No answer."}, 0, domain.Uncertain},
		{"any other", errors.New("boom"), 0, domain.Uncertain},
	} {
		t.Run(x.name, func(t *testing.T) {
			t.Parallel()
			o := newProgram(t)
			again, after := o.deliver(o.courier(toSlack(&room{fails: x.fails})), o.card(o.registered()))
			if again != x.again || after.State != x.state {
				t.Errorf("it is %s (%s), again in %s", after.State, after.Problem, again)
			}
		})
	}
}

func TestCourier_anEditOfUnknownOutcomeIsDoneAgain(t *testing.T) {
	t.Parallel()
	o, r := newProgram(t), &room{}
	c := o.courier(toSlack(r))
	d := o.registered()
	card := o.card(d)
	o.deliver(c, card)
	o.clicks(ben, about(d, intent.Approve))
	r.fails = &bot.SendError{Verdict: bot.Unknown, Problem: "No answer."}
	if again, after := o.deliver(c, card); again == 0 || after.State != domain.Sent {
		t.Errorf("it is %s, again in %s", after.State, again)
	}
	r.fails = nil
	o.deliver(c, card)
	if r.edits != 1 || len(r.messages) != 1 {
		t.Errorf("%d edits of %d messages", r.edits, len(r.messages))
	}
}

func TestCourier_theOutcomeIsKeptWhenTheProgramStops(t *testing.T) {
	t.Parallel()
	o := newProgram(t)
	ctx, cancel := context.WithCancel(t.Context())
	stopping := stopper{room: &room{}, stop: cancel}
	card := o.card(o.registered())
	if _, err := o.courier(map[domain.Platform]bot.Poster{domain.Slack: stopping}).Deliver(ctx, card.ID); err != nil {
		t.Fatal(err)
	}
	if after, err := o.store.Delivery(t.Context(), card.ID); err != nil || after.State != domain.Sent {
		t.Errorf("it is %s, %v", after.State, err)
	}
}

// stopper is a room in which the program is told to stop while a message is on its way.
type stopper struct {
	*room
	stop context.CancelFunc
}

func (s stopper) Post(ctx context.Context, to, thread domain.MessageRef, v view.View) (domain.MessageRef, error) {
	s.stop()
	return s.room.Post(ctx, to, thread, v)
}

func TestCourier_theMondayPost(t *testing.T) {
	t.Parallel()
	o, r := newProgram(t), &room{}
	c := o.courier(toSlack(r))
	d := o.approved()
	o.submit(cam, form.Won, about(d, intent.WinDeal).Encode(), form.Values{"amount": {"25000"}, "closed_on": {"2026-11-09"}})
	o.wait(7 * 24 * time.Hour)
	monday := domain.Occurrence{
		Schedule: domain.Schedule{ProgramID: d.Program.ID, Kind: domain.DigestSchedule, Zone: "America/New_York"},
		TenantID: d.Program.TenantID, Due: o.clock(),
	}
	if err := o.desk.TakeDigest(t.Context(), monday); err != nil {
		t.Fatal(err)
	}
	for _, kind := range []domain.DeliveryKind{domain.DigestPost, domain.DigestDetail} {
		key := fmt.Sprintf("%s:slack:%s:%s:2026-W47", kind, workspace, numbers)
		post, err := o.store.DeliveryByKey(t.Context(), d.Program.ID, key)
		if err != nil {
			t.Fatal(err)
		}
		o.deliver(c, post)
	}
	post, detail := r.messages[0], r.messages[1]
	v := post.view.(view.Digest)
	if post.to.Channel != numbers || !strings.HasPrefix(v.Headline, "$25,000 won plus $0 in commit") || v.AsOf != "Mon, Nov 16, 00:00 EST" {
		t.Errorf("the post is %+v", post)
	}
	if x := detail.view.(view.DigestDetail); detail.thread.TS != "1" || len(x.Waterfall) < 2 || len(x.Method) == 0 {
		t.Errorf("the detail is %+v", detail)
	}
}

func TestCourier_whatIsOfNoUseAnyMoreIsDropped(t *testing.T) {
	t.Parallel()
	o, r := newProgram(t), &room{}
	p := o.registered().Program
	o.wait(7 * 24 * time.Hour)
	monday := domain.Occurrence{
		Schedule: domain.Schedule{ProgramID: p.ID, Kind: domain.DigestSchedule, Zone: p.TimeZone}, TenantID: p.TenantID, Due: o.clock(),
	}
	if err := o.desk.TakeDigest(t.Context(), monday); err != nil {
		t.Fatal(err)
	}
	o.wait(3 * 24 * time.Hour)
	post, err := o.store.DeliveryByKey(t.Context(), p.ID, fmt.Sprintf("digest:slack:%s:%s:2026-W47", workspace, numbers))
	if err != nil {
		t.Fatal(err)
	}
	if _, after := o.deliver(o.courier(toSlack(r)), post); after.State != domain.Dropped || len(r.messages) != 0 {
		t.Errorf("it is %s with %d messages", after.State, len(r.messages))
	}
}

func TestCourier_anAdminHearsOfWhatWentWrong(t *testing.T) {
	t.Parallel()
	o, r := newProgram(t), &room{}
	c := o.courier(toSlack(r))
	card := o.card(o.registered())
	r.fails = &bot.SendError{Verdict: bot.Unknown, Problem: "Slack gave no answer."}
	o.deliver(c, card)
	r.fails = nil
	note, err := o.store.DeliveryByKey(t.Context(), card.ProgramID,
		fmt.Sprintf("trouble:%s:uncertain:%s", card.ID, o.actor(ann).Person.ID))
	if err != nil {
		t.Fatal(err)
	}
	o.deliver(c, note)
	n := r.messages[0].view.(view.Notice)
	if r.messages[0].to.Channel != ann || !strings.Contains(n.Text, "may or may not have arrived") || !strings.Contains(n.Text, "no answer") {
		t.Errorf("Ann reads %+v", r.messages[0])
	}
	status := o.types(ann, "program", "status").View.(view.ProgramStatus)
	if len(status.Trouble) != 1 {
		t.Errorf("the status tells of %q", status.Trouble)
	}
}

func TestCourier_whatCannotBeShownOrReachedFails(t *testing.T) {
	t.Parallel()
	o, r := newProgram(t), &room{}
	c := o.courier(toSlack(r))
	d := o.registered()
	nobody := domain.Person{ID: newID(), TenantID: d.Program.TenantID, Name: "Kim Park"}
	o.change(func(ctx context.Context, tx domain.Tx) error { return tx.SavePerson(ctx, nobody) })
	onSlack := domain.Address{Platform: domain.Slack, Workspace: workspace, Channel: deskRoom}
	toKim := domain.Address{Platform: domain.Slack, Workspace: workspace, PersonID: &nobody.ID}
	for _, x := range []struct {
		kind    domain.DeliveryKind
		subject domain.ID
		to      domain.Address
		problem string
	}{
		{domain.ReviewCard, newID(), onSlack, "What it was to show is not there any more."},
		{domain.HistoryNote, newID(), onSlack, "What it was to show is not there any more."},
		{domain.ReviewCard, d.Registration.ID, toKim, "Kim Park has no account in Slack that the bot knows of."},
	} {
		post := domain.Delivery{
			ID: newID(), ProgramID: d.Program.ID, Kind: x.kind, Key: newID().String(), Subject: x.subject, To: x.to, Wanted: 1,
			State: domain.Queued, CreatedAt: o.clock(),
		}
		o.change(func(ctx context.Context, tx domain.Tx) error { return tx.Post(ctx, post) })
		if _, after := o.deliver(c, post); after.State != domain.Failed || after.Problem != x.problem {
			t.Errorf("%s of %s: %s, %q", x.kind, x.subject, after.State, after.Problem)
		}
	}
	if len(r.messages) != 0 {
		t.Errorf("posted %+v", r.messages)
	}
}
