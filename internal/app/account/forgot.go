package account

import (
	"context"
	"errors"
	"strings"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// Nobody's mailbox is filled: so many mails of a kind can be asked for in a time, without
// signing in. Whoever asks more is told the same and gets nothing.
const (
	mostAsked   = 3
	askedWithin = time.Hour
)

// Asking is who asks for a mail without being signed in: the address typed, and from where.
type Asking struct {
	Email         string
	ClientAddress string
	RequestID     string
}

// ForgotPassword sends a key for a new password to the account with the address, or its
// invitation once more to somebody who has chosen no password yet. Nothing tells whether
// there was such an account. fault.ErrWrongState when no mails are sent at all,
// a *fault.BrakedError when too many have been asked for from the client's address.
func (room *Room) ForgotPassword(ctx context.Context, a Asking) error {
	if !room.mails {
		return fault.ErrWrongState
	}
	if err := room.brake(ctx, brakeReset, network(a.ClientAddress)); err != nil {
		return err
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		login, err := tx.Login(ctx, strings.TrimSpace(a.Email))
		if errors.Is(err, fault.ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		roles, err := tx.HeldRoles(ctx, login.ID, room.today())
		if err != nil || len(roles) == 0 { // a key would open nothing
			return err
		}
		kind := MailReset
		if login.PasswordHash == "" {
			invited, err := openInvitations(ctx, tx)
			if err != nil {
				return err
			}
			had, err := tx.HasUsedKey(ctx, login.ID)
			if err != nil {
				return err
			}
			_, open := invited[login.ID]
			switch {
			case open:
				kind = MailInvitation
			case !had: // signs in by other means
				return nil
			}
		}
		return room.mailAsked(ctx, tx, login.ID, kind, a)
	})
}

// mailAsked queues a mail that somebody who is not signed in has asked for, unless there
// have been enough.
func (room *Room) mailAsked(ctx context.Context, tx *postgres.Tx, id org.PersonID, kind MailKind, a Asking) error {
	p, err := tx.Person(ctx, id)
	if err != nil || p.HasLeft(room.today()) {
		return err
	}
	mailable, err := room.mailable(ctx, tx, id)
	if err != nil || !mailable {
		return err
	}
	if err := tx.LockPerson(ctx, id); err != nil { // two at once must not both be the last
		return err
	}
	asked, err := tx.AskedMails(ctx, id, string(kind), room.now().Add(-askedWithin))
	if err != nil || asked >= mostAsked {
		return err
	}
	if err := room.queueMail(ctx, tx, id, kind, MailDetails{}); err != nil {
		return err
	}
	somebody := clockwork
	somebody.ClientAddress, somebody.RequestID = a.ClientAddress, a.RequestID
	action := "account.ask_reset"
	if kind == MailInvitation {
		action = "account.ask_invitation"
	}
	return room.auditKey(ctx, tx, somebody, action, p)
}

// AskAgain sends a new invitation to the owner of one that is too old; the address is the
// account's, so whoever finds an old link gets nothing. fault.ErrNotFound when it is no
// invitation, fault.ErrWrongState when it is not too old, or no mail can be sent.
func (room *Room) AskAgain(ctx context.Context, key string, a Asking) error {
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		k, err := room.findKey(ctx, tx, key, InvitationKey)
		if err != nil {
			return err
		}
		p, err := tx.Person(ctx, k.PersonID)
		if err != nil {
			return err
		}
		may, err := room.canAsk(ctx, tx, k, room.stateOf(k, p))
		if err != nil {
			return err
		}
		if !may {
			return fault.ErrWrongState
		}
		return room.mailAsked(ctx, tx, p.ID, MailInvitation, a)
	})
}

func (room *Room) canAsk(ctx context.Context, tx *postgres.Tx, k postgres.PersonKey, state KeyState) (bool, error) {
	if k.Purpose != InvitationKey || state != KeyExpired {
		return false, nil
	}
	hash, err := tx.PasswordHash(ctx, k.PersonID)
	if err != nil || hash != "" {
		return false, err
	}
	return room.mailable(ctx, tx, k.PersonID)
}

// clockwork is who the log says did what nobody who is signed in did.
var clockwork = org.Actor{Person: org.Person{Name: "samsyn"}}
