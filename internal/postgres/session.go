package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
)

// SessionStore keeps signed-in sessions in the database, so that any process can
// serve any request. It is the store of the session library (scs), which hands
// it tokens already hashed.
type SessionStore struct {
	db *DB
}

// NewSessionStore gives the store that keeps sessions in db.
func NewSessionStore(db *DB) *SessionStore { return &SessionStore{db: db} }

const selectSession = `-- name: session
SELECT data FROM session WHERE token_hash = @token AND expires_at > @now`

// FindCtx reads a session that has not expired; false when there is none.
func (s *SessionStore) FindCtx(ctx context.Context, token string) (data []byte, found bool, err error) {
	err = s.db.Read(ctx, func(tx *Tx) error {
		list, err := collect[sessionRow](ctx, tx, selectSession,
			pgx.StrictNamedArgs{"token": []byte(token), "now": time.Now()})
		if err == nil && len(list) == 1 {
			data, found = list[0].Data, true
		}
		return err
	})
	return data, found, err
}

type sessionRow struct{ Data []byte }

const upsertSession = `-- name: commit session
INSERT INTO session (token_hash, data, expires_at) VALUES (@token, @data, @expires)
ON CONFLICT (token_hash) DO UPDATE SET data = excluded.data, expires_at = excluded.expires_at`

// CommitCtx stores the session's data until it expires.
func (s *SessionStore) CommitCtx(ctx context.Context, token string, data []byte, expires time.Time) error {
	return s.db.Write(ctx, func(tx *Tx) error {
		return exec(ctx, tx, upsertSession,
			pgx.StrictNamedArgs{"token": []byte(token), "data": data, "expires": expires}, 1, fault.ErrConflict)
	})
}

const deleteSession = `-- name: delete session
DELETE FROM session WHERE token_hash = @token`

// DeleteCtx ends the session.
func (s *SessionStore) DeleteCtx(ctx context.Context, token string) error {
	return s.db.Write(ctx, func(tx *Tx) error {
		return exec(ctx, tx, deleteSession, pgx.StrictNamedArgs{"token": []byte(token)}, -1, nil)
	})
}

const deleteExpired = `-- name: delete expired sessions
DELETE FROM session WHERE expires_at <= @now`

// DeleteExpired forgets the sessions that ended before now.
func (s *SessionStore) DeleteExpired(ctx context.Context, now time.Time) error {
	return s.db.Write(ctx, func(tx *Tx) error {
		return exec(ctx, tx, deleteExpired, pgx.StrictNamedArgs{"now": now}, -1, nil)
	})
}

// Find, Commit and Delete are what the library's older interface asks for; it
// calls the ones with a context where they exist.
func (s *SessionStore) Find(token string) ([]byte, bool, error) {
	return s.FindCtx(context.Background(), token)
}

// Commit is CommitCtx without a context.
func (s *SessionStore) Commit(token string, data []byte, expires time.Time) error {
	return s.CommitCtx(context.Background(), token, data, expires)
}

// Delete is DeleteCtx without a context.
func (s *SessionStore) Delete(token string) error { return s.DeleteCtx(context.Background(), token) }
