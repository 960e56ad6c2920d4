package view

import (
	"fmt"
	"strings"

	"github.com/partnerbot/partnerbot/bot/form"
	"github.com/partnerbot/partnerbot/bot/intent"
)

// Sample is a view in one state that matters, with invented content.
type Sample struct {
	Name string // unique, snake_case
	View View
}

// hostile is what somebody may type to break out of a text: markup of every platform, control characters, right to
// left text, and clusters of several runes.
const hostile = "<!channel> <@U1> *bold* _it_ ~s~ `x` <https://evil.test|bank> & <b>\"q\"</b> [a](javascript:x) " +
	"\u202eevil\u202c 👩‍👩‍👧‍👦 नमस्ते \x00\x1b"

// veryLong is text past every limit of a single text, with no place to break it.
var veryLong = strings.Repeat("Überlänge", 500)

// Samples are all views in every state that matters: for goldens, the gallery and the tests of the renderers.
func Samples() []Sample {
	var all []Sample
	for _, some := range [][]Sample{
		reviewSamples(), noteSamples(), dealSamples(), listSamples(), digestSamples(), detailSamples(), noticeSamples(),
		helpSamples(), programSamples(), homeSamples(), linkSamples(), stallSamples(), partnerPageSamples(),
		partnerListSamples(), scoreSamples(), weeklySamples(),
	} {
		all = append(all, some...)
	}
	return all
}

const sampleID = "0199f3a2-6c1e-7b04-9d53-4f1c2a7be001"

// The buttons of the samples, as the bot makes them.
func sampleAction(n intent.Name, label string, tone Tone, opens form.Name) Action {
	return Action{Intent: intent.Intent{Name: n, ID: sampleID, Revision: 3}, Label: label, Tone: tone, Opens: opens}
}

func sampleReviewActions() []Action {
	return []Action{
		sampleAction(intent.Approve, "Approve", Good, ""),
		sampleAction(intent.Reject, "Reject", Bad, form.Reject),
		sampleAction(intent.AskInfo, "Ask for information", Plain, form.AskInfo),
	}
}

func sampleDealActions() []Action {
	return []Action{
		sampleAction(intent.Update, "Update", Plain, form.Update),
		sampleAction(intent.WinDeal, "Won", Good, form.Won),
		sampleAction(intent.LoseDeal, "Lost", Bad, form.Lost),
	}
}

func sampleLines(n int) []DealLine {
	names := []string{"Acme Corp", "Globex", "Initech", "Umbrella Foods", "Stark Logistics", "Wayne Motors", "Hooli"}
	var lines []DealLine
	for i := range n {
		open := sampleAction(intent.ShowDeal, "Open", Plain, "")
		lines = append(lines, DealLine{
			Ref: fmt.Sprintf("D-%d", 1042-i), Title: names[i%len(names)] + ", Analytics",
			Status: Status{Text: "In review", Tone: Plain}, Action: &open,
			Detail: "Northwind Consulting · $25K · closes Dec 18 · decide by Nov 11",
		})
	}
	return lines
}
