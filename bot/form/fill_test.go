package form_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/partnerbot/partnerbot/bot/form"
)

func small() form.Form {
	return form.Form{Name: form.Update, Fields: []form.Field{
		{ID: "partner", Kind: form.Lookup, Values: []string{"p1"}, Labels: []string{"Northwind"}},
		{ID: "amount", Kind: form.Amount, Values: []string{"10"}},
		{ID: "note", Kind: form.Text},
	}}
}

func TestForm_Fill(t *testing.T) {
	t.Parallel()
	f := small()
	got := f.Fill(form.Values{"amount": {"25"}, "unknown": {"x"}})
	want := []form.Field{
		{ID: "partner", Kind: form.Lookup, Values: []string{"p1"}, Labels: []string{"Northwind"}},
		{ID: "amount", Kind: form.Amount, Values: []string{"25"}},
		{ID: "note", Kind: form.Text},
	}
	if diff := cmp.Diff(want, got.Fields); diff != "" {
		t.Errorf("fields (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(small(), f); diff != "" {
		t.Errorf("Fill changed its receiver:\n%s", diff)
	}
}

func TestForm_WithErrors(t *testing.T) {
	t.Parallel()
	f := small()
	got := f.WithErrors(form.Values{"partner": {"p1"}, "note": {"kept"}}, "Not yet.", []form.FieldError{
		{Field: "amount", Message: "Type an amount."},
		{Field: "owner", Message: "Nobody owns this."},
		{Field: "amount", Message: "Above 0."},
	})
	if got.Problem != "Not yet. Nobody owns this." {
		t.Errorf("problem is %q", got.Problem)
	}
	want := []form.Field{
		{ID: "partner", Kind: form.Lookup, Values: []string{"p1"}, Labels: []string{"Northwind"}},
		// What was cleared stays cleared: the default does not come back.
		{ID: "amount", Kind: form.Amount, Error: "Type an amount. Above 0."},
		{ID: "note", Kind: form.Text, Values: []string{"kept"}},
	}
	if diff := cmp.Diff(want, got.Fields); diff != "" {
		t.Errorf("fields (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(small(), f); diff != "" {
		t.Errorf("WithErrors changed its receiver:\n%s", diff)
	}
}

func TestForm_WithErrors_anotherLookupValueHasNoLabelYet(t *testing.T) {
	t.Parallel()
	got := small().WithErrors(form.Values{"partner": {"p2"}}, "", nil).Fields[0]
	if diff := cmp.Diff([]string{"p2"}, got.Labels); diff != "" {
		t.Errorf("labels (-want +got):\n%s", diff)
	}
}

func TestLabel(t *testing.T) {
	t.Parallel()
	if got := form.Label(form.Reasons(), "duplicate"); got != "It is registered already" {
		t.Errorf("got %q", got)
	}
	if got := form.Label(form.Reasons(), "older_reason"); got != "older_reason" {
		t.Errorf("got %q", got)
	}
}
