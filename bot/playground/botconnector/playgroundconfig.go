package botconnector

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// playgroundPeople is how many people beside the one who acts the playground wants, no more and no less (seen in
// version 0.2.28, as is everything about it).
const playgroundPeople = 5

// PlaygroundConfig is the configuration file of Microsoft's Agents Playground, .m365agentsplayground.yml or where
// M365_AGENTS_PLAYGROUND_CONFIG_PATH says, with the ids that Teams would have. There act who is named, in a personal
// chat, in the first group chat, and in the first team with its General and its first channel.
func PlaygroundConfig(c Config, acting string) ([]byte, error) {
	c, err := c.withDefaults()
	if err != nil {
		return nil, err
	}
	o := c.Organization
	if len(o.Teams) == 0 || len(o.Teams[0].Channels) == 0 || len(o.Chats) == 0 {
		return nil, errors.New("botconnector: the playground wants a team with a channel, and a group chat")
	}
	var me obj
	var others []any
	for _, u := range o.Users {
		switch {
		case u.ID == acting:
			me = c.playgroundUser(u)
		case len(others) < playgroundPeople:
			others = append(others, c.playgroundUser(u))
		}
	}
	if me == nil || len(others) < playgroundPeople {
		return nil, fmt.Errorf("botconnector: the playground wants the one who acts and %d others", playgroundPeople)
	}
	t, ch := o.Teams[0], o.Teams[0].Channels[0]
	return json.MarshalIndent(obj{ // YAML takes JSON
		"version": "0.1.1", "tenantId": o.Tenant, "bot": obj{"id": c.botID(), "name": c.AppName},
		"currentUser": me, "users": others, "personalChat": obj{"id": c.chatID(acting)},
		"groupChat": obj{"id": o.Chats[0].ID, "name": o.Chats[0].Topic},
		"team": obj{
			"id": t.ID, "name": t.Name, "aadGroupId": t.GroupID, "channels": []any{obj{"id": ch.ID, "name": ch.Name}},
		},
	}, "", "  ")
}

func (c Config) playgroundUser(u User) obj {
	given, surname, _ := strings.Cut(u.Name, " ")
	return obj{
		"id": c.userID(u.ID), "name": u.Name, "aadObjectId": u.ID, "email": u.Email, "givenName": given, "surname": surname,
		"userPrincipleName": u.UPN, // as the playground spells it
	}
}
