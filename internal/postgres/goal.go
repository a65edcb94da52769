package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

const insertGoal = `-- name: insert goal
INSERT INTO goal (group_id, year, category, title, value_for_children, patient_view, icd10, gestation, marks, long_term_goal_id,
                  previous_goal_id, raised, position)
SELECT @group, @year, @category, @title, @value, @patient_view, @icd10, @gestation, @marks::text[], nullif(@long_term::bigint, 0),
       nullif(@previous::bigint, 0), @raised,
       (SELECT coalesce(max(g.position), 0) + 1 FROM goal g WHERE g.group_id = @group AND g.year = @year)
RETURNING id`

// AddGoal stores a new goal after the year's others, with its promises and
// indicators, and gives its id. An indicator that another goal of the year has
// already is a problem at "indicators".
func (tx *Tx) AddGoal(ctx context.Context, g quality.Goal) (quality.GoalID, error) {
	id, err := value[quality.GoalID](ctx, tx, insertGoal, pgx.StrictNamedArgs{
		"group": g.GroupID, "year": g.Year, "category": g.Category, "title": g.Title,
		"value": g.ValueForChildren, "patient_view": g.PatientView, "icd10": g.ICD10, "gestation": g.Gestation, "marks": nonNil(g.Marks), "long_term": g.LongTermGoalID,
		"previous": g.PreviousGoalID, "raised": g.Raised})
	if err != nil {
		return 0, err
	}
	g.ID = id
	return id, tx.setGoalParts(ctx, g)
}

const updateGoal = `-- name: update goal
UPDATE goal SET category = @category, title = @title, value_for_children = @value, patient_view = @patient_view, icd10 = @icd10, gestation = @gestation,
    marks = @marks::text[], long_term_goal_id = nullif(@long_term::bigint, 0), version = version + 1
WHERE id = @id AND group_id = @group AND version = @version`

// SaveGoal stores a changed goal with its promises and indicators;
// fault.ErrConflict when somebody else changed or removed it since it was read.
// Its year, the goal that it goes on from and whether it is retired never change here.
func (tx *Tx) SaveGoal(ctx context.Context, g quality.Goal) error {
	err := exec(ctx, tx, updateGoal, pgx.StrictNamedArgs{
		"id": g.ID, "group": g.GroupID, "version": g.Version, "category": g.Category, "title": g.Title,
		"value": g.ValueForChildren, "patient_view": g.PatientView, "icd10": g.ICD10, "gestation": g.Gestation, "marks": nonNil(g.Marks), "long_term": g.LongTermGoalID},
		1, fault.ErrConflict)
	if err != nil {
		return err
	}
	return tx.setGoalParts(ctx, g)
}

const clearGoalPromises = `-- name: clear goal promises
DELETE FROM goal_promise WHERE goal_id = @goal AND promise_id <> ALL(@promises::bigint[])`

const insertGoalPromises = `-- name: insert goal promises
INSERT INTO goal_promise (goal_id, promise_id)
SELECT @goal, chosen.id FROM unnest(@promises::bigint[]) AS chosen(id)
ON CONFLICT DO NOTHING`

const clearGoalIndicators = `-- name: clear goal indicators
DELETE FROM selected_indicator WHERE goal_id = @goal AND indicator_id <> ALL(@indicators::bigint[])`

// An indicator collected without a goal is taken over; another goal's is not.
const insertGoalIndicators = `-- name: insert goal indicators
INSERT INTO selected_indicator (group_id, year, indicator_id, goal_id, position)
SELECT g.group_id, g.year, i.id, g.id, chosen.place
FROM goal g
CROSS JOIN unnest(@indicators::bigint[]) WITH ORDINALITY AS chosen(id, place)
JOIN indicator i ON i.id = chosen.id AND i.group_id = g.group_id
WHERE g.id = @goal
ON CONFLICT ON CONSTRAINT selected_indicator_unique
DO UPDATE SET goal_id = excluded.goal_id, position = excluded.position
WHERE selected_indicator.goal_id IS NULL OR selected_indicator.goal_id = excluded.goal_id`

func (tx *Tx) setGoalParts(ctx context.Context, g quality.Goal) error {
	promises := pgx.StrictNamedArgs{"goal": g.ID, "promises": nonNil(g.Promises)}
	if err := exec(ctx, tx, clearGoalPromises, promises, -1, nil); err != nil {
		return err
	}
	if err := exec(ctx, tx, insertGoalPromises, promises, -1, nil); err != nil {
		return err
	}
	indicators := pgx.StrictNamedArgs{"goal": g.ID, "indicators": nonNil(g.Indicators)}
	if err := exec(ctx, tx, clearGoalIndicators, indicators, -1, nil); err != nil {
		return err
	}
	taken := &fault.ValidationError{Problems: []fault.Problem{{Field: "indicators", Code: "indicator_taken"}}}
	return exec(ctx, tx, insertGoalIndicators, indicators, int64(len(g.Indicators)), taken)
}

const uncarry = `-- name: proposals of a goal that is gone
UPDATE goal_proposal SET carries = 'new', previous_goal_id = NULL, version = version + 1
WHERE previous_goal_id = @goal AND state = 'proposed'`

const deleteGoal = `-- name: delete goal
DELETE FROM goal WHERE id = @id AND group_id = @group AND version = @version`

// DeleteGoal removes a goal, its ties to promises and its choice of indicators;
// fault.ErrConflict when somebody else changed it since it was read. Proposals that
// would have gone on from it are new ones.
func (tx *Tx) DeleteGoal(ctx context.Context, g quality.Goal) error {
	bare := g
	bare.Promises, bare.Indicators = nil, nil
	if err := tx.setGoalParts(ctx, bare); err != nil {
		return err
	}
	if err := exec(ctx, tx, uncarry, pgx.StrictNamedArgs{"goal": g.ID}, -1, nil); err != nil {
		return err
	}
	return exec(ctx, tx, deleteGoal,
		pgx.StrictNamedArgs{"id": g.ID, "group": g.GroupID, "version": g.Version}, 1, fault.ErrConflict)
}

const lockGoals = `-- name: lock goals of a year
SELECT pg_advisory_xact_lock(hashtextextended('samsyn goals', @group::bigint * 10000 + @year::bigint))`

// LockGoals keeps others from changing what the group has chosen for the year, and
// from storing figures about it, until the transaction ends: two copies cannot
// both be made, and what nobody has handed in figures for stays so.
func (tx *Tx) LockGoals(ctx context.Context, group org.GroupID, year int) error {
	return exec(ctx, tx, lockGoals, pgx.StrictNamedArgs{"group": group, "year": year}, -1, nil)
}

const shareGoals = `-- name: share goals of a year
SELECT pg_advisory_xact_lock_shared(hashtextextended('samsyn goals', @group::bigint * 10000 + @year::bigint))`

// ShareGoals keeps what the group has chosen for the years that the period touches
// as it is until the transaction ends; others may do the same at the same time.
// Whoever stores figures needs it, and gets it with LockSubmission.
func (tx *Tx) ShareGoals(ctx context.Context, group org.GroupID, p quality.Period) error {
	for year := p.Year; year <= p.LastYear(); year++ {
		if err := exec(ctx, tx, shareGoals, pgx.StrictNamedArgs{"group": group, "year": year}, -1, nil); err != nil {
			return err
		}
	}
	return nil
}

const selectGoalYears = `-- name: goal years
SELECT DISTINCT s.year::int FROM (
    SELECT year FROM goal WHERE group_id = @group
    UNION SELECT year FROM selected_indicator WHERE group_id = @group) s
ORDER BY 1`

// GoalYears lists the years that the group has chosen goals or measures for.
func (tx *Tx) GoalYears(ctx context.Context, group org.GroupID) ([]int, error) {
	type yearRow struct{ Year int }
	rows, err := collect[yearRow](ctx, tx, selectGoalYears, pgx.StrictNamedArgs{"group": group})
	years := make([]int, len(rows))
	for n, r := range rows {
		years[n] = r.Year
	}
	return years, err
}

const countFigures = `-- name: figures by indicator
SELECT f.indicator_id, count(*)::int AS figures
FROM figure f
WHERE f.indicator_id = ANY(ARRAY(SELECT i.id FROM indicator i WHERE i.group_id = @group))
  AND f.period_start BETWEEN @from AND @to
  AND (@year::int = 0 OR extract(year FROM f.period_start + make_interval(months => f.period_months) - interval '1 day') = @year)
GROUP BY f.indicator_id`

// FigureCounts is how many figures are stored for each indicator of the group
// about periods that end in the year, drafts too; year 0 is all years. What has
// none is left out.
func (tx *Tx) FigureCounts(ctx context.Context, group org.GroupID, year int) (map[quality.IndicatorID]int, error) {
	type countRow struct {
		IndicatorID quality.IndicatorID
		Figures     int
	}
	first, last := year+1-longestYears, year
	if year == 0 {
		first, last = 1, 9999
	}
	rows, err := collect[countRow](ctx, tx, countFigures, pgx.StrictNamedArgs{"group": group, "year": year,
		"from": quality.WholeYear(first).Start(), "to": quality.WholeYear(last).End()})
	counts := map[quality.IndicatorID]int{}
	for _, r := range rows {
		counts[r.IndicatorID] = r.Figures
	}
	return counts, err
}
