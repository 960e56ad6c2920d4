package botconnector

import "slices"

// sendLimits are Teams' for a bot in a conversation (msteams-docs: rate-limit): at most so many in so many seconds.
var sendLimits = []struct{ most, seconds int }{{7, 1}, {8, 2}, {60, 30}, {1800, 3600}}

// limitSends counts what the bot sends to a conversation, when the config asks for it. Called with s.mu held.
func (s *Server) limitSends(r *room) *apiError {
	if !s.cfg.RateLimits {
		return nil
	}
	now := s.cfg.Now().UnixMilli()
	sent := slices.DeleteFunc(s.sends[r.id], func(at int64) bool { return at <= now-3_600_000 })
	for _, l := range sendLimits {
		recent := 0
		for _, at := range sent {
			if at > now-int64(l.seconds)*1000 {
				recent++
			}
		}
		if recent >= l.most {
			return throttled(l.seconds)
		}
	}
	s.sends[r.id] = append(sent, now)
	return nil
}
