package collect

import (
	"context"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// FormsToFill reads the forms that the actor may fill in now, to be handed out as
// a file with the name, and notes in the log that they were: that of the unit in
// where, or, without a unit, those of all units that the actor may enter for.
// Without a period it is the one that ended last. They come without the earlier
// periods beside a figure. fault.ErrWrongState when none is open for changes.
func (room *Room) FormsToFill(ctx context.Context, actor org.Actor, where Where, file string) ([]Form, error) {
	var forms []Form
	err := room.db.Write(ctx, func(tx *postgres.Tx) error {
		forms = nil // the transaction may run again
		places, err := room.places(ctx, tx, actor, where)
		if err != nil {
			return err
		}
		period := places[0].period
		span := enteredSpan{from: period.Start().AddDate(-longestYears-historyYears, 0, 0), to: period.End()}
		for _, at := range places {
			span.units = append(span.units, at.unit.ID)
		}
		read, err := room.formReader(ctx, tx, places[0].group, period.LastYear(), period.LastYear())
		if err != nil {
			return err
		}
		if err := read.readGoals(ctx, tx, period.LastYear(), period.LastYear()); err != nil {
			return err
		}
		if err := read.read(ctx, tx, span); err != nil {
			return err
		}
		var log []postgres.AuditEntry
		for _, at := range places {
			form := read.form(actor, at)
			if !form.CanRecord || len(form.Rows) == 0 {
				continue
			}
			forms = append(forms, form)
			log = append(log, postgres.AuditEntry{At: room.now(), Action: "figure.export", GroupID: at.group.ID, UnitID: at.unit.ID,
				Subject: "submission", SubjectID: int64(form.Submission.ID),
				After: handedOut{File: file, Period: at.period.Code()}, OnlyRead: true})
		}
		if err := tx.CopyAudit(ctx, actor, log); err != nil {
			return err
		}
		if len(forms) == 0 {
			return fault.ErrWrongState
		}
		return nil
	})
	return forms, err
}

// places are the units in where that the actor may enter figures for.
func (room *Room) places(ctx context.Context, tx *postgres.Tx, actor org.Actor, where Where) ([]place, error) {
	group, err := tx.Group(ctx, where.GroupID)
	if err != nil {
		return nil, err
	}
	if where.PeriodCode == "" {
		where.PeriodCode = quality.PeriodOf(room.today(), group.CollectionMonths).Previous().Code()
	}
	if where.UnitCode != "" {
		at, err := where.place(ctx, tx, actor, org.EnterFigures)
		return []place{at}, err
	}
	period, ok := quality.ParsePeriod(where.PeriodCode)
	if !ok || !collectedBy(group, period) {
		return nil, fault.ErrNotFound
	}
	units, err := tx.UnitsDuring(ctx, group.ID, period.Start(), period.End())
	if err != nil {
		return nil, err
	}
	var list []place
	for _, unit := range units {
		if actor.May(org.EnterFigures, group.ID, unit.ID) {
			list = append(list, place{group, unit, period})
		}
	}
	if len(list) == 0 {
		return nil, fault.ErrForbidden
	}
	return list, nil
}
