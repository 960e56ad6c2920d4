package botconnector

import (
	"context"
	"html"
	"strings"
	"time"
)

// extension is a command of the app's message extension at work.
type extension struct {
	commandID string
	context   string // compose, or message
	requestID string
	quoted    obj // messagePayload: the message that it was opened from
}

// OpenExtension opens a command of the app's message extension from where messages are written in a room
// (msteams-docs: create-task-module).
func (p *Person) OpenExtension(ctx context.Context, room, commandID string) error {
	p.s.mu.Lock()
	r, err := p.room(room)
	p.s.mu.Unlock()
	if err != nil {
		return err
	}
	e := &extension{commandID: commandID, context: "compose", requestID: strings.ReplaceAll(newUUID(), "-", "")}
	return p.openExtension(ctx, origin{room: r}, e)
}

// OpenExtensionOn opens a command from a message, which goes along.
func (p *Person) OpenExtensionOn(ctx context.Context, m Message, commandID string) error {
	p.s.mu.Lock()
	from, err := p.origin(m)
	if err != nil {
		p.s.mu.Unlock()
		return err
	}
	e := &extension{
		commandID: commandID, context: "message", requestID: strings.ReplaceAll(newUUID(), "-", ""),
		quoted: p.s.payload(from.room, from.message),
	}
	p.s.mu.Unlock()
	return p.openExtension(ctx, from, e)
}

func (p *Person) openExtension(ctx context.Context, from origin, e *extension) error {
	p.s.mu.Lock()
	a := p.s.extensionActivity(p.User, from, e, nil)
	p.s.mu.Unlock()
	answer, err := p.s.invoke(ctx, a)
	return p.showTask(&dialog{from: from, extension: e}, text(a, "name"), answer, err)
}

// extensionActivity asks for the dialog, or sends it with data. Called with s.mu held.
func (s *Server) extensionActivity(u User, from origin, e *extension, data obj) obj {
	a := s.activity("invoke", u, from.room, from.thread())
	object(a, "channelData")["source"] = obj{"name": e.context}
	value := obj{
		"commandId": e.commandID, "commandContext": e.context, "requestId": e.requestID, "context": obj{"theme": "default"},
	}
	a["name"] = "composeExtension/fetchTask"
	if data != nil {
		a["name"], value["data"] = "composeExtension/submitAction", data
	}
	if e.quoted != nil {
		value["messagePayload"] = e.quoted
	}
	a["value"] = value
	return a
}

// payload is a message as a message extension gets it (msteams-docs: create-task-module). Called with s.mu held.
func (s *Server) payload(r *room, m *message) obj {
	from := obj{"device": nil, "conversation": nil, "user": nil, "application": nil}
	if u, known := s.users[m.from]; known {
		from["user"] = obj{"userIdentityType": "aadUser", "id": u.ID, "displayName": u.Name}
	} else {
		from["application"] = obj{"applicationIdentityType": "bot", "id": s.cfg.AppID, "displayName": s.cfg.AppName}
	}
	o := obj{
		"id": m.id, "replyToId": nil, "createdDateTime": m.at.UTC().Format(time.RFC3339Nano), "lastModifiedDateTime": nil,
		"deleted": m.deleted, "summary": nil, "subject": nil, "importance": "normal", "locale": "en-us",
		"linkToMessage": "https://teams.microsoft.com/l/message/" + r.id + "/" + m.id,
		"from":          from, "reactions": []any{}, "mentions": []any{}, "attachments": []any{},
		"body": obj{"contentType": "html", "content": "<div>" + html.EscapeString(plainMessage(m.text, m.format)) + "</div>"},
	}
	if m.thread != "" {
		o["replyToId"] = m.thread
	}
	return o
}
