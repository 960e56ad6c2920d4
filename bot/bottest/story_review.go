package bottest

// AskAndReject is a review that takes two turns: a question and its answer, and a rejection that says why.
var AskAndReject = Story{Name: "a question, an answer and a rejection", Play: func(s *Stage) {
	seller, reviewer := s.As(s.Seller), s.As(s.Reviewer)

	s.Scene(s.Reviewer.Name + " needs to know more")
	seller.Type(s.Floor, "deal register "+customer+" "+website+" 86,000")
	seller.Fill("Register a deal", s.claim(s.Partner)...)
	ref := reference(seller.Reads(s.Floor, "is registered").Text)
	card := reviewer.Reads(s.DealDesk, ref, "[Approve]")
	reviewer.Press(card, "Ask for information")
	reviewer.Fill("Ask about "+ref, [2]string{"Your question", "Who asked for the quote?"})
	reviewer.ReadsAgain(card, "Waiting for information")
	reviewer.ReadsThread(card, "Who asked for the quote?")
	question := seller.Reads(DirectRoom, ref, "Who asked for the quote?", "[Answer]")

	s.Scene(s.Seller.Name + " answers from the message")
	seller.Press(question, "Answer")
	seller.Fill("Answer about "+ref, [2]string{"Your answer", "Their operations director, in writing."})
	seller.Reads(DirectRoom, ref)
	card = reviewer.ReadsAgain(card, "In review", "[Reject]")
	reviewer.ReadsThread(card, "Their operations director")

	s.Scene(s.Reviewer.Name + " rejects it, with a reason")
	reviewer.Press(card, "Reject")
	reviewer.Fill("Reject "+ref, [2]string{"Reason", "Too little evidence of the partner's work"}, [2]string{"In your words", "Come back after the first meeting."})
	reviewer.ReadsAgain(card, "Rejected", s.Reviewer.Name)
	reviewer.ReadsThread(card, "Come back after the first meeting.")
	seller.Reads(DirectRoom, ref, "rejected", "Come back after the first meeting.")

	s.Scene("The customer is free again, and known by now: it is chosen, not typed")
	rival := s.As(s.Rival)
	rival.Type(s.Floor, "deal register")
	rival.Fill("Register a deal", append(s.claim(s.RivalPartner),
		[2]string{"Known customer", customer}, [2]string{"Amount in " + s.Currency, "90,000"})...)
	rival.Reads(s.Floor, "is registered")
	reviewer.Reads(s.DealDesk, customer, s.RivalPartner)
}}
