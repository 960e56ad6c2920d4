package botconnector

import "cmp"

// Everything here is called with s.mu held.

// activity is what all activities that a person causes have in common.
func (s *Server) activity(kind string, u User, r *room, thread string) obj {
	a := obj{
		"type": kind, "id": "f:" + newUUID(), "channelId": "msteams", "serviceUrl": s.selfURL + servicePath,
		"from":         obj{"id": s.cfg.userID(u.ID), "name": u.Name, "aadObjectId": u.ID},
		"recipient":    s.recipient(),
		"conversation": s.conversation(r, thread),
		"channelData":  s.channelData(r),
		"entities":     []any{clientInfo(u)},
		"locale":       u.Locale,
	}
	s.wireTimes(a, u, s.cfg.Now())
	return a
}

// event is an activity about the room itself. It knows the person who caused it only by ids.
func (s *Server) event(kind string, u User, r *room) obj {
	a := obj{
		"type": kind, "id": "f:" + newUUID(), "channelId": "msteams", "serviceUrl": s.selfURL + servicePath,
		"timestamp":    s.cfg.Now().UTC().Format(wireTime),
		"from":         obj{"id": s.cfg.userID(u.ID), "aadObjectId": u.ID},
		"recipient":    s.recipient(),
		"conversation": s.conversation(r, ""),
	}
	data := obj{"tenant": s.tenant()}
	if r.kind == channel {
		data["team"] = r.team.named()
	}
	a["channelData"] = data
	return a
}

func (s *Server) recipient() obj { return obj{"id": s.cfg.botID(), "name": s.cfg.AppName} }

func (s *Server) tenant() obj { return obj{"id": s.cfg.Organization.Tenant} }

func (t *team) named() obj { return obj{"id": t.id, "name": t.name, "aadGroupId": t.groupID} }

func (s *Server) conversation(r *room, thread string) obj {
	c := obj{"conversationType": r.kind, "tenantId": s.cfg.Organization.Tenant, "id": r.id}
	if r.kind != personal {
		c["isGroup"] = true
	}
	if thread != "" {
		c["id"] = r.id + ";messageid=" + thread
	}
	return c
}

func (s *Server) channelData(r *room) obj {
	data := obj{"tenant": s.tenant()}
	if r.kind == channel {
		data["teamsChannelId"], data["teamsTeamId"] = r.id, r.team.id
		data["channel"], data["team"] = obj{"id": r.id}, obj{"id": r.team.id}
	}
	return data
}

// clientInfo is what the person's client says of itself (msteams-docs: conversation-basics).
func clientInfo(u User) obj {
	return obj{"type": "clientInfo", "locale": u.Locale, "country": u.Country, "platform": "Web", "timezone": u.Zone}
}

// onMessage makes an activity one that something on a message caused.
func onMessage(a obj, m *message) obj {
	a["replyToId"] = m.id
	data := object(a, "channelData")
	data["source"] = obj{"name": "message"}
	data["legacy"] = obj{"replyToId": "1:" + m.id}
	return a
}

// root is the id of the post that a message of a channel is under, or the message's own.
func (r *room) root(m *message) string {
	if r.kind != channel {
		return ""
	}
	return cmp.Or(m.thread, m.id)
}
