package slack

import (
	"cmp"
	"fmt"

	slackgo "github.com/slack-go/slack"

	"github.com/partnerbot/partnerbot/bot/view"
)

// drawing is a view as Slack shows it.
type drawing struct {
	title   string // of the modal it is shown in when there is no channel
	summary string // what stands for it in notifications and for screen readers, unescaped
	blocks  []slackgo.Block
}

// Render draws a view as a message: its text, which notifications and screen readers use, and its blocks. It is pure:
// one view, one drawing. An error means that the view is unknown or that the drawing breaks a limit of Slack's.
func Render(v view.View) (string, []slackgo.Block, error) {
	s := scratches.Get().(*scratch)
	defer scratches.Put(s)
	text, pieces, err := s.render(v)
	return text, blocksOf(pieces), err
}

// render is Render with the blocks encoded, too.
func (s *scratch) render(v view.View) (string, []piece, error) {
	d, err := draw(v)
	if err != nil {
		return "", nil, err
	}
	pieces, err := s.shorten(d.blocks, maxMessageBlocks, maxMessageBytes)
	if err != nil {
		return "", nil, err
	}
	text := escape(cmp.Or(short(d.summary, maxNotice), nothing))
	return text, pieces, checkMessage(text, pieces)
}

// renderHome draws a view as a person's Home tab.
func renderHome(v view.View) (slackgo.HomeTabViewRequest, error) {
	blocks, _, err := drawView(v)
	if err != nil {
		return slackgo.HomeTabViewRequest{}, err
	}
	return slackgo.HomeTabViewRequest{
		Type: slackgo.VTHomeTab, Blocks: slackgo.Blocks{BlockSet: blocks},
	}, checkBlocks(blocks, maxViewBlocks)
}

// renderModal draws a view as a modal with nothing to submit, for a person who is in no channel.
func renderModal(v view.View) (slackgo.ModalViewRequest, error) {
	blocks, title, err := drawView(v)
	if err != nil {
		return slackgo.ModalViewRequest{}, err
	}
	m := slackgo.ModalViewRequest{
		Type:   slackgo.VTModal,
		Title:  plain(short(title, maxViewTitle), maxViewTitle),
		Close:  plain("Close", maxViewTitle),
		Blocks: slackgo.Blocks{BlockSet: blocks},
	}
	return m, checkModal(m)
}

func drawView(v view.View) ([]slackgo.Block, string, error) {
	d, err := draw(v)
	if err != nil {
		return nil, "", err
	}
	s := scratches.Get().(*scratch)
	defer scratches.Put(s)
	pieces, err := s.shorten(withoutTables(d.blocks), maxViewBlocks, maxViewBytes)
	return blocksOf(pieces), d.title, err
}

// draw knows every view; that it does is held by a test.
func draw(v view.View) (drawing, error) {
	switch v := v.(type) {
	case view.DealCard:
		return drawDealCard(v), nil
	case view.ReviewCard:
		return drawReviewCard(v), nil
	case view.HistoryNote:
		return drawHistoryNote(v), nil
	case view.DecisionNote:
		return drawDecisionNote(v), nil
	case view.DealList:
		return drawDealList(v), nil
	case view.Digest:
		return drawDigest(v), nil
	case view.DigestDetail:
		return drawDigestDetail(v), nil
	case view.Notice:
		return drawNotice(v), nil
	case view.Help:
		return drawHelp(v), nil
	case view.ProgramStatus:
		return drawProgramStatus(v), nil
	case view.Home:
		return drawHome(v), nil
	case view.LinkRequest:
		return drawLinkRequest(v), nil
	case view.StallAlert:
		return drawStallAlert(v), nil
	case view.PartnerList:
		return drawPartnerList(v), nil
	case view.PartnerPage:
		return drawPartnerPage(v), nil
	case view.Scorecard:
		return drawScorecard(v), nil
	case view.TeamWeekly:
		return drawTeamWeekly(v), nil
	}
	return drawing{}, fmt.Errorf("slack does not know how to draw %T", v)
}
