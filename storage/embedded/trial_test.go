package embedded_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/partnerbot/partnerbot/storage/embedded"
)

func TestTrialLeavesNothing(t *testing.T) {
	t.Parallel()
	home := openDir(t)
	for name, dir := range map[string]string{"no folder": filepath.Join(home, "state", "partnerbot"), "an empty one": openDir(t)} {
		s := start(t, embedded.Config{Dir: dir, Trial: true})
		if !s.Throwaway() {
			t.Errorf("%s: the data in %s is kept", name, s.Data())
		}
		stop(t, s)
		if left, err := filepath.Glob(filepath.Join(dir, "*")); len(left) > 0 || err != nil || !gone(s.Data()) {
			t.Errorf("%s: %v is left in it, %v", name, left, err)
		}
	}
	if left, err := os.ReadDir(home); len(left) > 0 || err != nil {
		t.Errorf("%v is left, %v", left, err)
	}
}

func TestTrialOfWhatIsThere(t *testing.T) {
	t.Parallel()
	s := start(t, embedded.Config{Dir: usedState(t), Trial: true})
	wantKept(t, s.URL("bot"))
	if s.Throwaway() {
		t.Error("the data is to be thrown away")
	}
}

// What a start would refuse, a trial refuses too.
func TestTrialRefuses(t *testing.T) {
	t.Parallel()
	file := filepath.Join(openDir(t), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	odd := openDir(t)
	if err := os.Mkdir(filepath.Join(odd, "pg15"), 0o700); err != nil {
		t.Fatal(err)
	}
	for dir, want := range map[string]string{
		filepath.Join(file, "partnerbot"): "make the state folder",
		odd:                               "no Postgres data folder",
	} {
		wantText(t, refused(t, embedded.Config{Dir: dir, Trial: true}), want)
	}
}
