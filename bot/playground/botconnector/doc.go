// Package botconnector is Microsoft Teams on this machine: the people, teams, channels and chats of one organization in
// memory, the Bot Connector and the sign-in service in front of them, and what a person does with their Teams client.
//
// It stands in for Teams in `partnerbot demo --story --on teams` and in the tests. A bot talks to it exactly as it talks
// to Teams: what goes to the bot is signed by an [Issuer] whose keys are fetched over HTTP, what comes from it must bear
// an access token of the same issuer, and the answers are Teams' own errors and limits. It is stricter than Teams where
// that shows an empty place instead of a mistake: see [Server.Refusals].
//
//	s, err := botconnector.New(botconnector.Config{AppID: …, Secret: …, Now: clock, Organization: …})
//	front := httptest.NewServer(s.Handler())
//	s.SetURL(front.URL)              // then s.ServiceURL, s.Issuer.MetadataURL and s.Issuer.LoginURL are for the bot
//	s.SetBotURL(bot.URL + "/teams/messages")
//	sam := s.As("<Entra object id>")
//	sam.Install(ctx, "@app")         // or a channel, for its team, or a group chat
//	sam.Says(ctx, channel, "@partnerbot deal list")
//	posts := sam.Posts(ctx, channel) // refreshes the cards that want it, and shows what came
//	sam.Click(ctx, posts[0], "Approve")
//	d := sam.Dialog()                // Title, Text, Fields; Fill, Submit, Press, Close
//
// A click on a message is a click on what stood there when it was taken from Posts. A confirmation, which in Teams is an
// Action.ShowCard, is two clicks: [Message.Reveals] tells its buttons, [Person.Facing] puts another person's message
// before the one who clicks.
//
// The package depends on nothing else of partnerbot. quirks.md says what is simpler than Teams.
package botconnector
