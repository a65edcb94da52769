package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/org"
)

// Session is what a person can see of one of the own sessions; what opens it is nowhere.
type Session struct {
	PublicID        string
	Method          string // as in SessionOwner
	Browser, System string // as in SessionClient
	ClientAddress   string
	BeganAt, SeenAt time.Time // SeenAt lags behind by up to ProlongEvery
	ExpiresAt       time.Time
}

const selectSessions = `-- name: sessions of person
SELECT s.public_id, s.method, s.browser, s.system, s.client_address, s.began_at, s.seen_at, s.expires_at
FROM session s
WHERE s.person_id = @person AND s.expires_at > @now
ORDER BY s.seen_at DESC, s.public_id`

// Sessions reads the person's sessions that have not expired, the last used first.
func (tx *Tx) Sessions(ctx context.Context, person org.PersonID, now time.Time) ([]Session, error) {
	return collect[Session](ctx, tx, selectSessions, pgx.StrictNamedArgs{"person": person, "now": now})
}

const endSession = `-- name: end session of person
DELETE FROM session WHERE person_id = @person AND public_id = @id`

// EndSession ends one of the person's sessions, or fault.ErrNotFound.
func (tx *Tx) EndSession(ctx context.Context, person org.PersonID, publicID string) error {
	return exec(ctx, tx, endSession, pgx.StrictNamedArgs{"person": person, "id": publicID}, 1, fault.ErrNotFound)
}

const endSessions = `-- name: end sessions of person
WITH ended AS (DELETE FROM session WHERE person_id = @person AND public_id <> @kept RETURNING expires_at)
SELECT count(*) FROM ended WHERE expires_at > @now`

// EndSessions ends all of the person's sessions but the one kept, "" for none, and says
// how many that had not expired.
func (tx *Tx) EndSessions(ctx context.Context, person org.PersonID, kept string, now time.Time) (int, error) {
	return value[int](ctx, tx, endSessions, pgx.StrictNamedArgs{"person": person, "kept": kept, "now": now})
}
