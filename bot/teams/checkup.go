package teams

import (
	"context"

	"github.com/partnerbot/partnerbot/bot"
)

// Checkup signs in with Microsoft as the app, and fetches the keys that the tokens of Teams are judged with. Of c only what
// that takes is needed: the credential, tenants, addresses, Clock and Log. An error says what to mend, for an admin, and
// holds no secret. Whether Teams reaches the bot cannot be told from here.
func Checkup(ctx context.Context, c Config) (signIn, keys error) {
	validator, conn, err := c.parts()
	if err != nil {
		return err, nil
	}
	if _, err := conn.tokens.get(ctx); err != nil {
		signIn = tokenError(err)
	}
	if _, err := validator.keys.set.get(ctx); err != nil {
		keys = &bot.SendError{
			Verdict: bot.Retry, Err: err,
			Problem: "The keys of the Bot Connector could not be fetched. Let this machine reach login.botframework.com.",
		}
	}
	return signIn, keys
}
