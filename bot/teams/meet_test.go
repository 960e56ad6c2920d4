package teams_test

import (
	"context"
	"errors"
	"net/http"
	"testing"

	"github.com/partnerbot/partnerbot/bot/teams"
	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/domaintest"
)

// away is a store that cannot be reached.
type away struct{ domaintest.Contacts }

var errStore = errors.New("the store is away")

func (*away) Lose(context.Context, domain.Platform, string, string) error { return errStore }

func (*away) LoseTeam(context.Context, domain.Platform, string, string) error { return errStore }

func (*away) RenameChannel(context.Context, domain.Platform, string, string, string) error {
	return errStore
}

// TestHandler_storeAway: what could not be kept is not taken for done, nor Teams for somebody without a token.
func TestHandler_storeAway(t *testing.T) {
	t.Parallel()
	d := newDoor(t, func(c *teams.Config) { c.Contacts, c.Rooms = &away{}, &away{} })
	for _, what := range []string{"channel_renamed", "channel_deleted", "team_deleted", "uninstall_personal", "bot_removed"} {
		if w := d.serve(d.signed(recorded(t, "testdata/inbound/"+what+".json"))); w.Code != http.StatusServiceUnavailable {
			t.Errorf("%s is answered with %d", what, w.Code)
		}
	}
	d.drain(t)
}
