package group

import (
	"context"
	"slices"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// WorkingGroups is the group's working groups, those that have not ended first.
type WorkingGroups struct {
	List  []postgres.WorkingGroupRow
	Today time.Time
}

// WorkingGroups lists the working groups under the area, for those inside it.
func (room *Room) WorkingGroups(ctx context.Context, actor org.Actor, group org.GroupID) (WorkingGroups, error) {
	list := WorkingGroups{Today: room.today()}
	if !actor.May(org.Discuss, group, 0) {
		return list, fault.ErrForbidden
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		list.List, err = tx.WorkingGroups(ctx, group)
		return err
	})
	return list, err
}

// WorkingGroupPage is a working group with its members and what it has told.
type WorkingGroupPage struct {
	postgres.WorkingGroupRow
	Choices
	Members []postgres.WorkingGroupMemberRow
	Events  []postgres.WorkingGroupEventRow // the latest first
	// MayReport says that the actor may write what it tells: its members with an account,
	// and those who see to the area.
	Manages, MayReport bool
	Today              time.Time
	Last               postgres.LastChange
}

// workingGroupSubject is what the log calls a change of a working group.
const workingGroupSubject = "working_group"

// WorkingGroup reads one working group, for those inside the group and its members with an
// account.
func (room *Room) WorkingGroup(ctx context.Context, actor org.Actor, group org.GroupID, id improvement.WorkingGroupID) (WorkingGroupPage, error) {
	p := WorkingGroupPage{Today: room.today(), Manages: actor.May(org.ManageArea, group, 0)}
	if !actor.May(org.ViewPublished, group, 0) {
		return p, fault.ErrForbidden
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		if p.Members, err = tx.WorkingGroupMembers(ctx, group, id); err != nil {
			return err
		}
		if !actor.May(org.Discuss, group, 0) && !within(actor, p.Members) {
			return fault.ErrForbidden
		}
		if p.WorkingGroupRow, err = tx.WorkingGroup(ctx, group, id); err != nil {
			return err
		}
		if p.Events, err = tx.WorkingGroupEvents(ctx, group, id); err != nil {
			return err
		}
		if p.Choices, err = room.readChoices(ctx, tx, group, nil); err != nil {
			return err
		}
		p.Last, err = tx.LastChange(ctx, workingGroupSubject, int64(id))
		return err
	})
	if err != nil {
		return WorkingGroupPage{}, err
	}
	p.MayReport = p.Manages || within(actor, p.Members)
	return p, nil
}

func within(actor org.Actor, members []postgres.WorkingGroupMemberRow) bool {
	return slices.ContainsFunc(members, func(m postgres.WorkingGroupMemberRow) bool { return m.PersonID != 0 && m.PersonID == actor.Person.ID })
}
