package setup

import (
	"context"
	"fmt"

	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// fillReadings stores how some units read some definitions, written by those who
// report for them.
func (d *demo) fillReadings(ctx context.Context, tx *postgres.Tx) error {
	lib, err := readLibrary(ctx, tx, d.group.ID, firstDay(d.year))
	if err != nil {
		return err
	}
	for _, r := range d.file.Readings {
		i, err := lib.indicator(r.Indicator)
		if err != nil {
			return err
		}
		unit, known := d.people.units[r.Unit]
		if !known || !i.AppliesTo(unit) {
			return fmt.Errorf("%s does not report %s", r.Unit, r.Indicator)
		}
		reading := quality.Reading{IndicatorID: i.ID, UnitID: unit.ID, Text: r.Text,
			WrittenAt: d.after(firstDay(d.year-1), 0), WrittenBy: d.people.reporter[unit.ID]}
		if err := reading.Check(); err != nil {
			return fmt.Errorf("%s, %s: %w", r.Unit, r.Indicator, err)
		}
		if err := tx.SaveReading(ctx, d.group.ID, reading); err != nil {
			return err
		}
	}
	return nil
}
