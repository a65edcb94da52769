package goals

import (
	"context"
	"slices"

	"samsyn/internal/app/goals"
	"samsyn/internal/org"
	"samsyn/internal/server/page"
	"samsyn/internal/server/words"
	view "samsyn/templates/goals"
)

// unitReadings is how the units that report the measure read it, with the way to
// write it for those who may. Nil for readers outside the group.
func unitReadings(ctx context.Context, visitor page.Visitor, p goals.IndicatorPage) []view.UnitReading {
	if !visitor.May(org.ViewReadings, 0) {
		return nil
	}
	today := visitor.Today()
	list := []view.UnitReading{}
	for _, unit := range p.Units {
		if !p.Indicator.AppliesTo(unit) || !unit.ActiveDuring(today, today) {
			continue
		}
		reading := view.UnitReading{Unit: unit.ShortName}
		if n := slices.IndexFunc(p.Readings, func(r goals.Reading) bool { return r.UnitID == unit.ID }); n >= 0 {
			reading.Text, reading.Written = p.Readings[n].Text, words.Written(ctx, p.Readings[n].WriterName, p.Readings[n].WrittenAt)
		}
		if visitor.May(org.EnterFigures, unit.ID) {
			reading.EditURL = "/inrapportering/" + unit.Code + "/tolkning/" + p.Indicator.Code
		}
		list = append(list, reading)
	}
	return list
}
