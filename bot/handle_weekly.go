package bot

import "context"

// teamWeekly shows the activation of the week, to the person who asks alone.
func (b *Bot) teamWeekly(ctx context.Context, r Request) (Reply, error) {
	w, err := b.desk.Weekly(ctx, r.Actor)
	if err != nil {
		return Reply{}, err
	}
	return Reply{View: teamWeekly(w, b.reader(r, w.Program))}, nil
}
