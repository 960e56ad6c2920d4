package domain

import (
	"context"
	"fmt"
	"slices"

	"github.com/google/uuid"
)

// postCards queues the review card of a new registration, one for each channel of the deal desk.
func (c *change) postCards(ctx context.Context) error {
	for _, ch := range c.deal.Program.ChannelsFor(DealDesk) {
		card := c.delivery(ReviewCard, c.deal.Registration.ID,
			fmt.Sprintf("review:%s:%s:%s:%s", c.deal.Registration.ID, ch.Platform, ch.Workspace, ch.ID))
		card.To = ch.address()
		if err := c.tx.Post(ctx, card); err != nil {
			return err
		}
	}
	return nil
}

// tell shows what happened: the cards are drawn again, and the event goes into the thread of each.
func (c *change) tell(ctx context.Context, e Event) error {
	if err := c.tx.Redraw(ctx, c.deal.Registration.ID); err != nil {
		return err
	}
	cards, err := c.tx.Cards(ctx, c.deal.Registration.ID)
	if err != nil {
		return err
	}
	for _, card := range cards {
		note := c.delivery(HistoryNote, e.ID, fmt.Sprintf("history:%s:%s", e.ID, card.ID))
		note.To, note.Parent = card.To, &card.ID
		if err := c.tx.Post(ctx, note); err != nil {
			return err
		}
	}
	return nil
}

// tellSubmitter is tell, and a direct message to who registered the deal, unless it was their own act.
func (c *change) tellSubmitter(ctx context.Context, e Event) error {
	if err := c.tell(ctx, e); err != nil {
		return err
	}
	if c.actor.is(c.deal.Submitter.ID) {
		return nil
	}
	at, err := c.submittedFrom(ctx)
	if err != nil {
		return err
	}
	note := c.delivery(DecisionNote, e.ID, fmt.Sprintf("decision:%s", e.ID))
	note.To = c.deal.Submitter.addressAt(at)
	return c.tx.Post(ctx, note)
}

// submittedFrom is the chat that the deal was registered from, zero when nobody knows any more.
func (c *change) submittedFrom(ctx context.Context) (Chat, error) {
	events, err := c.tx.Events(ctx, c.deal.Registration.ID)
	if i := slices.IndexFunc(events, func(e Event) bool { return e.Kind == EventSubmitted }); i >= 0 {
		return events[i].Chat, err
	}
	return Chat{}, err
}

func (c *change) delivery(kind DeliveryKind, subject ID, key string) Delivery {
	return Delivery{
		ID: c.desk.newID(), ProgramID: c.deal.Program.ID, Kind: kind, Key: key, Subject: subject, Wanted: 1,
		State: Queued, CreatedAt: c.now,
	}
}

func (ch Channel) address() Address {
	return Address{Platform: ch.Platform, Workspace: ch.Workspace, Channel: ch.ID}
}

// address is where a person is reached: the first chat account that is kept of them.
func (p Person) address() Address { return p.addressAt(Chat{}) }

// addressAt is where a person is reached about what began in a chat: by their account there, else on its platform, else
// by the first one.
func (p Person) addressAt(chat Chat) Address {
	to := Address{PersonID: &p.ID}
	best := 0
	for _, i := range p.Identities {
		near := 1
		switch {
		case i.Platform == Console:
			near = 0
		case i.Platform == chat.Platform && i.Workspace == chat.Workspace:
			near = 3
		case i.Platform == chat.Platform:
			near = 2
		}
		if near > best {
			best, to.Platform, to.Workspace = near, i.Platform, i.Workspace
		}
	}
	return to
}

// AdminNotes are the notes that tell each admin of a delivery that went wrong. A note about a note is never written.
func AdminNotes(d Delivery, people []Person, newID func() ID) []Delivery {
	if d.Kind == AdminNote || d.State != Uncertain && d.State != Failed && d.Problem == "" {
		return nil
	}
	var notes []Delivery
	for _, p := range people {
		if p.Outside || !p.Has(Admin) || p.ID == uuid.Nil {
			continue
		}
		notes = append(notes, Delivery{
			ID: newID(), ProgramID: d.ProgramID, Kind: AdminNote, Key: fmt.Sprintf("trouble:%s:%s:%s", d.ID, d.State, p.ID),
			Subject: d.ID, To: p.address(), Wanted: 1, State: Queued,
		})
	}
	return notes
}

// digestKey makes the Monday post and its detail single: one for each program, channel and ISO week.
func digestKey(kind DeliveryKind, ch Channel, week string) string {
	return fmt.Sprintf("%s:%s:%s:%s:%s", kind, ch.Platform, ch.Workspace, ch.ID, week)
}
