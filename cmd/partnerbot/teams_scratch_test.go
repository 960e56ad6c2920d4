package main

import (
	"testing"
)

func TestScratch(t *testing.T) {
	t.Parallel()
	w := newProgram(t)
	w.install(sam, lunch)
	ref := w.register(sam, "Harbor Clinics")
	for _, words := range []string{} {
		n := len(w.byApp(sam, own))
		w.says(sam, own, words)
		t.Logf("> %s", words)
		for _, m := range w.byApp(sam, own)[n:] {
			t.Log(m.Text())
		}
	}
	for _, room := range []string{revenue, lunch} {
		for _, words := range []string{"@partnerbot deal list", "@partnerbot", "@partnerbot deal register Harbor Two harbor2.com", "@partnerbot deal register @Ruth Ops harbor2.com"} {
			n := len(w.byApp(sam, own))
			k := len(w.byApp(sam, room))
			w.says(sam, room, words)
			t.Logf("> %s", words)
			for _, m := range w.byApp(sam, room)[k:] {
				t.Log(m.Thread, m.Text())
			}
			for _, m := range w.byApp(sam, own)[n:] {
				t.Log("PERSONAL", m.Text())
			}
		}
	}
	w.click(sam, w.newest(sam, lunch), "Open the form")
	t.Log(w.As(sam).Dialog().Text())
	// gus: guest
	for _, words := range []string{"@partnerbot", "@partnerbot deal list", "@partnerbot deal show " + ref, "@partnerbot forecast", "@partnerbot program status", "@partnerbot deal register x", "@partnerbot program setup"} {
		n := len(w.byApp(gus, own))
		k := len(w.byApp(gus, lounge))
		w.says(gus, lounge, words)
		t.Logf("> %s", words)
		for _, m := range w.byApp(gus, lounge)[k:] {
			t.Log(m.Thread, m.Text())
		}
		for _, m := range w.byApp(gus, own)[n:] {
			t.Log("PERSONAL", m.Text())
		}
	}
	card := w.newest(ruth, desk)
	t.Log(card.Text())
	t.Log(w.newest(viktor, desk).Text())
	w.click(viktor, w.newest(viktor, desk), "Decide")
	t.Log(w.reading(viktor, desk))
	w.click(sam, w.newest(sam, desk), "Decide")
	t.Log(w.reading(sam, desk))
	w.click(ruth, card, "Approve")
	t.Log(w.reading(ruth, desk))
	t.Log(w.newest(sam, own).Text())
	w.click(ada, card, "Approve")
	t.Log(w.reading(ada, desk))
	w.clean()
}
