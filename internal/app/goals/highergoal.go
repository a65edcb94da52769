package goals

import (
	"context"
	"slices"
	"strconv"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// HigherGoalPage is one goal above the group's own, with what its form needs.
type HigherGoalPage struct {
	All     []quality.HigherGoal
	Units   []org.Unit // for their regions
	Library []quality.Indicator
	Goal    quality.HigherGoal // zero for a new one
	Last    postgres.LastChange
}

// HigherGoal reads a goal above for its form; id zero for a new one. fault.ErrNotFound
// when it is not the group's. Only those who may change it may.
func (room *Room) HigherGoal(ctx context.Context, actor org.Actor, group org.GroupID, id quality.HigherGoalID) (HigherGoalPage, error) {
	var p HigherGoalPage
	if err := mayEdit(actor, group); err != nil {
		return p, err
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		var err error
		if p.Units, err = tx.Units(ctx, group); err != nil {
			return err
		}
		if p.Library, err = tx.Indicators(ctx, group, room.now()); err != nil {
			return err
		}
		if p.All, err = tx.HigherGoals(ctx, group); err != nil || id == 0 {
			return err
		}
		if p.Goal, err = higherIn(p.All, id); err != nil {
			return err
		}
		p.Last, err = tx.LastChange(ctx, "higher_goal", int64(id))
		return err
	})
	return p, err
}

func higherIn(all []quality.HigherGoal, id quality.HigherGoalID) (quality.HigherGoal, error) {
	n := slices.IndexFunc(all, func(h quality.HigherGoal) bool { return h.ID == id })
	if n < 0 {
		return quality.HigherGoal{}, fault.ErrNotFound
	}
	return all[n], nil
}

// higherThings is what the parts of goals above are called.
type higherThings struct {
	all     []quality.HigherGoal
	library []quality.Indicator
	regions map[org.RegionID]string
}

func (room *Room) higherNames(ctx context.Context, tx *postgres.Tx, group org.GroupID) (n higherThings, err error) {
	if n.all, err = tx.HigherGoals(ctx, group); err != nil {
		return n, err
	}
	if n.library, err = tx.Indicators(ctx, group, room.now()); err != nil {
		return n, err
	}
	units, err := tx.Units(ctx, group)
	n.regions = map[org.RegionID]string{}
	for _, u := range units {
		n.regions[u.RegionID] = u.RegionName
	}
	return n, err
}

// auditedHigher is what the audit keeps of a goal above.
type auditedHigher struct {
	Title  string              `json:"title"`
	Level  quality.HigherLevel `json:"level"`
	Region string              `json:"region,omitempty"`
	Parent string              `json:"higher_goal,omitempty"`
	Body   string              `json:"body,omitempty"`
	SetBy  string              `json:"set_by"`
	Source string              `json:"source"`
	From   int                 `json:"start_year"`
	To     int                 `json:"end_year,omitempty"`
	// Measures are by code, each with its value to reach.
	Measures    []string `json:"measures,omitempty"`
	NotMeasured string   `json:"not_measured,omitempty"`
}

func (n higherThings) higher(h quality.HigherGoal) auditedHigher {
	kept := auditedHigher{Title: h.Title, Level: h.Level, Region: n.regions[h.RegionID], Body: h.Body, SetBy: h.SetBy,
		Source: h.Source, From: h.FromYear, To: h.ToYear, NotMeasured: h.NotMeasured}
	for _, m := range h.Measures {
		text := codeOf(n.library, m.IndicatorID)
		if m.Threshold != nil {
			text += ": " + strconv.FormatFloat(*m.Threshold, 'f', -1, 64)
		}
		kept.Measures = append(kept.Measures, text)
	}
	if parent, err := higherIn(n.all, h.ParentID); err == nil {
		kept.Parent = parent.Title
	}
	return kept
}

// codeOf is the measure's code; "" when the library has it not.
func codeOf(library []quality.Indicator, id quality.IndicatorID) string {
	for _, i := range library {
		if i.ID == id {
			return i.Code
		}
	}
	return ""
}
