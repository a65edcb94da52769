package account

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/sha256"
	"errors"
	"fmt"
	"strconv"

	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// errSealed is what those who run the installation read; whoever signs in can still use a
// recovery code.
var errSealed = errors.New("den delade hemligheten är förseglad med en annan nyckel än SAMSYN_SECRET_KEY: ställ tillbaka nyckeln, eller nollställ personens tvåstegsinloggning")

// sealer seals what is stored with the installation's key (AES-256-GCM). Each thing is
// bound to whose it is, so that it cannot be moved to somebody else's row.
type sealer struct {
	aead cipher.AEAD // nil without a key: then things are stored as they are
}

// newSealer makes it of the installation's key, any text; "" for none.
func newSealer(key string) sealer {
	if key == "" {
		return sealer{}
	}
	derived, err := hkdf.Key(sha256.New, []byte(key), nil, "samsyn second factor", 32)
	if err != nil {
		panic(err) // only for lengths that are not ours
	}
	block, err := aes.NewCipher(derived)
	if err != nil {
		panic(err)
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		panic(err)
	}
	return sealer{aead}
}

func boundTo(person org.PersonID) []byte {
	return []byte("second_factor." + strconv.FormatInt(int64(person), 10))
}

// seal gives the secret as it is to be stored.
func (s sealer) seal(person org.PersonID, secret []byte) postgres.SharedSecret {
	if s.aead == nil {
		return postgres.SharedSecret{Secret: secret}
	}
	return postgres.SharedSecret{Secret: s.aead.Seal(nil, nil, secret, boundTo(person)), Sealed: true}
}

// open gives the secret that was stored, sealed or not.
func (s sealer) open(person org.PersonID, stored postgres.SharedSecret) ([]byte, error) {
	if !stored.Sealed {
		return stored.Secret, nil
	}
	if s.aead == nil {
		return nil, fmt.Errorf("%w (SAMSYN_SECRET_KEY saknas)", errSealed)
	}
	secret, err := s.aead.Open(nil, nil, stored.Secret, boundTo(person))
	if err != nil {
		return nil, errSealed
	}
	return secret, nil
}
