package collect

import (
	"context"
	"fmt"
	"hash/fnv"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// FilePlan is what storing a file would do, row by row in the file's order.
type FilePlan struct {
	Group                     org.Group
	Rows                      []PlannedRow
	New, Changed, Same, Wrong int
	// Reasons are the group's words for missing figures.
	Reasons []Reason
	// Seen tells this plan from one made when the figures were others.
	Seen string
	// Stored says that it has been done.
	Stored bool
}

// maxPlaces is how many forms one file may be about.
const maxPlaces = 100

// PlanFile says what storing the file's rows would do, and does nothing.
func (room *Room) PlanFile(ctx context.Context, actor org.Actor, file File, rows []FileRow) (FilePlan, error) {
	var plan FilePlan
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		p, err := room.newPlanning(ctx, tx, actor, file)
		if err != nil {
			return err
		}
		plan, _, err = p.plan(ctx, rows)
		return err
	})
	return plan, err
}

// planning holds a file's rows against the forms they are about.
type planning struct {
	room  *Room
	tx    *postgres.Tx
	actor org.Actor
	file  File
	group org.Group
}

func (room *Room) newPlanning(ctx context.Context, tx *postgres.Tx, actor org.Actor, file File) (planning, error) {
	p := planning{room: room, tx: tx, actor: actor, file: file}
	if _, err := room.places(ctx, tx, actor, file.Where); err != nil {
		return p, err
	}
	var err error
	p.group, err = tx.Group(ctx, file.Where.GroupID)
	return p, err
}

// plan makes the plan, and gives the forms that it would change.
func (p planning) plan(ctx context.Context, rows []FileRow) (FilePlan, []*placed, error) {
	plan := FilePlan{Group: p.group, Rows: make([]PlannedRow, len(rows))}
	forms, order := map[Where]*placed{}, []*placed{}
	for n, r := range rows {
		plan.Rows[n] = PlannedRow{FileRow: r, Outcome: WrongRow}
		if r.Unreadable {
			continue
		}
		where, problem := p.whereOf(r)
		if problem == nil && forms[where] == nil {
			if len(order) == maxPlaces {
				problem = &fault.Problem{Field: "unit", Code: "too_many_places", Args: []any{maxPlaces}}
			} else {
				form, err := p.form(ctx, where)
				if err != nil {
					return plan, nil, err
				}
				forms[where] = form
				order = append(order, form)
			}
		}
		if problem != nil {
			plan.Rows[n].Wrong = []fault.Problem{*problem}
			continue
		}
		forms[where].rows = append(forms[where].rows, n)
	}
	var changing []*placed
	for _, form := range order {
		if form.wrong == nil {
			plan.Reasons = form.form.Reasons
		}
		if form.plan(&plan) {
			changing = append(changing, form)
		}
	}
	plan.count()
	return plan, changing, nil
}

// whereOf is the form that the row is about, or what is wrong with the row.
func (p planning) whereOf(r FileRow) (Where, *fault.Problem) {
	period, ok := quality.ParsePeriod(r.Period)
	if !ok {
		return Where{}, &fault.Problem{Field: "period", Code: "period_invalid"}
	}
	where := Where{GroupID: p.group.ID, UnitCode: r.Unit,
		PeriodCode: quality.PeriodOf(period.End(), p.group.CollectionMonths).Code()}
	switch {
	case r.Group != "" && r.Group != p.group.Code:
		return where, &fault.Problem{Field: "group", Code: "other_group"}
	case p.file.Where.UnitCode != "" && r.Unit != p.file.Where.UnitCode:
		return where, &fault.Problem{Field: "unit", Code: "other_unit"}
	case p.file.Where.PeriodCode != "" && where.PeriodCode != p.file.Where.PeriodCode:
		return where, &fault.Problem{Field: "period", Code: "other_period"}
	}
	return where, nil
}

// count sums the rows up.
func (plan *FilePlan) count() {
	sum := fnv.New64a()
	for _, r := range plan.Rows {
		switch r.Outcome {
		case NewFigure:
			plan.New++
		case ChangedFigure:
			plan.Changed++
		case SameFigure:
			plan.Same++
		default:
			plan.Wrong++
		}
		fmt.Fprintln(sum, r.Outcome, Mark(r.Row.Figure), digest(r.After)) // a hash takes everything
	}
	plan.Seen = fmt.Sprintf("%016x", sum.Sum64())
}
