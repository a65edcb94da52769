package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/org"
)

// TokenID is the identity of a token for the read API.
type TokenID int64

// Token is what is kept of a person's token for the read API; the token itself is
// nowhere.
type Token struct {
	ID         TokenID
	PersonID   org.PersonID
	Name       string
	CreatedAt  time.Time
	LastDay    *time.Time // the last day it can be used; nil while it lasts
	LastUsedOn *time.Time // nil while it has never been used
}

const tokenColumns = `
SELECT t.id, t.person_id, t.name, t.created_at, t.last_day, t.last_used_on
FROM api_token t`

const selectTokens = `-- name: tokens
` + tokenColumns + `
WHERE t.person_id = @person
ORDER BY t.created_at, t.id`

// Tokens reads the person's tokens, the oldest first, those past their last day too.
func (tx *Tx) Tokens(ctx context.Context, person org.PersonID) ([]Token, error) {
	return collect[Token](ctx, tx, selectTokens, pgx.StrictNamedArgs{"person": person})
}

const selectTokenByHash = `-- name: token by hash
` + tokenColumns + `
WHERE t.token_hash = @hash AND (t.last_day IS NULL OR t.last_day >= @today)`

// TokenByHash reads the token with the SHA-256 that can be used on the day, or
// fault.ErrNotFound.
func (tx *Tx) TokenByHash(ctx context.Context, hash []byte, today time.Time) (Token, error) {
	return one[Token](ctx, tx, selectTokenByHash, pgx.StrictNamedArgs{"hash": hash, "today": today})
}

const lockPerson = `-- name: lock person
SELECT p.id FROM person p WHERE p.id = @person FOR NO KEY UPDATE`

// LockPerson keeps others from changing the person, and from locking the same, until
// the transaction ends.
func (tx *Tx) LockPerson(ctx context.Context, person org.PersonID) error {
	_, err := value[org.PersonID](ctx, tx, lockPerson, pgx.StrictNamedArgs{"person": person})
	return err
}

const insertToken = `-- name: insert token
INSERT INTO api_token (person_id, name, token_hash, created_at, last_day)
VALUES (@person, @name, @hash, @at, @last_day)
RETURNING id`

// AddToken stores a new token, of which only the SHA-256 is kept, and gives its id. A
// name that another of the person's tokens has is a problem at "name".
func (tx *Tx) AddToken(ctx context.Context, t Token, hash []byte) (TokenID, error) {
	return value[TokenID](ctx, tx, insertToken, pgx.StrictNamedArgs{
		"person": t.PersonID, "name": t.Name, "hash": hash, "at": t.CreatedAt, "last_day": t.LastDay})
}

const deleteToken = `-- name: delete token
DELETE FROM api_token WHERE id = @id AND person_id = @person`

// DeleteToken removes one of the person's tokens, or fault.ErrNotFound.
func (tx *Tx) DeleteToken(ctx context.Context, person org.PersonID, id TokenID) error {
	return exec(ctx, tx, deleteToken, pgx.StrictNamedArgs{"id": id, "person": person}, 1, fault.ErrNotFound)
}

const saveTokenUse = `-- name: save token use
UPDATE api_token SET last_used_on = @today WHERE id = @id AND (last_used_on IS NULL OR last_used_on < @today)`

// SaveTokenUse notes that the token was used on the day.
func (tx *Tx) SaveTokenUse(ctx context.Context, id TokenID, today time.Time) error {
	return exec(ctx, tx, saveTokenUse, pgx.StrictNamedArgs{"id": id, "today": today}, -1, nil)
}

const selectTokenGroups = `-- name: groups a token has handed out
SELECT g.group_id FROM api_token_group g WHERE g.token_id = @id AND g.handed_out_on >= @today`

// TokenGroups reads the groups whose data the token has handed out on the day.
func (tx *Tx) TokenGroups(ctx context.Context, id TokenID, today time.Time) ([]org.GroupID, error) {
	type groupRow struct{ GroupID org.GroupID }
	rows, err := collect[groupRow](ctx, tx, selectTokenGroups, pgx.StrictNamedArgs{"id": id, "today": today})
	ids := make([]org.GroupID, len(rows))
	for n, r := range rows {
		ids[n] = r.GroupID
	}
	return ids, err
}

const saveTokenGroup = `-- name: save group that a token has handed out
INSERT INTO api_token_group (token_id, group_id, handed_out_on) VALUES (@id, @group, @today)
ON CONFLICT (token_id, group_id) DO UPDATE SET handed_out_on = excluded.handed_out_on
WHERE api_token_group.handed_out_on < excluded.handed_out_on
RETURNING token_id`

// SaveTokenGroup notes that the token has handed out the group's data on the day, and
// reports whether it is the first time: of two that ask at once, one is.
// fault.ErrNotFound when the token is gone.
func (tx *Tx) SaveTokenGroup(ctx context.Context, id TokenID, group org.GroupID, today time.Time) (first bool, err error) {
	type tokenRow struct{ TokenID TokenID }
	rows, err := collect[tokenRow](ctx, tx, saveTokenGroup, pgx.StrictNamedArgs{"id": id, "group": group, "today": today})
	return len(rows) == 1, err
}
