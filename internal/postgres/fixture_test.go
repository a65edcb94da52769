package postgres_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
	"samsyn/internal/testdb"
)

// world is a test's database with two groups, made through the package's own
// methods. Of each thing there is one with everything that can be said of it and
// one with as little as there may be.
type world struct {
	t  *testing.T
	db *postgres.DB

	healthcareRegion int64
	region           org.RegionID
	clinic           int64
	full, bare       org.GroupID  // with a body above it, and without
	ala, bo          org.UnitID   // in the full group, in this order
	anna, bert       org.PersonID // a physician with a password, somebody without
	promises         []quality.PromiseID
	reason           quality.ReasonID
	strata           []quality.Stratum
	divided, plain   quality.Indicator // a rate with every column, a proportion with few
}

// noon is a moment in the tests.
var noon = time.Date(2026, time.May, 4, 12, 0, 0, 0, time.UTC)

func date(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

func ptr[T any](v T) *T { return &v }

func newWorld(t *testing.T) *world {
	t.Helper()
	d := testdb.New(t)
	w := &world{t: t, db: d.DB}
	w.write(w.fill)
	return w
}

// fill makes the organisation, the people and two indicators.
func (w *world) fill(ctx context.Context, tx *postgres.Tx) error {
	var errs []error
	note := func(err error) { errs = append(errs, err) }
	var err error
	w.healthcareRegion, err = tx.EnsureHealthcareRegion(ctx, "PROV", "Provregionen")
	note(err)
	body, err := tx.EnsureBody(ctx, postgres.NewBody{Code: "OMR", Name: "Provområdet barn", ShortName: "Provområdet"})
	note(err)
	w.region, err = tx.EnsureRegion(ctx, postgres.NewRegion{HealthcareRegionID: w.healthcareRegion, Code: "R1", Name: "Region Norr"})
	note(err)
	w.clinic, err = tx.EnsureClinic(ctx, postgres.NewHospital{RegionID: w.region, Code: "H1", Name: "Ala sjukhus", City: "Ala", Clinic: "Barnkliniken"})
	note(err)
	w.full, err = tx.EnsureGroup(ctx, postgres.NewGroup{HealthcareRegionID: w.healthcareRegion, BodyID: body,
		Code: "full", Name: "Östra gruppen", ShortName: "Östra", CollectionMonths: 3})
	note(err)
	w.bare, err = tx.EnsureGroup(ctx, postgres.NewGroup{HealthcareRegionID: w.healthcareRegion,
		Code: "bare", Name: "Andra gruppen", ShortName: "Andra", CollectionMonths: 12})
	note(err)
	w.ala, err = tx.EnsureUnit(ctx, postgres.NewUnit{ClinicID: w.clinic, Code: "ALA", Name: "Enheten i Ala", ShortName: "Ala",
		CareLevel: org.HighlySpecialised, Description: "Vårdar de tidigast födda.", Source: "Provkällan"})
	note(err)
	w.bo, err = tx.EnsureUnit(ctx, postgres.NewUnit{ClinicID: w.clinic, Code: "BO", Name: "Enheten i Bo", ShortName: "Bo", CareLevel: org.BirthSite})
	note(err)
	note(tx.JoinGroup(ctx, w.full, w.ala, org.Full))
	note(tx.JoinGroup(ctx, w.full, w.bo, org.ProcessOnly))
	w.anna, err = tx.AddPerson(ctx, org.Person{Email: "Anna@exempel.se", Name: "Anna", Profession: org.Physician}, "hash")
	note(err)
	w.bert, err = tx.AddPerson(ctx, org.Person{Email: "bert@exempel.se", Name: "Bert", Profession: org.OtherProfession}, "")
	note(err)
	for _, code := range []string{"P1", "P2"} {
		id, err := tx.EnsurePromise(ctx, w.healthcareRegion, code, "löfte "+code)
		note(err)
		w.promises = append(w.promises, id)
	}
	w.reason, err = tx.EnsureMissingReason(ctx, w.full, "Registret är inte ifyllt")
	note(err)
	note(w.fillLibrary(ctx, tx))
	return errors.Join(errs...)
}

// fillLibrary adds the two indicators: the divided one says all there is to say.
func (w *world) fillLibrary(ctx context.Context, tx *postgres.Tx) error {
	var division int64
	for _, s := range [][2]string{{"A", "före vecka 28"}, {"B", "vecka 28–31"}} {
		var err error
		if division, err = tx.EnsureStratum(ctx, postgres.NewStratum{GroupID: w.full, Division: "GA",
			DivisionName: "Graviditetslängd", Code: s[0], Name: s[1]}); err != nil {
			return err
		}
	}
	w.divided = quality.Indicator{GroupID: w.full, Code: "FULL", Category: quality.Nursing, Scope: quality.ScopeHighlySpecialised,
		ReportedBy: []org.CareLevel{org.HighlySpecialised, org.GeneralCare}, Kind: quality.Rate, CountsChildren: true,
		Certainty: quality.Sourced, CareStep: "neonatalvården", Definition: quality.Version{ValidFrom: date(2024, time.January, 1), Name: "Sen infektion",
			NameEnglish: "Late infection", NumeratorText: "Infektioner", DenominatorText: "Vårddygn", Exclusions: "Missbildningar", ICD10: "P36, P07.2–P07.3", Gestation: "22+0–31+6",
			DataSource: "Registret", Source: "Provkällan", Note: "Anmärkning", UnitLabel: "per 1 000 vårddygn", RatePer: 1000,
			Direction: quality.Lower, Decimals: 1, ReportingMonths: 3, ScaleMin: ptr(0.5), ScaleMax: ptr(10.0),
			ChangeNote: "Därför", Comparable: true}}
	w.plain = quality.Indicator{GroupID: w.full, Code: "BARE", Category: quality.Process, Scope: quality.ScopeAllUnits,
		ReportedBy: []org.CareLevel{org.BirthSite}, Kind: quality.Proportion, Certainty: quality.Proposal,
		Definition: quality.Version{ValidFrom: date(2025, time.January, 1), Name: "Bara namn", Direction: quality.NoDirection, ReportingMonths: 12}}
	var err error
	if w.divided.ID, err = tx.AddIndicator(ctx, postgres.NewIndicator{Indicator: w.divided, StratificationID: division,
		Promises: slices.Clone(w.promises), CreatedBy: w.anna}); err != nil {
		return err
	}
	if w.plain.ID, err = tx.AddIndicator(ctx, postgres.NewIndicator{Indicator: w.plain}); err != nil {
		return err
	}
	stored, err := tx.Indicators(ctx, w.full, noon)
	if err == nil && len(stored) > 0 {
		w.strata = stored[0].Strata
		w.divided.Strata = w.strata
	}
	return err
}

// write changes the database; an error ends the test.
func (w *world) write(fn func(context.Context, *postgres.Tx) error) {
	w.t.Helper()
	if err := w.try(fn); err != nil {
		w.t.Fatal(err)
	}
}

// try changes the database and gives the error.
func (w *world) try(fn func(context.Context, *postgres.Tx) error) error {
	return w.db.Write(w.t.Context(), func(tx *postgres.Tx) error { return fn(w.t.Context(), tx) })
}

// exec runs a statement as the application; an error ends the test.
func (w *world) exec(sql string, args ...any) {
	w.t.Helper()
	w.write(func(ctx context.Context, tx *postgres.Tx) error { return tx.Exec(ctx, sql, args...) })
}

// fetch is what fn reads, in a transaction of its own.
func fetch[T any](w *world, fn func(context.Context, *postgres.Tx) (T, error)) (got T) {
	w.t.Helper()
	if err := w.db.Read(w.t.Context(), func(tx *postgres.Tx) (err error) {
		got, err = fn(w.t.Context(), tx)
		return err
	}); err != nil {
		w.t.Fatal(err)
	}
	return got
}

// made is what fn stores and gives, such as an id.
func made[T any](w *world, fn func(context.Context, *postgres.Tx) (T, error)) (got T) {
	w.t.Helper()
	w.write(func(ctx context.Context, tx *postgres.Tx) (err error) {
		got, err = fn(ctx, tx)
		return err
	})
	return got
}

// same fails the test when what is stored is not what was meant, whole.
func same[T any](t *testing.T, what string, got, want T) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// refused fails the test unless the change gives the error.
func (w *world) refused(what string, want error, fn func(context.Context, *postgres.Tx) error) {
	w.t.Helper()
	if err := w.try(fn); !errors.Is(err, want) {
		w.t.Errorf("%s: %v, want %v", what, err, want)
	}
}

// problem fails the test unless the change is a problem at the field.
func (w *world) problem(what string, want fault.Problem, fn func(context.Context, *postgres.Tx) error) {
	w.t.Helper()
	var invalid *fault.ValidationError
	err := w.try(fn)
	if !errors.As(err, &invalid) {
		w.t.Errorf("%s: %v, want a problem at %s", what, err, want.Field)
		return
	}
	same(w.t, what, invalid.Problems, []fault.Problem{want})
}
