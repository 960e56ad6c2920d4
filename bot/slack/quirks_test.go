package slack_test

import (
	"testing"

	"github.com/partnerbot/partnerbot/bot/bottest/adaptertest"
)

func TestQuirks_AreHeldByTests(t *testing.T) {
	t.Parallel()
	adaptertest.Quirks(t, 30)
}
