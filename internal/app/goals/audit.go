package goals

import (
	"context"
	"fmt"

	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// auditedGoal is what the audit keeps of a goal: words and codes that can be read
// without the tables they come from.
type auditedGoal struct {
	Year       int                `json:"year"`
	Category   quality.Category   `json:"category"`
	Title      string             `json:"title"`
	Value      string             `json:"value_for_children"`
	Patients   string             `json:"patient_view,omitempty"`
	ICD10      string             `json:"icd10,omitempty"`
	Gestation  string             `json:"gestation,omitempty"`
	Marks      []quality.CareMark `json:"marks,omitempty"`
	LongTerm   string             `json:"long_term_goal,omitempty"`
	Promises   []string           `json:"promises"`
	Indicators []string           `json:"indicators"`
}

// names turns identities into what people call them.
type names struct {
	indicators map[quality.IndicatorID]string
	promises   map[quality.PromiseID]string
	longTerm   map[quality.LongTermGoalID]string
}

func readNames(ctx context.Context, tx *postgres.Tx, group org.GroupID, year int) (names, error) {
	n := names{map[quality.IndicatorID]string{}, map[quality.PromiseID]string{}, map[quality.LongTermGoalID]string{}}
	library, err := tx.Indicators(ctx, group, endOf(year))
	if err != nil {
		return n, err
	}
	for _, i := range library {
		n.indicators[i.ID] = i.Code
	}
	promises, err := tx.Promises(ctx, group)
	if err != nil {
		return n, err
	}
	for _, p := range promises {
		n.promises[p.ID] = p.Code
	}
	longTerm, err := tx.LongTermGoals(ctx, group)
	for _, l := range longTerm {
		n.longTerm[l.ID] = l.Title
	}
	return n, err
}

func (n names) goal(g quality.Goal) auditedGoal {
	kept := auditedGoal{Year: g.Year, Category: g.Category, Title: g.Title, Value: g.ValueForChildren, Patients: g.PatientView,
		ICD10: g.ICD10, Gestation: g.Gestation, Marks: g.Marks,
		LongTerm: n.longTerm[g.LongTermGoalID], Promises: []string{}, Indicators: []string{}}
	for _, id := range g.Promises {
		kept.Promises = append(kept.Promises, n.promises[id])
	}
	for _, id := range g.Indicators {
		kept.Indicators = append(kept.Indicators, n.indicators[id])
	}
	return kept
}

// auditedTarget is what the audit keeps of a target.
type auditedTarget struct {
	Indicator   string             `json:"indicator"`
	Year        int                `json:"year"`
	Kind        quality.TargetKind `json:"kind"`
	Threshold   *float64           `json:"threshold,omitempty"`
	Second      *float64           `json:"second,omitempty"`
	Challenging *float64           `json:"challenging,omitempty"`
	Basis       string             `json:"basis,omitempty"`
}

func (n names) target(t quality.Target) auditedTarget {
	return auditedTarget{Indicator: n.indicators[t.IndicatorID], Year: t.Year, Kind: t.Kind,
		Threshold: t.Threshold, Second: t.Second, Challenging: t.Challenging, Basis: t.Basis}
}

// aim is what a proposed measure is to reach, on one line: its code, the kind, and the
// target, lowest and challenging values that there are.
func (n names) aim(t quality.Target) string {
	text := n.indicators[t.IndicatorID] + ": " + string(t.Kind)
	for _, part := range []struct {
		name  string
		value *float64
	}{{"threshold", t.Threshold}, {"second", t.Second}, {"challenging", t.Challenging}} {
		if part.value != nil {
			text += fmt.Sprintf(", %s %g", part.name, *part.value)
		}
	}
	return text
}
