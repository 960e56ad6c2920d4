package bot_test

import (
	"slices"
	"strings"
	"testing"
)

// Who scores candidates and leads partners reads by what, without changing it; outside people do not.
func TestDesign_isReadByWhoDoesNotWriteIt(t *testing.T) {
	t.Parallel()
	o := profiled(t)
	n := o.notice(o.types(max, "partner", "profile"))
	if !strings.Contains(n.Text, "60 and more fits") || !strings.Contains(n.Next, "partnerships lead") || len(n.Points) != strings.Count(criteria, "\n")+1 {
		t.Errorf("the profile: %+v", n)
	}
	n = o.notice(o.types(cam, "partner", "path"))
	if len(n.Points) != 6 || !slices.Contains(n.Points, "Certification, by day 30: done when 2 people are certified") {
		t.Errorf("the path: %+v", n)
	}
	if n := o.notice(o.types(pat, "partner", "profile")); len(n.Points) > 0 {
		t.Errorf("a partner reads %+v", n)
	}
}
