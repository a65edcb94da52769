package goals

import (
	"context"
	"slices"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// Served is which higher goals one of the group's goals serves. Before is what it was
// read as, so that nobody undoes what another has just chosen.
type Served struct {
	GroupID org.GroupID
	GoalID  quality.GoalID
	Before  []quality.HigherGoalID
	Higher  []quality.HigherGoalID
}

// ServingPage is one goal with the higher goals that it may serve.
type ServingPage struct {
	Goal quality.Goal
	// Higher are those in force in the goal's year, and those that it serves anyway.
	Higher []quality.HigherGoal
	Serves []quality.HigherGoalID
	Units  []org.Unit // for their regions
}

// Serving reads which higher goals the goal serves; fault.ErrNotFound when it is not the
// group's.
func (room *Room) Serving(ctx context.Context, actor org.Actor, group org.GroupID, id quality.GoalID) (ServingPage, error) {
	var p ServingPage
	if err := mayView(actor, group); err != nil {
		return p, err
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		var err error
		p, err = servingOf(ctx, tx, group, id)
		return err
	})
	return p, err
}

func servingOf(ctx context.Context, tx *postgres.Tx, group org.GroupID, id quality.GoalID) (p ServingPage, err error) {
	if p.Goal, err = goalIn(ctx, tx, group, id); err != nil {
		return p, err
	}
	if p.Units, err = tx.Units(ctx, group); err != nil {
		return p, err
	}
	servings, err := tx.Servings(ctx, group, p.Goal.Year, p.Goal.Year)
	if err != nil {
		return p, err
	}
	for _, s := range servings {
		if s.GoalID == id {
			p.Serves = append(p.Serves, s.HigherGoalID)
		}
	}
	all, err := tx.HigherGoals(ctx, group)
	for _, h := range all {
		if h.Holds(p.Goal.Year) || slices.Contains(p.Serves, h.ID) {
			p.Higher = append(p.Higher, h)
		}
	}
	return p, err
}

// SaveServing stores which higher goals the goal serves: fault.ErrConflict when somebody
// else has changed that since it was read.
func (room *Room) SaveServing(ctx context.Context, actor org.Actor, s Served) error {
	if err := mayEdit(actor, s.GroupID); err != nil {
		return err
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		if err := tx.LockHigherGoals(ctx, s.GroupID); err != nil {
			return err
		}
		p, err := servingOf(ctx, tx, s.GroupID, s.GoalID)
		if err != nil {
			return err
		}
		if !sameSet(p.Serves, s.Before) {
			return fault.ErrConflict
		}
		for _, id := range s.Higher {
			if !slices.ContainsFunc(p.Higher, func(h quality.HigherGoal) bool { return h.ID == id }) {
				return &fault.ValidationError{Problems: []fault.Problem{{Field: "higher", Code: "unknown_choice"}}}
			}
		}
		if sameSet(p.Serves, s.Higher) {
			return nil
		}
		if err := tx.SetServings(ctx, s.GroupID, s.GoalID, s.Higher); err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{
			At: room.now(), Action: "goals.save_serving", GroupID: s.GroupID, Subject: "goal", SubjectID: int64(s.GoalID),
			Before: p.audited(p.Serves), After: p.audited(s.Higher)})
	})
}

// sameSet reports whether the lists hold the same, in any order.
func sameSet[T ~int64](a, b []T) bool {
	x, y := slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b))
	return slices.Equal(slices.Compact(x), slices.Compact(y))
}

// auditedServing is what the audit keeps of what a goal serves.
type auditedServing struct {
	Title  string   `json:"title"`
	Year   int      `json:"year"`
	Higher []string `json:"higher_goals"`
}

func (p ServingPage) audited(chosen []quality.HigherGoalID) auditedServing {
	kept := auditedServing{Title: p.Goal.Title, Year: p.Goal.Year, Higher: []string{}}
	for _, h := range p.Higher {
		if slices.Contains(chosen, h.ID) {
			kept.Higher = append(kept.Higher, h.Title)
		}
	}
	return kept
}
