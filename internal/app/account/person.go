package account

import (
	"context"
	"net/mail"
	"strings"
	"unicode/utf8"

	"samsyn/internal/fault"
	"samsyn/internal/i18n"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// maxName is the longest name and address taken, in characters.
const maxName = 200

// mayManage is fault.ErrForbidden for everybody but those who care for accounts.
func mayManage(actor org.Actor) error {
	if !actor.May(org.ManageAccounts, 0, 0) {
		return fault.ErrForbidden
	}
	return nil
}

// checkPerson notes what is wrong at "name", "email" and "profession".
func checkPerson(v *fault.ValidationError, p org.Person) {
	if strings.TrimSpace(p.Name) == "" {
		v.Add("name", "required")
	}
	if utf8.RuneCountInString(p.Name) > maxName {
		v.Add("name", "too_long", maxName)
	}
	if quality.HoldsPersonalNumber(p.Name) {
		v.Add("name", "personal_number")
	}
	address, err := mail.ParseAddress(p.Email)
	switch {
	case p.Email == "":
		v.Add("email", "required")
	case err != nil || address.Address != p.Email || utf8.RuneCountInString(p.Email) > maxName:
		v.Add("email", "email_invalid")
	}
	switch p.Profession {
	case org.Physician, org.Nurse, org.OtherProfession:
	default:
		v.Add("profession", "unknown_choice")
	}
}

// personChange is a change to a person as the audit keeps it; nil where there
// was nobody.
type personChange struct {
	action        string
	before, after *org.Person
}

// auditedPerson is what the audit keeps of a person: no identity of rows, no secrets.
type auditedPerson struct {
	Name       string         `json:"name"`
	Email      string         `json:"email"`
	Profession org.Profession `json:"profession"`
	LeftOn     string         `json:"left_on,omitempty"`
}

func (room *Room) auditPerson(ctx context.Context, tx *postgres.Tx, actor org.Actor, c personChange) error {
	entry := postgres.AuditEntry{At: room.now(), Action: c.action, Subject: "person", EveryGroup: true} // who wrote what is told by name
	for _, side := range []struct {
		person *org.Person
		to     *any
	}{{c.before, &entry.Before}, {c.after, &entry.After}} {
		if side.person == nil {
			continue
		}
		entry.SubjectID = int64(side.person.ID)
		kept := auditedPerson{Name: side.person.Name, Email: side.person.Email, Profession: side.person.Profession}
		if side.person.LeftOn != nil {
			kept.LeftOn = i18n.Date(ctx, *side.person.LeftOn)
		}
		*side.to = kept
	}
	return tx.AppendAudit(ctx, actor, entry)
}
