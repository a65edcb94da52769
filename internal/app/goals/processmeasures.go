package goals

import (
	"context"
	"slices"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// ProcessMeasures are the process measures a group collects in a year, in order.
type ProcessMeasures struct {
	GroupID    org.GroupID
	Year       int
	Indicators []quality.IndicatorID
}

// ChooseProcessMeasures makes these the year's process measures. One that has
// figures about the year cannot be left out.
func (room *Room) ChooseProcessMeasures(ctx context.Context, actor org.Actor, chosen ProcessMeasures) error {
	if err := mayEdit(actor, chosen.GroupID); err != nil {
		return err
	}
	if chosen.Year < firstYear || chosen.Year > lastYear {
		return fault.ErrNotFound
	}
	return room.db.Write(ctx, func(tx *postgres.Tx) error {
		if err := room.openYear(ctx, tx, chosen.GroupID, chosen.Year); err != nil {
			return err
		}
		return room.setProcessMeasures(ctx, tx, actor, chosen)
	})
}

func (room *Room) setProcessMeasures(ctx context.Context, tx *postgres.Tx, actor org.Actor, chosen ProcessMeasures) error {
	library, err := tx.Indicators(ctx, chosen.GroupID, endOf(chosen.Year))
	if err != nil {
		return err
	}
	codes := map[quality.IndicatorID]string{}
	for _, i := range library {
		if i.Category == quality.Process {
			codes[i.ID] = i.Code
		}
	}
	selected, err := tx.SelectedIndicators(ctx, chosen.GroupID, chosen.Year, chosen.Year)
	if err != nil {
		return err
	}
	var before, after []quality.IndicatorID
	for _, s := range selected {
		if s.GoalID == 0 && codes[s.IndicatorID] != "" {
			before = append(before, s.IndicatorID)
		}
	}
	for _, id := range chosen.Indicators {
		if codes[id] != "" {
			after = append(after, id)
		}
	}
	if slices.Equal(before, after) {
		return nil
	}
	leaving := yearOf{chosen.Year, without(before, after)}
	if err := checkUnmeasured(ctx, tx, chosen.GroupID, leaving); err != nil {
		return err
	}
	if err := tx.SetProcessMeasures(ctx, chosen.GroupID, chosen.Year, after); err != nil {
		return err
	}
	return tx.AppendAudit(ctx, actor, postgres.AuditEntry{
		At: room.now(), Action: "goals.choose_process_measures", GroupID: chosen.GroupID,
		Subject: "selected_indicator", SubjectID: int64(chosen.Year),
		Before: auditedMeasures{chosen.Year, codesOf(before, codes)}, After: auditedMeasures{chosen.Year, codesOf(after, codes)}})
}

type auditedMeasures struct {
	Year       int      `json:"year"`
	Indicators []string `json:"indicators"`
}

func codesOf(ids []quality.IndicatorID, codes map[quality.IndicatorID]string) []string {
	list := make([]string, len(ids))
	for n, id := range ids {
		list[n] = codes[id]
	}
	return list
}
