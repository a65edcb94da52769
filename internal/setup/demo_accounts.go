package setup

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"samsyn/internal/app/account"
	"samsyn/internal/fault"
	"samsyn/internal/postgres"
)

// DemoAccounts is whom one can sign in as in the example. The zero value is
// nobody.
type DemoAccounts struct {
	accounts []demoAccount
	password string // empty when it is the one they had already
}

// Print writes the addresses and the password for the person at the terminal.
func (a DemoAccounts) Print(w io.Writer) {
	if len(a.accounts) == 0 {
		return
	}
	fmt.Fprintln(w, "Exempeldata. Logga in som:")
	for _, person := range a.accounts {
		fmt.Fprintf(w, "  %-28s %s\n", person.Email, person.Name)
	}
	if a.password == "" {
		fmt.Fprintln(w, "Lösenordet är detsamma som förut. Ett nytt sätts med SAMSYN_DEMO_PASSWORD.")
		return
	}
	fmt.Fprintf(w, "Lösenord för alla: %s\n", a.password)
}

// logins is the accounts that one can sign in as.
func (f demoFile) logins() []demoAccount {
	var list []demoAccount
	for _, a := range f.Accounts {
		if a.Login {
			list = append(list, a)
		}
	}
	return list
}

// keys is the password of the example accounts and its hash, which all of them
// share. The hash is empty when the accounts have the password already.
type keys struct {
	password, hash string
}

// newKeys hashes the password, or one that it makes up, unless the accounts have
// it already. It is done before the transaction: hashing is slow on purpose.
func newKeys(ctx context.Context, db *postgres.DB, file demoFile, password string) (keys, error) {
	var stored string
	err := db.Read(ctx, func(tx *postgres.Tx) error {
		login, err := tx.Login(ctx, file.logins()[0].Email)
		stored = login.PasswordHash
		if errors.Is(err, fault.ErrNotFound) {
			return nil
		}
		return err
	})
	if err != nil {
		return keys{}, err
	}
	if stored != "" {
		if password == "" {
			return keys{}, nil
		}
		same, err := account.CheckPassword(ctx, stored, password)
		if err != nil || same {
			return keys{password: password}, err
		}
	}
	if password == "" {
		password = account.MakePassword()
	}
	hash, err := account.HashPassword(ctx, password)
	return keys{password: password, hash: hash}, err
}

// replace gives the example accounts the new password, if there is one.
func (k keys) replace(ctx context.Context, tx *postgres.Tx, file demoFile, now time.Time) error {
	if k.hash == "" {
		return nil
	}
	for _, a := range file.logins() {
		login, err := tx.Login(ctx, a.Email)
		if errors.Is(err, fault.ErrNotFound) {
			continue // removed or renamed since
		}
		if err != nil {
			return err
		}
		if err := tx.SetPassword(ctx, login.ID, k.hash); err != nil {
			return err
		}
		err = tx.AppendAudit(ctx, command(), postgres.AuditEntry{At: now, Action: "setup.demo_password",
			Subject: "person", SubjectID: int64(login.ID)})
		if err != nil {
			return err
		}
	}
	return nil
}
