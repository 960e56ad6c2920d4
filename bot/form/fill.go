package form

import "slices"

// FieldError is what is wrong with what was typed in one field.
type FieldError struct{ Field, Message string }

// Fill is the form with these values standing in the fields they name; the other fields keep theirs.
func (f Form) Fill(v Values) Form {
	f.Fields = slices.Clone(f.Fields)
	for i := range f.Fields {
		if typed, ok := v[f.Fields[i].ID]; ok {
			f.Fields[i] = f.Fields[i].holding(typed)
		}
	}
	return f
}

// WithErrors is the form as it is shown again after it was refused: everything typed stands where it was typed, each
// error is beside its field, and what belongs to no field of this form joins the problem above them.
func (f Form) WithErrors(typed Values, problem string, errs []FieldError) Form {
	f.Fields = slices.Clone(f.Fields)
	f.Problem = problem
	for i := range f.Fields {
		f.Fields[i] = f.Fields[i].holding(typed[f.Fields[i].ID])
	}
	for _, e := range errs {
		i := slices.IndexFunc(f.Fields, func(x Field) bool { return x.ID == e.Field })
		if i < 0 {
			f.Problem = sentence(f.Problem, e.Message)
			continue
		}
		f.Fields[i].Error = sentence(f.Fields[i].Error, e.Message)
	}
	return f
}

// Label is what a value is called among options, and the value itself when it is none of them.
func Label(options []Option, value string) string {
	for _, o := range options {
		if o.Value == value {
			return o.Label
		}
	}
	return value
}

// holding is the field with other values in it. A Lookup keeps the labels that it knows.
func (f Field) holding(values []string) Field {
	labels := make([]string, len(values))
	for i, v := range values {
		labels[i] = v
		if k := slices.Index(f.Values, v); k >= 0 && k < len(f.Labels) {
			labels[i] = f.Labels[k]
		}
	}
	f.Values, f.Labels = slices.Clone(values), nil
	if f.Kind == Lookup {
		f.Labels = labels
	}
	return f
}

func sentence(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + " " + b
}

// one is the value of a field that holds one thing, or nothing when it is "".
func one(v string) []string {
	if v == "" {
		return nil
	}
	return []string{v}
}

// options makes options whose labels are their values.
func options(values []string) []Option {
	o := make([]Option, 0, len(values))
	for _, v := range values {
		o = append(o, Option{Value: v, Label: v})
	}
	return o
}
