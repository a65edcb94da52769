package setup

import (
	"context"
	"fmt"
	"time"

	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// fillLines stores what is written on time lines, and what is decided about how they
// are judged. What lies ahead on the day of the set-up is left out.
func (d *demo) fillLines(ctx context.Context, tx *postgres.Tx) error {
	lib, err := readLibrary(ctx, tx, d.group.ID, firstDay(d.year))
	if err != nil {
		return err
	}
	for _, n := range d.file.LineNotes {
		i, unit, err := d.line(lib, n.Indicator, n.Unit)
		if err != nil {
			return err
		}
		on, err := time.Parse("2006-01-02", fmt.Sprintf("%d-%s", d.year+n.Year, n.Day))
		if err != nil {
			return err
		}
		note := quality.TimeNote{GroupID: d.group.ID, IndicatorID: i.ID, UnitID: unit, On: on, Kind: n.Kind, Text: n.Text,
			WrittenAt: d.after(on, 0), WrittenBy: d.people.convener}
		if unit != 0 {
			note.WrittenBy = d.people.reporter[unit]
		}
		if err := note.Check(); err != nil {
			return fmt.Errorf("note on %s: %w", n.Indicator, err)
		}
		if on.After(d.now) {
			continue
		}
		if _, err := tx.AddTimeNote(ctx, note); err != nil {
			return err
		}
	}
	for _, p := range d.file.LinePhases {
		i, unit, err := d.line(lib, p.Indicator, p.Unit)
		if err != nil {
			return err
		}
		from, err := quarterIn(p.From, d.year)
		if err != nil {
			return err
		}
		phase := quality.LineDecision{GroupID: d.group.ID, IndicatorID: i.ID, UnitID: unit, Kind: quality.NewPhase, Period: from, Reason: p.Reason}
		if err := phase.Check(); err != nil {
			return fmt.Errorf("phase of %s: %w", p.Indicator, err)
		}
		if _, err := tx.AddLineDecision(ctx, phase); err != nil {
			return err
		}
	}
	return nil
}

// line is the indicator and the unit whose line something is about; no unit for all.
func (d *demo) line(lib library, indicator, unit string) (quality.Indicator, org.UnitID, error) {
	i, err := lib.indicator(indicator)
	if err != nil || unit == "" {
		return i, 0, err
	}
	u, known := d.people.units[unit]
	if !known || !i.AppliesTo(u) {
		return i, 0, fmt.Errorf("%s does not report %s", unit, indicator)
	}
	return i, u.ID, nil
}
