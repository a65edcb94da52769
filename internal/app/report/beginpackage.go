package report

import (
	"context"
	"slices"

	"samsyn/internal/analysis"
	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// PackageForm is a package to be put together, or changed.
type PackageForm struct {
	PackageRow
	PackageChoices
}

// NewPackageFor is what somebody wants a package for.
type NewPackageFor struct {
	Group org.GroupID
	// PathwayID and TeamID are the introduction or the team; Measure is the code of a measure
	// that it is to be made from. Zero or "" for none.
	PathwayID, TeamID int64
	Measure           string
}

// BeginPackage gives an empty package for what it is wanted for, of the last three whole
// years: an introduction's or a team's name, measures and units, or the measure that is named;
// otherwise the measures that follow goals in the last of the years. fault.ErrNotFound for
// what is not the group's.
func (room *Room) BeginPackage(ctx context.Context, actor org.Actor, n NewPackageFor) (PackageForm, error) {
	f := PackageForm{PackageRow: PackageRow{DataPackage: improvement.DataPackage{GroupID: n.Group, PathwayID: n.PathwayID, TeamID: n.TeamID}}}
	if !mayMakePackages(actor, n.Group) {
		return f, fault.ErrForbidden
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		f.Title, f.Indicators, f.DataPackage.Units = "", nil, nil
		plan, years, err := f.read(ctx, tx, n.Group)
		if err != nil || plan == nil {
			return err
		}
		f.FirstYear, f.LastYear = max(years[0].Year, lastWhole(years, room.now().Year())-2), lastWhole(years, room.now().Year())
		of, err := readWantedFor(ctx, tx, n)
		if err != nil {
			return err
		}
		f.Title = of.title
		f.take(of, n.Measure, func(m PackageMeasure) bool {
			goal, _ := plan.GoalOf(&analysis.Measure{Indicator: m.Indicator}, f.LastYear)
			return goal.ID != 0
		})
		return nil
	})
	return f, err
}

// take chooses the measures and the units, among those that there are to choose: the measure
// with the code, or those that the package is wanted for, or those that follow goals.
func (f *PackageForm) take(of wantedFor, code string, followsGoal func(PackageMeasure) bool) {
	for _, m := range f.Measures {
		wanted := m.Code == code
		switch {
		case code != "":
		case len(of.measures) > 0:
			wanted = slices.Contains(of.measures, m.ID)
		default:
			wanted = followsGoal(m)
		}
		if wanted {
			f.Indicators = append(f.Indicators, m.ID)
		}
	}
	for _, u := range f.PackageChoices.Units {
		if slices.Contains(of.units, u.ID) {
			f.DataPackage.Units = append(f.DataPackage.Units, u.ID)
		}
	}
	if len(f.DataPackage.Units) == len(f.PackageChoices.Units) {
		f.DataPackage.Units = nil // all
	}
}

// wantedFor is what an introduction or a team is about; nothing for neither.
type wantedFor struct {
	title    string
	measures []quality.IndicatorID
	units    []org.UnitID
}

func readWantedFor(ctx context.Context, tx *postgres.Tx, n NewPackageFor) (of wantedFor, err error) {
	if n.PathwayID != 0 {
		p, err := tx.Pathway(ctx, n.Group, improvement.PathwayID(n.PathwayID))
		if err != nil {
			return of, err
		}
		units, err := tx.PathwayUnits(ctx, n.Group, p.ID)
		of.title, of.measures = p.Title, p.Measures
		for _, u := range units {
			of.units = append(of.units, u.UnitID)
		}
		return of, err
	}
	if n.TeamID == 0 {
		return of, nil
	}
	t, err := tx.Team(ctx, n.Group, improvement.TeamID(n.TeamID))
	if err != nil {
		return of, err
	}
	of.title = t.Title
	measures, err := tx.TeamMeasures(ctx, n.Group, t.ID)
	if err != nil {
		return of, err
	}
	for _, m := range measures {
		if m.IndicatorID != 0 {
			of.measures = append(of.measures, m.IndicatorID)
		}
	}
	units, err := tx.TeamUnits(ctx, n.Group, t.ID)
	for _, u := range units[t.ID] {
		of.units = append(of.units, u.UnitID)
	}
	return of, err
}

// lastWhole is the last year before the one with figures, or the last there is.
func lastWhole(years []postgres.ResultYear, before int) int {
	for _, y := range slices.Backward(years) {
		if y.HasFigures && y.Year < before {
			return y.Year
		}
	}
	return years[len(years)-1].Year
}

// EditPackage reads a package with what it can be made of, for those who make packages.
func (room *Room) EditPackage(ctx context.Context, actor org.Actor, asked AskedPackage) (PackageForm, error) {
	var f PackageForm
	if !mayMakePackages(actor, asked.Group) {
		return f, fault.ErrForbidden
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		f = PackageForm{}
		var err error
		if f.PackageRow, err = tx.DataPackage(ctx, asked.Group, asked.ID); err != nil {
			return err
		}
		_, _, err = f.read(ctx, tx, asked.Group)
		return err
	})
	return f, err
}
