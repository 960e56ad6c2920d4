package main

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParseTargets(t *testing.T) {
	t.Parallel()
	got := parseTargets("FuzzA\nFuzzB\nok  \texample/one\t0.1s\n?   \texample/two\t[no test files]\nok  \texample/three\t0.1s\nFuzzC\nok  \texample/four\t0.2s\n")
	want := []target{{"example/one", "FuzzA"}, {"example/one", "FuzzB"}, {"example/four", "FuzzC"}}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(target{})); diff != "" {
		t.Error(diff)
	}
}
