package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/org"
	"samsyn/internal/quality"
)

// Selected is one indicator the group collects in a year, with the goal it
// follows; a process measure follows none and has GoalID zero.
type Selected struct {
	Year        int
	IndicatorID quality.IndicatorID
	GoalID      quality.GoalID
}

const selectSelected = `-- name: selected indicators
SELECT s.year, s.indicator_id, coalesce(s.goal_id, 0) AS goal_id
FROM selected_indicator s
LEFT JOIN goal g ON g.id = s.goal_id
WHERE s.group_id = @group AND s.year BETWEEN @first AND @last
ORDER BY s.year, g.position NULLS LAST, g.id, s.position, s.id`

// SelectedIndicators reads what the group collects in the years, goal by goal in
// the goals' order and the process measures last.
func (tx *Tx) SelectedIndicators(ctx context.Context, group org.GroupID, first, last int) ([]Selected, error) {
	return collect[Selected](ctx, tx, selectSelected,
		pgx.StrictNamedArgs{"group": group, "first": first, "last": last})
}

const selectTargets = `-- name: targets
SELECT t.id, t.indicator_id, t.year, coalesce(t.unit_id, 0) AS unit_id, t.kind, t.threshold, t.second, t.challenging, t.basis,
       t.version
FROM target t
JOIN indicator i ON i.id = t.indicator_id
WHERE i.group_id = @group AND t.year BETWEEN @first AND @last
ORDER BY t.indicator_id, t.year, t.unit_id NULLS FIRST`

// Targets reads the targets of the group's indicators for the years: everybody's
// first, then the units' own.
func (tx *Tx) Targets(ctx context.Context, group org.GroupID, first, last int) ([]quality.Target, error) {
	return collect[quality.Target](ctx, tx, selectTargets,
		pgx.StrictNamedArgs{"group": group, "first": first, "last": last})
}

const selectPromises = `-- name: promises
SELECT p.id, p.code, p.text
FROM patient_promise p
JOIN programme_group g ON g.healthcare_region_id = p.healthcare_region_id
WHERE g.id = @group
ORDER BY p.position, p.id`

// Promises reads the patient promises that the group's healthcare region has given.
func (tx *Tx) Promises(ctx context.Context, group org.GroupID) ([]quality.Promise, error) {
	return collect[quality.Promise](ctx, tx, selectPromises, pgx.StrictNamedArgs{"group": group})
}

const selectGoals = `-- name: goals
SELECT g.id, g.group_id, g.year, g.category, g.title, g.value_for_children, g.patient_view, g.icd10, g.gestation, g.marks,
       coalesce(g.long_term_goal_id, 0) AS long_term_goal_id, coalesce(g.previous_goal_id, 0) AS previous_goal_id,
       g.raised, g.retired_on, g.retired_why, g.version,
       coalesce((SELECT array_agg(gp.promise_id ORDER BY p.position) FROM goal_promise gp
                 JOIN patient_promise p ON p.id = gp.promise_id WHERE gp.goal_id = g.id), '{}') AS promises,
       coalesce((SELECT array_agg(s.indicator_id ORDER BY s.position, s.id) FROM selected_indicator s
                 WHERE s.goal_id = g.id), '{}') AS indicators
FROM goal g
WHERE g.group_id = @group AND g.year BETWEEN @first AND @last
ORDER BY g.year, g.position, g.id`

// Goals reads the group's goals for the years, in the group's own order.
func (tx *Tx) Goals(ctx context.Context, group org.GroupID, first, last int) ([]quality.Goal, error) {
	type goalRow struct {
		ID               quality.GoalID
		GroupID          org.GroupID
		Year             int
		Category         quality.Category
		Title            string
		ValueForChildren string
		PatientView      string
		Icd10, Gestation string
		Marks            []string
		LongTermGoalID   quality.LongTermGoalID
		PreviousGoalID   quality.GoalID
		Raised           bool
		RetiredOn        *time.Time
		RetiredWhy       string
		Promises         []quality.PromiseID
		Indicators       []quality.IndicatorID
		Version          int
	}
	rows, err := collect[goalRow](ctx, tx, selectGoals,
		pgx.StrictNamedArgs{"group": group, "first": first, "last": last})
	if err != nil {
		return nil, err
	}
	goals := make([]quality.Goal, len(rows))
	for n, r := range rows {
		goals[n] = quality.Goal{ID: r.ID, GroupID: r.GroupID, Year: r.Year, Category: r.Category, Title: r.Title,
			ValueForChildren: r.ValueForChildren, PatientView: r.PatientView, ICD10: r.Icd10, Gestation: r.Gestation, LongTermGoalID: r.LongTermGoalID,
			PreviousGoalID: r.PreviousGoalID, Raised: r.Raised, Retired: quality.Retirement{On: orZero(r.RetiredOn), Why: r.RetiredWhy},
			Promises: r.Promises, Indicators: r.Indicators, Version: r.Version}
		for _, m := range r.Marks {
			goals[n].Marks = append(goals[n].Marks, quality.CareMark(m))
		}
	}
	return goals, nil
}

const selectLongTermGoals = `-- name: long-term goals
SELECT l.id, l.group_id, l.title, l.vision, l.start_year, l.end_year, l.version
FROM long_term_goal l
WHERE l.group_id = @group
ORDER BY l.position, l.id`

// LongTermGoals reads the group's goals of three to five years.
func (tx *Tx) LongTermGoals(ctx context.Context, group org.GroupID) ([]quality.LongTermGoal, error) {
	return collect[quality.LongTermGoal](ctx, tx, selectLongTermGoals, pgx.StrictNamedArgs{"group": group})
}
