package postgres_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/partnerbot/partnerbot/domain"
)

// A program that an earlier release kept knows nothing of the settings that came later.
func TestStore_Program_SettingsOfAnEarlierRelease(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.exec(t, `update program set settings = '{"protection_days": 60, "gone_since": 1}'`)
	p, err := w.store.Program(t.Context(), w.Program.ID)
	if err != nil {
		t.Fatal(err)
	}
	want := domain.DefaultSettings()
	want.ProtectionDays = 60
	if diff := cmp.Diff(want, p.Settings); diff != "" {
		t.Errorf("settings (-want +got):\n%s", diff)
	}
}
