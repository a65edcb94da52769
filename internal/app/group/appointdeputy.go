package group

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// Appointment is somebody to be a unit's deputy. Both days count; the zero day is
// one that was not chosen.
type Appointment struct {
	GroupID  org.GroupID
	UnitID   org.UnitID
	Email    string
	From, To time.Time
}

// AppointDeputy makes the person with the address a delegate of the unit between
// the days. Problems stand at "unit", "email", "from" and "to"; the person must have
// an account already.
func (room *Room) AppointDeputy(ctx context.Context, actor org.Actor, a Appointment) error {
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		units, err := room.appointing(ctx, tx, actor, a.GroupID)
		if err != nil {
			return err
		}
		var v fault.ValidationError
		if !slices.ContainsFunc(units, func(u org.Unit) bool { return u.ID == a.UnitID }) {
			v.Add("unit", "unit_required")
		}
		person, err := room.findDeputy(ctx, tx, &v, a.Email)
		if err != nil {
			return err
		}
		take(&v, org.CheckDeputy(a.From, a.To, room.today()))
		if err := v.OrNil(); err != nil {
			return err
		}
		m := org.Membership{PersonID: person.ID, GroupID: a.GroupID, UnitID: a.UnitID, Role: org.Delegate, From: a.From, To: &a.To}
		if err := free(ctx, tx, m, "email"); err != nil {
			return err
		}
		if m.ID, err = tx.AddDeputy(ctx, m, actor.Person.ID); err != nil {
			return atField(err, "email")
		}
		return room.auditDeputy(ctx, tx, actor, deputyChange{action: "group.appoint_deputy", person: person, after: &m})
	})
}

// findDeputy is the person with the address; a problem at "email" when nobody has
// it, or when who has it cannot sign in.
func (room *Room) findDeputy(ctx context.Context, tx *postgres.Tx, v *fault.ValidationError, email string) (org.Person, error) {
	email = strings.TrimSpace(email)
	if email == "" {
		v.Add("email", "required")
		return org.Person{}, nil
	}
	login, err := tx.Login(ctx, email)
	if errors.Is(err, fault.ErrNotFound) {
		whom, err := room.administrators(ctx, tx)
		v.Add("email", "no_account", whom)
		return org.Person{}, err
	}
	if err != nil {
		return org.Person{}, err
	}
	person, err := tx.Person(ctx, login.ID)
	switch {
	case err != nil:
		return person, err
	case person.LeftOn != nil:
		v.Add("email", "account_closed", person.Name)
	case login.PasswordHash == "":
		whom, err := room.administrators(ctx, tx)
		v.Add("email", "no_password", person.Name, whom)
		return person, err
	}
	return person, nil
}

// administrators is who makes accounts, by name and address: "Amir Admin,
// admin@exempel.se".
func (room *Room) administrators(ctx context.Context, tx *postgres.Tx) (string, error) {
	memberships, err := tx.Memberships(ctx, 0)
	if err != nil {
		return "", err
	}
	persons, err := tx.Persons(ctx)
	var list []string
	for _, m := range membersOn(room.today(), persons, memberships) {
		if m.Role == org.Administrator {
			list = append(list, m.Person.Name+", "+m.Person.Email)
		}
	}
	return strings.Join(list, "; "), err
}

// free is a problem at the field when the person reports for the unit already on
// any of the days, in another role or as the deputy that is not m itself.
func free(ctx context.Context, tx *postgres.Tx, m org.Membership, field string) error {
	held, err := tx.Memberships(ctx, m.GroupID)
	if err != nil {
		return err
	}
	var v fault.ValidationError
	for _, h := range held {
		if h.ID == m.ID || h.PersonID != m.PersonID || h.UnitID != m.UnitID || !h.Role.Reports() || !h.Overlaps(m) {
			continue
		}
		if h.Role == org.Delegate && h.To != nil {
			v.Add(field, "deputy_already", h.From, *h.To)
		} else {
			v.Add(field, "reports_already")
		}
		break
	}
	return v.OrNil()
}

// take adds the problems of err, which is nil or a *fault.ValidationError.
func take(v *fault.ValidationError, err error) {
	var invalid *fault.ValidationError
	if errors.As(err, &invalid) {
		v.Problems = append(v.Problems, invalid.Problems...)
	}
}

// atField puts the problem that two were at it at the same moment at the field.
func atField(err error, field string) error {
	var invalid *fault.ValidationError
	if !errors.As(err, &invalid) {
		return err
	}
	return &fault.ValidationError{Problems: []fault.Problem{{Field: field, Code: invalid.Problems[0].Code}}}
}
