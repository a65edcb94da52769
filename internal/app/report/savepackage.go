package report

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"samsyn/internal/analysis"
	"samsyn/internal/app/dataset"
	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// PackageChoices are what a package can be made of.
type PackageChoices struct {
	Years    []int // with something collected, oldest first
	Measures []PackageMeasure
	Units    []org.Unit
}

// PackageMeasure is a measure to choose, with how its children are divided; "" for not.
type PackageMeasure struct {
	quality.Indicator
	Division string
}

// read reads what there is to choose among; no plan when the group collects nothing.
func (c *PackageChoices) read(ctx context.Context, tx *postgres.Tx, group org.GroupID) (*analysis.Dataset, []postgres.ResultYear, error) {
	*c = PackageChoices{}
	years, err := tx.ResultYears(ctx, group)
	if err != nil || len(years) == 0 {
		return nil, nil, err
	}
	for _, y := range years {
		c.Years = append(c.Years, y.Year)
	}
	plan, err := dataset.LoadPlan(ctx, tx, group, dataset.Years{First: years[0].Year, Last: years[len(years)-1].Year})
	if err != nil {
		return nil, nil, err
	}
	divisions, err := tx.IndicatorDivisions(ctx, group)
	if err != nil {
		return nil, nil, err
	}
	c.Units = plan.Units
	for _, m := range plan.Measures {
		choice := PackageMeasure{Indicator: m.Indicator}
		for _, d := range divisions {
			if d.IndicatorID == m.ID {
				choice.Division = d.Name
			}
		}
		c.Measures = append(c.Measures, choice)
	}
	return plan, years, nil
}

// check adds to what the package's own check said what is not the group's.
func (c PackageChoices) check(p improvement.DataPackage) error {
	var v fault.ValidationError
	var invalid *fault.ValidationError
	if errors.As(p.Check(), &invalid) {
		v.Problems = append(v.Problems, invalid.Problems...)
	}
	for _, id := range p.Indicators {
		if !slices.ContainsFunc(c.Measures, func(m PackageMeasure) bool { return m.ID == id }) {
			v.Add("measures", "unknown_choice")
			break
		}
	}
	for _, id := range p.Units {
		if !slices.ContainsFunc(c.Units, func(u org.Unit) bool { return u.ID == id }) {
			v.Add("units", "unknown_choice")
			break
		}
	}
	return v.OrNil()
}

// CreatePackage stores a new package and gives its id. Problems stand at the fields of
// improvement.DataPackage.Check, and at "measures" and "units" when they are not the group's.
func (room *Room) CreatePackage(ctx context.Context, actor org.Actor, p improvement.DataPackage) (improvement.PackageID, error) {
	return room.storePackage(ctx, actor, p)
}

// SavePackage stores what a package is to be made of; fault.ErrConflict when somebody else
// changed it since it was read. What is fixed of it stays as it is.
func (room *Room) SavePackage(ctx context.Context, actor org.Actor, p improvement.DataPackage) error {
	_, err := room.storePackage(ctx, actor, p)
	return err
}

func (room *Room) storePackage(ctx context.Context, actor org.Actor, p improvement.DataPackage) (id improvement.PackageID, err error) {
	if !mayMakePackages(actor, p.GroupID) {
		return 0, fault.ErrForbidden
	}
	p.Settle()
	p.WrittenAt, p.WrittenBy = room.now(), actor.Person.ID
	id = p.ID
	err = room.db.Write(ctx, func(tx *postgres.Tx) error {
		var c PackageChoices
		if _, _, err := c.read(ctx, tx, p.GroupID); err != nil {
			return err
		}
		if err := c.check(p); err != nil {
			return err
		}
		if _, err := readWantedFor(ctx, tx, NewPackageFor{Group: p.GroupID, PathwayID: p.PathwayID, TeamID: p.TeamID}); err != nil {
			return err
		}
		entry := postgres.AuditEntry{At: p.WrittenAt, Action: "report.create_package", GroupID: p.GroupID, Subject: "data_package", After: c.audited(p)}
		if p.ID == 0 {
			if id, err = tx.AddDataPackage(ctx, p); err != nil {
				return err
			}
		} else {
			before, err := tx.DataPackage(ctx, p.GroupID, p.ID)
			if err != nil {
				return err
			}
			if err := tx.SaveDataPackage(ctx, p); err != nil {
				return err
			}
			entry.Action, entry.Before = "report.save_package", c.audited(before.DataPackage)
		}
		entry.SubjectID = int64(id)
		return tx.AppendAudit(ctx, actor, entry)
	})
	return id, err
}

// auditedPackage is what the log keeps of a package.
type auditedPackage struct {
	Package     string                          `json:"package"`
	Question    string                          `json:"question"`
	Span        string                          `json:"package_span"`
	Measures    []string                        `json:"measures"`
	Units       []string                        `json:"units,omitempty"`
	Professions []improvement.PackageProfession `json:"professions,omitempty"`
	Notes       []improvement.PackageNote       `json:"notes,omitempty"`
}

func (c PackageChoices) audited(p improvement.DataPackage) auditedPackage {
	a := auditedPackage{Package: p.Title, Question: p.Question, Professions: p.Professions, Notes: p.Notes,
		Span: fmt.Sprintf("%d–%d", p.FirstYear, p.LastYear)}
	for _, m := range c.Measures {
		if slices.Contains(p.Indicators, m.ID) {
			a.Measures = append(a.Measures, m.Code)
		}
	}
	for _, u := range c.Units {
		if slices.Contains(p.Units, u.ID) {
			a.Units = append(a.Units, u.Code)
		}
	}
	return a
}
