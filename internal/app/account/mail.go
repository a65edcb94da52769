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

// MailKind is what a mail about somebody's account is about.
type MailKind string

// The kinds. The first two bring a key, which is made when the mail is sent; the others
// tell of a change, so that somebody whose account is taken over learns of it.
const (
	MailInvitation      MailKind = "invitation"
	MailReset           MailKind = "reset"
	MailPasswordChanged MailKind = "password_changed"
	MailAddressChanged  MailKind = "address_changed"
	MailFactorAdded     MailKind = "factor_added"
	MailFactorRemoved   MailKind = "factor_removed"
	MailRecoveryCodes   MailKind = "recovery_codes"
	MailRecoveryUsed    MailKind = "recovery_used"
	MailPasskeyAdded    MailKind = "passkey_added"
	MailPasskeyRemoved  MailKind = "passkey_removed"
)

// MailDetails is what a mail needs to know beside its kind: who asked for it, zero for the
// person and the clock, and where it goes, "" for the address that the person has when it
// is sent.
type MailDetails struct {
	AskedBy org.PersonID
	Address string
}

// mailable reports whether mails to the person are sent: there is a mail server, and the
// person is no example.
func (room *Room) mailable(ctx context.Context, tx *postgres.Tx, id org.PersonID) (bool, error) {
	if !room.mails {
		return false, nil
	}
	example, err := tx.IsExample(ctx, id)
	return !example, err
}

// queueMail puts a mail about the person's account into the queue, which it enters when the
// transaction is committed. Nothing happens when no mails are sent, or to an example. A key
// that still waits in a mail of the same kind is not sent, since this one is newer.
func (room *Room) queueMail(ctx context.Context, tx *postgres.Tx, id org.PersonID, kind MailKind, d MailDetails) error {
	mailable, err := room.mailable(ctx, tx, id)
	if err != nil || !mailable {
		return err
	}
	if kind == MailInvitation || kind == MailReset {
		if err := tx.CancelAccountMails(ctx, id, string(kind)); err != nil {
			return err
		}
	}
	_, err = tx.QueueAccountMail(ctx, postgres.AccountMail{PersonID: id, Kind: string(kind), AskedBy: d.AskedBy,
		Address: d.Address, QueuedAt: room.now()})
	return err
}

// Letterhead is what mails need of the pages' words.
type Letterhead struct {
	// Role is a role in words.
	Role func(context.Context, org.Role) string
}

// Mail is a mail that is to be sent now. It may hold a key: it is not stored or logged.
type Mail struct {
	postgres.AccountMail
	To, Subject, Text string
}

// mailClaimLasts is how long a claimed mail may take; after that whoever claimed it is
// taken to be gone. It is far longer than sending ever takes.
const mailClaimLasts = 30 * time.Minute

// WaitingMails lists the mails to send. Those that somebody began to send and never
// finished are given up first.
func (room *Room) WaitingMails(ctx context.Context) ([]int64, error) {
	var ids []int64
	err := room.db.Write(ctx, func(tx *postgres.Tx) error {
		abandoned, err := tx.AbandonAccountMails(ctx, room.now().Add(-mailClaimLasts))
		if err != nil {
			return err
		}
		for _, m := range abandoned {
			if err := room.auditMail(ctx, tx, m, postgres.ReminderUnsure); err != nil {
				return err
			}
		}
		ids, err = tx.WaitingAccountMails(ctx)
		return err
	})
	return ids, err
}

// ClaimMail takes a mail in order to send it, and writes it; its key, if it has one, is
// made now. fault.ErrWrongState when it is not to be sent: another has it, it is sent, or
// it has become needless, in which case it is cancelled.
func (room *Room) ClaimMail(ctx context.Context, id int64, head Letterhead) (Mail, error) {
	var mail Mail
	needless := false
	err := room.db.Write(ctx, func(tx *postgres.Tx) error {
		m, err := tx.ClaimAccountMail(ctx, id, room.now())
		if err != nil {
			return err
		}
		person, err := tx.Person(ctx, m.PersonID)
		if err != nil {
			return err
		}
		if needless, err = room.needless(ctx, tx, m, person); err != nil {
			return err
		}
		if needless {
			return room.settleMail(ctx, tx, m, postgres.ReminderCancelled, "")
		}
		mail, err = room.writeMail(ctx, tx, m, person, head)
		return err
	})
	if err == nil && needless {
		err = fault.ErrWrongState
	}
	return mail, err
}

// needless reports whether nobody waits for the mail any more.
func (room *Room) needless(ctx context.Context, tx *postgres.Tx, m postgres.AccountMail, p org.Person) (bool, error) {
	if p.HasLeft(room.today()) {
		return true, nil
	}
	switch MailKind(m.Kind) {
	case MailInvitation:
		hash, err := tx.PasswordHash(ctx, p.ID)
		return hash != "", err
	case MailReset: // whoever asked has long given up
		return m.AskedBy == 0 && room.now().Sub(m.QueuedAt) > forgottenHolds, nil
	}
	return false, nil
}

// SettleMail notes what became of a mail that was claimed.
func (room *Room) SettleMail(ctx context.Context, m Mail, state postgres.ReminderState, answer string) error {
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		return room.settleMail(ctx, tx, m.AccountMail, state, answer)
	})
}

// settleMail stores the outcome and logs it, unless the mail only goes back into the queue.
func (room *Room) settleMail(ctx context.Context, tx *postgres.Tx, m postgres.AccountMail, state postgres.ReminderState, answer string) error {
	err := tx.SettleAccountMail(ctx, m.ID, state, answer)
	if err != nil || state == postgres.ReminderQueued {
		return err
	}
	return room.auditMail(ctx, tx, m, state)
}

// mailActions are what the log calls a mail's outcomes.
var mailActions = map[postgres.ReminderState]string{postgres.ReminderSent: "account.mail_sent", postgres.ReminderFailed: "account.mail_failed",
	postgres.ReminderCancelled: "account.mail_cancelled", postgres.ReminderUnsure: "account.mail_unsure"}

func (room *Room) auditMail(ctx context.Context, tx *postgres.Tx, m postgres.AccountMail, state postgres.ReminderState) error {
	p, err := tx.Person(ctx, m.PersonID)
	if err != nil {
		return err
	}
	if m.Address != "" {
		p.Email = m.Address
	}
	return room.auditKey(ctx, tx, clockwork, mailActions[state], p)
}

// oneLine is the text without line breaks: nobody's name begins a paragraph of its own.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

var errNoWords = errors.New("no words for this kind of mail")
