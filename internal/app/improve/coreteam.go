package improve

import (
	"context"
	"strings"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// auditedCoreMember is what the audit keeps of somebody in a core team.
type auditedCoreMember struct {
	Title        string               `json:"pathway"`
	Name         string               `json:"person"`
	Email        string               `json:"email,omitempty"`
	Kind         improvement.CoreKind `json:"core_kind"`
	Profession   org.Profession       `json:"profession"`
	Competence   string               `json:"competence"`
	Organisation string               `json:"organisation,omitempty"`
}

func auditCoreMember(title string, m improvement.CoreMember) auditedCoreMember {
	return auditedCoreMember{title, m.Name, m.Email, m.Kind, m.Profession, m.Competence, m.Organisation}
}

// AddCoreMember takes somebody into a core team. Somebody with a role in the group is named
// by PersonID, and gets the name, the address, the profession and the unit from there. One
// that leads takes over from whoever led, and leads the introduction.
// Problems stand at the fields of improvement.CoreMember.Check, and at "person" and "unit"
// when they are not the group's.
func (room *Room) AddCoreMember(ctx context.Context, actor org.Actor, m improvement.CoreMember) error {
	ref := PathwayRef{GroupID: m.GroupID, ID: m.PathwayID}
	return room.changePathway(ctx, actor, pathwayChange{ref: ref, ended: true, beside: true, action: "improve.add_core_member", do: func(tx *postgres.Tx, w *pathwayWork) error {
		c, err := room.readChoices(ctx, tx, m.GroupID)
		if err != nil {
			return err
		}
		if m, err = c.coreMember(m); err != nil {
			return err
		}
		w.audit.After = auditCoreMember(w.Title, m)
		if m.ID, err = tx.AddCoreMember(ctx, m); err != nil {
			return err
		}
		return room.follow(ctx, tx, coreLead{actor, w.PathwayIntroduction}, improvement.CoreMember{}, m)
	}})
}

// coreMember is the member with what the group knows of the person; the error is what is
// wrong.
func (c Choices) coreMember(m improvement.CoreMember) (improvement.CoreMember, error) {
	if m.PersonID != 0 {
		known, ok := first(c.Members, func(k Member) bool { return k.ID == m.PersonID })
		if !ok {
			return m, &fault.ValidationError{Problems: []fault.Problem{{Field: "person", Code: "unknown_choice"}}}
		}
		m.Name, m.Email, m.Profession = known.Name, known.Email, known.Profession
		if m.UnitID == 0 {
			m.UnitID = known.UnitID
		}
	}
	m.Email = strings.ToLower(m.Email)
	if _, ok := c.UnitOf(m.UnitID); m.UnitID != 0 && !ok {
		return m, &fault.ValidationError{Problems: []fault.Problem{{Field: "unit", Code: "unknown_choice"}}}
	}
	return m, m.Check()
}

// SaveCoreMember changes what somebody is in a core team; fault.ErrConflict when somebody
// else has changed it since its Version. Who it is stays. Problems stand as for
// AddCoreMember.
func (room *Room) SaveCoreMember(ctx context.Context, actor org.Actor, m improvement.CoreMember) error {
	ref := PathwayRef{GroupID: m.GroupID, ID: m.PathwayID}
	return room.changePathway(ctx, actor, pathwayChange{ref: ref, ended: true, beside: true, action: "improve.save_core_member", do: func(tx *postgres.Tx, w *pathwayWork) error {
		before, err := coreMemberIn(ctx, tx, ref, m)
		if err != nil {
			return err
		}
		if m.PersonID = before.PersonID; m.PersonID != 0 {
			m.Name, m.Email = before.Name, before.Email
		}
		units, err := tx.Units(ctx, m.GroupID)
		if err != nil {
			return err
		}
		if m, err = (Choices{Units: units, Members: []Member{{Person: org.Person{ID: m.PersonID, Name: m.Name, Email: m.Email, Profession: m.Profession}}}}).coreMember(m); err != nil {
			return err
		}
		w.audit.Before, w.audit.After = auditCoreMember(w.Title, before), auditCoreMember(w.Title, m)
		if err := tx.SaveCoreMember(ctx, m); err != nil {
			return err
		}
		return room.follow(ctx, tx, coreLead{actor, w.PathwayIntroduction}, before, m)
	}})
}

// coreMemberIn reads a member to change; fault.ErrConflict when it is not as it was.
func coreMemberIn(ctx context.Context, tx *postgres.Tx, ref PathwayRef, m improvement.CoreMember) (improvement.CoreMember, error) {
	team, err := tx.CoreMembers(ctx, ref.GroupID, ref.ID)
	if err != nil {
		return improvement.CoreMember{}, err
	}
	before, ok := first(team, func(each improvement.CoreMember) bool { return each.ID == m.ID })
	switch {
	case !ok:
		return before, fault.ErrNotFound
	case before.Version != m.Version:
		return before, fault.ErrConflict
	}
	return before, nil
}

// RemoveCoreMember takes somebody out of a core team.
func (room *Room) RemoveCoreMember(ctx context.Context, actor org.Actor, m improvement.CoreMember) error {
	ref := PathwayRef{GroupID: m.GroupID, ID: m.PathwayID}
	return room.changePathway(ctx, actor, pathwayChange{ref: ref, ended: true, beside: true, action: "improve.remove_core_member", do: func(tx *postgres.Tx, w *pathwayWork) error {
		before, err := coreMemberIn(ctx, tx, ref, m)
		if err != nil {
			return err
		}
		w.audit.Before = auditCoreMember(w.Title, before)
		if err := tx.DeleteCoreMember(ctx, before); err != nil {
			return err
		}
		return room.follow(ctx, tx, coreLead{actor, w.PathwayIntroduction}, before, improvement.CoreMember{})
	}})
}
