package account

import (
	"context"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// KeyState says whether a key can be used.
type KeyState string

// The states.
const (
	KeyOpen    KeyState = "open"
	KeyUsed    KeyState = "used"    // a password was chosen with it
	KeyExpired KeyState = "expired" // too old
	KeyEnded   KeyState = "ended"   // a newer one is in its place, or the account is closed
)

// HeldRole is a role with the names of where it is held.
type HeldRole = postgres.HeldRole

// OwnRoles reads the roles that the actor holds today or later.
func (room *Room) OwnRoles(ctx context.Context, actor org.Actor) ([]HeldRole, error) {
	var roles []HeldRole
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		roles, err = tx.HeldRoles(ctx, actor.Person.ID, room.today())
		return err
	})
	return roles, err
}

// OpenedKey is what its owner sees of a key, and of the account that it is for.
type OpenedKey struct {
	State  KeyState
	Person org.Person
	// GivenBy is who gave it, "" when the person asked.
	GivenBy string
	Until   time.Time
	// Roles are those held today or later.
	Roles []HeldRole
	// CanAsk: somebody whose invitation is too old gets a new one by mail by asking.
	CanAsk bool
}

// OpenKey reads what a key is for; fault.ErrNotFound when it is no key of the purpose.
// Nothing changes: mail programs open links by themselves.
func (room *Room) OpenKey(ctx context.Context, key string, purpose KeyPurpose) (OpenedKey, error) {
	var opened OpenedKey
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		k, err := room.findKey(ctx, tx, key, purpose)
		if err != nil {
			return err
		}
		opened = OpenedKey{Until: k.ExpiresAt}
		if opened.Person, err = tx.Person(ctx, k.PersonID); err != nil {
			return err
		}
		opened.State = room.stateOf(k, opened.Person)
		if k.MadeBy != 0 {
			by, err := tx.Person(ctx, k.MadeBy)
			if err != nil {
				return err
			}
			opened.GivenBy = by.Name
		}
		if opened.CanAsk, err = room.canAsk(ctx, tx, k, opened.State); err != nil {
			return err
		}
		opened.Roles, err = tx.HeldRoles(ctx, k.PersonID, room.today())
		return err
	})
	return opened, err
}

func (room *Room) findKey(ctx context.Context, tx *postgres.Tx, key string, purpose KeyPurpose) (postgres.PersonKey, error) {
	k, err := tx.PersonKeyByHash(ctx, tokenHash(key))
	if err == nil && k.Purpose != purpose {
		err = fault.ErrNotFound
	}
	return k, err
}

func (room *Room) stateOf(k postgres.PersonKey, p org.Person) KeyState {
	switch {
	case k.UsedAt != nil:
		return KeyUsed
	case k.EndedAt != nil || p.HasLeft(room.today()):
		return KeyEnded
	case !k.ExpiresAt.After(room.now()):
		return KeyExpired
	}
	return KeyOpen
}

// PasswordChoice is a password chosen with a key, twice, and from where.
type PasswordChoice struct {
	Key              string
	Purpose          KeyPurpose
	Password, Repeat string
	ClientAddress    string
	RequestID        string
}

// ChoosePassword gives the key's owner the password, and tells who that is. The key and the
// person's others work no more, and every session of the person's ends. Problems stand at
// "password" and "repeat". fault.ErrNotFound when it is no key of the purpose,
// fault.ErrWrongState when it is not open.
func (room *Room) ChoosePassword(ctx context.Context, c PasswordChoice) (org.Person, error) {
	opened, err := room.OpenKey(ctx, c.Key, c.Purpose)
	if err != nil {
		return org.Person{}, err
	}
	person := opened.Person
	if opened.State != KeyOpen {
		return person, fault.ErrWrongState
	}
	var v fault.ValidationError
	checkNewPassword(&v, "password", c.Password, person)
	if c.Password != c.Repeat {
		v.Add("repeat", "passwords_differ")
	}
	if err := v.OrNil(); err != nil {
		return person, err
	}
	hash, err := HashPassword(ctx, c.Password)
	if err != nil {
		return person, err
	}
	return person, room.db.Write(ctx, func(tx *postgres.Tx) error {
		k, err := room.findKey(ctx, tx, c.Key, c.Purpose)
		if err != nil {
			return err
		}
		if err := tx.UsePersonKey(ctx, k.ID, room.now()); err != nil {
			return err
		}
		if err := tx.SetPassword(ctx, person.ID, hash); err != nil {
			return err
		}
		if err := room.endKeys(ctx, tx, person.ID); err != nil {
			return err
		}
		// Nobody can have done it but whoever has the person's mail, or was handed the key.
		actor := org.Actor{Person: person, ClientAddress: c.ClientAddress, RequestID: c.RequestID}
		action := "account.choose_password"
		if c.Purpose == ResetKey {
			action = "account.reset_password"
			if err := room.queueMail(ctx, tx, person.ID, MailPasswordChanged, MailDetails{}); err != nil {
				return err
			}
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: room.now(), Action: action, Subject: "person", SubjectID: int64(person.ID)})
	})
}

// endKeys puts the person's keys out of use, those too that wait in mails.
func (room *Room) endKeys(ctx context.Context, tx *postgres.Tx, id org.PersonID) error {
	for _, kind := range []MailKind{MailInvitation, MailReset} {
		if err := tx.CancelAccountMails(ctx, id, string(kind)); err != nil {
			return err
		}
	}
	return tx.EndPersonKeys(ctx, id, room.now())
}
