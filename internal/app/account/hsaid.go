package account

import (
	"context"
	"regexp"
	"strings"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// MaxHSAID is the longest HSA-id, in characters.
const MaxHSAID = 31

// hsaIDPattern: SE, the ten digits of the organisation that runs the directory (twelve with
// the 16 before an organisation number), a hyphen, letters and digits. Inera, HSA; as
// given in "HSA-identitet och Organisationsnummer", openehr.atlassian.net.
var hsaIDPattern = regexp.MustCompile(`^SE[0-9]{10}([0-9]{2})?-[A-Z0-9]+$`)

// Access is how a person gets in, for those who care for accounts.
type Access struct {
	HSAID string // "" for none
	// Identities are who the person is to each identity provider used so far.
	Identities []postgres.Identity
	Sessions   int // that are open now
}

// Access reads how a person gets in.
func (room *Room) Access(ctx context.Context, actor org.Actor, person org.PersonID) (Access, error) {
	var a Access
	if err := mayManage(actor); err != nil {
		return a, err
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		if a.HSAID, err = tx.HSAID(ctx, person); err != nil {
			return err
		}
		if a.Identities, err = tx.Identities(ctx, person); err != nil {
			return err
		}
		sessions, err := tx.Sessions(ctx, person, room.now())
		a.Sessions = len(sessions)
		return err
	})
	return a, err
}

// auditedHSAID is what the audit keeps of an HSA-id.
type auditedHSAID struct {
	HSAID string `json:"hsa_id"`
}

// SaveHSAID stores a person's HSA-id, "" for none; what is wrong with it is a problem at
// "hsa_id". With another one, who the person is to identity providers is found out anew.
func (room *Room) SaveHSAID(ctx context.Context, actor org.Actor, person org.PersonID, hsaID string) error {
	if err := mayManage(actor); err != nil {
		return err
	}
	hsaID = strings.ToUpper(strings.TrimSpace(hsaID))
	var v fault.ValidationError
	if hsaID != "" && (!hsaIDPattern.MatchString(hsaID) || len(hsaID) > MaxHSAID) {
		v.Add("hsa_id", "hsa_id_invalid")
	}
	if err := v.OrNil(); err != nil {
		return err
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		if err := tx.LockPerson(ctx, person); err != nil {
			return err
		}
		before, err := tx.HSAID(ctx, person)
		if err != nil || before == hsaID {
			return err
		}
		if err := tx.SetHSAID(ctx, person, hsaID); err != nil {
			return err
		}
		if _, err := tx.DeleteIdentities(ctx, person); err != nil {
			return err
		}
		entry := postgres.AuditEntry{At: room.now(), Action: "account.save_hsa_id", Subject: "person", SubjectID: int64(person)}
		if before != "" {
			entry.Before = auditedHSAID{before}
		}
		if hsaID != "" {
			entry.After = auditedHSAID{hsaID}
		}
		return tx.AppendAudit(ctx, actor, entry)
	})
}

// ForgetIdentities forgets who a person is to every identity provider, so that the next
// signing in is matched anew; fault.ErrWrongState when none is known.
func (room *Room) ForgetIdentities(ctx context.Context, actor org.Actor, person org.PersonID) error {
	if err := mayManage(actor); err != nil {
		return err
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		forgotten, err := tx.DeleteIdentities(ctx, person)
		if err != nil {
			return err
		}
		if forgotten == 0 {
			return fault.ErrWrongState
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: room.now(), Action: "account.forget_identities",
			Subject: "person", SubjectID: int64(person)})
	})
}
