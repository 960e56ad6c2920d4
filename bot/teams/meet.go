package teams

import (
	"context"
	"fmt"
	"log/slog"

	"github.com/partnerbot/partnerbot/bot"
	"github.com/partnerbot/partnerbot/bot/inbound"
	"github.com/partnerbot/partnerbot/domain"
)

// meetPerson keeps how who wrote is reached. That it fails is no reason not to answer.
func (t *Teams) meetPerson(ctx context.Context, a activity) {
	c := domain.Contact{
		Platform: domain.Teams, Workspace: a.tenant(), ID: a.From.ObjectID, Handle: a.From.ID, Endpoint: a.ServiceURL,
	}
	if a.personal() && a.Type != "invoke" { // the bot's menu opens in the chat of two people, too
		c.Conversation = a.Conversation.ID
	}
	t.meet(ctx, c)
}

// meetChannel keeps a channel of the team that an activity is of. That the bot hears of it is no proof that it is there:
// people open its menu anywhere.
func (t *Teams) meetChannel(ctx context.Context, a activity, id string) {
	t.meet(ctx, domain.Contact{
		Platform: domain.Teams, Workspace: a.tenant(), ID: id, Conversation: id, Endpoint: a.ServiceURL, Team: a.data.Team.ID,
	})
}

func (t *Teams) meet(ctx context.Context, c domain.Contact) {
	if c.ID == "" {
		return
	}
	if err := t.config.Contacts.Meet(ctx, c); err != nil {
		t.log.WarnContext(ctx, "teams contact not kept", slog.String("error", err.Error()))
	}
}

// installed is the app being added to a personal chat, a group chat or a team, or taken away. It is told once, and says
// hello once.
func (t *Teams) installed(ctx context.Context, a activity) (answer, error) {
	switch a.Action {
	case "add", "add-upgrade":
		return t.added(ctx, a), nil
	case "remove": // remove-upgrade is followed by add-upgrade, and the place stays
		return answer{}, t.removed(ctx, a)
	}
	return answer{}, nil
}

// added keeps how the place is reached, all channels of a team included, and says hello there.
func (t *Teams) added(ctx context.Context, a activity) answer {
	id := a.room()
	switch {
	case a.personal():
		id = a.From.ObjectID
		t.meetPerson(ctx, a)
	case a.data.Team != nil:
		id = a.data.Team.ID
		t.meetChannel(ctx, a, id) // General, which has the team's id
	default:
		t.meet(ctx, domain.Contact{
			Platform: domain.Teams, Workspace: a.tenant(), ID: id, Conversation: id, Endpoint: a.ServiceURL,
		})
	}
	return answer{After: func(ctx context.Context) {
		if a.data.Team != nil {
			t.meetChannels(ctx, a)
		}
		t.hello(ctx, a, id)
	}}
}

// meetChannels keeps the channels of a team, so that one can be chosen before anything was said in it.
func (t *Teams) meetChannels(ctx context.Context, a activity) {
	in := a.to()
	in.ID = a.data.Team.ID
	all, err := t.connector.channels(ctx, in)
	if err != nil {
		t.log.WarnContext(ctx, "teams channels not listed", slog.String("error", err.Error()))
		return
	}
	for _, c := range all {
		t.meetChannel(ctx, a, c.ID)
	}
}

// hello welcomes a person, chat or team, once: Teams tells of one installation in several ways.
func (t *Teams) hello(ctx context.Context, a activity, id string) {
	if a.From.ObjectID == "" {
		return
	}
	first, err := t.config.Contacts.Welcome(ctx, domain.Teams, a.tenant(), id)
	if err != nil || !first {
		return
	}
	r := t.request(bot.Welcome, a, "")
	reply := t.handle(ctx, r)
	if reply.View == nil {
		return
	}
	to := a.to()
	if chosen := a.data.Settings.SelectedChannel.ID; chosen != "" {
		to.ID = chosen
	}
	if err := t.say(ctx, to, reply.View); err != nil {
		t.log.WarnContext(ctx, "teams welcome not said", slog.String("error", err.Error()))
	}
}

// removed forgets how the place is reached, so that nothing is sent there any more.
func (t *Teams) removed(ctx context.Context, a activity) error {
	switch {
	case a.personal():
		return t.lose(ctx, a, a.From.ObjectID)
	case a.data.Team != nil:
		return t.loseTeam(ctx, a)
	}
	return t.lose(ctx, a, a.room())
}

func (t *Teams) loseTeam(ctx context.Context, a activity) error {
	return away(t.config.Contacts.LoseTeam(ctx, domain.Teams, a.tenant(), a.data.Team.ID))
}

func (t *Teams) lose(ctx context.Context, a activity, id string) error {
	return away(t.config.Contacts.Lose(ctx, domain.Teams, a.tenant(), id))
}

// changed is what happens to a chat or team that the bot is in (msteams-docs: subscribe-to-conversation-events).
func (t *Teams) changed(ctx context.Context, a activity) (answer, error) {
	switch {
	case a.isBot(a.MembersRemoved):
		return answer{}, t.removed(ctx, a)
	case a.isBot(a.MembersAdded):
		return t.added(ctx, a), nil
	case a.data.Team == nil:
		return answer{}, nil
	}
	t.insiders.Forget() // somebody may have come from outside
	return t.teamChanged(ctx, a)
}

func (t *Teams) teamChanged(ctx context.Context, a activity) (answer, error) {
	switch a.data.EventType {
	case "teamDeleted", "teamHardDeleted", "teamArchived":
		return answer{}, t.loseTeam(ctx, a)
	case "teamRestored", "teamUnarchived":
		return answer{After: func(ctx context.Context) { t.meetChannels(ctx, a) }}, nil
	}
	c := a.data.Channel
	if c == nil {
		return answer{}, nil
	}
	switch a.data.EventType {
	case "channelCreated", "channelRestored", "channelShared":
		t.meetChannel(ctx, a, c.ID)
	case "channelRenamed":
		return answer{}, away(t.config.Rooms.RenameChannel(ctx, domain.Teams, a.tenant(), c.ID, c.Name))
	case "channelDeleted", "channelUnshared":
		return answer{}, t.lose(ctx, a, c.ID)
	}
	return answer{}, nil
}

// away is an error of the store's: Teams may send the same once more.
func away(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%w: %w", inbound.ErrAway, err)
}
