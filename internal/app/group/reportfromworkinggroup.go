package group

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// ReportFromWorkingGroup notes what a working group tells the area: for its members with an
// account, and those who see to the area.
func (room *Room) ReportFromWorkingGroup(ctx context.Context, actor org.Actor, e improvement.WorkingGroupEvent) error {
	if !actor.May(org.ViewPublished, e.GroupID, 0) {
		return fault.ErrForbidden
	}
	e.Kind, e.WrittenBy, e.WrittenAt = improvement.WorkingGroupReport, actor.Person.ID, room.now()
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		g, err := tx.WorkingGroup(ctx, e.GroupID, e.WorkingGroupID)
		if err != nil {
			return err
		}
		members, err := tx.WorkingGroupMembers(ctx, e.GroupID, e.WorkingGroupID)
		if err != nil {
			return err
		}
		if !actor.May(org.ManageArea, e.GroupID, 0) && !within(actor, members) {
			return fault.ErrForbidden
		}
		if err := e.Check(); err != nil {
			return err
		}
		if e.On.After(room.today()) {
			return &fault.ValidationError{Problems: []fault.Problem{{Field: "happened_on", Code: "date_future"}}}
		}
		if err := tx.AddWorkingGroupEvent(ctx, e); err != nil {
			return err
		}
		return room.auditWorkingGroup(ctx, tx, actor, "working_group.report", nil, auditedWorkingGroup{Title: g.Title, Text: e.Body}, g.WorkingGroup)
	})
}
