package account

import (
	"context"
	"crypto/rand"
	"strings"
	"unicode/utf8"

	"github.com/alexedwards/argon2id"
	"golang.org/x/sync/semaphore"
)

// The lengths of password that are taken, in characters. The longest only keeps
// somebody from making the program hash a book.
const (
	MinPassword = 10
	MaxPassword = 200
)

// hashing is argon2id with 19 MiB, two passes and one thread: the first choice
// of the OWASP Password Storage Cheat Sheet. The parameters stand in each
// hash, so a later change leaves old passwords working.
var hashing = &argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// hashingAtOnce bounds the memory that signing in can take: 4 × 19 MiB, however
// many try at the same time. The others wait, for as long as their request lives.
var hashingAtOnce = semaphore.NewWeighted(4)

// nobodysHash is what a password is compared with when there is no account: the
// answer takes as long as for a wrong password, and tells nobody who exists. It
// was made from 32 random bytes that nobody kept.
const nobodysHash = "$argon2id$v=19$m=19456,t=2,p=1$4uual8mY9bhWmxPXZEhOTw$2ofDNou+NDb2YbgZVXqxE0B57y9OHz8qRz07SBCTIbM"

// HashPassword gives the password's argon2id hash, with parameters and salt in
// it, ready to store.
func HashPassword(ctx context.Context, password string) (string, error) {
	if err := hashingAtOnce.Acquire(ctx, 1); err != nil {
		return "", err
	}
	defer hashingAtOnce.Release(1)
	return argon2id.CreateHash(password, hashing)
}

// CheckPassword reports whether the password is the one that was hashed. No
// password matches an empty hash, and finding that out takes just as long.
func CheckPassword(ctx context.Context, hash, password string) (bool, error) {
	if err := hashingAtOnce.Acquire(ctx, 1); err != nil {
		return false, err
	}
	defer hashingAtOnce.Release(1)
	known := hash != "" && utf8.RuneCountInString(password) <= MaxPassword
	if !known {
		hash, password = nobodysHash, ""
	}
	matches, err := argon2id.ComparePasswordAndHash(password, hash)
	return matches && known, err
}

// MakePassword makes up a password for the example's accounts: four groups of four
// letters and digits, 80 bits. Its letters are small and 0, 1, 8 and 9 are not used, so
// that nothing is misread for something else.
func MakePassword() string {
	text := strings.ToLower(rand.Text())
	return text[:4] + "-" + text[4:8] + "-" + text[8:12] + "-" + text[12:16]
}
