package goals

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// CreateGoal adds a goal to the group's year and gives its id.
func (room *Room) CreateGoal(ctx context.Context, actor org.Actor, g quality.Goal) (quality.GoalID, error) {
	if err := mayEdit(actor, g.GroupID); err != nil {
		return 0, err
	}
	if err := g.Check(); err != nil {
		return 0, err
	}
	if g.Year < firstYear || g.Year > lastYear {
		return 0, fault.ErrNotFound
	}
	var id quality.GoalID
	err := room.db.Write(ctx, func(tx *postgres.Tx) error {
		if err := room.openYear(ctx, tx, g.GroupID, g.Year); err != nil {
			return err
		}
		if err := checkParts(ctx, tx, g); err != nil {
			return err
		}
		var err error
		id, err = room.addGoal(ctx, tx, actor, g)
		return err
	})
	return id, err
}

func (room *Room) addGoal(ctx context.Context, tx *postgres.Tx, actor org.Actor, g quality.Goal) (quality.GoalID, error) {
	id, err := tx.AddGoal(ctx, g)
	if err != nil {
		return 0, err
	}
	n, err := readNames(ctx, tx, g.GroupID, g.Year)
	if err != nil {
		return 0, err
	}
	return id, tx.AppendAudit(ctx, actor, postgres.AuditEntry{
		At: room.now(), Action: "goals.create_goal", GroupID: g.GroupID, Subject: "goal", SubjectID: int64(id),
		After: n.goal(g)})
}

// checkParts checks that the goal's parts are the group's own and fit a goal:
// process measures belong to no goal.
func checkParts(ctx context.Context, tx *postgres.Tx, g quality.Goal) error {
	var v fault.ValidationError
	library, err := tx.Indicators(ctx, g.GroupID, endOf(g.Year))
	if err != nil {
		return err
	}
	fits := map[quality.IndicatorID]bool{}
	for _, i := range library {
		fits[i.ID] = i.Category != quality.Process
	}
	for _, id := range g.Indicators {
		if !fits[id] {
			v.Add("indicators", "unknown_choice")
		}
	}
	n, err := readNames(ctx, tx, g.GroupID, g.Year)
	if err != nil {
		return err
	}
	for _, id := range g.Promises {
		if n.promises[id] == "" {
			v.Add("promises", "unknown_choice")
		}
	}
	if g.LongTermGoalID != 0 && n.longTerm[g.LongTermGoalID] == "" {
		v.Add("long_term_goal", "unknown_choice")
	}
	return v.OrNil()
}
