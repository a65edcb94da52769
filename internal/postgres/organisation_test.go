package postgres_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

func TestGroups(t *testing.T) {
	w := newWorld(t)
	full := org.Group{ID: w.full, Code: "full", Name: "Östra gruppen", ShortName: "Östra", HealthcareRegionName: "Provregionen",
		BodyName: "Provområdet barn", BodyShortName: "Provområdet", CollectionMonths: 3, DueDays: 30,
		ReportDueMonth: time.February, ReportDueDay: 31, MaskingThreshold: 5, ReliabilityLimit: 10, GoalCeiling: 8}
	bare := org.Group{ID: w.bare, Code: "bare", Name: "Andra gruppen", ShortName: "Andra", HealthcareRegionName: "Provregionen",
		CollectionMonths: 12, DueDays: 30, ReportDueMonth: time.February, ReportDueDay: 31, MaskingThreshold: 5, ReliabilityLimit: 10, GoalCeiling: 8}
	err := w.db.Read(t.Context(), func(tx *postgres.Tx) error {
		ctx := t.Context()
		all, err := tx.AllGroups(ctx)
		same(t, "all, by name as in Swedish", all, []org.Group{bare, full})
		some, err2 := tx.Groups(ctx, []org.GroupID{w.full})
		same(t, "some", some, []org.Group{full})
		none, err3 := tx.Groups(ctx, nil)
		same(t, "no ids", len(none), 0)
		one, err4 := tx.Group(ctx, w.bare)
		same(t, "by id", one, bare)
		coded, err5 := tx.GroupByCode(ctx, "full")
		same(t, "by code", coded, full)
		if _, err := tx.Group(ctx, 99); !errors.Is(err, fault.ErrNotFound) {
			t.Errorf("no such id: %v", err)
		}
		if _, err := tx.GroupByCode(ctx, "nej"); !errors.Is(err, fault.ErrNotFound) {
			t.Errorf("no such code: %v", err)
		}
		where, err6 := tx.HealthcareRegionOf(ctx, w.bare)
		same(t, "healthcare region", where, w.healthcareRegion)
		if _, err := tx.HealthcareRegionOf(ctx, 99); !errors.Is(err, fault.ErrNotFound) {
			t.Errorf("no such group: %v", err)
		}
		return errors.Join(err, err2, err3, err4, err5, err6)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestAHealthcareRegionIsAddedOnce(t *testing.T) {
	w := newWorld(t)
	add := func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.AddHealthcareRegion(ctx, "NY", "Nya regionen")
		return err
	}
	w.write(add)
	w.refused("a second time", fault.ErrConflict, add)
}

func TestUnits(t *testing.T) {
	w := newWorld(t)
	// Who left the group and whose unit closed: the earlier of the two days counts.
	w.exec(`UPDATE unit SET active_from = '2010-01-01', active_to = '2025-12-31' WHERE id = $1`, w.bo)
	w.exec(`UPDATE group_unit SET active_from = '2015-01-01', active_to = '2025-06-30' WHERE unit_id = $1`, w.bo)
	ala := org.Unit{ID: w.ala, Code: "ALA", Name: "Enheten i Ala", ShortName: "Ala", HospitalName: "Ala sjukhus",
		RegionID: w.region, RegionName: "Region Norr", CareLevel: org.HighlySpecialised, Participation: org.Full,
		Description: "Vårdar de tidigast födda.", Source: "Provkällan", ActiveFrom: date(2000, time.January, 1)}
	bo := org.Unit{ID: w.bo, Code: "BO", Name: "Enheten i Bo", ShortName: "Bo", HospitalName: "Ala sjukhus",
		RegionID: w.region, RegionName: "Region Norr", CareLevel: org.BirthSite, Participation: org.ProcessOnly,
		ActiveFrom: date(2015, time.January, 1), ActiveTo: ptr(date(2025, time.June, 30))}
	units := func(group org.GroupID) []org.Unit {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]org.Unit, error) { return tx.Units(ctx, group) })
	}
	during := func(from, to time.Time) []org.Unit {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]org.Unit, error) {
			return tx.UnitsDuring(ctx, w.full, from, to)
		})
	}
	same(t, "the group's units", units(w.full), []org.Unit{ala, bo})
	same(t, "a group without units", len(units(w.bare)), 0)
	same(t, "the day it left", during(date(2025, time.June, 30), noon), []org.Unit{ala, bo})
	same(t, "the day after", during(date(2025, time.July, 1), noon), []org.Unit{ala})
	same(t, "its first day", during(date(2014, time.December, 1), date(2015, time.January, 1)), []org.Unit{ala, bo})
	same(t, "before the group", len(during(date(1990, time.January, 1), date(1990, time.December, 31))), 0)

	// Either end may stand on either side.
	w.exec(`UPDATE group_unit SET active_to = NULL WHERE unit_id = $1`, w.bo)
	same(t, "the unit's own last day", *units(w.full)[1].ActiveTo, date(2025, time.December, 31))
}

func TestUnitAndRegionAreFound(t *testing.T) {
	w := newWorld(t)
	err := w.db.Read(t.Context(), func(tx *postgres.Tx) error {
		id, err := tx.UnitByCode(t.Context(), "BO")
		same(t, "unit by code", id, w.bo)
		region, err2 := tx.RegionByName(t.Context(), w.healthcareRegion, "Region Norr")
		same(t, "region by name", region, w.region)
		if _, err := tx.UnitByCode(t.Context(), "NEJ"); !errors.Is(err, fault.ErrNotFound) {
			t.Errorf("no such unit: %v", err)
		}
		for _, in := range []int64{w.healthcareRegion, 99} {
			if _, err := tx.RegionByName(t.Context(), in, map[bool]string{true: "Region Norr", false: "Nej"}[in == 99]); !errors.Is(err, fault.ErrNotFound) {
				t.Errorf("no such region in %d: %v", in, err)
			}
		}
		return errors.Join(err, err2)
	})
	if err != nil {
		t.Fatal(err)
	}
}
