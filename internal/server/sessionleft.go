package server

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"samsyn/internal/postgres"
	"samsyn/internal/server/page"
)

// sessionOf is how long the session of the request lasts.
func (s *Server) sessionOf(ctx context.Context) page.Session {
	id, _ := postgres.FoundSession(ctx)
	return page.Session{ID: id, Idle: s.times.Idle, Limit: s.times.Limit, Ends: s.sessions.Deadline(ctx)}
}

// showSessionLeft tells a page's script how many seconds are left of the session. To ask
// is not to be there: the session lasts no longer for it.
func (s *Server) showSessionLeft(w http.ResponseWriter, r *http.Request) error {
	postgres.OnlyLook(r.Context())
	_, ends := postgres.FoundSession(r.Context())
	return sendSecondsLeft(w, time.Until(ends))
}

// goOn makes the session last as long as if a page had been opened, and says how long
// that is. Without a script it leads back to Start.
func (s *Server) goOn(w http.ResponseWriter, r *http.Request) error {
	if r.Header.Get(partHeader) == "" {
		return page.Redirect(w, r, "/")
	}
	// The store may leave a session as it is for so long (postgres.ProlongEvery).
	idle := s.times.Idle - postgres.ProlongEvery
	return sendSecondsLeft(w, min(idle, time.Until(s.sessions.Deadline(r.Context()))))
}

func sendSecondsLeft(w http.ResponseWriter, left time.Duration) error {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	return json.NewEncoder(w).Encode(struct {
		Left int `json:"left"`
	}{max(0, int(left.Seconds()))})
}
