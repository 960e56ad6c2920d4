package bot

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/intent"
	"github.com/partnerbot/partnerbot/bot/view"
	"github.com/partnerbot/partnerbot/domain"
)

// Handler answers one request. What it refuses or fails with is put in words in one place, errors.go.
type Handler func(context.Context, Request) (Reply, error)

// command is what a person may type; the first of its words is what it does when typed alone.
type command struct {
	name, what string
	words      []word
}

// word is one thing that a command does. Its help stands where it is handled, so that it cannot tell of another.
type word struct {
	name   string
	usage  string // what may stand after it
	what   string
	handle Handler
}

// filling is a form: how it is opened, about what the request's intent names, and what a submission does. It is
// opened again, too, when a submission was refused.
type filling struct {
	open   func(context.Context, Request) (form.Form, error)
	submit Handler
}

// shortcut is an entry in the platform's own menu.
type shortcut struct {
	ShortcutHelp
	handle Handler
}

// CommandHelp is a command as people read of it. Name has the prefix and no slash.
type CommandHelp struct {
	Name, What string
	Words      []WordHelp
}

// WordHelp is one word of a command: name, what may stand after it ("" for nothing), and what it does.
type WordHelp struct{ Name, Usage, What string }

// ShortcutHelp is an entry of the platform's menu. Name has at most 24 runes (docs.slack.dev: manifest).
type ShortcutHelp struct {
	ID, Name, What string
	OnMessage      bool // on one message, whose text comes as Request.Quote; else global
}

// register fills the routing tables. Everything that the bot can be asked is here, with where it is handled.
func (b *Bot) register() {
	b.commands = []command{
		{"deal", "Register partner deals and keep them current", []word{
			b.registerWord(), b.listWord(), b.showWord(), b.updateWord(), b.wonWord(), b.lostWord(), b.withdrawWord(),
			b.helpWord("deal"),
		}},
		{"partner", "Recruit partners and lead them to their first deals", b.partnerWords()},
		{"forecast", "The partner number of the quarter", []word{b.forecastWord(), b.helpWord("forecast")}},
		{"program", "The partner program: how it stands and how it is set up", []word{
			b.statusWord(), b.setUpWord(), b.scheduleWord(), b.typeWord(), b.overrideWord(), b.helpWord("program"),
		}},
	}
	b.clicks = map[intent.Name]Handler{
		intent.Approve:    b.approve,
		intent.ShowReview: b.showReview,
		intent.Decide:     b.decide,
		intent.ShowDeal:   b.showDeal,
		intent.ListDeals:  b.listDeals,
		intent.Forecast:   b.forecast,
		intent.Program:    b.programStatus,
		intent.SetUp:      b.setUp,

		intent.ConfirmLink: b.confirmLink,
		intent.DenyLink:    b.denyLink,

		intent.ShowPartner:      b.showPartner,
		intent.ListPartners:     b.listPartners,
		intent.ScorePartner:     b.scoreCandidate,
		intent.DeclineCandidate: b.declineCandidate,
		intent.Helped:           b.helped,
		intent.Unpark:           b.unpark,
		intent.TeamWeekly:       b.teamWeekly,
	}
	b.forms = map[form.Name]filling{
		form.Register: {b.openRegister, b.submitRegister},
		form.Reject:   {b.openReject, b.submitReject},
		form.AskInfo:  {b.openAskInfo, b.submitAskInfo},
		form.Answer:   {b.openAnswer, b.submitAnswer},
		form.Update:   {b.openUpdate, b.submitUpdate},
		form.Won:      {b.openWon, b.submitWon},
		form.Lost:     {b.openLost, b.submitLost},
		form.Withdraw: {b.openWithdraw, b.submitWithdraw},
		form.Schedule: {b.openSchedule, b.submitSchedule},

		form.SetUp:         b.setUpPart(domain.PartProgram, form.NewSetUp),
		form.SetUpDesk:     b.setUpPart(domain.PartRegistration, form.NewSetUpDesk),
		form.SetUpRunway:   b.setUpPart(domain.PartActivation, form.NewSetUpRunway),
		form.SetUpForecast: b.setUpPart(domain.PartForecast, form.NewSetUpForecast),

		form.AddPartner:     {b.openAddPartner, b.submitAddPartner},
		form.SignPartner:    {b.openSign, b.submitSign},
		form.CheckpointDone: {b.openStepDone, b.submitStepDone},
		form.DueDate:        {b.openDueDate, b.submitDueDate},
		form.AssignStep:     {b.openAssignStep, b.submitAssignStep},
		form.Snooze:         {b.openSnooze, b.submitSnooze},
		form.AskHelp:        {b.openAskHelp, b.submitAskHelp},
		form.Reassign:       {b.openReassign, b.submitReassign},
		form.Park:           {b.openPark, b.submitPark},
		form.Exit:           {b.openExit, b.submitExit},
		form.Touch:          {b.openTouch, b.submitTouch},
		form.Profile:        b.led(filling{b.openProfile, b.submitProfile}),
		form.Path:           b.led(filling{b.openPath, b.submitPath}),
		form.Override:       {b.openOverride, b.submitOverride},
		form.NudgeSettings:  {b.openNudges, b.submitNudges},
		form.OpenType:       {b.openOpenType, b.submitOpenType},
	}
	for name, opens := range map[intent.Name]form.Name{
		intent.Register: form.Register, intent.Reject: form.Reject, intent.AskInfo: form.AskInfo,
		intent.Answer: form.Answer, intent.Update: form.Update, intent.WinDeal: form.Won, intent.LoseDeal: form.Lost,
		intent.Withdraw: form.Withdraw, intent.Schedule: form.Schedule,
		intent.SignPartner: form.SignPartner, intent.StepDone: form.CheckpointDone,
		intent.NewDate: form.DueDate, intent.AssignStep: form.AssignStep, intent.Snooze: form.Snooze, intent.AskHelp: form.AskHelp,
		intent.Reassign: form.Reassign, intent.Park: form.Park, intent.Exit: form.Exit, intent.Touch: form.Touch,
		intent.Override: form.Override, intent.OpenType: form.OpenType, intent.NudgeSettings: form.NudgeSettings,
	} {
		b.clicks[name] = b.opens(opens)
	}
	b.clicks[intent.AddPartner] = b.ofType(domain.ActRecruit, addPartnerAction())
	b.clicks[intent.EditProfile] = b.ofType(domain.ActDesign, profileAction())
	b.clicks[intent.EditPath] = b.ofType(domain.ActDesign, pathAction())
	b.shortcuts = b.registerShortcuts()
	b.lookups = map[string]Handler{form.Partners: b.findPartners, form.Accounts: b.findAccounts}
}

// opens answers a form.
func (b *Bot) opens(name form.Name) Handler {
	return func(ctx context.Context, r Request) (Reply, error) {
		f, err := b.forms[name].open(ctx, r)
		if err != nil {
			return Reply{}, err
		}
		return Reply{Form: &f}, nil
	}
}

// route finds the handler of a request and what of its text is left for it.
func (b *Bot) route(r Request) (Handler, Request) {
	var h Handler
	switch r.Kind {
	case Command:
		return b.routeCommand(r)
	case Click:
		h = b.clicks[r.Intent.Name]
	case Submit:
		h = b.forms[r.Form].submit
	case Shortcut:
		for _, s := range b.shortcuts {
			if s.ID == r.Name {
				h = s.handle
			}
		}
	case Home:
		h = b.home
	case Welcome:
		h = b.welcome
	case Lookup:
		h = b.lookups[r.Name]
	}
	if h == nil {
		h = unknownRequest
	}
	return h, r
}

// unknownRequest answers a button or form of another release of the bot.
func unknownRequest(context.Context, Request) (Reply, error) {
	return Reply{}, domain.Refuse(domain.NotFound, "This button is from another time, and nothing stands behind it any more.")
}

func (b *Bot) routeCommand(r Request) (Handler, Request) {
	name := strings.TrimPrefix(strings.ToLower(strings.TrimPrefix(r.Name, "/")), b.prefix)
	i := slices.IndexFunc(b.commands, func(c command) bool { return c.name == name })
	if i < 0 {
		return b.allHelp, r
	}
	c := b.commands[i]
	first, rest := firstWord(r.Text)
	if first == "" {
		r.Text = ""
		return c.words[0].handle, r
	}
	for _, w := range c.words {
		if w.name == first {
			r.Text = rest
			return w.handle, r
		}
	}
	if _, ok := dealNumber(first); ok && rest == "" && name == "deal" {
		return b.showWord().handle, r
	}
	if name == "partner" {
		return b.bareName(c, first), r
	}
	return func(context.Context, Request) (Reply, error) { return b.unknownWord(r, c, first), nil }, r
}

// unknownWord says what may have been meant.
func (b *Bot) unknownWord(r Request, c command, typed string) Reply {
	if slices.Contains([]string{"?", "-h", "--help", "hilfe", "aide"}, typed) {
		return Reply{View: b.commandHelp(r, c)}
	}
	names := make([]string, len(c.words))
	for i, w := range c.words {
		names[i] = w.name
	}
	n := view.Notice{
		Text: fmt.Sprintf("%s does not know “%s”.", b.typed(r, c.name), short(typed, 40)),
		Next: b.typed(r, c.name+" help") + " lists what it can do.",
	}
	if meant := nearest(typed, names); meant != "" {
		n.Text += fmt.Sprintf(" Did you mean %s?", b.typed(r, c.name+" "+meant))
	}
	return Reply{View: n}
}

// typed is how a command is typed where the request was made, with its prefix: Teams has no slash.
func (b *Bot) typed(r Request, command string) string {
	if r.Who.Platform == domain.Teams {
		return b.prefix + command
	}
	return "/" + b.prefix + command
}

// Commands are all commands, in the order of the help.
func (b *Bot) Commands() []CommandHelp {
	all := make([]CommandHelp, len(b.commands))
	for i, c := range b.commands {
		all[i] = CommandHelp{Name: b.prefix + c.name, What: c.what}
		for _, w := range c.words {
			all[i].Words = append(all[i].Words, WordHelp{Name: w.name, Usage: w.usage, What: w.what})
		}
	}
	return all
}

// Shortcuts are all entries of the platform's menus.
func (b *Bot) Shortcuts() []ShortcutHelp {
	all := make([]ShortcutHelp, len(b.shortcuts))
	for i, s := range b.shortcuts {
		all[i] = s.ShortcutHelp
	}
	return all
}

// short cuts a text that is too long to repeat.
func short(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}
