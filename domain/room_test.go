package domain_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/domaintest"
)

func TestRenameChannel(t *testing.T) {
	t.Parallel()
	f := newFresh(t)
	lena := f.actor(t, "ULENA")
	if _, err := f.SetUp(t.Context(), lena, goodSetup(), f.lookup); err != nil {
		t.Fatal(err)
	}
	rename := func(workspace, id, name string) error {
		return f.RenameChannel(t.Context(), domain.Slack, workspace, id, name)
	}
	if err := rename(domaintest.Workspace, "C1", " deals \n"); err != nil {
		t.Fatal(err)
	}
	before, err := f.Program(t.Context(), lena)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"deals", "forecast"}, []string{before.Channels[0].Name, before.Channels[1].Name}); diff != "" {
		t.Error(diff)
	}
	for _, none := range [][2]string{{"C1", "deals"}, {"C9", "another"}, {"C2", ""}} {
		if err := rename(domaintest.Workspace, none[0], none[1]); err != nil {
			t.Error(err)
		}
	}
	after, err := f.Program(t.Context(), lena)
	if diff := cmp.Diff(before, after); err != nil || diff != "" {
		t.Errorf("error %v; renaming what is not the program's changed it:\n%s", err, diff)
	}
	if err := rename("TELSEWHERE", "C1", "stolen"); domain.CodeOf(err) != domain.NotFound {
		t.Errorf("a workspace that the bot is not in renamed a channel: %v", err)
	}
}

func TestDeciders(t *testing.T) {
	t.Parallel()
	f := newFresh(t)
	lena := f.actor(t, "ULENA")
	f.actor(t, "USELLER")
	if _, err := f.SetUp(t.Context(), lena, goodSetup(), f.lookup); err != nil {
		t.Fatal(err)
	}
	got, err := f.Deciders(t.Context(), domain.Slack, domaintest.Workspace)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]domain.Identity{slackUser("ULENA"), slackUser("UREMY")}, got); diff != "" {
		t.Error(diff)
	}
}
