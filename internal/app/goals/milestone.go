package goals

import (
	"context"
	"slices"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// GroupMilestone is a milestone on the way to one of a group's long-term goals.
type GroupMilestone struct {
	GroupID org.GroupID
	quality.Milestone
}

// CreateMilestone adds a milestone on the way to a long-term goal.
func (room *Room) CreateMilestone(ctx context.Context, actor org.Actor, m GroupMilestone) error {
	if err := mayEdit(actor, m.GroupID); err != nil {
		return err
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		n, err := checkMilestone(ctx, tx, m)
		if err != nil {
			return err
		}
		id, err := tx.AddMilestone(ctx, m.Milestone)
		if err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{
			At: room.now(), Action: "goals.create_milestone", GroupID: m.GroupID, Subject: "milestone",
			SubjectID: int64(id), After: n.milestone(m.Milestone)})
	})
}

// SaveMilestone changes a milestone, whose Version is the one it was read with:
// fault.ErrConflict when somebody else has changed it since. Its long-term goal stays.
func (room *Room) SaveMilestone(ctx context.Context, actor org.Actor, m GroupMilestone) error {
	if err := mayEdit(actor, m.GroupID); err != nil {
		return err
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		before, err := milestoneIn(ctx, tx, m.GroupID, m.Milestone)
		if err != nil {
			return err
		}
		if before.Version != m.Version {
			return fault.ErrConflict
		}
		n, err := checkMilestone(ctx, tx, m)
		if err != nil {
			return err
		}
		if sameMilestone(before, m.Milestone) {
			return nil
		}
		if err := tx.SaveMilestone(ctx, m.Milestone); err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{
			At: room.now(), Action: "goals.save_milestone", GroupID: m.GroupID, Subject: "milestone",
			SubjectID: int64(m.ID), Before: n.milestone(before), After: n.milestone(m.Milestone)})
	})
}

// DeleteMilestone removes a milestone; fault.ErrConflict when somebody else has changed
// it since it was read. Only its ids and version are read from m.
func (room *Room) DeleteMilestone(ctx context.Context, actor org.Actor, m GroupMilestone) error {
	if err := mayEdit(actor, m.GroupID); err != nil {
		return err
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		before, err := milestoneIn(ctx, tx, m.GroupID, m.Milestone)
		if err != nil {
			return err
		}
		n, err := wayNames(ctx, tx, m.GroupID, before)
		if err != nil {
			return err
		}
		if err := tx.DeleteMilestone(ctx, m.Milestone); err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{
			At: room.now(), Action: "goals.delete_milestone", GroupID: m.GroupID, Subject: "milestone",
			SubjectID: int64(m.ID), Before: n.milestone(before)})
	})
}

// milestoneIn reads the stored milestone with the ids; fault.ErrNotFound when the
// group's long-term goal has none such.
func milestoneIn(ctx context.Context, tx *postgres.Tx, group org.GroupID, m quality.Milestone) (quality.Milestone, error) {
	all, err := tx.Milestones(ctx, group)
	if err != nil {
		return quality.Milestone{}, err
	}
	n := slices.IndexFunc(all, func(s quality.Milestone) bool { return s.ID == m.ID && s.LongTermGoalID == m.LongTermGoalID })
	if n < 0 {
		return quality.Milestone{}, fault.ErrNotFound
	}
	return all[n], nil
}

// checkMilestone checks a milestone against its long-term goal and its measure, which
// are the group's own. It gives the names for the log.
func checkMilestone(ctx context.Context, tx *postgres.Tx, m GroupMilestone) (wayThings, error) {
	n, err := wayNames(ctx, tx, m.GroupID, m.Milestone)
	if err != nil {
		return n, err
	}
	i, known := n.measures[m.IndicatorID]
	if !known && m.IndicatorID != 0 {
		return n, &fault.ValidationError{Problems: []fault.Problem{{Field: "indicator", Code: "unknown_choice"}}}
	}
	if !known {
		return n, m.Check(n.goal, nil)
	}
	return n, m.Check(n.goal, &i)
}

// checkSteps keeps a long-term goal's milestones within its years.
func checkSteps(ctx context.Context, tx *postgres.Tx, l quality.LongTermGoal) error {
	all, err := tx.Milestones(ctx, l.GroupID)
	if err != nil {
		return err
	}
	var v fault.ValidationError
	for _, m := range all {
		if m.LongTermGoalID != l.ID {
			continue
		}
		switch {
		case m.Year < l.StartYear:
			v.Add("start_year", "milestone_outside", yearText(m.Year))
		case m.Year > l.EndYear:
			v.Add("end_year", "milestone_outside", yearText(m.Year))
		default:
			continue
		}
		break
	}
	return v.OrNil()
}

// wayThings is what a milestone's parts are called.
type wayThings struct {
	goal     quality.LongTermGoal
	measures map[quality.IndicatorID]quality.Indicator
}

func wayNames(ctx context.Context, tx *postgres.Tx, group org.GroupID, m quality.Milestone) (n wayThings, err error) {
	if n.goal, err = longTermGoalIn(ctx, tx, group, m.LongTermGoalID); err != nil {
		return n, err
	}
	n.measures, err = measuresAt(ctx, tx, groupYear{group, n.goal.EndYear})
	return n, err
}

// auditedMilestone is what the audit keeps of a milestone.
type auditedMilestone struct {
	LongTerm  string                 `json:"long_term_goal"`
	Year      int                    `json:"year"`
	Text      string                 `json:"milestone"`
	Indicator string                 `json:"indicator,omitempty"`
	Threshold *float64               `json:"threshold,omitempty"`
	State     quality.MilestoneState `json:"milestone_state"`
	Outcome   string                 `json:"outcome,omitempty"`
}

func (n wayThings) milestone(m quality.Milestone) auditedMilestone {
	return auditedMilestone{LongTerm: n.goal.Title, Year: m.Year, Text: m.Text, Indicator: n.measures[m.IndicatorID].Code,
		Threshold: m.Threshold, State: m.State, Outcome: m.Outcome}
}

func sameMilestone(a, b quality.Milestone) bool {
	same := sameNumber(a.Threshold, b.Threshold)
	a.Threshold, b.Threshold = nil, nil
	return same && a == b
}
