package postgres_test

import (
	"context"
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
	"samsyn/internal/quality"
)

func TestAGroupIsSetUp(t *testing.T) {
	w := newWorld(t)
	names := org.GroupNames{Name: "Barndiabetes", ShortName: "Diabetes", From: date(2000, time.January, 1)}
	group := made(w, func(ctx context.Context, tx *postgres.Tx) (org.GroupID, error) {
		return tx.AddGroup(ctx, w.healthcareRegion, "diabetes", names)
	})
	w.problem("the code is taken", fault.Problem{Field: "code", Code: "code_taken"}, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.AddGroup(ctx, w.healthcareRegion, "diabetes", names)
		return err
	})
	setup := func(group org.GroupID) postgres.GroupSetup {
		return fetch(w, func(ctx context.Context, tx *postgres.Tx) (postgres.GroupSetup, error) {
			return tx.GroupSetup(ctx, group, noon)
		})
	}
	same(t, "an empty group", setup(group), postgres.GroupSetup{})
	if s := setup(group); !s.Pending() || s.Ready() {
		t.Errorf("%+v is ready %v", s, s.Ready())
	}
	w.give(org.Membership{PersonID: w.anna, GroupID: group, Role: org.Convener, From: noon})
	w.give(org.Membership{PersonID: w.bert, GroupID: group, Role: org.Chair, From: noon})
	w.write(func(ctx context.Context, tx *postgres.Tx) error {
		if err := tx.TakePart(ctx, postgres.Joining{GroupID: group, UnitID: w.ala, Participation: org.Full, From: noon}); err != nil {
			return err
		}
		id, err := tx.AddIndicator(ctx, postgres.NewIndicator{Indicator: quality.Indicator{GroupID: group, Code: "A", Category: quality.Process,
			Scope: quality.ScopeAllUnits, ReportedBy: []org.CareLevel{org.GeneralCare}, Kind: quality.Count, Certainty: quality.Proposal,
			Definition: quality.Version{ValidFrom: date(2026, time.January, 1), Name: "A", Direction: quality.NoDirection, ReportingMonths: 3}}})
		if err != nil {
			return err
		}
		if err := tx.SelectIndicator(ctx, group, 2026, id); err != nil {
			return err
		}
		if err := tx.SelectIndicator(ctx, group, 2027, id); err != nil {
			return err
		}
		return tx.SaveCollection(ctx, group, 12)
	})
	got := setup(group)
	same(t, "what there is", got, postgres.GroupSetup{DaysDecided: true, Units: 1, Measures: 1, Collected: 1, People: 1})
	if got.Pending() || !got.Ready() {
		t.Error("nothing is left")
	}
	units := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]org.Unit, error) { return tx.Units(ctx, group) })
	if !units[0].ActiveFrom.Equal(date(2000, time.January, 1)) {
		t.Errorf("a unit of a group that is being set up begins %v", units[0].ActiveFrom)
	}
	finish := func(ctx context.Context, tx *postgres.Tx) error { return tx.FinishSetup(ctx, group, noon) }
	w.write(finish)
	w.refused("twice", fault.ErrWrongState, finish)
	if s := setup(group); s.SetUpAt == nil || !s.SetUpAt.Equal(noon) {
		t.Errorf("set up at %v", s.SetUpAt)
	}
	if s := setup(w.full); s.SetUpAt == nil || !s.DaysDecided {
		t.Errorf("a group that a program sets up: %+v", s)
	}
	w.refused("no such group", fault.ErrNotFound, func(ctx context.Context, tx *postgres.Tx) error {
		_, err := tx.GroupSetup(ctx, 99, noon)
		return err
	})
	regions := fetch(w, func(ctx context.Context, tx *postgres.Tx) ([]postgres.HealthcareRegion, error) {
		return tx.HealthcareRegions(ctx)
	})
	same(t, "healthcare regions", regions, []postgres.HealthcareRegion{{ID: w.healthcareRegion, Name: "Provregionen"}})
}
