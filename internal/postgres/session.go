package postgres

import (
	"bytes"
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

// foundKey is where a context remembers the session that it found.
type foundKey struct{}

// foundSession is a session as it was when the request began.
type foundSession struct {
	token string
	sessionRow
}

// RememberFound gives a context for one request that remembers which session was
// found under it, so that CommitCtx can tell that session from a new one, and a
// changed one from one that was only read.
func RememberFound(ctx context.Context) context.Context {
	return context.WithValue(ctx, foundKey{}, new(foundSession))
}

const selectSession = `-- name: session
SELECT data, expires_at FROM session WHERE token_hash = @token AND expires_at > @now`

// FindCtx reads a session that has not expired; false when there is none.
func (s *SessionStore) FindCtx(ctx context.Context, token string) (data []byte, found bool, err error) {
	err = s.db.Read(ctx, func(tx *Tx) error {
		list, err := collect[sessionRow](ctx, tx, selectSession,
			pgx.StrictNamedArgs{"token": []byte(token), "now": time.Now()})
		if err == nil && len(list) == 1 {
			data, found = list[0].Data, true
			if memory, ok := ctx.Value(foundKey{}).(*foundSession); ok {
				*memory = foundSession{token, list[0]}
			}
		}
		return err
	})
	return data, found, err
}

type sessionRow struct {
	Data      []byte
	ExpiresAt time.Time
}

const upsertSession = `-- name: commit session
INSERT INTO session (token_hash, data, expires_at) VALUES (@token, @data, @expires)
ON CONFLICT (token_hash) DO UPDATE SET data = excluded.data, expires_at = excluded.expires_at`

const updateSession = `-- name: commit found session
UPDATE session SET data = @data, expires_at = @expires WHERE token_hash = @token`

const prolongSession = `-- name: prolong session
UPDATE session SET expires_at = greatest(expires_at, @expires) WHERE token_hash = @token`

// prolongEvery is how much longer a session must last before it is written that
// it does: reading pages does not cost a write each.
const prolongEvery = time.Minute

// CommitCtx stores the session's data until it expires. A session that the
// context's request began with (RememberFound) is not stored when it has ended
// meanwhile: a slow page must not sign somebody in again who has signed out. Nor
// is data stored that is as the request found it, for another request may have
// changed it since: the session only lasts longer, moved a minute at a time.
func (s *SessionStore) CommitCtx(ctx context.Context, token string, data []byte, expires time.Time) error {
	args := pgx.StrictNamedArgs{"token": []byte(token), "data": data, "expires": expires}
	before, ok := ctx.Value(foundKey{}).(*foundSession)
	found := ok && before.token == token
	same := found && bytes.Equal(before.Data, data)
	if same && expires.Sub(before.ExpiresAt) < prolongEvery {
		return nil
	}
	return s.db.Write(ctx, func(tx *Tx) error {
		switch {
		case same:
			return exec(ctx, tx, prolongSession,
				pgx.StrictNamedArgs{"token": []byte(token), "expires": expires}, -1, nil)
		case found:
			return exec(ctx, tx, updateSession, args, -1, nil)
		}
		return exec(ctx, tx, upsertSession, args, 1, fault.ErrConflict)
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
