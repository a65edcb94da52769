package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
)

const selectFigureRules = `-- name: figure rules
SELECT r.id, r.group_id, r.left_indicator_id, r.left_part, coalesce(a.rate_per, 0)::float8 AS left_rate_per, r.relation,
       r.right_indicator_id, r.right_part, coalesce(b.rate_per, 0)::float8 AS right_rate_per,
       r.explanation, r.active, r.version
FROM figure_rule r
CROSS JOIN LATERAL (
    SELECT w.rate_per FROM indicator_version w WHERE w.indicator_id = r.left_indicator_id` + holdsOn + `) a
CROSS JOIN LATERAL (
    SELECT w.rate_per FROM indicator_version w WHERE w.indicator_id = r.right_indicator_id` + holdsOn + `) b
WHERE r.group_id = @group
ORDER BY NOT r.active, r.id`

// FigureRules reads the group's rules across measures, those in use first, with
// what rates are shown per by the definitions that hold on the day.
func (tx *Tx) FigureRules(ctx context.Context, group org.GroupID, day time.Time) ([]quality.Rule, error) {
	type row struct {
		ID               quality.RuleID
		GroupID          org.GroupID
		LeftIndicatorID  quality.IndicatorID
		LeftPart         quality.Part
		LeftRatePer      float64
		Relation         quality.Relation
		RightIndicatorID quality.IndicatorID
		RightPart        quality.Part
		RightRatePer     float64
		Explanation      string
		Active           bool
		Version          int
	}
	rows, err := collect[row](ctx, tx, selectFigureRules, pgx.StrictNamedArgs{"group": group, "day": day})
	if err != nil {
		return nil, err
	}
	rules := make([]quality.Rule, len(rows))
	for n, r := range rows {
		rules[n] = quality.Rule{ID: r.ID, GroupID: r.GroupID, Relation: r.Relation,
			Left:        quality.Term{IndicatorID: r.LeftIndicatorID, Part: r.LeftPart, RatePer: r.LeftRatePer},
			Right:       quality.Term{IndicatorID: r.RightIndicatorID, Part: r.RightPart, RatePer: r.RightRatePer},
			Explanation: r.Explanation, Active: r.Active, Version: r.Version}
	}
	return rules, nil
}

const insertFigureRule = `-- name: insert figure rule
INSERT INTO figure_rule (group_id, left_indicator_id, left_kind, left_part, relation,
                         right_indicator_id, right_kind, right_part, explanation)
SELECT @group, a.id, a.kind, @left_part, @relation, b.id, b.kind, @right_part, @explanation
FROM indicator a, indicator b
WHERE a.id = @left AND b.id = @right
RETURNING id`

// AddFigureRule stores a new rule, in use, and gives its id. One that the group has
// already, in use or not, is a problem at "right".
func (tx *Tx) AddFigureRule(ctx context.Context, r quality.Rule) (quality.RuleID, error) {
	return value[quality.RuleID](ctx, tx, insertFigureRule, pgx.StrictNamedArgs{"group": r.GroupID,
		"left": r.Left.IndicatorID, "left_part": r.Left.Part, "relation": r.Relation,
		"right": r.Right.IndicatorID, "right_part": r.Right.Part, "explanation": r.Explanation})
}

const updateFigureRule = `-- name: update figure rule
UPDATE figure_rule r SET left_indicator_id = a.id, left_kind = a.kind, left_part = @left_part, relation = @relation,
    right_indicator_id = b.id, right_kind = b.kind, right_part = @right_part, explanation = @explanation,
    active = @active, version = r.version + 1
FROM indicator a, indicator b
WHERE r.id = @id AND r.group_id = @group AND r.version = @version AND a.id = @left AND b.id = @right`

// SaveFigureRule stores a changed rule; fault.ErrConflict when somebody else has
// changed it since it was read.
func (tx *Tx) SaveFigureRule(ctx context.Context, r quality.Rule) error {
	return exec(ctx, tx, updateFigureRule, pgx.StrictNamedArgs{"id": r.ID, "group": r.GroupID, "version": r.Version,
		"left": r.Left.IndicatorID, "left_part": r.Left.Part, "relation": r.Relation,
		"right": r.Right.IndicatorID, "right_part": r.Right.Part, "explanation": r.Explanation,
		"active": r.Active}, 1, fault.ErrConflict)
}
