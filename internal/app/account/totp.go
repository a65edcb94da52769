package account

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base32"
	"strings"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/hotp"
	"github.com/pquerna/otp/totp"
)

// Codes are those of RFC 6238 as every app makes them: six digits, SHA-1, a new one each
// half minute. A code of the step before or after is taken too, for clocks that are wrong
// by up to half a minute.
const (
	codeStep   = 30 * time.Second
	codeSkew   = 1
	codeDigits = otp.DigitsSix
	// secretBytes is the length that RFC 4226 recommends.
	secretBytes = 20
)

func newSharedSecret() []byte {
	secret := make([]byte, secretBytes)
	_, _ = rand.Read(secret) // never fails
	return secret
}

// secretText is the secret as apps take it.
func secretText(secret []byte) string {
	return base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(secret)
}

// secretURL is the address that apps read from the square code.
func secretURL(secret []byte, email string) (string, error) {
	key, err := totp.Generate(totp.GenerateOpts{Issuer: "Samsyn", AccountName: email, Secret: secret, Digits: codeDigits})
	if err != nil {
		return "", err
	}
	return key.URL(), nil
}

// matchingStep is the time step that the code is of; false when it is of none that holds.
func matchingStep(secret []byte, code string, now time.Time) (int64, bool) {
	code = strings.Join(strings.Fields(code), "")
	step, found := int64(0), false
	at := now.Unix() / int64(codeStep/time.Second)
	for s := at - codeSkew; s <= at+codeSkew; s++ {
		want, err := hotp.GenerateCode(secretText(secret), uint64(s))
		if err == nil && subtle.ConstantTimeCompare([]byte(want), []byte(code)) == 1 {
			step, found = s, true
		}
	}
	return step, found
}
