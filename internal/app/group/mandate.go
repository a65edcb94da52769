package group

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// MandatePage is a version of the group's mandate, with the others and who has
// acknowledged it.
type MandatePage struct {
	Group org.Group
	// Versions are newest first; a draft is only there for those who may change it.
	Versions []org.Mandate
	// Shown is the version asked for, zero when there is none at all; Before is the one
	// before it, and Difference what differs between the two.
	Shown, Before org.Mandate
	Difference    []org.Paragraph
	// Current is the version that holds, zero when none does.
	Current org.Mandate
	// Signatures are the clinics that are to acknowledge the version shown.
	Signatures []Signature
	CanEdit    bool
	Last       postgres.LastChange // of the version shown
}

// Signature is a unit whose head of clinic is to acknowledge the mandate.
type Signature struct {
	Unit org.Unit
	// Given is the zero Acknowledgement while it is missing.
	Given org.Acknowledgement
	// Heads are those who may give it, by name.
	Heads []string
	// CanSign says that the actor may, and that it is missing.
	CanSign bool
}

// Mandate reads the version with the number, or for zero the one that holds, or else the
// draft. A version that the actor may not see is fault.ErrNotFound.
func (room *Room) Mandate(ctx context.Context, actor org.Actor, group org.GroupID, number int) (MandatePage, error) {
	p := MandatePage{CanEdit: actor.May(org.EditYear, group, 0)}
	if !actor.May(org.ViewWork, group, 0) {
		return p, fault.ErrForbidden
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		if p.Group, err = tx.Group(ctx, group); err != nil {
			return err
		}
		all, err := tx.Mandates(ctx, group)
		if err != nil {
			return err
		}
		if err := p.choose(all, number, room); err != nil || p.Shown.ID == 0 {
			return err
		}
		if p.Last, err = tx.LastChange(ctx, mandateSubject, int64(p.Shown.ID)); err != nil {
			return err
		}
		return room.readSignatures(ctx, tx, actor, &p)
	})
	return p, err
}

// choose picks the version to show, and the one before it.
func (p *MandatePage) choose(all []org.Mandate, number int, room *Room) error {
	p.Versions, p.Shown, p.Before = nil, org.Mandate{}, org.Mandate{}
	p.Current = org.Current(all, room.now())
	for _, m := range all {
		if !m.Draft() || p.CanEdit {
			p.Versions = append(p.Versions, m)
		}
	}
	if number == 0 {
		p.Shown = p.Current
		if p.Shown.ID == 0 && len(p.Versions) > 0 {
			p.Shown = p.Versions[0]
		}
	}
	for n, m := range p.Versions {
		if m.Number == number {
			p.Shown = m
		}
		if m.ID == p.Shown.ID && n+1 < len(p.Versions) {
			p.Before = p.Versions[n+1]
		}
	}
	if number != 0 && p.Shown.ID == 0 {
		return fault.ErrNotFound
	}
	if p.Before.ID != 0 {
		p.Difference = org.Difference(p.Before.Body, p.Shown.Body)
	}
	return nil
}

// readSignatures reads who has acknowledged the version shown, and who may.
func (room *Room) readSignatures(ctx context.Context, tx *postgres.Tx, actor org.Actor, p *MandatePage) error {
	p.Signatures = nil
	if p.Shown.Draft() {
		return nil
	}
	units, err := tx.UnitsDuring(ctx, p.Group.ID, room.today(), room.today())
	if err != nil {
		return err
	}
	signed, err := tx.Acknowledgements(ctx, p.Group.ID)
	if err != nil {
		return err
	}
	members, err := room.members(ctx, tx, p.Group.ID)
	if err != nil {
		return err
	}
	missing := map[org.UnitID]bool{}
	for _, u := range org.Unsigned(units, signed, p.Shown.ID) {
		missing[u.ID] = true
	}
	for _, u := range units {
		s := Signature{Unit: u}
		for _, a := range signed {
			if a.MandateID == p.Shown.ID && a.UnitID == u.ID {
				s.Given = a
			}
		}
		for _, m := range members {
			if m.Role == org.HeadOfDepartment && m.UnitID == u.ID {
				s.Heads = append(s.Heads, m.Person.Name)
			}
		}
		s.CanSign = s.Given.MandateID == 0 && p.Shown.ID == p.Current.ID && actor.May(org.AcknowledgeMandate, p.Group.ID, u.ID)
		if missing[u.ID] || s.Given.MandateID != 0 || s.CanSign {
			p.Signatures = append(p.Signatures, s)
		}
	}
	return nil
}

// members reads those with a role in the group today.
func (room *Room) members(ctx context.Context, tx *postgres.Tx, group org.GroupID) ([]Member, error) {
	persons, err := tx.Persons(ctx)
	if err != nil {
		return nil, err
	}
	memberships, err := tx.Memberships(ctx, group)
	return membersOn(room.today(), persons, memberships), err
}
