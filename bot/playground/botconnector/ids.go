package botconnector

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"strings"
)

// newUUID makes a random one (RFC 9562, version 4).
func newUUID() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

// userID is a person as this bot knows them: 29:…, another one for each bot.
func (c Config) userID(user string) string { return "29:1" + c.digest("user", user) }

// chatID is the personal chat of a person with the bot. There is one, and it stays the same.
func (c Config) chatID(user string) string { return "a:1" + c.digest("chat", user) }

// botID is the bot in a conversation.
func (c Config) botID() string { return "28:" + c.AppID }

func (c Config) digest(of, user string) string {
	sum := sha256.Sum256([]byte(of + "\n" + c.AppID + "\n" + user))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

// newChannelID is the id of a channel that is made while the stand-in runs.
func newChannelID() string {
	return "19:" + strings.ReplaceAll(newUUID(), "-", "") + "@thread.tacv2"
}

// splitThread takes a conversation id apart: a channel's may name the message in whose thread it is.
func splitThread(conversation string) (room, thread string) {
	room, thread, _ = strings.Cut(conversation, ";messageid=")
	return room, thread
}
