package teams

import "testing"

func TestMember_outside(t *testing.T) {
	t.Parallel()
	ours := []string{"acme", "acme-labs"}
	for name, c := range map[string]struct {
		member member
		want   bool
	}{
		"of the tenant":                  {member{Role: "user", TenantID: "ACME"}, false},
		"of a sibling":                   {member{Role: "user", TenantID: "acme-labs"}, false},
		"of another company":             {member{Role: "user", TenantID: "globex"}, true},
		"a guest of a sibling":           {member{Role: "guest", TenantID: "acme-labs"}, true},
		"anonymous":                      {member{Role: "anonymous"}, true},
		"Teams does not say which (old)": {member{Role: "user"}, false},
	} {
		if got := c.member.outside(ours); got != c.want {
			t.Errorf("somebody %s is outside: %v", name, got)
		}
	}
}
