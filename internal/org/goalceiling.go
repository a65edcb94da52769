package org

import "samsyn/internal/fault"

// MaxGoalCeiling is the most goals in a year that a group can say it means to have.
const MaxGoalCeiling = 100

// GoalCeiling is how many goals a group means to have at most in a year. More than that
// is warned of and forbidden by nobody.
type GoalCeiling int

// Check is a problem at "goal_ceiling" when the number is out of bounds, or nil.
func (c GoalCeiling) Check() error {
	if c < 1 || c > MaxGoalCeiling {
		return &fault.ValidationError{Problems: []fault.Problem{{Field: "goal_ceiling", Code: "out_of_range", Args: []any{1, MaxGoalCeiling}}}}
	}
	return nil
}
