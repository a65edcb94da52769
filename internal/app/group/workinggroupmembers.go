package group

import (
	"context"
	"slices"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// AddWorkingGroupMember takes somebody into a working group: with an account as the account
// is named and from the region of its unit unless another is said, or without.
func (room *Room) AddWorkingGroupMember(ctx context.Context, actor org.Actor, m improvement.WorkingGroupMember) error {
	return room.changeMembers(ctx, actor, m, "working_group.add_member", func(tx *postgres.Tx, p WorkingGroupPage) (string, error) {
		var v fault.ValidationError
		if m.PersonID != 0 {
			n := slices.IndexFunc(p.Choices.Members, func(c Member) bool { return c.Person.ID == m.PersonID })
			if n < 0 {
				v.Add("person", "unknown_choice")
			} else {
				m.Name, m.Email = p.Choices.Members[n].Person.Name, p.Choices.Members[n].Person.Email
				if m.RegionID == 0 {
					m.RegionID = p.Choices.regionOf(m.PersonID)
				}
			}
			if slices.ContainsFunc(p.Members, func(o postgres.WorkingGroupMemberRow) bool { return o.PersonID == m.PersonID }) {
				v.Add("person", "already_named")
			}
		}
		if m.RegionID != 0 && !slices.ContainsFunc(p.Units, func(u org.Unit) bool { return u.RegionID == m.RegionID }) {
			v.Add("region", "unknown_choice")
		}
		take(&v, m.Check())
		if err := v.OrNil(); err != nil {
			return "", err
		}
		return m.Name, tx.AddWorkingGroupMember(ctx, m)
	})
}

// RemoveWorkingGroupMember takes somebody out of a working group.
func (room *Room) RemoveWorkingGroupMember(ctx context.Context, actor org.Actor, m improvement.WorkingGroupMember) error {
	return room.changeMembers(ctx, actor, m, "working_group.remove_member", func(tx *postgres.Tx, p WorkingGroupPage) (string, error) {
		n := slices.IndexFunc(p.Members, func(o postgres.WorkingGroupMemberRow) bool { return o.ID == m.ID })
		if n < 0 {
			return "", fault.ErrNotFound
		}
		return p.Members[n].Name, tx.RemoveWorkingGroupMember(ctx, m)
	})
}

// regionOf is the region of the unit that the person is of; zero for those of none.
func (c Choices) regionOf(person org.PersonID) org.RegionID {
	for _, m := range c.Members {
		for _, u := range c.Units {
			if m.Person.ID == person && m.UnitID == u.ID {
				return u.RegionID
			}
		}
	}
	return 0
}

// changeMembers changes who is in a working group that goes on; fault.ErrWrongState for one
// that has ended.
func (room *Room) changeMembers(ctx context.Context, actor org.Actor, m improvement.WorkingGroupMember, action string, do func(*postgres.Tx, WorkingGroupPage) (string, error)) error {
	if !actor.May(org.ManageArea, m.GroupID, 0) {
		return fault.ErrForbidden
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) (err error) {
		var p WorkingGroupPage
		if p.WorkingGroupRow, err = tx.WorkingGroup(ctx, m.GroupID, m.WorkingGroupID); err != nil {
			return err
		}
		if p.EndedOn != nil {
			return fault.ErrWrongState
		}
		if p.Members, err = tx.WorkingGroupMembers(ctx, m.GroupID, m.WorkingGroupID); err != nil {
			return err
		}
		if p.Choices, err = room.readChoices(ctx, tx, m.GroupID, nil); err != nil {
			return err
		}
		name, err := do(tx, p)
		if err != nil {
			return err
		}
		return room.auditWorkingGroup(ctx, tx, actor, action, nil, auditedWorkingGroup{Title: p.Title, Person: name}, p.WorkingGroup)
	})
}
