package bot_test

import (
	"strings"
	"testing"

	"github.com/partnerbot/partnerbot/bot/form"
)

// Of two who have the profile open, the second is told, keeps what was typed, and may save it after all.
func TestProfile_changedSinceItWasOpened(t *testing.T) {
	t.Parallel()
	o := profiled(t)
	first := o.form(o.types(ann, "partner", "profile"), form.Profile)
	second := o.form(o.types(ann, "partner", "profile"), form.Profile)
	values := form.Values{"criteria": {criteria}, "threshold": {"70"}}
	o.notice(o.submit(ann, first.Name, first.Meta, values))
	values["threshold"] = []string{"80"}
	again := o.form(o.submit(ann, second.Name, second.Meta, values), form.Profile)
	if !strings.Contains(again.Problem, "Somebody else changed the program") || field(t, again, "threshold").Values[0] != "80" {
		t.Errorf("got %+v", again)
	}
	o.notice(o.submit(ann, again.Name, again.Meta, values))
}
