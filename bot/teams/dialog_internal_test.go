package teams

import (
	"strings"
	"testing"

	"github.com/partnerbot/partnerbot/bot/form"
)

// Of what is too long for a card, the rest is kept, and it is said beside the field.
func TestRenderKept(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("合同会社\n", 800)
	f := form.NewSetUpDesk(form.SetUpTerms{})
	f.Fields = append(f.Fields, form.Field{ID: "more", Kind: form.LongText, Label: "More"}, form.Field{ID: "most", Kind: form.LongText, Label: "Most"})
	f = f.WithErrors(form.Values{"deal_desk": {"Numbers"}, "products": {long}, "more": {long}, "most": {long + long[:26]}}, "",
		[]form.FieldError{{Field: "most", Message: "Name 1 is too long."}})
	if _, err := RenderForm(f); err == nil {
		t.Fatal("a card takes it")
	}
	c, err := renderKept(f)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"value":"Numbers"`, "Name 1 is too long. What stood here is too long for Teams to show again."} {
		if !strings.Contains(string(c.JSON), want) {
			t.Errorf("%q is missing in\n%s", want, c.JSON)
		}
	}
	if n := strings.Count(string(c.JSON), "合同会社"); n != 1600 {
		t.Errorf("%d lines are shown, want those of the other two", n)
	}
}
