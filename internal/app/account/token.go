package account

import (
	"context"
	"crypto/rand"
	"encoding/base32"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// MaxTokens is how many tokens a person can have, and MaxTokenName the longest name
// of one, in characters.
const (
	MaxTokens    = 10
	MaxTokenName = 100
)

// tokenPrefix begins every token, so that a program that looks for secrets in files
// and messages knows one when it sees it: samsyn_ and 52 of a–z and 2–7.
const tokenPrefix = "samsyn_"

var (
	tokenLetters = base32.StdEncoding.WithPadding(base32.NoPadding)
	tokenPattern = regexp.MustCompile(`^` + tokenPrefix + `[a-z2-7]{52}$`)
)

// Token is what is known of one of a person's tokens for the read API.
type Token = postgres.Token

// TokenID is the identity of a token.
type TokenID = postgres.TokenID

// NewToken is a token to make: what it is for, and its last day, nil for none.
type NewToken struct {
	Name    string
	LastDay *time.Time
}

// auditedToken is what the audit keeps of a token.
type auditedToken struct {
	Name    string `json:"name"`
	LastDay string `json:"to,omitempty"`
}

// mayHaveTokens is fault.ErrForbidden for those who belong to no group: there is
// nothing that they could read.
func mayHaveTokens(actor org.Actor) error {
	if len(actor.Groups()) == 0 {
		return fault.ErrForbidden
	}
	return nil
}

// Tokens reads the actor's tokens, the oldest first.
func (room *Room) Tokens(ctx context.Context, actor org.Actor) ([]Token, error) {
	if err := mayHaveTokens(actor); err != nil {
		return nil, err
	}
	var tokens []Token
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		tokens, err = tx.Tokens(ctx, actor.Person.ID)
		return err
	})
	return tokens, err
}

// CreateToken gives the actor a token that reads what the actor may see, for as long
// as the actor may. It is shown now and never again. Problems stand at "name" and
// "last_day".
func (room *Room) CreateToken(ctx context.Context, actor org.Actor, n NewToken) (string, error) {
	if err := mayHaveTokens(actor); err != nil {
		return "", err
	}
	n.Name = strings.TrimSpace(n.Name)
	if err := room.checkToken(n); err != nil {
		return "", err
	}
	token := makeToken()
	return token, room.db.Write(ctx, func(tx *postgres.Tx) error {
		if err := tx.LockPerson(ctx, actor.Person.ID); err != nil { // two at once must not both be the last
			return err
		}
		held, err := tx.Tokens(ctx, actor.Person.ID)
		if err != nil {
			return err
		}
		if len(held) >= MaxTokens {
			return &fault.ValidationError{Problems: []fault.Problem{{Field: "name", Code: "too_many_tokens", Args: []any{MaxTokens}}}}
		}
		t := Token{PersonID: actor.Person.ID, Name: n.Name, CreatedAt: room.now(), LastDay: n.LastDay}
		if t.ID, err = tx.AddToken(ctx, t, tokenHash(token)); err != nil {
			return err
		}
		return room.auditToken(ctx, tx, actor, "account.create_token", t)
	})
}

func (room *Room) checkToken(n NewToken) error {
	var v fault.ValidationError
	switch {
	case n.Name == "":
		v.Add("name", "required")
	case utf8.RuneCountInString(n.Name) > MaxTokenName:
		v.Add("name", "too_long", MaxTokenName)
	case quality.HoldsPersonalNumber(n.Name):
		v.Add("name", "personal_number")
	}
	if n.LastDay != nil && n.LastDay.Before(room.today()) {
		v.Add("last_day", "date_past")
	}
	return v.OrNil()
}

// makeToken makes up a token: 256 random bits, in letters that survive being typed.
func makeToken() string {
	var secret [32]byte
	_, _ = rand.Read(secret[:]) // never fails, by its own promise
	return tokenPrefix + strings.ToLower(tokenLetters.EncodeToString(secret[:]))
}

// RevokeToken ends one of the actor's tokens; fault.ErrNotFound when there is none
// such.
func (room *Room) RevokeToken(ctx context.Context, actor org.Actor, id TokenID) error {
	if err := mayHaveTokens(actor); err != nil {
		return err
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		held, err := tx.Tokens(ctx, actor.Person.ID)
		if err != nil {
			return err
		}
		for _, t := range held {
			if t.ID == id {
				return room.revokeToken(ctx, tx, actor, t)
			}
		}
		return fault.ErrNotFound
	})
}

// revokeTokens ends every token that the person has.
func (room *Room) revokeTokens(ctx context.Context, tx *postgres.Tx, actor org.Actor, person org.PersonID) error {
	held, err := tx.Tokens(ctx, person)
	if err != nil {
		return err
	}
	for _, t := range held {
		if err := room.revokeToken(ctx, tx, actor, t); err != nil {
			return err
		}
	}
	return nil
}

func (room *Room) revokeToken(ctx context.Context, tx *postgres.Tx, actor org.Actor, t Token) error {
	if err := tx.DeleteToken(ctx, t.PersonID, t.ID); err != nil {
		return err
	}
	return room.auditToken(ctx, tx, actor, "account.revoke_token", t)
}

func (room *Room) auditToken(ctx context.Context, tx *postgres.Tx, actor org.Actor, action string, t Token) error {
	kept := auditedToken{Name: t.Name}
	if t.LastDay != nil {
		kept.LastDay = t.LastDay.Format(time.DateOnly)
	}
	entry := postgres.AuditEntry{At: room.now(), Action: action, Subject: "api_token", SubjectID: int64(t.ID)}
	if action == "account.revoke_token" {
		entry.Before = kept
	} else {
		entry.After = kept
	}
	return tx.AppendAudit(ctx, actor, entry)
}
