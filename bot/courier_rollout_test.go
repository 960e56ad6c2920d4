package bot_test

import (
	"context"
	"testing"

	"github.com/partnerbot/partnerbot/domain"
)

// Another process may be connected to the platform, or know the kind: one that is newer, while it is rolled out.
func TestCourier_whatItCannotSendIsLeftForAnother(t *testing.T) {
	t.Parallel()
	o, r := newProgram(t), &room{}
	card := o.card(o.registered())
	again, after := o.deliver(o.courier(nil), card)
	if again <= 0 || after.State != domain.Queued || after.Problem != "The bot is not connected to Slack." {
		t.Errorf("not connected, it is %+v, again in %s", after, again)
	}
	if _, after = o.deliver(o.courier(toSlack(r)), card); after.State != domain.Sent || len(r.messages) != 1 {
		t.Errorf("connected, it is %+v", after)
	}
	poem := card
	poem.ID, poem.Key, poem.Kind = newID(), "poem", "poem"
	o.change(func(ctx context.Context, tx domain.Tx) error { return tx.Post(ctx, poem) })
	again, after = o.deliver(o.courier(toSlack(r)), poem)
	if again <= 0 || after.State != domain.Queued || after.Problem != "What it shows could not be looked up." {
		t.Errorf("of a kind that is not known, it is %+v, again in %s", after, again)
	}
}
