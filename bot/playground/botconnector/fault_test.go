package botconnector_test

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/partnerbot/partnerbot/bot/playground/botconnector"
)

func TestFaultsAnswerAsTheyAreTold(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := within(t)
	w.install(ctx)
	path, hello := "conversations/"+url.PathEscape(deals)+"/activities", object{"type": "message", "text": "hello"}
	w.Fail(botconnector.Fault{
		Method: "POST", Path: "/activities", Status: 429, Header: map[string]string{"Retry-After": "7"}, Times: 2,
		Body: object{"error": object{"code": "Throttled", "message": "Too many requests."}},
	})
	for range 2 {
		if status, got := w.call("POST", path, hello); status != 429 || at(got, "error.code") != "Throttled" {
			t.Errorf("a faulty call is %d %v", status, got)
		}
	}
	if status, _ := w.call("POST", path, hello); status != http.StatusCreated {
		t.Errorf("after the faults a call is %d", status)
	}
	w.Fail(botconnector.Fault{Path: "/activities", Drop: true})
	if _, _, err := w.try("POST", path, hello); err == nil {
		t.Error("a dropped call was answered")
	}
	w.Fail(botconnector.Fault{Path: "/activities", DropAfter: true})
	if _, _, err := w.try("POST", path, hello); err == nil {
		t.Error("a dropped answer arrived")
	}
	if n := len(w.As(rae).Posts(ctx, deals)); n != 2 {
		t.Errorf("%d messages were posted, and not 2: one dropped before, one after", n)
	}
	hold := make(chan struct{})
	w.Fail(botconnector.Fault{Path: "/activities", Hold: hold})
	done := make(chan int)
	go func() {
		status, _ := w.call("POST", path, hello)
		done <- status
	}()
	close(hold)
	if status := <-done; status != http.StatusCreated {
		t.Errorf("a held call is %d", status)
	}
	var statuses []int
	for _, c := range w.Calls() {
		statuses = append(statuses, c.Status)
	}
	if len(statuses) != 6 || statuses[0] != 429 || statuses[3] != 0 || statuses[4] != 201 {
		t.Errorf("the calls are noted as %v", statuses)
	}
	w.clean()
}

func TestSignInCanFail(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	asked := w.Issuer.Granted()
	w.Issuer.FailSignIn(botconnector.Fault{Status: http.StatusServiceUnavailable})
	r, err := http.PostForm(w.Issuer.LoginURL()+"/"+tenant+"/oauth2/v2.0/token", url.Values{})
	if err != nil {
		t.Fatal(err)
	}
	r.Body.Close()
	if r.StatusCode != http.StatusServiceUnavailable || w.Issuer.Granted() != asked+1 {
		t.Errorf("it is %d, asked %d times", r.StatusCode, w.Issuer.Granted())
	}
	w.signIn()
}

func TestRateLimitsAreTeams(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(c *botconnector.Config) { c.RateLimits = true })
	w.install(within(t))
	post := func() (int, string) {
		r, err := http.NewRequest("POST", w.ServiceURL()+"v3/conversations/"+url.PathEscape(deals)+"/activities", nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Authorization", "Bearer "+w.token)
		got, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer got.Body.Close()
		return got.StatusCode, got.Header.Get("Retry-After")
	}
	for range 7 {
		w.post(deals, object{"type": "message", "text": "x"})
	}
	if status, after := post(); status != 429 || after != "1" {
		t.Errorf("the eighth in a second is %d, after %s", status, after)
	}
	w.clock.add(time.Second)
	w.post(deals, object{"type": "message", "text": "x"})
	if status, after := post(); status != 429 || after != "2" {
		t.Errorf("the ninth in two seconds is %d, after %s", status, after)
	}
}
