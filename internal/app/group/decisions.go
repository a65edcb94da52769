package group

import (
	"context"
	"strconv"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// idText writes an id.
func idText[T ~int | ~int64](n T) string { return strconv.FormatInt(int64(n), 10) }

// DecisionsAsked is which decisions to list.
type DecisionsAsked struct {
	GroupID org.GroupID
	Year    int    // zero for all
	Words   string // "" for all
	Tasks   string // "open", "done" or "none"; "" for all
	Page    int    // from 1
}

// DecisionsPage is how many decisions stand on a page.
const DecisionsPage = 25

// Decisions is a page of the group's decisions.
type Decisions struct {
	List  []postgres.DecisionRow
	Count int   // in all
	Years []int // that there are meetings in
}

// Decisions lists what the group has decided, the latest first. Readers outside the
// group see what stands in published minutes.
func (room *Room) Decisions(ctx context.Context, actor org.Actor, asked DecisionsAsked) (Decisions, error) {
	var list Decisions
	if !actor.May(org.ViewWork, asked.GroupID, 0) {
		return list, fault.ErrForbidden
	}
	q := postgres.DecisionsAsked{GroupID: asked.GroupID, Year: asked.Year, Words: asked.Words, Tasks: asked.Tasks,
		Published: !actor.May(org.Discuss, asked.GroupID, 0), Today: room.today(),
		Most: DecisionsPage, First: (max(asked.Page, 1) - 1) * DecisionsPage}
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		if list.Years, err = tx.MeetingYears(ctx, asked.GroupID, q.Published); err != nil {
			return err
		}
		if list.Count, err = tx.DecisionCount(ctx, q); err != nil {
			return err
		}
		list.List, err = tx.Decisions(ctx, q)
		return err
	})
	return list, err
}

// DecisionPage is a decision with its tasks.
type DecisionPage struct {
	postgres.DecisionRow
	Tasks []postgres.AssignmentRow
	// Members are those whom a task can be given, and Regions where it can be anchored.
	Members []improvement.Participant
	Regions []Region
	Told    []TellingRow // for those inside the group
	units   []org.Unit
}

// Decision reads one decision with its tasks; to readers outside the group one that
// does not stand in published minutes is fault.ErrNotFound.
func (room *Room) Decision(ctx context.Context, actor org.Actor, group org.GroupID, id improvement.DecisionID) (DecisionPage, error) {
	var p DecisionPage
	if !actor.May(org.ViewWork, group, 0) {
		return p, fault.ErrForbidden
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		rows, err := tx.Decisions(ctx, postgres.DecisionsAsked{GroupID: group, ID: id, Today: room.today(),
			Published: !actor.May(org.Discuss, group, 0), Most: 1})
		if err != nil {
			return err
		}
		if len(rows) == 0 {
			return fault.ErrNotFound
		}
		p = DecisionPage{DecisionRow: rows[0]}
		tasks, err := tasksOf(ctx, tx, group, []improvement.Decision{p.DecisionRow.Decision})
		if err != nil {
			return err
		}
		p.Tasks = tasks[id]
		if p.units, err = tx.UnitsDuring(ctx, group, room.today(), room.today()); err != nil {
			return err
		}
		p.Regions = regionsOf(p.units)
		if p.Members, err = room.meetingMembers(ctx, tx, group); err != nil || !actor.May(org.Discuss, group, 0) {
			return err
		}
		p.Told, err = tx.Tellings(ctx, group, improvement.TellingOf{DecisionID: id})
		return err
	})
	return p, err
}

// MaySettle reports whether the actor may say that the task is done: its owner, those
// who manage meetings, and for what is anchored in a region whoever answers for a unit
// there.
func (p DecisionPage) MaySettle(actor org.Actor, a improvement.Assignment) bool {
	return maySettle(actor, a, p.units)
}

func maySettle(actor org.Actor, a improvement.Assignment, units []org.Unit) bool {
	if a.OwnerID == actor.Person.ID && actor.May(org.Discuss, a.GroupID, 0) || actor.May(org.ManageMeetings, a.GroupID, 0) {
		return true
	}
	for _, u := range units {
		if a.RegionID == u.RegionID && actor.May(org.EditActions, a.GroupID, u.ID) {
			return true
		}
	}
	return false
}

// What the use cases hand on as it is stored, under names that the pages may know.
type (
	// DecisionRow is a decision with its meeting, and how far its tasks have come.
	DecisionRow = postgres.DecisionRow
	// AssignmentRow is a task out of a decision, with the names of whom and where.
	AssignmentRow = postgres.AssignmentRow
	// MatterRow is a question with the names of whom and where.
	MatterRow = postgres.MatterRow
)
