package goals

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// LongTermGoal reads one of the group's long-term goals and who changed it last;
// fault.ErrNotFound when it is not the group's.
func (room *Room) LongTermGoal(ctx context.Context, actor org.Actor, group org.GroupID, id quality.LongTermGoalID) (l quality.LongTermGoal, last postgres.LastChange, err error) {
	if err := mayView(actor, group); err != nil {
		return l, last, err
	}
	err = room.db.Read(ctx, func(tx *postgres.Tx) error {
		var err error
		if l, err = longTermGoalIn(ctx, tx, group, id); err != nil {
			return err
		}
		last, err = tx.LastChange(ctx, "long_term_goal", int64(id))
		return err
	})
	return l, last, err
}

func longTermGoalIn(ctx context.Context, tx *postgres.Tx, group org.GroupID, id quality.LongTermGoalID) (quality.LongTermGoal, error) {
	all, err := tx.LongTermGoals(ctx, group)
	if err != nil {
		return quality.LongTermGoal{}, err
	}
	for _, l := range all {
		if l.ID == id {
			return l, nil
		}
	}
	return quality.LongTermGoal{}, fault.ErrNotFound
}

// CreateLongTermGoal adds a long-term goal.
func (room *Room) CreateLongTermGoal(ctx context.Context, actor org.Actor, l quality.LongTermGoal) error {
	if err := mayEdit(actor, l.GroupID); err != nil {
		return err
	}
	if err := checkSpan(l); err != nil {
		return err
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		id, err := tx.AddLongTermGoal(ctx, l)
		if err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{
			At: room.now(), Action: "goals.create_long_term_goal", GroupID: l.GroupID, Subject: "long_term_goal",
			SubjectID: int64(id), After: keptLongTerm(l)})
	})
}

// SaveLongTermGoal changes a long-term goal, whose Version is the one it was read
// with: fault.ErrConflict when somebody else has changed it since.
func (room *Room) SaveLongTermGoal(ctx context.Context, actor org.Actor, l quality.LongTermGoal) error {
	if err := mayEdit(actor, l.GroupID); err != nil {
		return err
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		before, err := longTermGoalIn(ctx, tx, l.GroupID, l.ID)
		if err != nil {
			return err
		}
		if before.Version != l.Version {
			return fault.ErrConflict
		}
		if err := checkSpan(l); err != nil {
			return err
		}
		if before == l {
			return nil
		}
		if err := checkSteps(ctx, tx, l); err != nil {
			return err
		}
		if err := tx.SaveLongTermGoal(ctx, l); err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{
			At: room.now(), Action: "goals.save_long_term_goal", GroupID: l.GroupID, Subject: "long_term_goal",
			SubjectID: int64(l.ID), Before: keptLongTerm(before), After: keptLongTerm(l)})
	})
}

// checkSpan is the goal's own check, and that its years are years.
func checkSpan(l quality.LongTermGoal) error {
	var v fault.ValidationError
	quality.YearWithin(&v, "start_year", l.StartYear, firstYear, lastYear)
	quality.YearWithin(&v, "end_year", l.EndYear, firstYear, lastYear)
	if err := v.OrNil(); err != nil {
		return err
	}
	return l.Check()
}

type auditedLongTermGoal struct {
	Title     string `json:"title"`
	Vision    string `json:"vision"`
	StartYear int    `json:"start_year"`
	EndYear   int    `json:"end_year"`
}

func keptLongTerm(l quality.LongTermGoal) auditedLongTermGoal {
	return auditedLongTermGoal{l.Title, l.Vision, l.StartYear, l.EndYear}
}
