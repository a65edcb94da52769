package account

import (
	"context"
	"crypto/rand"
	"time"

	"samsyn/internal/app/letter"
	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// KeyPurpose is what a person's key is for: the first password, or a new one.
type KeyPurpose = postgres.KeyPurpose

// The purposes.
const (
	InvitationKey = postgres.InvitationKey
	ResetKey      = postgres.ResetKey
)

// How long a key holds: an invitation long enough for a holiday, a forgotten password for
// as long as somebody sits and waits, one that somebody else has asked for a day.
const (
	invitationHolds = 14 * 24 * time.Hour
	forgottenHolds  = time.Hour
	offeredHolds    = 24 * time.Hour
)

// KeySent is how a key reaches its owner. The zero value is no key.
type KeySent struct {
	// Mailed: a mail with it is on its way.
	Mailed bool
	// Path is the address on the site to hand over when no mail is: it is shown now and
	// never again, since only its hash is stored. It holds until Until.
	Path  string
	Until time.Time
}

// keyPath is where the key's owner chooses a password.
func keyPath(purpose KeyPurpose, key string) string {
	if purpose == InvitationKey {
		return "/valkommen/" + key
	}
	return "/nytt-losenord/" + key
}

// newKey is a key to make; By is zero when the person has asked.
type newKey struct {
	Person  org.PersonID
	Purpose KeyPurpose
	By      org.PersonID
}

func (k newKey) holds() time.Duration {
	switch {
	case k.Purpose == InvitationKey:
		return invitationHolds
	case k.By == 0:
		return forgottenHolds
	}
	return offeredHolds
}

// makeKey makes up a key of 128 random bits, stores its hash, and gives where it leads and
// until when it holds. One that somebody else gives ends those before it; one that the
// person asks for does not, so that nobody can take a mail's link away by asking again.
func (room *Room) makeKey(ctx context.Context, tx *postgres.Tx, k newKey) (path string, until time.Time, err error) {
	if k.By != 0 {
		if err := tx.EndPersonKeys(ctx, k.Person, room.now()); err != nil {
			return "", until, err
		}
	}
	key := rand.Text()
	until = room.now().Add(k.holds())
	_, err = tx.AddPersonKey(ctx, postgres.PersonKey{PersonID: k.Person, Purpose: k.Purpose, MadeBy: k.By,
		MadeAt: room.now(), ExpiresAt: until}, tokenHash(key))
	return keyPath(k.Purpose, key), until, err
}

// giveKey sends a key to the person by mail, or makes one to hand over when no mail is
// sent, or when the person is an example whose address is made up.
func (room *Room) giveKey(ctx context.Context, tx *postgres.Tx, actor org.Actor, p org.Person, purpose KeyPurpose) (KeySent, error) {
	mailable, err := room.mailable(ctx, tx, p.ID)
	if err != nil {
		return KeySent{}, err
	}
	action, sent := "account.invite", KeySent{Mailed: mailable}
	if purpose == ResetKey {
		action = "account.offer_password"
	}
	if mailable {
		err = room.queueMail(ctx, tx, p.ID, MailKind(purpose), MailDetails{AskedBy: actor.Person.ID})
	} else {
		action += "_link"
		sent.Path, sent.Until, err = room.makeKey(ctx, tx, newKey{Person: p.ID, Purpose: purpose, By: actor.Person.ID})
	}
	if err != nil {
		return KeySent{}, err
	}
	return sent, room.auditKey(ctx, tx, actor, action, p)
}

// keyGiven is what the audit keeps of whom a key was for; never the key.
type keyGiven struct {
	Person string `json:"person"`
	Email  string `json:"email"`
}

func (room *Room) auditKey(ctx context.Context, tx *postgres.Tx, actor org.Actor, action string, p org.Person) error {
	return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: room.now(), Action: action, Subject: "person", SubjectID: int64(p.ID),
		After: keyGiven{Person: p.Name, Email: p.Email}, OnlyRead: true})
}

// KeyOrder is whom those who care for accounts send a key to.
type KeyOrder struct {
	Person org.PersonID
	// EndNow ends the password there is at once, and with it every session: somebody else
	// may know it.
	EndNow bool
}

// SendKey gives a person a key to choose a password with: an invitation for somebody who
// has never had one, else one for a new password, which leaves the old one in force until then
// unless it is ended now. fault.ErrWrongState for somebody who has left.
func (room *Room) SendKey(ctx context.Context, actor org.Actor, order KeyOrder) (KeySent, error) {
	if err := mayManage(actor); err != nil {
		return KeySent{}, err
	}
	var sent KeySent
	err := room.db.Write(ctx, func(tx *postgres.Tx) error {
		p, purpose, err := room.keyFor(ctx, tx, order.Person)
		if err != nil {
			return err
		}
		if order.EndNow && purpose == ResetKey {
			if err := tx.SetPassword(ctx, p.ID, ""); err != nil {
				return err
			}
			if err := room.auditKey(ctx, tx, actor, "account.end_password", p); err != nil {
				return err
			}
		}
		sent, err = room.giveKey(ctx, tx, actor, p, purpose)
		return err
	})
	return sent, err
}

// keyFor is the person, and what a key of theirs would be for.
func (room *Room) keyFor(ctx context.Context, tx *postgres.Tx, id org.PersonID) (org.Person, KeyPurpose, error) {
	p, err := tx.Person(ctx, id)
	if err != nil {
		return p, "", err
	}
	if p.HasLeft(room.today()) {
		return p, "", fault.ErrWrongState
	}
	hash, err := tx.PasswordHash(ctx, id)
	if err != nil || hash != "" {
		return p, ResetKey, err
	}
	had, err := tx.HasUsedKey(ctx, id) // a password that was ended
	if had {
		return p, ResetKey, err
	}
	return p, InvitationKey, err
}

// MakeKey makes a key for the person and gives its address, to hand over: the whole
// address when it is known where people find the site, else the path. For those who care
// for accounts, when no page can be reached and no mail arrives.
func (room *Room) MakeKey(ctx context.Context, actor org.Actor, id org.PersonID, purpose KeyPurpose) (url string, err error) {
	if err := mayManage(actor); err != nil {
		return "", err
	}
	err = room.db.Write(ctx, func(tx *postgres.Tx) error {
		p, _, err := room.keyFor(ctx, tx, id)
		if err != nil {
			return err
		}
		path, _, err := room.makeKey(ctx, tx, newKey{Person: id, Purpose: purpose, By: actor.Person.ID})
		if err != nil {
			return err
		}
		action := "account.invite_link"
		if purpose == ResetKey {
			action = "account.offer_password_link"
		}
		url = letter.URL(room.base, path)
		return room.auditKey(ctx, tx, actor, action, p)
	})
	return url, err
}
