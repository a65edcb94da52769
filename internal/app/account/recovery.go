package account

import (
	"context"
	"crypto/rand"
	"strings"

	"golang.org/x/crypto/argon2"
)

// RecoveryCodes is how many recovery codes a person gets.
const RecoveryCodes = 10

// recovery is a person's recovery codes: as they are shown once, and as they are kept.
type recovery struct {
	shown  []string
	salt   []byte
	hashes [][]byte
}

// makeRecovery makes up codes to write down: two groups of five letters and digits, 50 bits,
// so they are hashed as passwords are. They share a salt, so that a typed one is hashed once
// and not ten times.
func makeRecovery(ctx context.Context) (recovery, error) {
	r := recovery{salt: make([]byte, 16)}
	_, _ = rand.Read(r.salt) // never fails
	for range RecoveryCodes {
		text := strings.ToLower(rand.Text()) // without 0, 1, 8 and 9
		code := text[:5] + "-" + text[5:10]
		hash, err := hashRecovery(ctx, code, r.salt)
		if err != nil {
			return recovery{}, err
		}
		r.shown, r.hashes = append(r.shown, code), append(r.hashes, hash)
	}
	return r, nil
}

// hashRecovery is what is kept of a code. Capitals, spaces and hyphens make no difference.
func hashRecovery(ctx context.Context, code string, salt []byte) ([]byte, error) {
	if err := hashingAtOnce.Acquire(ctx, 1); err != nil {
		return nil, err
	}
	defer hashingAtOnce.Release(1)
	code = strings.ToLower(strings.Join(strings.FieldsFunc(code, func(r rune) bool { return r == ' ' || r == '-' || r == '\t' || r == '–' }), ""))
	return argon2.IDKey([]byte(code[:min(len(code), 100)]), salt, hashing.Iterations, hashing.Memory, hashing.Parallelism, hashing.KeyLength), nil
}
