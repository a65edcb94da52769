package postgres_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

// TestWhatIsThereIsLeftAsItIs: filling an installation again, with other words,
// finds everything by its code and changes nothing.
func TestWhatIsThereIsLeftAsItIs(t *testing.T) {
	w := newWorld(t)
	const everything = `SELECT string_agg(t::text, E'\n') FROM (
		SELECT h::text FROM healthcare_region h UNION ALL SELECT r::text FROM region r UNION ALL SELECT h::text FROM hospital h
		UNION ALL SELECT c::text FROM clinic c UNION ALL SELECT u::text FROM unit u UNION ALL SELECT b::text FROM body b
		UNION ALL SELECT g::text FROM programme_group g UNION ALL SELECT u::text FROM group_unit u
		UNION ALL SELECT p::text FROM patient_promise p UNION ALL SELECT m::text FROM missing_reason m
		UNION ALL SELECT s::text FROM stratification s UNION ALL SELECT s::text FROM stratum s) t`
	before := text(t, w.db, everything)
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		var errs []error
		is := func(what string, got, want int64, err error) {
			same(t, what, got, want)
			errs = append(errs, err)
		}
		errs = append(errs, tx.LockSetup(ctx))
		id, err := tx.EnsureHealthcareRegion(ctx, "PROV", "Ny")
		is("healthcare region", id, w.healthcareRegion, err)
		_, err = tx.EnsureBody(ctx, postgres.NewBody{Code: "OMR", Name: "Ny", ShortName: "Ny"})
		errs = append(errs, err)
		region, err := tx.EnsureRegion(ctx, postgres.NewRegion{HealthcareRegionID: w.healthcareRegion, Code: "R1", Name: "Ny"})
		is("region", int64(region), int64(w.region), err)
		id, err = tx.EnsureClinic(ctx, postgres.NewHospital{RegionID: w.region, Code: "H1", Name: "Ny", City: "Ny", Clinic: "Barnkliniken"})
		is("clinic", id, w.clinic, err)
		group, err := tx.EnsureGroup(ctx, postgres.NewGroup{HealthcareRegionID: w.healthcareRegion, Code: "full", Name: "Ny", ShortName: "Ny", CollectionMonths: 12})
		is("group", int64(group), int64(w.full), err)
		unit, err := tx.EnsureUnit(ctx, postgres.NewUnit{ClinicID: w.clinic, Code: "ALA", Name: "Ny", ShortName: "Ny", CareLevel: org.GeneralCare})
		is("unit", int64(unit), int64(w.ala), err)
		errs = append(errs, tx.JoinGroup(ctx, w.full, w.ala, org.ProcessOnly))
		promise, err := tx.EnsurePromise(ctx, w.healthcareRegion, "P1", "Ny")
		is("promise", int64(promise), int64(w.promises[0]), err)
		reason, err := tx.EnsureMissingReason(ctx, w.full, "Registret är inte ifyllt")
		is("reason", int64(reason), int64(w.reason), err)
		_, err = tx.EnsureStratum(ctx, postgres.NewStratum{GroupID: w.full, Division: "GA", DivisionName: "Ny", Code: "A", Name: "Ny"})
		return errors.Join(append(errs, err)...)
	})
	same(t, "what is stored", text(t, w.db, everything), before)
}

func TestWhatIsAddedComesLast(t *testing.T) {
	w := newWorld(t)
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		top, err := tx.EnsureBody(ctx, postgres.NewBody{Code: "TOPP", Name: "Ledningen", ShortName: "L"})
		_, err2 := tx.EnsureBody(ctx, postgres.NewBody{ParentID: top, Code: "RAD", Name: "Rådet", ShortName: "R"})
		_, err3 := tx.EnsureClinic(ctx, postgres.NewHospital{RegionID: w.region, Code: "H1", Name: "Ala sjukhus", City: "Ala", Clinic: "Kvinnokliniken"})
		_, err4 := tx.EnsureRegion(ctx, postgres.NewRegion{HealthcareRegionID: w.healthcareRegion, Code: "R2", Name: "Region Syd"})
		return errors.Join(err, err2, err3, err4)
	})
	for sql, want := range map[string]string{
		`SELECT string_agg(b.code || '<' || coalesce(p.code, ''), ' ' ORDER BY b.id) FROM body b LEFT JOIN body p ON p.id = b.parent_id`: "OMR< TOPP< RAD<TOPP",
		`SELECT string_agg(name, ' ' ORDER BY id) FROM clinic WHERE hospital_id = 1`:                                                     "Barnkliniken Kvinnokliniken",
		`SELECT string_agg(code || position, ' ' ORDER BY position) FROM region`:                                                         "R11 R22",
		`SELECT string_agg(code || position, ' ' ORDER BY position) FROM patient_promise`:                                                "P11 P22",
		`SELECT string_agg(unit_id::text || position, ' ' ORDER BY position) FROM group_unit`:                                            "11 22",
		`SELECT string_agg(code || position, ' ' ORDER BY position) FROM stratum`:                                                        "A1 B2",
		`SELECT string_agg(code || position, ' ' ORDER BY position) FROM indicator`:                                                      "FULL1 BARE2",
	} {
		same(t, sql, text(t, w.db, sql), want)
	}
	w.refused("at a hospital's region that is not there", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.EnsureClinic(ctx, postgres.NewHospital{RegionID: 99, Code: "H9", Name: "N", City: "C", Clinic: "K"})
		return err
	})
}

func TestSetupWaitsForSetup(t *testing.T) {
	w := newWorld(t)
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		if err := tx.LockSetup(ctx); err != nil {
			return err
		}
		if err := w.try(func(ctx context.Context, other *postgres.Tx) error {
			return errors.Join(other.Exec(ctx, `SET LOCAL lock_timeout = '50ms'`), other.LockSetup(ctx))
		}); err == nil {
			t.Error("two set up at once")
		}
		return nil
	})
}

func TestExampleGroup(t *testing.T) {
	w := newWorld(t)
	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.MarkExample(ctx, w.full) })
	for group, want := range map[org.GroupID]bool{w.full: true, w.bare: false} {
		got := fetch(w, func(ctx context.Context, tx *postgres.Tx) (org.Group, error) { return tx.Group(ctx, group) })
		same(t, got.Name, got.ExampleData, want)
	}
	w.refused("no such group", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error { return tx.MarkExample(ctx, 99) })
}

func TestDefinitionsAreBackdated(t *testing.T) {
	w := newWorld(t)
	later := w.divided.Definition
	later.ValidFrom = date(2026, time.January, 1)
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		return errors.Join(tx.AddVersion(ctx, postgres.IndicatorChange{ID: w.divided.ID, Revision: 1}, later),
			tx.BackdateDefinitions(ctx, w.full, date(2024, time.July, 1)), tx.BackdateDefinitions(ctx, w.bare, date(2000, time.January, 1)))
	})
	var days []time.Time
	for _, v := range slices.Concat(w.versions(w.divided.ID), w.versions(w.plain.ID)) {
		days = append(days, v.ValidFrom)
	}
	// What held already, and what came after the first definition, stays.
	same(t, "valid from", days, []time.Time{date(2024, time.January, 1), later.ValidFrom, date(2024, time.July, 1)})
}

func TestManyAreStoredAtOnce(t *testing.T) {
	w := newWorld(t)
	full := quality.Submission{GroupID: w.full, UnitID: w.ala, Period: quality.Quarter(2025, 4), State: quality.Final,
		SubmittedAt: &noon, SubmittedBy: w.anna, ReturnedAt: &noon, ReturnedBy: w.bert, ReturnReason: "Räkna om",
		ApprovedAt: &noon, ApprovedBy: w.anna, FinalisedAt: &noon, FinalisedBy: w.bert}
	bare := quality.Submission{GroupID: w.full, UnitID: w.bo, Period: quality.Quarter(2025, 4), State: quality.Draft}
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		return tx.CopySubmissions(ctx, []quality.Submission{full, bare})
	})
	got := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]quality.Submission, error) {
		return tx.Submissions(ctx, w.full, full.Period.Start(), full.Period.Start())
	})
	full.ID, full.Version, bare.ID, bare.Version = 1, 1, 2, 1
	same(t, "submissions", got, []quality.Submission{full, bare})

	figures := []quality.Figure{
		{SubmissionID: full.ID, UnitID: w.ala, IndicatorID: w.divided.ID, Kind: quality.Rate, StratumID: w.strata[0].ID, Period: full.Period,
			State: quality.Reported, Value: quality.Value{Numerator: ptr(3.0), Denominator: ptr(1450.5), ValidFrom: ptr(date(2025, time.October, 1)),
				ValidTo: ptr(date(2025, time.December, 31))}, Comment: "Kommentar", EnteredAt: noon, EnteredBy: w.anna},
		{SubmissionID: full.ID, UnitID: w.ala, IndicatorID: w.plain.ID, Kind: quality.Proportion, Period: full.Period,
			State: quality.Missing, MissingReasonID: w.reason, EnteredAt: noon},
	}
	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.CopyFigures(ctx, figures) })
	for n := range figures {
		figures[n].ID, figures[n].Version = quality.FigureID(n+1), 1
	}
	same(t, "figures", w.unitFigures(w.ala), figures)
	w.refused("a second time", fault.ErrConflict, func(ctx context.Context, tx *postgres.Tx) error { return tx.CopyFigures(ctx, figures) })
	w.refused("submissions a second time", fault.ErrConflict, func(ctx context.Context, tx *postgres.Tx) error {
		return tx.CopySubmissions(ctx, []quality.Submission{bare})
	})
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		return errors.Join(tx.CopyFigures(ctx, nil), tx.CopySubmissions(ctx, nil))
	})
}
