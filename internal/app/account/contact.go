package account

import (
	"context"
	"strings"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// The most characters of what a person says about being reached.
const (
	MaxPhone        = 50
	MaxContactAbout = 500
)

// Contact reads how the actor is reached, as the actor's groups see it.
func (room *Room) Contact(ctx context.Context, actor org.Actor) (postgres.Contact, error) {
	var c postgres.Contact
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		c, err = tx.Contact(ctx, actor.Person.ID)
		return err
	})
	return c, err
}

// auditedContact is what the log keeps.
type auditedContact struct {
	Phone string `json:"phone,omitempty"`
	About string `json:"contact,omitempty"`
}

// SaveContact stores how the actor is reached. Problems stand at "phone" and "contact".
func (room *Room) SaveContact(ctx context.Context, actor org.Actor, c postgres.Contact) error {
	c.PersonID, c.Phone, c.About = actor.Person.ID, strings.TrimSpace(c.Phone), strings.TrimSpace(c.About)
	var v fault.ValidationError
	checkPhone(&v, c.Phone)
	quality.FreeText(&v, "contact", c.About, MaxContactAbout)
	if err := v.OrNil(); err != nil {
		return err
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		before, err := tx.Contact(ctx, actor.Person.ID)
		if err != nil || before == c {
			return err
		}
		if err := tx.SaveContact(ctx, c); err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: room.now(), Action: "account.save_contact", Subject: "person",
			SubjectID: int64(actor.Person.ID), Before: auditedContact{before.Phone, before.About}, After: auditedContact{c.Phone, c.About}})
	})
}

// checkPhone notes at "phone" what is no number to call: digits with what is written
// between them.
func checkPhone(v *fault.ValidationError, phone string) {
	digits := 0
	for _, r := range phone {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case !strings.ContainsRune("+-() ,/", r):
			v.Add("phone", "phone_invalid")
			return
		}
	}
	switch {
	case len(phone) > MaxPhone:
		v.Add("phone", "too_long", MaxPhone)
	case phone != "" && digits < 3:
		v.Add("phone", "phone_invalid")
	case quality.HoldsPersonalNumber(phone):
		v.Add("phone", "personal_number")
	}
}
