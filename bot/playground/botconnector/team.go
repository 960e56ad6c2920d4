package botconnector

import (
	"context"
	"fmt"
	"slices"
)

// What people do with teams and their channels. The bot is told when it is in the team (msteams-docs:
// subscribe-to-conversation-events); the conversation of these events is the team.

// RenameTeam gives a team another name.
func (p *Person) RenameTeam(ctx context.Context, teamID, name string) error {
	return p.manage(ctx, teamID, "teamRenamed", func(t *team, _ obj) { t.name = name })
}

// DeleteTeam deletes a team with all its channels.
func (p *Person) DeleteTeam(ctx context.Context, teamID string) error {
	return p.manage(ctx, teamID, "teamDeleted", func(t *team, _ obj) { t.deleted = true })
}

// ArchiveTeam archives a team, or brings it back.
func (p *Person) ArchiveTeam(ctx context.Context, teamID string, archived bool) error {
	event := map[bool]string{true: "teamArchived", false: "teamUnarchived"}[archived]
	return p.manage(ctx, teamID, event, func(*team, obj) {})
}

// CreateChannel makes a channel in a team, and gives its id. Only the person is in one that is not standard.
func (p *Person) CreateChannel(ctx context.Context, teamID, name, kind string) (string, error) {
	c := Channel{ID: newChannelID(), Name: name, Type: kind, Members: []string{p.User.ID}}
	err := p.manage(ctx, teamID, "channelCreated", func(t *team, a obj) {
		object(a, "channelData")["channel"] = p.s.addChannel(t, c).named()
	})
	return c.ID, err
}

// RenameChannel gives a channel another name.
func (p *Person) RenameChannel(ctx context.Context, channelID, name string) error {
	return p.manageChannel(ctx, channelID, "channelRenamed", func(r *room) { r.name = name })
}

// DeleteChannel deletes a channel.
func (p *Person) DeleteChannel(ctx context.Context, channelID string) error {
	return p.manageChannel(ctx, channelID, "channelDeleted", func(r *room) { r.deleted = true })
}

// RestoreChannel brings a channel back that was deleted.
func (p *Person) RestoreChannel(ctx context.Context, channelID string) error {
	return p.manageChannel(ctx, channelID, "channelRestored", func(r *room) { r.deleted = false })
}

// AddMember takes another person into a team.
func (p *Person) AddMember(ctx context.Context, teamID, user string) error {
	return p.manage(ctx, teamID, "teamMemberAdded", func(t *team, a obj) {
		t.members = append(t.members, user)
		a["membersAdded"] = []any{p.s.moved(user)}
	})
}

// RemoveMember takes a person out of a team and all its channels.
func (p *Person) RemoveMember(ctx context.Context, teamID, user string) error {
	return p.manage(ctx, teamID, "teamMemberRemoved", func(t *team, a obj) {
		t.members = slices.DeleteFunc(t.members, func(m string) bool { return m == user })
		for _, r := range t.rooms {
			r.members = slices.DeleteFunc(r.members, func(m string) bool { return m == user })
		}
		a["membersRemoved"] = []any{p.s.moved(user)}
	})
}

func (s *Server) moved(user string) obj { return obj{"id": s.cfg.userID(user), "aadObjectId": user} }

func (r *room) named() obj { return obj{"id": r.id, "name": r.name, "type": r.channelType} }

func (p *Person) manageChannel(ctx context.Context, channelID, event string, do func(*room)) error {
	p.s.mu.Lock()
	r := p.s.rooms[channelID]
	p.s.mu.Unlock()
	if r == nil || r.kind != channel {
		return fmt.Errorf("there is no channel %q", channelID)
	}
	return p.manage(ctx, r.team.id, event, func(_ *team, a obj) {
		do(r)
		object(a, "channelData")["channel"] = r.named()
	})
}

// manage does something with a team, and tells the bot of it with the event to which do may add.
func (p *Person) manage(ctx context.Context, teamID, event string, do func(t *team, activity obj)) error {
	s := p.s
	s.mu.Lock()
	t := s.teams[teamID]
	if t == nil || t.deleted {
		s.mu.Unlock()
		return fmt.Errorf("there is no team %q", teamID)
	}
	a := s.event("conversationUpdate", p.User, t.rooms[0])
	data := object(a, "channelData")
	data["eventType"] = event
	do(t, a)
	data["team"] = t.named()
	told := t.installed
	s.note()
	s.mu.Unlock()
	if !told {
		return nil
	}
	_, err := s.Send(ctx, a)
	return err
}
