package bottest

// StaleClick is two people who decide on the same card: the second is told what the first did.
var StaleClick = Story{Name: "a click on a card that somebody else has decided", Play: func(s *Stage) {
	seller, reviewer, second := s.As(s.Seller), s.As(s.Reviewer), s.As(s.Lead)

	seller.Type(s.Floor, "deal register "+customer+" "+website+" 86,000")
	seller.Fill("Register a deal", s.claim(s.Partner)...)
	ref := reference(seller.Reads(s.Floor, "is registered").Text)
	card := reviewer.Reads(s.DealDesk, ref, "[Approve]")

	s.Scene(s.Rival.Name + " may not decide")
	rival := s.As(s.Rival)
	rival.Press(card, "Approve")
	rival.Reads(s.DealDesk, "RevOps and the partnerships lead")

	s.Scene(s.Lead.Name + " clicks on what stood there before")
	reviewer.Press(card, "Approve")
	reviewer.ReadsAgain(card, "Approved", s.Reviewer.Name)
	reviewer.ReadsThread(card, "approved")
	seller.Reads(DirectRoom, ref, "approved")
	second.Press(card, "Approve")
	second.Reads(s.DealDesk, ref, "changed since you saw it", s.Reviewer.Name)
}}
