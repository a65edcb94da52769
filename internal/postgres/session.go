package postgres

import (
	"bytes"
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/org"
)

// SessionStore keeps signed-in sessions in the database, so that any process can
// serve any request. It is the store of the session library (scs), which hands
// it tokens already hashed.
type SessionStore struct {
	db       *DB
	describe func(data []byte) SessionOwner
}

// SessionOwner is whose a session is and how it was begun; nobody's before signing in.
type SessionOwner struct {
	Person org.PersonID
	Method string // "password", "passkey", "oidc:NAME"
}

// SessionClient is what a session was begun from.
type SessionClient struct {
	Browser, System string // "Firefox", "Windows"; "" when unknown
	Address         string
}

// NewSessionStore gives the store that keeps sessions in db.
func NewSessionStore(db *DB) *SessionStore {
	return &SessionStore{db: db, describe: func([]byte) SessionOwner { return SessionOwner{} }}
}

// Describing gives the store with a way to see from a session's data whose it is, so
// that a person's sessions can be found. The data itself stays the session library's.
func (s *SessionStore) Describing(describe func(data []byte) SessionOwner) *SessionStore {
	return &SessionStore{db: s.db, describe: describe}
}

// foundKey is where a context remembers the session that it found.
type foundKey struct{}

// foundSession is a session as it was when the request began.
type foundSession struct {
	token string
	sessionRow
	from     func() SessionClient
	onlyLook bool
}

// RememberFound gives a context for one request that remembers which session was
// found under it, so that CommitCtx can tell that session from a new one, and a
// changed one from one that was only read. from tells what the request comes from,
// and is asked when a session begins; it may be nil.
func RememberFound(ctx context.Context, from func() SessionClient) context.Context {
	if from == nil {
		from = func() SessionClient { return SessionClient{} }
	}
	return context.WithValue(ctx, foundKey{}, &foundSession{from: from})
}

// FoundSession is the session that the context's request began with: its public id and
// when it ends unless it is used; "" when there was none.
func FoundSession(ctx context.Context) (publicID string, ends time.Time) {
	found, ok := ctx.Value(foundKey{}).(*foundSession)
	if !ok {
		return "", time.Time{}
	}
	return found.PublicID, found.ExpiresAt
}

// OnlyLook keeps the context's request from making its session last longer: a page that
// asks how long it lasts is not somebody who works.
func OnlyLook(ctx context.Context) {
	if found, ok := ctx.Value(foundKey{}).(*foundSession); ok {
		found.onlyLook = true
	}
}

const selectSession = `-- name: session
SELECT data, expires_at, public_id FROM session WHERE token_hash = @token AND expires_at > @now`

// FindCtx reads a session that has not expired; false when there is none.
func (s *SessionStore) FindCtx(ctx context.Context, token string) (data []byte, found bool, err error) {
	err = s.db.Read(ctx, func(tx *Tx) error {
		list, err := collect[sessionRow](ctx, tx, selectSession,
			pgx.StrictNamedArgs{"token": []byte(token), "now": time.Now()})
		if err == nil && len(list) == 1 {
			data, found = list[0].Data, true
			if memory, ok := ctx.Value(foundKey{}).(*foundSession); ok {
				memory.token, memory.sessionRow = token, list[0]
			}
		}
		return err
	})
	return data, found, err
}

type sessionRow struct {
	Data      []byte
	ExpiresAt time.Time
	PublicID  string
}

const upsertSession = `-- name: commit session
INSERT INTO session (token_hash, data, expires_at, person_id, method, browser, system, client_address)
VALUES (@token, @data, @expires, nullif(@person::bigint, 0), @method, @browser, @system, @address)
ON CONFLICT (token_hash) DO UPDATE SET data = excluded.data, expires_at = excluded.expires_at,
    person_id = excluded.person_id, method = excluded.method, seen_at = now()`

const updateSession = `-- name: commit found session
UPDATE session SET data = @data, expires_at = @expires, person_id = nullif(@person::bigint, 0), method = @method, seen_at = now()
WHERE token_hash = @token`

const prolongSession = `-- name: prolong session
UPDATE session SET expires_at = greatest(expires_at, @expires), seen_at = now() WHERE token_hash = @token`

// ProlongEvery is how much longer a session must last before it is written that
// it does: reading pages does not cost a write each.
const ProlongEvery = time.Minute

// CommitCtx stores the session's data until it expires. A session that the
// context's request began with (RememberFound) is not stored when it has ended
// meanwhile: a slow page must not sign somebody in again who has signed out. Nor
// is data stored that is as the request found it, for another request may have
// changed it since: the session only lasts longer, moved a minute at a time.
func (s *SessionStore) CommitCtx(ctx context.Context, token string, data []byte, expires time.Time) error {
	before, ok := ctx.Value(foundKey{}).(*foundSession)
	found := ok && before.token == token
	same := found && bytes.Equal(before.Data, data)
	if same && (before.onlyLook || expires.Sub(before.ExpiresAt) < ProlongEvery) {
		return nil
	}
	if same {
		return s.db.Write(ctx, func(tx *Tx) error {
			return exec(ctx, tx, prolongSession, pgx.StrictNamedArgs{"token": []byte(token), "expires": expires}, -1, nil)
		})
	}
	owner := s.describe(data)
	args := pgx.StrictNamedArgs{"token": []byte(token), "data": data, "expires": expires, "person": owner.Person, "method": owner.Method}
	return s.db.Write(ctx, func(tx *Tx) error {
		if found {
			return exec(ctx, tx, updateSession, args, -1, nil)
		}
		var from SessionClient
		if ok {
			from = before.from()
		}
		args["browser"], args["system"], args["address"] = from.Browser, from.System, from.Address
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
