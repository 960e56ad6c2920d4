package bottest

// SignatureToProducing leads a partner along its path to the first deal that is won.
var SignatureToProducing = Story{Name: "a partner from signature to producing", Fresh: true, Play: func(s *Stage) {
	manager := s.As(s.Manager)
	const name = "Adatum"

	s.Scene(s.Lead.Name + " builds what a partner needs")
	s.setUp(s.Partner)
	ref, card := s.deal(s.Partner)
	s.lose(ref, card)

	s.Scene(s.Manager.Name + " signs " + name)
	s.candidate(name, "3 and more", "many", "named")
	s.sign(name)

	s.Scene("The path is walked, with evidence for each checkpoint")
	page := s.marks("partner checkpoint "+name, "Kick-off", [2]string{"Evidence", "minutes.pdf"})
	manager.Press(page, "Log a contact")
	manager.Fill("Contact: "+name, [2]string{"What happened", "Dana Reyes books the training."})
	manager.Reads(DirectRoom, "The contact is logged", "Dana Reyes books the training.")
	manager.Type(DirectRoom, "partner checkpoint "+name)
	manager.Fill("Done: Certification", [2]string{"Evidence", "training portal"}, [2]string{"Who is certified", "Dana Reyes"})
	manager.Refused("Done: Certification", [2]string{"Who is certified", "at least 2 people"})
	manager.Fill("Done: Certification", [2]string{"Who is certified", "Dana Reyes\nKai Lund"})
	manager.Reads(DirectRoom, "The checkpoint is done", "Kai Lund")
	s.marks("partner checkpoint "+name, "Joint go-to-market plan", [2]string{"Evidence", "plan.pdf"})

	s.Scene("The first registration activates it, the first win makes it producing")
	ref, card = s.deal(name)
	manager.Type(DirectRoom, "partner "+name)
	manager.Reads(DirectRoom, "activated it", "1 sourced", "First approved registration")
	s.win(ref, card)
	manager.Type(DirectRoom, "partner "+name)
	manager.Reads(DirectRoom, "Every checkpoint is done", "won its first deal")
	manager.Type(DirectRoom, "partner week")
	manager.Reads(DirectRoom, name+", on the day it signed")
}}

// marks has the manager say that the next checkpoint is done.
func (s *Stage) marks(line, checkpoint string, evidence [2]string) Post {
	manager := s.As(s.Manager)
	manager.Type(DirectRoom, line)
	title := "Done: " + checkpoint
	if r := []rune(title); len(r) > 24 {
		title = string(r[:23]) + "…"
	}
	manager.Fill(title, evidence)
	return manager.Reads(DirectRoom, "The checkpoint is done", checkpoint)
}

// lose frees the customer for another deal.
func (s *Stage) lose(ref string, card Post) {
	seller, reviewer := s.As(s.Seller), s.As(s.Reviewer)
	seller.Type(s.Floor, "deal lost "+ref)
	seller.Fill(ref+" is lost", [2]string{"Why it was lost", "They build it themselves."})
	seller.Reads(s.Floor, ref, "is lost")
	reviewer.ReadsAgain(card, "Lost")
	reviewer.ReadsThread(card, "lost")
}

func (s *Stage) win(ref string, card Post) {
	seller, reviewer := s.As(s.Seller), s.As(s.Reviewer)
	seller.Type(s.Floor, "deal won "+ref)
	seller.Fill(ref + " is won")
	seller.Reads(s.Floor, ref, "is won")
	reviewer.ReadsAgain(card, "Won")
	reviewer.ReadsThread(card, "won")
}
