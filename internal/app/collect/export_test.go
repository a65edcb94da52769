package collect

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/testdb/testgroup"
)

func TestHandingOutFiguresIsLogged(t *testing.T) {
	f, room := open(t)
	lead := f.Actor(testgroup.MedicalLead)
	save(t, room, lead, alaK1, everything())
	got, err := room.ExportFigures(t.Context(), f.Actor(testgroup.Convener), alaK1, "siffror-ALA-2026K1.csv")
	if err != nil || len(got.Rows) != 6 || *row(t, got, temperature).Figure.Value.Numerator != 12 {
		t.Fatalf("%d rows, %v", len(got.Rows), err)
	}
	logged := f.Text(`SELECT concat(actor_name, ' ', unit_id, ' ', after ->> 'file', ' ', after ->> 'period') FROM audit WHERE action = 'figure.export'`)
	if logged != "Sara Samman 1 siffror-ALA-2026K1.csv 2026K1" {
		t.Errorf("logged %q", logged)
	}
	refused(t, f, outsiders, func(actor org.Actor) error {
		_, err := room.ExportFigures(t.Context(), actor, alaK1, "siffror.csv")
		return err
	})
}

func TestSeveralYearsOfAllUnitsAreHandedOut(t *testing.T) {
	f, room := open(t)
	lead, convener := f.Actor(testgroup.MedicalLead), f.Actor(testgroup.Convener)
	save(t, room, lead, alaK1, everything())
	save(t, room, convener, quarter("BO", "2026K1"), everything()[:1])
	export := func(actor org.Actor, asked AskedYears) (list []string) {
		t.Helper()
		many, err := room.ExportYears(t.Context(), actor, testgroup.Group, asked)
		if err != nil {
			t.Fatal(err)
		}
		for form := range many.Forms() {
			list = append(list, fmt.Sprint(form.Unit.Code, form.Period.Code(), " ", len(form.Rows)-len(form.Empty()), " of ", len(form.Rows)))
		}
		return list
	}
	// Each sees what the pages show: the lead Ala's, the convener all units'.
	if diff := cmp.Diff([]string{"ALA2026K1 6 of 6", "ALA2026K2 0 of 6"}, export(lead, AskedYears{File: "a.csv"})); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"ALA2026K1 6 of 6", "BO2026K1 1 of 6", "CED2026K1 0 of 1", "ALA2026K2 0 of 6", "BO2026K2 0 of 6", "CED2026K2 0 of 1"},
		export(convener, AskedYears{First: 2026, Last: 2026, File: "b.csv"})); diff != "" {
		t.Error(diff)
	}
	many, err := room.ExportYears(t.Context(), lead, testgroup.Group, AskedYears{})
	if err != nil {
		t.Fatal(err)
	}
	for got := range many.Forms() {
		want := form(t, room, lead, quarter(got.Unit.Code, got.Period.Code()))
		for n := range want.Rows {
			want.Rows[n].Past, want.Rows[n].Warnings = nil, nil
		}
		want.Later = nil
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s is not the form on its page: %s", got.Period.Code(), diff)
		}
	}
	if got := f.Text(`SELECT string_agg(concat(actor_name, ' ', after), E'\n' ORDER BY id) FROM audit WHERE action = 'figure.export' AND after ->> 'file' = 'b.csv'`); got != `Sara Samman {"file": "b.csv", "end_year": 2026, "start_year": 2026}` {
		t.Errorf("logged %q", got)
	}
	if years, err := room.YearsToExport(t.Context(), lead, testgroup.Group); err != nil || !slices.Equal(years, []int{2026}) {
		t.Errorf("%v, %v", years, err)
	}
	if _, err := room.ExportYears(t.Context(), lead, testgroup.Group, AskedYears{First: 1999}); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("years of nothing: %v", err)
	}
	refused(t, f, []org.PersonID{testgroup.Member, testgroup.Observer, testgroup.Other}, func(actor org.Actor) error {
		_, years := room.YearsToExport(t.Context(), actor, testgroup.Group)
		_, err := room.ExportYears(t.Context(), actor, testgroup.Group, AskedYears{})
		if !errors.Is(years, fault.ErrForbidden) {
			return years
		}
		return err
	})
}
