package botconnector

import (
	"context"
	"fmt"
)

// Install adds the app: for the person with "@app", to a group chat by its id, to a team by the id of the channel from
// which it is added, which may be General's. The bot is told with installationUpdate and conversationUpdate, as by
// Teams (msteams-docs: subscribe-to-conversation-events).
func (p *Person) Install(ctx context.Context, where string) error {
	return p.install(ctx, where, "add")
}

// Upgrade tells the bot that a new version of the app was added where it was.
func (p *Person) Upgrade(ctx context.Context, where string) error {
	return p.install(ctx, where, "add-upgrade")
}

// Uninstall removes the app from where it was added.
func (p *Person) Uninstall(ctx context.Context, where string) error {
	return p.install(ctx, where, "remove")
}

// Block keeps the bot from writing to the person, until they unblock it. The bot is not told.
func (p *Person) Block(blocked bool) {
	p.s.mu.Lock()
	defer p.s.mu.Unlock()
	p.s.rooms[p.s.cfg.chatID(p.User.ID)].blocked = blocked
}

func (p *Person) install(ctx context.Context, where, action string) error {
	s := p.s
	s.mu.Lock()
	r, err := p.room(where)
	if err == nil && (action != "add") != r.hasApp() {
		err = fmt.Errorf("%s cannot %s the app in %s: it is there: %t", p.User.Name, action, where, r.hasApp())
	}
	if err != nil {
		s.mu.Unlock()
		return err
	}
	r.setApp(action != "remove")
	events := []obj{s.installation(p.User, r, action)}
	if e := s.botMoved(p.User, r, action); e != nil {
		events = append(events, e)
	}
	s.note()
	s.mu.Unlock()
	return s.sendAll(ctx, events)
}

func (r *room) setApp(there bool) {
	switch r.kind {
	case channel:
		r.team.installed = there
	case personal:
		r.installed, r.removed = there, !there
	default:
		r.installed = there
	}
}

// sendAll sends activities one after the other, to the first error.
func (s *Server) sendAll(ctx context.Context, activities []obj) error {
	for _, a := range activities {
		if _, err := s.Send(ctx, a); err != nil {
			return err
		}
	}
	return nil
}

// installation is an installationUpdate. Called with s.mu held.
func (s *Server) installation(u User, r *room, action string) obj {
	a := s.event("installationUpdate", u, r)
	a["action"], a["locale"] = action, u.Locale
	a["entities"] = []any{obj{"type": "clientInfo", "locale": u.Locale}}
	data := object(a, "channelData")
	data["source"] = obj{"name": "message"}
	if r.kind == channel {
		data["settings"] = obj{"selectedChannel": obj{"id": r.id}}
		data["channel"] = obj{"id": r.id}
	}
	return a
}

// botMoved is the conversationUpdate that says that the bot came or went; nil when there is none. Called with s.mu held.
func (s *Server) botMoved(u User, r *room, action string) obj {
	a := s.event("conversationUpdate", u, r)
	data := object(a, "channelData")
	bot := []any{obj{"id": s.cfg.botID()}}
	switch {
	case action == "add-upgrade", action == "remove" && r.kind == personal:
		return nil
	case action == "remove":
		a["membersRemoved"] = bot
	case r.kind == personal:
		a["membersAdded"] = append(bot, obj{"id": s.cfg.userID(u.ID), "aadObjectId": u.ID})
	default:
		a["membersAdded"] = bot
	}
	if r.kind == channel {
		data["eventType"] = map[bool]string{true: "teamMemberRemoved", false: "teamMemberAdded"}[action == "remove"]
		data["settings"] = obj{"selectedChannel": obj{"id": r.id}}
	}
	return a
}
