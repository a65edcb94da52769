package postgres

import (
	"crypto/tls"

	"github.com/jackc/pgx/v5/pgconn"

	"samsyn/internal/nearby"
)

// Encryption is how what is sent to a database is kept from others.
type Encryption string

// The ways, the safest first.
const (
	StaysNear   Encryption = "near"       // on this computer, or in a network of one's own
	Verified    Encryption = "verified"   // encrypted, and it is known who answers
	Unverified  Encryption = "unverified" // encrypted, to whoever answers
	Unencrypted Encryption = "none"       // in the clear, since the address says so (sslmode=disable)
	Undecided   Encryption = "undecided"  // in the clear if whoever answers wants that (sslmode=prefer or allow)
)

// EncryptionOf is how what is sent to the database at the address is kept from others: the
// least of its hosts. It takes what the environment says too (PGSSLMODE), as connecting does.
func EncryptionOf(url string) (Encryption, error) {
	c, err := pgconn.ParseConfig(url)
	if err != nil {
		return "", err
	}
	type way struct {
		host string
		tls  *tls.Config
	}
	ways := []way{{c.Host, c.TLSConfig}}
	for _, f := range c.Fallbacks {
		ways = append(ways, way{f.Host, f.TLSConfig})
	}
	far, clear, unverified := 0, 0, 0
	for _, w := range ways {
		if nearby.Host(w.host) {
			continue
		}
		far++
		if w.tls == nil {
			clear++
		} else if w.tls.InsecureSkipVerify && w.tls.VerifyPeerCertificate == nil {
			unverified++
		}
	}
	switch {
	case far == 0:
		return StaysNear, nil
	case clear == far:
		return Unencrypted, nil
	case clear > 0:
		return Undecided, nil
	case unverified > 0:
		return Unverified, nil
	}
	return Verified, nil
}
