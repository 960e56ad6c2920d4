package botconnector_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// told are the type and kind of all that the bot was told since it was asked last.
func (w *world) told() []string {
	w.bot.mu.Lock()
	defer w.bot.mu.Unlock()
	var out []string
	for _, a := range w.bot.got {
		kind := a["type"].(string)
		for _, detail := range []any{a["action"], at(a, "channelData.eventType"), a["name"]} {
			if s, ok := detail.(string); ok {
				kind += " " + s
			}
		}
		out = append(out, kind)
	}
	w.bot.got = nil
	return out
}

func TestInstallInATeamIsToldAsTeamsDoes(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := within(t)
	if err := w.As(sam).Install(ctx, deals); err != nil {
		t.Fatal(err)
	}
	for _, a := range w.bot.got {
		same(t, a, object{
			"conversation.id": deals, "conversation.conversationType": "channel", "conversation.isGroup": true,
			"conversation.tenantId": tenant, "from.aadObjectId": sam, "recipient.id": "28:" + appID,
			"channelData.team.id": sales, "channelData.team.name": "Sales", "channelData.team.aadGroupId": "group-1",
			"channelData.tenant.id": tenant, "channelData.settings.selectedChannel.id": deals,
		})
	}
	same(t, w.bot.got[1], object{"membersAdded.0.id": "28:" + appID, "membersAdded.1": nil})
	if diff := cmp.Diff([]string{"installationUpdate add", "conversationUpdate teamMemberAdded"}, w.told()); diff != "" {
		t.Error(diff)
	}
	if err := w.As(sam).Install(ctx, sales); err == nil {
		t.Error("it is added twice")
	}
	if err := w.As(sam).Upgrade(ctx, sales); err != nil {
		t.Fatal(err)
	}
	if err := w.As(sam).Uninstall(ctx, deals); err != nil {
		t.Fatal(err)
	}
	want := []string{"installationUpdate add-upgrade", "installationUpdate remove", "conversationUpdate teamMemberRemoved"}
	if diff := cmp.Diff(want, w.told()); diff != "" {
		t.Error(diff)
	}
}

func TestInstallForAPersonAndInAChat(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := within(t)
	if err := w.As(gus).Install(ctx, "@app"); err != nil {
		t.Fatal(err)
	}
	same(t, w.bot.got[0], object{"action": "add", "conversation.id": w.ChatID(gus), "conversation.conversationType": "personal", "channelData.team": nil})
	same(t, w.bot.got[1], object{
		"type": "conversationUpdate", "membersAdded.0.id": "28:" + appID, "membersAdded.1.id": w.UserID(gus), "channelData.eventType": nil,
	})
	if err := w.As(gus).Install(ctx, chat); err != nil {
		t.Fatal(err)
	}
	same(t, w.bot.last(t), object{"conversation.id": chat, "conversation.conversationType": "groupChat", "membersAdded.0.id": "28:" + appID})
	w.told()
	if err := w.As(gus).Uninstall(ctx, "@app"); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"installationUpdate remove"}, w.told()); diff != "" {
		t.Error(diff)
	}
}

func TestTeamsAndChannelsAreToldOf(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := within(t)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	p := w.As(sam)
	must(p.RenameTeam(ctx, sales, "Selling"))
	if n := len(w.told()); n != 0 {
		t.Errorf("a bot that is not there was told %d things", n)
	}
	w.install(ctx)
	w.told()
	id, err := p.CreateChannel(ctx, sales, "Wins", "private")
	must(err)
	same(t, w.bot.last(t), object{
		"conversation.id": sales, "channelData.channel.id": id, "channelData.channel.name": "Wins", "channelData.channel.type": "private",
		"channelData.team.id": sales, "channelData.team.name": "Selling",
	})
	must(p.RenameChannel(ctx, id, "Losses"))
	same(t, w.bot.last(t), object{"channelData.channel.id": id, "channelData.channel.name": "Losses"})
	must(p.DeleteChannel(ctx, id))
	must(p.RestoreChannel(ctx, id))
	must(p.RenameTeam(ctx, sales, "Sales again"))
	same(t, w.bot.last(t), object{"channelData.team.name": "Sales again"})
	must(p.AddMember(ctx, sales, gus))
	same(t, w.bot.last(t), object{"membersAdded.0.id": w.UserID(gus)})
	must(p.RemoveMember(ctx, sales, gus))
	same(t, w.bot.last(t), object{"membersRemoved.0.aadObjectId": gus})
	must(p.ArchiveTeam(ctx, sales, true))
	must(p.DeleteTeam(ctx, sales))
	want := []string{
		"channelCreated", "channelRenamed", "channelDeleted", "channelRestored", "teamRenamed", "teamMemberAdded",
		"teamMemberRemoved", "teamArchived", "teamDeleted",
	}
	for i := range want {
		want[i] = "conversationUpdate " + want[i]
	}
	if diff := cmp.Diff(want, w.told()); diff != "" {
		t.Error(diff)
	}
}
