package improve

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

// TeamSheet is what a unit counts in a team, period by period.
type TeamSheet struct {
	Team     improvement.Team
	Unit     improvement.TeamUnit
	Measures []TeamSheetMeasure
	Last     LastChange
}

// TeamSheetMeasure is a measure with a figure for each period that has ended, the latest
// first; Version zero for those that nothing is said of.
type TeamSheetMeasure struct {
	TeamMeasureRow
	Figures []improvement.TeamFigure
}

// TeamSheet reads what the unit, by its code, has counted. fault.ErrForbidden for those who
// do not enter its figures, fault.ErrNotFound when it takes no part.
func (room *Room) TeamSheet(ctx context.Context, actor org.Actor, team improvement.Team, unit string) (TeamSheet, error) {
	var s TeamSheet
	err := room.db.Read(ctx, func(tx *postgres.Tx) (err error) {
		s, err = room.teamSheetIn(ctx, tx, actor, team, unit)
		return err
	})
	return s, err
}

func (room *Room) teamSheetIn(ctx context.Context, tx *postgres.Tx, actor org.Actor, team improvement.Team, unit string) (TeamSheet, error) {
	var s TeamSheet
	if err := mayInside(actor, team.GroupID); err != nil {
		return s, err
	}
	var err error
	if s.Team, err = tx.Team(ctx, team.GroupID, team.ID); err != nil {
		return s, err
	}
	units, err := tx.TeamUnits(ctx, team.GroupID, team.ID)
	if err != nil {
		return s, err
	}
	var takesPart bool
	if s.Unit, takesPart = first(units[team.ID], func(u improvement.TeamUnit) bool { return u.Code == unit }); !takesPart {
		return s, fault.ErrNotFound
	}
	if !actor.May(org.EnterFigures, team.GroupID, s.Unit.UnitID) {
		return s, fault.ErrForbidden
	}
	measures, err := tx.TeamMeasures(ctx, team.GroupID, team.ID)
	if err != nil {
		return s, err
	}
	figures, err := tx.TeamFigures(ctx, postgres.TeamFigureFilter{GroupID: team.GroupID, Teams: []improvement.TeamID{team.ID}, UnitID: s.Unit.UnitID})
	if err != nil {
		return s, err
	}
	for _, m := range measures {
		if !m.Counted() {
			continue
		}
		sheet := TeamSheetMeasure{TeamMeasureRow: m}
		periods := m.Periods(s.Team, room.today())
		for _, period := range slices.Backward(periods) {
			f, ok := first(figures, func(f improvement.TeamFigure) bool { return f.MeasureID == m.ID && f.Period.Equal(period) })
			if !ok {
				f = improvement.TeamFigure{MeasureID: m.ID, UnitID: s.Unit.UnitID, Period: period}
			}
			sheet.Figures = append(sheet.Figures, f)
		}
		s.Measures = append(s.Measures, sheet)
	}
	return s, nil
}

// SaveTeamFigures stores figures of a unit's, by its code, each by its measure and period.
// One that says the same as what is stored, and an empty one that nothing was said of before,
// are left alone. fault.ErrConflict, with nothing stored, when somebody else has entered one
// of them since its Version; fault.ErrWrongState for a team that is over or does not run yet.
// Problems stand at the fields of improvement.TeamFigure.Check, named by TeamFigureField. It
// gives those that were stored, with their new versions.
func (room *Room) SaveTeamFigures(ctx context.Context, actor org.Actor, team improvement.Team, unit string, figures []improvement.TeamFigure) ([]improvement.TeamFigure, error) {
	var saved []improvement.TeamFigure
	err := room.db.Write(ctx, func(tx *postgres.Tx) error {
		saved = nil
		if err := mayInside(actor, team.GroupID); err != nil {
			return err
		}
		t, err := openTeam(ctx, tx, team.GroupID, team.ID)
		if err != nil {
			return err
		}
		if t.State != improvement.TeamRunning {
			return fault.ErrWrongState
		}
		s, err := room.teamSheetIn(ctx, tx, actor, team, unit)
		if err != nil {
			return err
		}
		if err := s.check(figures); err != nil {
			return err
		}
		for _, f := range figures {
			stored, m, known := s.find(f)
			switch {
			case !known:
				return fault.ErrNotFound
			case stored.Version != f.Version:
				return fault.ErrConflict
			case f.State == "" || stored.Same(f):
				continue
			}
			f.UnitID = s.Unit.UnitID
			if err := room.enterTeamFigure(ctx, tx, actor, entering{s.Team, m, stored, f}); err != nil {
				return err
			}
			f.Version++
			saved = append(saved, f)
		}
		return nil
	})
	return saved, err
}

// entering is a figure to store, and what it takes the place of.
type entering struct {
	team        improvement.Team
	measure     improvement.TeamMeasure
	stored, now improvement.TeamFigure
}

func (room *Room) enterTeamFigure(ctx context.Context, tx *postgres.Tx, actor org.Actor, e entering) error {
	if err := tx.SaveTeamFigure(ctx, postgres.TeamEntry{TeamFigure: e.now, TeamID: e.team.ID, At: room.now(), By: actor.Person.ID}); err != nil {
		return err
	}
	entry := postgres.AuditEntry{At: room.now(), Action: "improve.enter_team_figure", GroupID: e.team.GroupID, UnitID: e.now.UnitID, Subject: teamSubject,
		SubjectID: int64(e.team.ID), After: auditTeamFigure(e.team.Title, e.measure, e.now)}
	if e.stored.Version > 0 {
		entry.Before = auditTeamFigure(e.team.Title, e.measure, e.stored)
	}
	return tx.AppendAudit(ctx, actor, entry)
}

// find is what is stored of the figure, and its measure.
func (s TeamSheet) find(f improvement.TeamFigure) (improvement.TeamFigure, improvement.TeamMeasure, bool) {
	for _, m := range s.Measures {
		for _, stored := range m.Figures {
			if m.ID == f.MeasureID && stored.Period.Equal(f.Period) {
				return stored, m.TeamMeasure, true
			}
		}
	}
	return improvement.TeamFigure{}, improvement.TeamMeasure{}, false
}

// check collects what is wrong with the figures, each at its own field. One that was said
// something of cannot become one that nothing is said of.
func (s TeamSheet) check(figures []improvement.TeamFigure) error {
	var v fault.ValidationError
	for _, f := range figures {
		stored, _, _ := s.find(f)
		if f.State == "" {
			if stored.Version > 0 {
				v.Add(TeamFigureField(f, "numerator"), "team_figure_emptied")
			}
			continue
		}
		if invalid := problemsOf(f.Check()); invalid != nil {
			for _, p := range invalid {
				p.Field = TeamFigureField(f, p.Field)
				v.Problems = append(v.Problems, p)
			}
		}
	}
	return v.OrNil()
}

// TeamFigureField is the name of a figure's field in the form: "m3.2026-10-01.numerator".
func TeamFigureField(f improvement.TeamFigure, field string) string {
	return TeamFigureRow(f) + "." + field
}

// TeamFigureRow is the name of a figure's row in the form: "m3.2026-10-01".
func TeamFigureRow(f improvement.TeamFigure) string {
	return fmt.Sprintf("m%d.%s", f.MeasureID, f.Period.Format("2006-01-02"))
}

// problemsOf are the problems that an error tells of.
func problemsOf(err error) []fault.Problem {
	var invalid *fault.ValidationError
	if errors.As(err, &invalid) {
		return invalid.Problems
	}
	return nil
}
