package account

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"slices"
	"strconv"
	"strings"

	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// maxMarks is how many people's marks a browser carries; a computer on a ward has several
// users, and a cookie is not to grow without end.
const maxMarks = 12

// mark says that the person has signed in with the browser of the nonce. Only the
// installation can make it.
func mark(secret []byte, nonce string, person org.PersonID) string {
	mac := hmac.New(sha256.New, secret)
	mac.Write([]byte("browser\x00" + nonce + "\x00" + strconv.FormatInt(int64(person), 10)))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil)[:15])
}

// MarkBrowser gives what a browser is to keep, after the person has signed in with it, so
// that others' wrong tries do not stop the person there. kept is what it kept before, "" for
// nothing. It opens nothing.
func (room *Room) MarkBrowser(ctx context.Context, kept string, person org.PersonID) (string, error) {
	marked := ""
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		secret, err := tx.InstallationSecret(ctx)
		if err != nil {
			return err
		}
		nonce, marks := browserParts(kept)
		if nonce == "" {
			nonce = rand.Text()
		}
		own := mark(secret, nonce, person)
		marks = slices.DeleteFunc(marks, func(m string) bool { return m == own })
		marks = append(marks, own)
		marked = strings.Join(append([]string{nonce}, marks[max(0, len(marks)-maxMarks):]...), ".")
		return nil
	})
	return marked, err
}

// browserParts are the nonce and the marks of what a browser keeps; nothing for what no
// browser was given.
func browserParts(kept string) (nonce string, marks []string) {
	parts := strings.Split(kept, ".")
	if len(parts[0]) != len("ABCDEFGHIJKLMNOPQRSTUVWXYZ") || len(parts) > maxMarks+1 {
		return "", nil
	}
	return parts[0], parts[1:]
}

// knownNonce is the browser's nonce if the person has signed in with it, else "".
func knownNonce(ctx context.Context, tx *postgres.Tx, kept string, person org.PersonID) (string, error) {
	nonce, marks := browserParts(kept)
	if nonce == "" || person == 0 {
		return "", nil
	}
	secret, err := tx.InstallationSecret(ctx)
	if err != nil {
		return "", err
	}
	own := mark(secret, nonce, person)
	if slices.ContainsFunc(marks, func(m string) bool { return hmac.Equal([]byte(m), []byte(own)) }) {
		return nonce, nil
	}
	return "", nil
}
