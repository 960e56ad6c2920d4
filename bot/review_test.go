package bot_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/intent"
	"github.com/partnerbot/partnerbot/bot/view"
	"github.com/partnerbot/partnerbot/domain"
)

func TestApprove(t *testing.T) {
	t.Parallel()
	o := newProgram(t)
	d := o.registered()
	n := o.notice(o.clicks(ben, about(d, intent.Approve)))
	if n.Tone != view.Good || !strings.Contains(n.Next, "Cam Ruiz is told") || !strings.Contains(n.Next, "Feb 7, 2027") {
		t.Errorf("got %+v", n)
	}
	if s := o.deal(d.Registration.ID).Registration.Status; s != domain.Converted {
		t.Errorf("the deal is %s", s)
	}
}

func TestApprove_inTheDealDeskTheCardShowsIt(t *testing.T) {
	t.Parallel()
	o := newProgram(t)
	r := o.request(ben, bot.Click)
	r.Intent, r.Place.Channel = about(o.registered(), intent.Approve), deskRoom
	if diff := cmp.Diff(bot.Reply{}, o.bot.Handle(t.Context(), r)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestApprove_aStaleClickSaysWhatChanged(t *testing.T) {
	t.Parallel()
	o := newProgram(t)
	d := o.registered()
	o.clicks(ben, about(d, intent.Approve))
	n := o.notice(o.clicks(ann, about(d, intent.Approve)))
	want := "changed since you saw it: on Mon, Nov 9, 10:12 EST Ben Okafor approved it."
	if !strings.HasSuffix(n.Text, want) {
		t.Errorf("got %q, want it to end in %q", n.Text, want)
	}
	if n := o.notice(o.clicks(ben, about(d, intent.Approve))); !strings.Contains(n.Text, "10:12 EST you approved it") {
		t.Errorf("to who did it, it says %q", n.Text)
	}
	card, ok := o.clicks(ann, n.Actions[0].Intent).View.(view.DealCard)
	if !ok || card.Status.Text != "Approved" {
		t.Errorf("its button shows %+v", card)
	}
}

// TestClicks_areDecidedByWhoClicks: a button says what it is about, never who may use it.
func TestClicks_areDecidedByWhoClicks(t *testing.T) {
	t.Parallel()
	o := newProgram(t)
	d := o.registered()
	for _, who := range []string{cam, pat, sol, eve, max} {
		for _, name := range []intent.Name{intent.Approve, intent.Reject, intent.AskInfo} {
			if n := o.notice(o.clicks(who, about(d, name))); n.Tone != view.Bad {
				t.Errorf("%s %s: %+v", who, name, n)
			}
		}
	}
	for _, name := range []form.Name{form.Reject, form.AskInfo} {
		v := form.Values{"reason": {"unqualified"}, "remark": {"No."}, "question": {"Why?"}}
		o.submit(pat, name, about(d, "x").Encode(), v)
	}
	if s := o.deal(d.Registration.ID).Registration.Status; s != domain.InReview {
		t.Errorf("the deal is %s", s)
	}
	if _, ok := o.clicks(sol, about(d, intent.ShowDeal)).View.(view.DealCard); ok {
		t.Error("an outside person with no partner sees the deal")
	}
}

func TestReject(t *testing.T) {
	t.Parallel()
	o := newProgram(t)
	d := o.registered()
	f := o.form(o.clicks(ben, about(d, intent.Reject)), form.Reject)
	again := o.form(o.submit(ben, form.Reject, f.Meta, form.Values{"reason": {"unqualified"}}), form.Reject)
	if field(t, again, "remark").Error == "" || field(t, again, "reason").Values[0] != "unqualified" {
		t.Errorf("without words: %+v", again)
	}
	o.notice(o.submit(ben, form.Reject, again.Meta, form.Values{"reason": {"unqualified"}, "remark": {"No budget."}}))
	card := o.clicks(cam, about(d, intent.ShowDeal)).View.(view.DealCard)
	if card.Status.Text != "Rejected" || card.Lead != "The deal is not qualified. No budget." {
		t.Errorf("the submitter sees %+v", card)
	}
}

func TestAskInfoAndAnswer(t *testing.T) {
	t.Parallel()
	o := newProgram(t)
	d := o.registered()
	ask := o.form(o.clicks(ben, about(d, intent.AskInfo)), form.AskInfo)
	o.notice(o.submit(ben, form.AskInfo, ask.Meta, form.Values{"question": {"Is a budget set?"}}))
	d = o.deal(d.Registration.ID)
	answer := o.form(o.clicks(cam, about(d, intent.Answer)), form.Answer)
	if answer.Intro != "Is a budget set?" {
		t.Errorf("the form asks %q", answer.Intro)
	}
	n := o.notice(o.submit(cam, form.Answer, answer.Meta, form.Values{"answer": {"Yes, until March."}}))
	if n.Tone != view.Good || !strings.HasPrefix(n.Next, "The deal desk decides by") {
		t.Errorf("got %+v", n)
	}
}

// TestSubmit_onWhatChangedMeanwhile: the form comes back with the entries and what changed, ready to be sent again; or
// when nothing is left to be done, the news alone.
func TestSubmit_onWhatChangedMeanwhile(t *testing.T) {
	t.Parallel()
	o := newProgram(t)
	d := o.approved()
	open := o.form(o.clicks(cam, about(d, intent.Update)), form.Update)
	other := form.Values{"amount": {"30000"}, "close_date": {"2026-12-18"}, "next_step": {"Call"}, "stage": {"Qualified"}}
	o.notice(o.submit(ann, form.Update, open.Meta, other))
	mine := form.Values{"amount": {"40000"}, "close_date": {"2026-12-18"}, "next_step": {"Sign"}, "stage": {"Proposal"}}
	again := o.form(o.submit(cam, form.Update, open.Meta, mine), form.Update)
	for _, want := range []string{"Ann Lee changed amount $30,000", "10:12 EST", "Your entries are kept"} {
		if !strings.Contains(again.Problem, want) {
			t.Errorf("%q does not say %q", again.Problem, want)
		}
	}
	if got := field(t, again, "amount").Values; got[0] != "40000" {
		t.Errorf("the amount typed became %q", got)
	}
	o.notice(o.submit(cam, form.Update, again.Meta, mine))
	if got := o.deal(d.Registration.ID).Registration.Claim.Amount.Minor; got != 4_000_000 {
		t.Errorf("the amount is %d", got)
	}
	won := o.form(o.clicks(cam, about(o.deal(d.Registration.ID), intent.WinDeal)), form.Won)
	v := form.Values{"amount": {"40000"}, "closed_on": {"2026-11-09"}}
	o.notice(o.submit(ann, form.Won, won.Meta, v))
	if n := o.notice(o.submit(cam, form.Won, won.Meta, v)); !strings.Contains(n.Text, "Ann Lee marked it won for $40,000") {
		t.Errorf("got %+v", n)
	}
}
