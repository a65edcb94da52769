package goals

import (
	"context"
	"time"

	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// locally is what units' own goals are made of: the year's shared goals by title, and
// the measures.
type locally struct {
	goals    map[quality.GoalID]string
	measures map[quality.IndicatorID]quality.Indicator
}

func localNames(ctx context.Context, tx *postgres.Tx, g quality.LocalGoal) (locally, error) {
	n := locally{goals: map[quality.GoalID]string{}}
	shared, err := tx.Goals(ctx, g.GroupID, g.Year, g.Year)
	if err != nil {
		return n, err
	}
	for _, each := range shared {
		n.goals[each.ID] = each.Title
	}
	n.measures, err = measuresAt(ctx, tx, groupYear{g.GroupID, g.Year})
	return n, err
}

// measuresAt is the library with the definitions at the end of the year.
func measuresAt(ctx context.Context, tx *postgres.Tx, of groupYear) (map[quality.IndicatorID]quality.Indicator, error) {
	library, err := tx.Indicators(ctx, of.group, endOf(of.year))
	if err != nil {
		return nil, err
	}
	measures := map[quality.IndicatorID]quality.Indicator{}
	for _, i := range library {
		measures[i.ID] = i
	}
	return measures, nil
}

// auditedLocal is what the audit keeps of a unit's own goal.
type auditedLocal struct {
	Year      int                `json:"year"`
	Title     string             `json:"title"`
	Shared    string             `json:"shared_goal,omitempty"`
	Method    string             `json:"method,omitempty"`
	Indicator string             `json:"indicator,omitempty"`
	Threshold *float64           `json:"threshold,omitempty"`
	Sign      string             `json:"sign,omitempty"`
	Due       string             `json:"due,omitempty"`
	State     quality.LocalState `json:"local_state"`
	Outcome   string             `json:"outcome,omitempty"`
}

func (n locally) local(g quality.LocalGoal) auditedLocal {
	kept := auditedLocal{Year: g.Year, Title: g.Title, Shared: n.goals[g.GoalID], Method: g.Method,
		Indicator: n.measures[g.IndicatorID].Code, Threshold: g.Threshold, Sign: g.SignText, State: g.State, Outcome: g.Outcome}
	if g.DueOn != nil {
		kept.Due = g.DueOn.Format(time.DateOnly)
	}
	return kept
}

// sameLocal reports whether nothing that the audit keeps differs.
func sameLocal(a, b auditedLocal) bool {
	same := sameNumber(a.Threshold, b.Threshold)
	a.Threshold, b.Threshold = nil, nil
	return same && a == b
}

// sameNumber reports whether two numbers, nil for none, are the same.
func sameNumber(a, b *float64) bool { return (a == nil) == (b == nil) && (a == nil || *a == *b) }
