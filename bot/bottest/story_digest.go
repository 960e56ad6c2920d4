package bottest

import "strings"

// RegisterToDigest is the main promise: a deal goes from its registration to the Monday post, and somebody who comes
// second with it is refused.
var RegisterToDigest = Story{Name: "from registration to the Monday post", Play: func(s *Stage) {
	seller, rival, reviewer, cro := s.As(s.Seller), s.As(s.Rival), s.As(s.Reviewer), s.As(s.CRO)

	s.Scene(s.Seller.Name + " registers a deal that a partner brings")
	seller.Type(s.Floor, "deal register "+customer+" "+website+" 86,000")
	email, engaged := [2]string{"Contact's work e-mail", "elena@gmail.com"}, [2]string{"How the partner is engaged", "They know them."}
	seller.Fill("Register a deal", but(s.claim(s.Partner), email, engaged)...)
	seller.Refused("Register a deal", [2]string{email[0], "private mailbox"}, [2]string{engaged[0], "At least 20 characters"})
	seller.Fill("Register a deal", s.claim(s.Partner)[4:6]...)
	registered := seller.Reads(s.Floor, "is registered", customer)
	seller.Done()
	card := reviewer.Reads(s.DealDesk, customer, s.Partner, "[Approve]")
	ref := reference(registered.Text)

	s.Scene(s.Rival.Name + " comes second with the same customer")
	rival.Type(s.Floor, "deal register "+customer+" "+website+" 90,000")
	rival.Fill("Register a deal", s.claim(s.RivalPartner)...)
	rival.Refused("Register a deal", [2]string{"", ref})
	rival.Close()

	s.Scene(s.Reviewer.Name + " approves it")
	reviewer.Press(card, "Approve")
	reviewer.ReadsAgain(card, "Approved", s.Reviewer.Name)
	reviewer.ReadsThread(card, "approved")
	seller.Reads(DirectRoom, ref, "approved")

	s.Scene(s.Seller.Name + " keeps it current")
	seller.Type(s.Floor, "deal update "+ref)
	seller.Fill("Update "+ref, [2]string{"Amount in " + s.Currency, "91,500"}, [2]string{"Next step", "Signature on Thursday"})
	seller.Reads(s.Floor, ref, "91,500")
	reviewer.ReadsAgain(card, "91,500")
	reviewer.ReadsThread(card, "91,500")

	s.Scene(s.Seller.Name + " wins it")
	seller.Type(s.Floor, "deal won "+ref)
	seller.Fill(ref + " is won")
	seller.Reads(s.Floor, ref, "is won")
	reviewer.ReadsAgain(card, "Won")
	reviewer.ReadsThread(card, "won")

	s.Scene("Monday: the number is posted")
	s.Monday()
	post := cro.Reads(s.Forecast, "Won", "Commit", "Coverage", customer)
	cro.ReadsThread(post)
}}

// The customer of the stories is nobody's.
const (
	customer = "Harbor Street Clinics"
	website  = "harborstreet-clinics.com"
)

// claim is what is filled in to register the customer's deal for a partner.
func (s *Stage) claim(partner string) [][2]string {
	return [][2]string{
		{"Partner", partner},
		{"Product", s.Product},
		{"Expected close", s.CloseDate},
		{"Contact at the customer", "Elena Brooks"},
		{"Contact's work e-mail", "elena.brooks@" + website},
		{"How the partner is engaged", partner + " ran a discovery workshop with the clinics' operations director."},
		{"Next step", "Demo with the dispatch leads"},
	}
}

// but is a claim with other values in some fields.
func but(claim [][2]string, others ...[2]string) [][2]string {
	for _, o := range others {
		for i := range claim {
			if claim[i][0] == o[0] {
				claim[i] = o
			}
		}
	}
	return claim
}

// reference is the number of a deal, such as D-1042, that stands first in a text.
func reference(text string) string {
	i := strings.Index(text, "D-")
	if i < 0 {
		return ""
	}
	rest := text[i+2:]
	end := strings.IndexFunc(rest, func(r rune) bool { return r < '0' || r > '9' })
	if end < 0 {
		end = len(rest)
	}
	return text[i : i+2+end]
}
