package setup

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"time"

	"samsyn/internal/app/report"
	"samsyn/internal/fault"
	"samsyn/internal/improvement"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// demoDivision is a way of dividing the example's children; Share is a part's share of them.
type demoDivision struct {
	Code, Name string
	Kind       quality.DivisionKind
	Parts      []struct {
		Code, Name string
		Share      float64
	}
	Measures []string
}

// fillDivisions divides the children of the example's divided measures.
func (d *demo) fillDivisions(ctx context.Context, tx *postgres.Tx) error {
	library, err := readLibrary(ctx, tx, d.group.ID, d.now)
	if err != nil {
		return err
	}
	for _, v := range d.file.Divisions {
		division := quality.Division{Code: v.Code, Name: v.Name, Kind: v.Kind}
		for _, p := range v.Parts {
			division.Strata = append(division.Strata, quality.Stratum{Code: p.Code, Name: p.Name})
		}
		if err := division.Check(); err != nil {
			return err
		}
		id, err := tx.AddDivision(ctx, d.group.ID, division)
		if err != nil {
			return err
		}
		for _, code := range v.Measures {
			i, err := library.indicator(code)
			if err != nil {
				return err
			}
			if err := tx.DivideIndicator(ctx, d.group.ID, i.ID, id); err != nil {
				return err
			}
		}
	}
	return nil
}

// divided is a made-up figure as one for each part of the measure, which add up to it: the
// figure itself when the measure is not divided.
func (d *demo) divided(f quality.Figure, i quality.Indicator) ([]quality.Figure, error) {
	if len(i.Strata) == 0 {
		return []quality.Figure{f}, nil
	}
	n := slices.IndexFunc(d.file.Divisions, func(v demoDivision) bool { return slices.Contains(v.Measures, i.Code) })
	if n < 0 || i.Kind != quality.Proportion || len(d.file.Divisions[n].Parts) != len(i.Strata) {
		return nil, fmt.Errorf("%s: cannot be divided", i.Code)
	}
	var list []quality.Figure
	with, without := shared{d.file.Divisions[n], 0, 0}, shared{d.file.Divisions[n], 0, 0}
	for part, s := range i.Strata {
		one := f
		one.StratumID = s.ID
		if f.State == quality.Reported {
			x := with.part(*f.Value.Numerator, part)
			of := x + without.part(*f.Value.Denominator-*f.Value.Numerator, part)
			one.Value = quality.Value{Numerator: &x, Denominator: &of}
		}
		if part > 0 {
			one.Comment = "" // it is about all of them
		}
		list = append(list, one)
	}
	return list, nil
}

// shared deals out a number of children to the parts in turn, so that they add up to it.
type shared struct {
	demoDivision
	share, dealt float64
}

func (s *shared) part(all float64, n int) float64 {
	s.share += s.Parts[n].Share
	to := math.Round(all * s.share)
	if n == len(s.Parts)-1 {
		to = all
	}
	own := to - s.dealt
	s.dealt = to
	return own
}

// demoPackagesFile is demo_packages.json.
type demoPackagesFile struct {
	About    string
	Packages []struct {
		Title, Question string
		Years           int // how many, up to the year before the one that the data are filled in
		Measures        []string
		Professions     []improvement.PackageProfession
		Notes           []improvement.PackageNote
	}
}

// DemoPackages puts the example's data packages together and saves a version of each, as its
// coordinator would in the program. compose makes the documents. It must come after Demo; a
// group that is no example, or has packages, is left alone.
func DemoPackages(ctx context.Context, db *postgres.DB, now time.Time, compose report.PackageComposer) error {
	file, err := readJSON[demoPackagesFile]("demo_packages.json")
	if err != nil {
		return err
	}
	names, err := readJSON[groupFile]("group.json")
	if err != nil {
		return err
	}
	e, fresh := demoEditions{now: now}, false
	codes := map[string]quality.IndicatorID{}
	if err := db.Read(ctx, func(tx *postgres.Tx) error {
		if e.group, err = tx.GroupByCode(ctx, names.Group.Code); err != nil {
			return err
		}
		done, err := tx.DataPackages(ctx, postgres.PackagesFor{GroupID: e.group.ID})
		if err != nil {
			return err
		}
		if fresh = e.group.ExampleData && len(done) == 0; !fresh {
			return nil
		}
		library, err := tx.Indicators(ctx, e.group.ID, now)
		if err != nil {
			return err
		}
		for _, i := range library {
			codes[i.Code] = i.ID
		}
		e.convener, err = e.actor(ctx, tx, demoConvener)
		return err
	}); err != nil || !fresh {
		if errors.Is(err, fault.ErrNotFound) { // an example of an older program, or with other people
			return nil
		}
		return err
	}
	room := report.New(db, func() time.Time { return now })
	for _, p := range file.Packages {
		k := improvement.DataPackage{GroupID: e.group.ID, Title: p.Title, Question: p.Question, FirstYear: now.Year() - p.Years, LastYear: now.Year() - 1,
			Professions: p.Professions, Notes: p.Notes}
		for _, code := range p.Measures {
			k.Indicators = append(k.Indicators, codes[code])
		}
		id, err := room.CreatePackage(ctx, e.convener, k)
		if err != nil {
			return fmt.Errorf("%s: %w", p.Title, err)
		}
		if err := room.FixPackage(ctx, e.convener, report.PackageFixing{Group: e.group.ID, ID: id, Number: 1, Compose: compose, FilesLater: true}); err != nil {
			return fmt.Errorf("%s: %w", p.Title, err)
		}
	}
	return nil
}
