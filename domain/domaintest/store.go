package domaintest

import (
	"reflect"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/partnerbot/partnerbot/domain"
)

// storeCases is everything that domain.Store promises, one case for each promise. Each runs in a world of its own.
var storeCases = []struct {
	name string
	run  func(*testing.T, *World)
}{
	{"Change/undoes everything when fn fails", changeUndoes},
	{"Change/ends with its context", changeCancelled},
	{"Tenant/is found by its workspace", tenantFound},
	{"Tenant/has its workspace alone", tenantAlone},
	{"Once/is fresh once", onceFresh},
	{"Once/is fresh for one of many at once", onceAtOnce},
	{"Program/comes back as it was", programRoundTrip},
	{"Program/changes", programUpdate},
	{"Program/is held by one at a time, unchanged", programHeld},
	{"Person/comes back as it was", personRoundTrip},
	{"Person/is not changed by who has not seen the last change", personStale},
	{"Person/has its identities alone", identityAlone},
	{"Person/is listed by name", personList},
	{"Person/is found by e-mail", personByEmail},
	{"Person/is read as who they became", personMerged},
	{"Person/stays apart when fn fails", personMergeRefused},
	{"Person/is merged by many at once", personMergedAtOnce},
	{"Link/comes back as it was", linkRoundTrip},
	{"Link/is held until the end", linkHeld},
	{"Partner/comes back as it was", partnerRoundTrip},
	{"Partner/changes", partnerUpdate},
	{"Partner/is changed by many at once", partnerUpdateAtOnce},
	{"Partner/has its name alone", partnerNameAlone},
	{"Partner/is found by any part of its name", partnerSearch},
	{"Partner/is found by its name and by its domain", partnerKnown},
	{"Checkpoint/comes back as it was", checkpointRoundTrip},
	{"Candidate/comes back as it was", candidateRoundTrip},
	{"Candidate/has its name alone", candidateNameAlone},
	{"Candidate/is found by its name, its status and its website, the best first", candidateSearch},
	{"Override/comes back as it was", overrideRoundTrip},
	{"Nudge/comes back as it was", nudgeRoundTrip},
	{"Nudge/comes on days that only grow", nudgeDays},
	{"Nudge/comes once of many at once", nudgeAtOnce},
	{"Nudge/comes after none of a later day", nudgeWaits},
	{"Nudge/is read as one to who they became", nudgeMerged},
	{"Nudge/is redrawn with its partners", nudgeRedrawn},
	{"Runway/is streamed for each partner", runwayStream},
	{"Runway/may be left early", runwaysLeftEarly},
	{"Runway/is owned by who they became", runwayMerged},
	{"Told/is kept by a nudge", toldKept},
	{"Told/is forgotten after 400 days", toldForgotten},
	{"Told/is read as told to who they became", toldMerged},
	{"Signed/is streamed for each partner", signedStream},
	{"Produced/is counted for each type", producedCount},
	{"Account/is one for each key", accountSingle},
	{"Account/is held until the end", accountHeld},
	{"Account/is found by a similar name", accountSimilar},
	{"Account/is found by any part of its name", accountSearch},
	{"Registration/comes back as it was", registrationRoundTrip},
	{"Registration/is numbered from 1001 in each program", registrationNumbers},
	{"Registration/is changed by many at once", registrationUpdateAtOnce},
	{"Registration/is not changed when fn fails", registrationUpdateFails},
	{"Registration/is selected by a filter", registrationFilter},
	{"Registration/is counted by the reason when it is rejected", registrationRejections},
	{"Hold/is given to one of fifty at once", holdAtOnce},
	{"Hold/lasts as long as the status holds", holdStatuses},
	{"Hold/lasts as long as the protection window", holdWindow},
	{"Hold/is of one account and one product", holdScope},
	{"Opportunity/comes back as it was", opportunityRoundTrip},
	{"Opportunity/changes", opportunityUpdate},
	{"Opportunity/changes by a clock that is behind", opportunityLateClock},
	{"Opportunity/is listed while open", opportunityOpen},
	{"Opportunity/has its source key alone", opportunitySource},
	{"Opportunity/is summed up for its partner", opportunityBrought},
	{"Event/comes back as it was", eventRoundTrip},
	{"Delivery/is posted once for a key", deliveryOnce},
	{"Delivery/is redrawn when it is a card", deliveryRedraw},
	{"Delivery/is listed when it is in trouble", deliveryTroubled},
	{"Schedule/is one for each kind", scheduleSingle},
	{"Snapshot/holds what stood then", snapshotHolds},
	{"Snapshot/is taken once for a Monday", snapshotOnce},
	{"Pairs/show what came, stayed and went", pairsChange},
	{"Pairs/count days in the program's zone", pairsDays},
	{"Pairs/may be left early", pairsLeftEarly},
	{"Import/runs one at a time", importAlone},
	{"Import/adds deals with their history", importAdds},
	{"Import/signs partners and puts them on the path", importSigns},
	{"Import/changes nothing when repeated", importRepeated},
	{"Import/adds what is later and differs", importLater},
	{"Import/leaves to the program what is the program's", importKeeps},
	{"Import/refuses a deal that comes twice", importTwice},
	{"Import/undoes everything when a row fails", importFails},
}

// Store runs the suite against the stores that open makes: each empty, each of its own, closed by the test's cleanup.
func Store(t *testing.T, open func(*testing.T, domain.Clock) domain.Store) {
	for _, c := range storeCases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			clock := NewClock()
			c.run(t, NewWorld(t, open(t, clock.Now), clock))
		})
	}
}

func wantCode(t *testing.T, err error, want domain.Code) {
	t.Helper()
	if got := domain.CodeOf(err); got != want {
		t.Errorf("got error %v with code %q, want code %q", err, got, want)
	}
}

func wantSame(t *testing.T, what string, got, want any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// wantFull sees to it that a case leaves no field zero, except those named: a field that is added to an entity and not
// to the store would come back zero, and nobody would notice.
func wantFull(t *testing.T, v any, except ...string) {
	t.Helper()
	s := reflect.ValueOf(v)
	for i := range s.NumField() {
		name := s.Type().Field(i).Name
		if s.Field(i).IsZero() && !slices.Contains(except, name) {
			t.Errorf("the case leaves %s.%s zero, which shows nothing: give it a value", s.Type(), name)
		}
	}
}

// atOnce runs fn n times at the same time and waits for all of them.
func atOnce(n int, fn func(i int)) {
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() { fn(i) })
	}
	wg.Wait()
}

// must is for what a case needs and does not test.
func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
