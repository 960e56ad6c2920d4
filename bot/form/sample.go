package form

import (
	"slices"
	"strings"
	"time"
)

// Sample is a form in one state that matters, with invented content.
type Sample struct {
	Name string // unique, snake_case
	Form Form
}

const (
	sampleAccount = "0199f3a2-6c1e-7b04-9d53-4f1c2a7be003"
	sampleMeta    = "1|update|3|0199f3a2-6c1e-7b04-9d53-4f1c2a7be001"
	samplePartner = "0199f3a2-6c1e-7b04-9d53-4f1c2a7be002"
	// hostile is what somebody may type to break out of a field: markup of every platform, control characters, right
	// to left text, and clusters of several runes.
	hostile = "<!channel> <@U1> *bold* _it_ `x` <https://evil.test|bank> & <b>\"q\"</b> [a](javascript:x) " +
		"\u202eevil\u202c 👩‍👩‍👧‍👦 नमस्ते \x00\x1b"
)

// Samples are all forms in every state that matters: for goldens, the gallery and the tests of the renderers.
func Samples() []Sample {
	return slices.Concat(
		registerSamples(), reviewSamples(), dealSamples(), programSamples(), candidateSamples(), stepSamples(), runwaySamples(),
		pathSamples(), gateSamples(), typeSamples(),
	)
}

func sampleTerms() RegisterTerms {
	return RegisterTerms{
		Products: []string{"Analytics", "Integration Hub", "Warehouse"}, Currency: "USD", DecideWithin: 2, Protection: 90,
		Known: true,
	}
}

func sampleClaim() Values {
	return Values{
		"partner": {samplePartner}, "customer": {"Acme Corp"}, "website": {"acme.com"}, "product": {"Analytics"},
		"amount": {"25,000"}, "close_date": {"2026-12-18"}, "contact_name": {"Dana Reyes"},
		"contact_email": {"dana@acme.com"}, "next_step": {"Workshop with their data team on Dec 2"},
		"how_engaged": {"Northwind ran the discovery with the data team and brought the CFO to the demo."},
	}
}

func registerSamples() []Sample {
	open, outside := sampleTerms(), sampleTerms()
	open.Partner = Option{samplePartner, "Northwind Consulting"}
	outside.Partner, outside.Only, outside.Known, outside.Products = open.Partner, true, false, nil
	chosen, known := open, sampleClaim()
	chosen.Account = Option{sampleAccount, "Acme Corp (acme.com)"}
	known["account"], known["customer"], known["website"] = []string{sampleAccount}, []string{"Acme Robotics"}, nil
	wrong, hostileClaim := sampleClaim(), sampleClaim()
	wrong["website"], wrong["amount"], wrong["close_date"] = nil, []string{"lots"}, []string{"2020-01-01"}
	hostileClaim["customer"], hostileClaim["next_step"] = []string{hostile}, []string{hostile}
	hostileClaim["how_engaged"] = []string{strings.Repeat(hostile+"\n", 15)}
	return []Sample{
		{"register", NewRegister(sampleTerms())},
		{"register_prefilled", NewRegister(open).Fill(sampleClaim())},
		{"register_outside", NewRegister(outside)},
		{"register_errors", NewRegister(open).WithErrors(wrong, "", []FieldError{
			{"website", "Give the customer's website, or say why there is none."},
			{"amount", "This is no amount. Type a number such as 25,000."},
			{"close_date", "This day is past. When do you expect it to close?"},
		})},
		{"register_known", NewRegister(chosen)},
		{"register_known_errors", NewRegister(chosen).WithErrors(known, "", []FieldError{
			{"customer", "The known customer that you chose is Acme Corp (acme.com). Choose one: leave this empty, or take that choice away."},
		})},
		{"register_conflict", NewRegister(open).WithErrors(sampleClaim(),
			"Acme Corp is registered for Analytics already, as D-1017 by your own company. Update that one instead.", nil)},
		{"register_hostile", NewRegister(open).WithErrors(hostileClaim, hostile, []FieldError{{"customer", hostile}})},
	}
}

func reviewSamples() []Sample {
	unexplained := NewReject("D-1042", sampleMeta).WithErrors(Values{"reason": {"thin_evidence"}}, "",
		[]FieldError{{"remark", "Say in your words why, so that the partner can do better."}})
	question := "Who at Acme Corp asked for the demo, and is a budget set for this year?"
	return []Sample{
		{"reject", NewReject("D-1042", sampleMeta)},
		{"reject_errors", unexplained},
		{"ask_info", NewAskInfo("D-1042", sampleMeta)},
		{"ask_info_errors", NewAskInfo("D-1042", sampleMeta).WithErrors(nil,
			"Ben Okafor approved D-1042 on Mon, Nov 9, 14:05. Nothing is left to ask.", nil)},
		{"answer", NewAnswer("D-1042", question, sampleMeta)},
		{"answer_hostile", NewAnswer("D-1042", hostile, sampleMeta).Fill(Values{"answer": {hostile}})},
		{"answer_errors", NewAnswer("D-1042", question, sampleMeta).WithErrors(nil, "",
			[]FieldError{{"answer", "Write your answer."}})},
	}
}

func dealSamples() []Sample {
	terms := UpdateTerms{
		Ref: "D-1042", Meta: sampleMeta, Currency: "EUR", Amount: "25000.00", CloseDate: "2026-12-18",
		NextStep: "Workshop with their data team on Dec 2",
	}
	staged := terms
	staged.Stage, staged.Stages = "Proposal", []string{"Prospecting", "Engaging", "Proposal", "Negotiation"}
	typed := Values{"amount": {"-3"}, "close_date": {"2026-12-18"}, "stage": {"Engaging"}}
	won := NewWon("D-1042", sampleMeta, "USD", "25000.00", "2026-11-09")
	return []Sample{
		{"update", NewUpdate(staged)},
		{"update_without_stage", NewUpdate(terms)},
		{"update_errors", NewUpdate(staged).WithErrors(typed, "", []FieldError{
			{"amount", "The amount must be above 0."}, {"next_step", "What happens next?"},
		})},
		{"update_stale", NewUpdate(staged).WithErrors(typed, "Since you opened this, Ann Lee changed the amount to "+
			"€30,000 on Mon, Nov 9, 14:05. Your entries are kept: save again to put them in its place.", nil)},
		{"won", won},
		{"won_errors", won.WithErrors(Values{"amount": {"25000"}, "closed_on": {"2027-01-01"}}, "",
			[]FieldError{{"closed_on", "This day is yet to come."}})},
		{"lost", NewLost("D-1042", sampleMeta)},
		{"lost_errors", NewLost("D-1042", sampleMeta).WithErrors(nil, "", []FieldError{{"reason", "Say why."}})},
		{"withdraw", NewWithdraw("D-1042", sampleMeta)},
		{"withdraw_errors", NewWithdraw("D-1042", sampleMeta).WithErrors(nil, "", []FieldError{{"reason", "Say why."}})},
	}
}

func programSamples() []Sample {
	fresh := SetUpTerms{Currency: "USD", TimeZone: "America/New_York", FiscalStart: time.January, Quarter: "2026-Q4"}
	known := fresh
	known.Name, known.PartnerType, known.Solution = "Partner program", "si", "Analytics rolled out in 30 days"
	known.Currency, known.TimeZone, known.FiscalStart, known.Goal = "CHF", "Europe/Zurich", time.February, "2000000.00"
	known.DealDesk, known.Forecast = "C0DEALDESK", "C0FORECAST"
	known.DealDeskName, known.ForecastName = "Deal desk", "Forecast"
	known.PartnerTeam, known.PartnerTeamName = "C0PARTNERTEAM", "Partner team"
	known.Lead, known.Managers, known.RevOps = []string{"U0ANN"}, []string{"U0BEN", "U0CAM"}, []string{"U0DEE"}
	known.CRO, known.Partners, known.Products = []string{"U0EVE"}, "Northwind\nContoso", "Analytics\nWarehouse"
	return []Sample{
		{"setup", NewSetUp(fresh)},
		{"setup_again", NewSetUp(known)},
		{"setup_errors", NewSetUp(fresh).WithErrors(Values{"name": {hostile}}, "", []FieldError{{"partner_type", "Choose one."}})},
		{"setup_desk", NewSetUpDesk(fresh)},
		{"setup_desk_again", NewSetUpDesk(known)},
		{"setup_desk_errors", NewSetUpDesk(fresh).WithErrors(Values{"deal_desk": {"C0SHARED"}, "products": {hostile}}, "", []FieldError{
			{"deal_desk", "People of another organization are in #partners-shared. Choose a channel of your own."},
		})},
		{"setup_runway", NewSetUpRunway(fresh)},
		{"setup_runway_again", NewSetUpRunway(known)},
		{"setup_runway_errors", NewSetUpRunway(fresh).WithErrors(Values{"partners": {"Northwind\n" + hostile}}, "", []FieldError{
			{"partners", "Contoso is new, and the program is set up already. " +
				"Add it as a candidate with `/partner add`, or bring in who signed before with `partnerbot import partners`."},
		})},
		{"setup_forecast", NewSetUpForecast(fresh)},
		{"setup_forecast_again", NewSetUpForecast(known)},
		{"setup_forecast_errors", NewSetUpForecast(fresh).WithErrors(Values{"goal": {"2 millions"}, "currency": {"USD"}}, "", []FieldError{
			{"goal", "This is no amount. Type a number such as 2,000,000."},
		})},
		{"schedule", NewSchedule("08:00", "Europe/Zurich")},
		{"schedule_odd_time", NewSchedule("08:10", "Europe/Zurich")},
	}
}
