package collect

import (
	"context"
	"iter"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// AskedYears is which years' figures somebody asks for, both counted, and in which
// file. Zero is the first, or the last, that the group collects something in.
type AskedYears struct {
	First, Last int
	File        string
}

// yearsHandedOut is what the audit keeps of a file with several years' figures.
type yearsHandedOut struct {
	File  string `json:"file"`
	First int    `json:"start_year"`
	Last  int    `json:"end_year"`
}

// ManyForms is the forms of several units and years, read at once.
type ManyForms struct {
	Group       org.Group
	First, Last int // the years
	actor       org.Actor
	read        *formReader
	units       []org.Unit
}

// YearsToExport lists the years that the group collects something in, oldest first,
// for those who may see the entries of any unit; fault.ErrForbidden for others.
func (room *Room) YearsToExport(ctx context.Context, actor org.Actor, group org.GroupID) ([]int, error) {
	var years []int
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		if _, err := room.seenUnits(ctx, tx, actor, group); err != nil {
			return err
		}
		var err error
		years, err = tx.GoalYears(ctx, group)
		return err
	})
	return years, err
}

// seenUnits are the group's units whose entries the actor may see.
func (room *Room) seenUnits(ctx context.Context, tx *postgres.Tx, actor org.Actor, group org.GroupID) ([]org.Unit, error) {
	all, err := tx.Units(ctx, group)
	if err != nil {
		return nil, err
	}
	var units []org.Unit
	for _, u := range all {
		if actor.May(org.ViewUnitEntries, group, u.ID) {
			units = append(units, u)
		}
	}
	if len(units) == 0 {
		return nil, fault.ErrForbidden
	}
	return units, nil
}

// ExportYears reads all that the actor may see of what the units hand in for the
// years, drafts too, to be handed out as a file with the name, and notes in the log
// that it was. The number of queries depends neither on the units nor on the years.
// fault.ErrNotFound for years that the group does not have.
func (room *Room) ExportYears(ctx context.Context, actor org.Actor, group org.GroupID, asked AskedYears) (*ManyForms, error) {
	var many *ManyForms
	err := room.db.Write(ctx, func(tx *postgres.Tx) error {
		units, err := room.seenUnits(ctx, tx, actor, group)
		if err != nil {
			return err
		}
		years, err := tx.GoalYears(ctx, group)
		if err != nil {
			return err
		}
		first, last, ok := asked.among(years)
		if !ok {
			return fault.ErrNotFound
		}
		if many, err = room.readManyForms(ctx, tx, group, ManyForms{actor: actor, units: units, First: first, Last: last}); err != nil {
			return err
		}
		return tx.AppendAudit(ctx, actor, postgres.AuditEntry{At: room.now(), Action: "figure.export", GroupID: group,
			Subject: "programme_group", SubjectID: int64(group), After: yearsHandedOut{File: asked.File, First: first, Last: last}, OnlyRead: true})
	})
	return many, err
}

// among are the years asked for; false unless the group collects in both.
func (asked AskedYears) among(years []int) (first, last int, ok bool) {
	if len(years) == 0 {
		return 0, 0, false
	}
	first, last = asked.First, asked.Last
	if first == 0 {
		first = years[0]
	}
	if last == 0 {
		last = years[len(years)-1]
	}
	var has [2]bool
	for _, y := range years {
		has[0], has[1] = has[0] || y == first, has[1] || y == last
	}
	return first, last, has[0] && has[1] && first <= last
}

// readManyForms reads the forms of the units for collection periods that end in the
// years.
func (room *Room) readManyForms(ctx context.Context, tx *postgres.Tx, group org.GroupID, many ManyForms) (*ManyForms, error) {
	var err error
	if many.Group, err = tx.Group(ctx, group); err != nil {
		return nil, err
	}
	if many.read, err = room.formReader(ctx, tx, many.Group, many.First, many.Last); err != nil {
		return nil, err
	}
	if err := many.read.readGoals(ctx, tx, many.First, many.Last); err != nil {
		return nil, err
	}
	span := enteredSpan{from: quality.WholeYear(many.First-longestYears+1).Start().AddDate(-historyYears, 0, 0),
		to: quality.WholeYear(many.Last).End()}
	for _, u := range many.units {
		span.units = append(span.units, u.ID)
	}
	return &many, many.read.read(ctx, tx, span)
}

// Forms are the forms one after the other, period by period and in each the units in
// the group's order, without the earlier periods beside a figure. Those that have not
// begun, and those with nothing to hand in, are left out.
func (many *ManyForms) Forms() iter.Seq[Form] {
	return func(yield func(Form) bool) {
		for year := many.First; year <= many.Last; year++ {
			for _, period := range periodsEnding(many.Group, year) {
				for _, unit := range many.units {
					at := place{many.Group, unit, period}
					if period.Start().After(many.read.room.today()) || !unit.ActiveDuring(period.Start(), period.End()) {
						continue
					}
					form := many.read.form(many.actor, at)
					if len(form.Rows) > 0 && !yield(form) {
						return
					}
				}
			}
		}
	}
}

// key tells the place from others of the group.
func (at place) key() placeKey { return placeKey{at.unit.ID, at.period} }
