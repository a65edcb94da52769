package setup

import (
	"context"
	"fmt"

	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// rulesFile is rules.json.
type rulesFile struct {
	About string
	Rules []struct {
		Left        string
		LeftPart    quality.Part `json:"left_part"`
		Relation    quality.Relation
		Right       string
		RightPart   quality.Part `json:"right_part"`
		Basis       string       // why it follows from the two definitions
		Explanation string
	}
}

// installRules stores the rules across measures that follow from the library's own
// definitions, and gives how many they are.
func installRules(ctx context.Context, tx *postgres.Tx, lib library) (int, error) {
	file, err := readJSON[rulesFile]("rules.json")
	if err != nil {
		return 0, err
	}
	for _, r := range file.Rules {
		left, err := lib.indicator(r.Left)
		if err != nil {
			return 0, err
		}
		right, err := lib.indicator(r.Right)
		if err != nil {
			return 0, err
		}
		rule := quality.Rule{GroupID: lib.group, Left: quality.Term{IndicatorID: left.ID, Part: r.LeftPart}, Relation: r.Relation,
			Right: quality.Term{IndicatorID: right.ID, Part: r.RightPart}, Explanation: r.Explanation}
		if err := rule.Check(left, right); err != nil {
			return 0, fmt.Errorf("%s and %s: %w", r.Left, r.Right, err)
		}
		if _, err := tx.AddFigureRule(ctx, rule); err != nil {
			return 0, fmt.Errorf("%s and %s: %w", r.Left, r.Right, err)
		}
	}
	return len(file.Rules), nil
}
