package postgres_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

func TestTheRegisterOfUnits(t *testing.T) {
	w := newWorld(t)
	foreign := made(w, func(ctx context.Context, tx *postgres.Tx) (org.UnitID, error) {
		elsewhere, err := tx.EnsureHealthcareRegion(ctx, "ANNAN", "Annan sjukvårdsregion")
		if err != nil {
			return 0, err
		}
		region, err := tx.EnsureRegion(ctx, postgres.NewRegion{HealthcareRegionID: elsewhere, Code: "R9", Name: "Region Fjärran"})
		if err != nil {
			return 0, err
		}
		clinic, err := tx.EnsureClinic(ctx, postgres.NewHospital{RegionID: region, Code: "H9", Name: "Fjärran", City: "Fjärran", Clinic: "Kliniken"})
		if err != nil {
			return 0, err
		}
		return tx.EnsureUnit(ctx, postgres.NewUnit{ClinicID: clinic, Code: "FJA", Name: "Enheten i Fjärran", ShortName: "Fjärran", CareLevel: org.GeneralCare})
	})
	register := func(group org.GroupID) []postgres.RegisteredUnit {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.RegisteredUnit, error) {
			return tx.RegisteredUnits(ctx, group, noon)
		})
	}
	ala := postgres.RegisteredUnit{ID: w.ala, Name: "Enheten i Ala", ShortName: "Ala", HospitalName: "Ala sjukhus", RegionName: "Region Norr",
		CareLevel: org.HighlySpecialised}
	bo := postgres.RegisteredUnit{ID: w.bo, Name: "Enheten i Bo", ShortName: "Bo", HospitalName: "Ala sjukhus", RegionName: "Region Norr", CareLevel: org.BirthSite}
	same(t, "none of the group's", register(w.bare), []postgres.RegisteredUnit{ala, bo})

	join := func(unit org.UnitID, from time.Time) func(context.Context, *postgres.Tx) error {
		return func(ctx context.Context, tx *postgres.Tx) error {
			return tx.TakePart(ctx, postgres.Joining{GroupID: w.bare, UnitID: unit, Participation: org.Full, From: from})
		}
	}
	from := date(2026, time.April, 1)
	w.write(join(w.bo, from))
	w.write(join(w.ala, from))
	w.refused("of another healthcare region", fault.ErrNotFound, join(foreign, from))
	w.refused("no such unit", fault.ErrNotFound, join(99, from))
	ala.Participation, bo.Participation = org.Full, org.Full
	same(t, "in the order they came", register(w.bare), []postgres.RegisteredUnit{bo, ala})
	units := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]org.Unit, error) { return tx.Units(ctx, w.bare) })
	if !units[0].ActiveFrom.Equal(from) {
		t.Errorf("begins %v", units[0].ActiveFrom)
	}

	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		if err := tx.OrderUnits(ctx, w.bare, []org.UnitID{w.ala, w.bo}); err != nil {
			return err
		}
		if err := tx.SaveParticipation(ctx, w.bare, w.bo, org.ProcessOnly); err != nil {
			return err
		}
		return tx.EndParticipation(ctx, w.bare, w.ala, date(2020, time.January, 1)) // before it began
	})
	ala.Until, bo.Participation = &from, org.ProcessOnly
	same(t, "moved, changed and ended", register(w.bare), []postgres.RegisteredUnit{ala, bo})
	w.write(join(w.ala, noon))
	ala.Until = nil
	same(t, "and back in its place", register(w.bare), []postgres.RegisteredUnit{ala, bo})
	for name, change := range map[string]func(context.Context, *postgres.Tx) error{
		"another group's participation": func(ctx context.Context, tx *postgres.Tx) error {
			return tx.SaveParticipation(ctx, w.bare, foreign, org.Full)
		},
		"another group's last day": func(ctx context.Context, tx *postgres.Tx) error {
			return tx.EndParticipation(ctx, w.bare, foreign, noon)
		},
	} {
		w.refused(name, fault.ErrNotFound, change)
	}

	hospitals := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.Hospital, error) {
		return tx.Hospitals(ctx, w.healthcareRegion)
	})
	same(t, "hospitals", hospitals, []postgres.Hospital{{ID: 1, Code: "H1", Name: "Ala sjukhus", City: "Ala", RegionID: w.region, RegionName: "Region Norr", Clinics: []string{"Barnkliniken"}}})
	regions := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.Region, error) {
		return tx.Regions(ctx, w.healthcareRegion)
	})
	same(t, "regions", regions, []postgres.Region{{ID: w.region, Name: "Region Norr"}})
	codes := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]string, error) { return tx.PlaceCodes(ctx) })
	slices.Sort(codes)
	same(t, "codes", codes, []string{"ALA", "BO", "FJA", "H1", "H9", "OMR", "R1", "R9", "bare", "full"})
}

func TestDivisionsOfIndicators(t *testing.T) {
	w := newWorld(t)
	got := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.IndicatorDivision, error) {
		return tx.IndicatorDivisions(ctx, w.full)
	})
	same(t, "the divided one alone", got, []postgres.IndicatorDivision{{IndicatorID: w.divided.ID,
		Stratification: postgres.Stratification{ID: 1, Code: "GA", Name: "Graviditetslängd", Kind: quality.ByOther, Version: 1}}})
	divisions := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.Division, error) {
		return tx.Divisions(ctx, w.full)
	})
	if len(divisions) != 1 || divisions[0].Code != "GA" || len(divisions[0].Strata) != 2 || divisions[0].Strata[1].Code != "B" {
		t.Errorf("%+v", divisions)
	}
	none := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.Division, error) {
		return tx.Divisions(ctx, w.bare)
	})
	same(t, "of the other group", len(none), 0)
}
