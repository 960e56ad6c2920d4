package bot_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/domain"
)

// A form that could not be dealt with in time stays open, with everything typed and what to do.
func TestBusy_TheFormIsKept(t *testing.T) {
	t.Parallel()
	o := newProgram(t)
	typed := o.claim()
	release := o.holdAccount(domain.AccountKey("Acme Corp", "acme.com", ""))
	defer release()
	r := o.request(cam, bot.Submit)
	r.Form, r.Values = form.Register, typed
	reply := bot.Reply{Unable: true}
	for tries := 0; reply.Unable && tries < 10; tries++ { // on a machine that is busy itself there may be no time for words
		ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
		reply = o.bot.Handle(ctx, r)
		cancel()
	}
	f := o.form(reply, form.Register)
	if want := "The database is busy just now. Try again in a moment."; f.Problem != want {
		t.Errorf("it says %q, want %q", f.Problem, want)
	}
	for _, x := range f.Fields {
		if diff := cmp.Diff(typed[x.ID], x.Values); diff != "" {
			t.Errorf("%s (-typed +kept):\n%s", x.ID, diff)
		}
	}
}

// holdAccount has somebody else register on the account, and not come to an end until released.
func (o *office) holdAccount(key string) (release func()) {
	o.t.Helper()
	held, let, done := make(chan struct{}), make(chan struct{}), make(chan error, 1)
	program := o.actor(ann).ProgramID
	go func() {
		done <- o.store.Change(context.WithoutCancel(o.t.Context()), func(ctx context.Context, tx domain.Tx) error {
			_, err := tx.LockAccount(ctx, domain.Account{ID: newID(), ProgramID: program, Name: "Acme Corp", Key: key})
			close(held)
			<-let
			return err
		})
	}()
	<-held
	return func() {
		close(let)
		if err := <-done; err != nil {
			o.t.Error(err)
		}
	}
}

// When there is not even time to draw the form anew, the platform keeps it as it is.
func TestBusy_NothingCanBeSaid(t *testing.T) {
	t.Parallel()
	o := newProgram(t)
	r := o.request(cam, bot.Submit)
	r.Form, r.Values = form.Register, o.claim()
	late, cancel := context.WithDeadline(t.Context(), time.Unix(0, 0))
	defer cancel()
	if got := o.bot.Handle(late, r); !got.Unable || got.View != nil || got.Form != nil {
		t.Errorf("a form: %+v", got)
	}
	r = o.request(cam, bot.Command)
	r.Name, r.Text = "deal", "list"
	if got := o.notice(o.bot.Handle(late, r)); got.Text != "The database is busy just now. Try again in a moment." {
		t.Errorf("a command: %+v", got)
	}
}
