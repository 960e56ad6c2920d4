package main

import (
	"encoding/json"
	"testing"

	"github.com/partnerbot/partnerbot/domain"
	"github.com/partnerbot/partnerbot/domain/forecast"
)

func TestForecastJSON_coverage(t *testing.T) {
	t.Parallel()
	for want, c := range map[string]forecast.Coverage{
		"2.5":  {Open: 250, Missing: 100, Hundredths: 250},
		"0":    {Missing: 100},
		"null": {Open: 250, Met: true},
	} {
		out, err := json.Marshal(newForecastJSON(domain.Digest{Forecast: forecast.Forecast{Coverage: c}}))
		if err != nil {
			t.Fatal(err)
		}
		var read struct{ Coverage json.RawMessage }
		if err := json.Unmarshal(out, &read); err != nil || string(read.Coverage) != want {
			t.Errorf("coverage %+v is written %s, want %s (%v)", c, read.Coverage, want, err)
		}
	}
	none := newForecastJSON(domain.Digest{Forecast: forecast.Forecast{Coverage: forecast.Coverage{Open: 250, NoGoal: true}}})
	if none.Coverage != nil {
		t.Errorf("without a goal the coverage is %v", *none.Coverage)
	}
}
