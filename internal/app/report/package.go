package report

import (
	"context"
	"slices"

	"samsyn/internal/analysis"
	"samsyn/internal/app/dataset"
	"samsyn/internal/edition"
	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// The rows of packages as the database gives them.
type (
	PackageRow     = postgres.PackageRow
	PackageEdition = postgres.PackageEdition
	// Division is how a measure's children are divided.
	Division = postgres.IndicatorDivision
)

// PackageData is all that a data package is made of, from one snapshot. For an audience
// that may not see small numbers the data are masked already.
type PackageData struct {
	Package improvement.DataPackage
	// Data are the group's years that the package is about, with all its units.
	Data      *analysis.Dataset
	Divisions []Division
}

// Public is the package for those who may not see small numbers. The whole group is masked
// before anything is chosen from it, so that what a package shows of some units is what is
// shown of them everywhere.
func (p *PackageData) Public() *PackageData {
	public := *p
	if !p.Data.Masked {
		public.Data = p.Data.Mask()
	}
	return &public
}

// DivisionOf is how the measure's children are divided; false when they are not.
func (p *PackageData) DivisionOf(id quality.IndicatorID) (Division, bool) {
	n := slices.IndexFunc(p.Divisions, func(d Division) bool { return d.IndicatorID == id })
	if n < 0 {
		return Division{}, false
	}
	return p.Divisions[n], true
}

// packageData reads what the package is made of now.
func packageData(ctx context.Context, tx *postgres.Tx, p improvement.DataPackage) (*PackageData, error) {
	data := &PackageData{Package: p}
	var err error
	if data.Data, err = dataset.LoadLines(ctx, tx, p.GroupID, p.FirstYear, p.LastYear); err != nil {
		return nil, err
	}
	data.Divisions, err = tx.IndicatorDivisions(ctx, p.GroupID)
	return data, err
}

// mayMakePackages reports whether the actor may put packages together: whoever may propose
// a goal may gather what it rests on.
func mayMakePackages(actor org.Actor, group org.GroupID) bool {
	return actor.May(org.ProposeGoals, group, 0)
}

// mayReadPackages reports whether the actor may read the group's packages, as its audience.
func mayReadPackages(actor org.Actor, group org.GroupID) bool {
	return actor.May(org.ViewWork, group, 0)
}

// packageFor are the introduction and the team that the package was made for, those of them
// that the actor may read: all for those who may read the group's packages, and for somebody
// asked into one of them that one. fault.ErrForbidden for those who may not read the package.
func packageFor(ctx context.Context, tx *postgres.Tx, actor org.Actor, p improvement.DataPackage) (list []postgres.ProgrammeRow, err error) {
	all := mayReadPackages(actor, p.GroupID)
	if !all && !actor.May(org.ViewPublished, p.GroupID, 0) {
		return nil, fault.ErrForbidden
	}
	add := func(kind improvement.ProgrammeKind, id int64) error {
		row, err := tx.Programme(ctx, p.GroupID, kind, id)
		list = append(list, row)
		return err
	}
	if p.PathwayID != 0 {
		var core improvement.CoreTeam
		if !all {
			core, err = tx.CoreMembers(ctx, p.GroupID, improvement.PathwayID(p.PathwayID))
		}
		if err == nil && (all || core.Takes(actor.Person)) {
			err = add(improvement.PathwayProgramme, p.PathwayID)
		}
		if err != nil {
			return nil, err
		}
	}
	if p.TeamID != 0 {
		var team []improvement.TeamMember
		if !all {
			team, err = tx.TeamMembers(ctx, p.GroupID, improvement.TeamID(p.TeamID))
		}
		if err == nil && (all || improvement.Takes(team, actor.Person.ID)) {
			err = add(improvement.TeamProgramme, p.TeamID)
		}
		if err != nil {
			return nil, err
		}
	}
	if !all && len(list) == 0 {
		return nil, fault.ErrForbidden
	}
	return list, nil
}

// Packages are a group's data packages.
type Packages struct {
	List    []PackageRow // the newest first; for others than the group only those that are fixed
	CanMake bool
}

// Packages lists the group's data packages.
func (room *Room) Packages(ctx context.Context, actor org.Actor, of postgres.PackagesFor) (Packages, error) {
	p := Packages{CanMake: mayMakePackages(actor, of.GroupID)}
	if !mayReadPackages(actor, of.GroupID) {
		return p, fault.ErrForbidden
	}
	err := room.db.Read(ctx, func(tx *postgres.Tx) error {
		var err error
		p.List, err = tx.DataPackages(ctx, of)
		return err
	})
	if !actor.May(org.ViewUnmasked, of.GroupID, 0) {
		p.List = slices.DeleteFunc(p.List, func(r PackageRow) bool { return r.Latest.Number == 0 })
	}
	return p, err
}

// PackagesFor says which of a group's packages to list.
type PackagesFor = postgres.PackagesFor

// AskedPackage is which package, and which of its editions, somebody asks for.
type AskedPackage struct {
	Group  org.GroupID
	ID     improvement.PackageID
	Number int // of the edition; zero for the latest
	// Public asks for what others read, also by those who may read the other.
	Public bool
}

// PackagePage is a package to be read.
type PackagePage struct {
	PackageRow
	Editions []PackageEdition // the latest first
	// Edition is the one that is read, and Document what it says to the audience; nil when
	// the package has not been fixed. Before is what the edition before it says.
	Edition          PackageEdition
	Audience         edition.Audience
	Document, Before *edition.Document
	Files            []File // made of the document, or asked for
	// MadeFor are the introduction and the team that it was made for, those of them that the
	// actor may read.
	MadeFor []postgres.ProgrammeRow
	// Now is what the package would be made of now, for the audience; nil for those who read
	// only what is fixed.
	Now                  *PackageData
	CanMake, CanInternal bool
}

// Package reads a package. Those who may not see small numbers read what is for them, and
// only what is fixed: fault.ErrNotFound otherwise, and for an edition that is not there. What
// it would say now is for those who may read the group's results of today.
func (room *Room) Package(ctx context.Context, actor org.Actor, asked AskedPackage) (PackagePage, error) {
	var p PackagePage
	err := room.db.ReadGroup(ctx, asked.Group, func(tx *postgres.Tx) error {
		p = PackagePage{Audience: audienceOf(actor, asked.Group), CanMake: mayMakePackages(actor, asked.Group)}
		if p.CanInternal = p.Audience == edition.Internal; asked.Public {
			p.Audience = edition.Public
		}
		return p.load(ctx, tx, actor, asked)
	})
	if err != nil {
		return PackagePage{}, err
	}
	if p.Now != nil && p.Audience == edition.Public {
		p.Now = p.Now.Public()
	}
	return p, nil
}

func (p *PackagePage) load(ctx context.Context, tx *postgres.Tx, actor org.Actor, asked AskedPackage) error {
	var err error
	if p.PackageRow, err = tx.DataPackage(ctx, asked.Group, asked.ID); err != nil {
		return err
	}
	if p.MadeFor, err = packageFor(ctx, tx, actor, p.DataPackage); err != nil {
		return err
	}
	if p.Editions, err = tx.PackageEditions(ctx, asked.ID); err != nil {
		return err
	}
	n := 0
	if asked.Number != 0 {
		n = slices.IndexFunc(p.Editions, func(e PackageEdition) bool { return e.Number == asked.Number })
	}
	switch {
	case n < 0, len(p.Editions) == 0 && !p.CanInternal:
		return fault.ErrNotFound
	case len(p.Editions) > 0:
		p.Latest, p.Edition = p.Editions[0], p.Editions[n]
		if p.Document, err = packageDocument(ctx, tx, p.Edition, p.Audience); err != nil {
			return err
		}
		if p.Files, err = tx.ReportFilesOfDocument(ctx, sumOf(p.Edition, p.Audience)); err != nil {
			return err
		}
	}
	if n+1 < len(p.Editions) {
		if p.Before, err = packageDocument(ctx, tx, p.Editions[n+1], p.Audience); err != nil {
			return err
		}
	}
	if p.CanInternal || actor.May(org.ViewResults, asked.Group, 0) {
		p.Now, err = packageData(ctx, tx, p.DataPackage)
	}
	return err
}

// sumOf names the document that the edition says to the audience.
func sumOf(e PackageEdition, audience edition.Audience) []byte {
	if audience == edition.Internal {
		return e.InternalSHA256
	}
	return e.PublicSHA256
}

func packageDocument(ctx context.Context, tx *postgres.Tx, e PackageEdition, audience edition.Audience) (*edition.Document, error) {
	d, err := tx.ReportDocument(ctx, sumOf(e, audience))
	if err != nil {
		return nil, err
	}
	return edition.Decode(d.Content)
}
