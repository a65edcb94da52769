package results_test

import (
	"errors"
	"testing"

	"samsyn/internal/analysis"
	"samsyn/internal/app/results"
	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/postgres"
)

func TestResultsAreHandedOutAsTheyAreShown(t *testing.T) {
	db, group := example(t)
	room := results.New(db, now)
	convener, reader := as(org.Convener, group), as(org.ProgramAreaMember, group)
	convener.Person.Name, reader.Person.Name = "Sammanställande", "Ledamot"
	c, err := room.Export(t.Context(), convener, group, results.Asked{File: "resultat.csv"})
	if err != nil || c.Years.Chosen != 2025 || c.Dataset.Masked || len(c.Dataset.Figures) == 0 || len(c.Blocks) < 4 {
		t.Fatalf("%v %+v", err, c.Years)
	}
	outside, err := room.Export(t.Context(), reader, group, results.Asked{Span: analysis.YearSpan(2025), File: "resultat-2025.xlsx"})
	if err != nil || !outside.Dataset.Masked || len(outside.Dataset.Figures) != 0 {
		t.Fatalf("%v: a reader outside the group gets unmasked results", err)
	}
	if _, err := room.Export(t.Context(), org.Actor{}, group, results.Asked{}); !errors.Is(err, fault.ErrForbidden) {
		t.Errorf("nobody: %v", err)
	}
	if _, err := room.Export(t.Context(), convener, group, results.Asked{Span: analysis.YearSpan(1999)}); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("a year of nothing: %v", err)
	}
	var logged []string
	err = db.Read(t.Context(), func(tx *postgres.Tx) error {
		rows, err := tx.Audit(t.Context(), postgres.AuditPage{Limit: 3})
		for _, r := range rows {
			if r.Action == "results.export" {
				logged = append(logged, r.ActorName+" "+string(r.After))
			}
		}
		return err
	})
	if err != nil || len(logged) != 2 || logged[0] != `Ledamot {"file": "resultat-2025.xlsx", "year": 2025, "masked": true}` {
		t.Errorf("logged %q, %v", logged, err)
	}
}

func TestSeveralYearsAreHandedOutAsTheyAreShown(t *testing.T) {
	db, group := example(t)
	room := results.New(db, now)
	convener, reader := as(org.Convener, group), as(org.ProgramAreaMember, group)
	convener.Person.Name, reader.Person.Name = "Sammanställande", "Ledamot"
	all, err := room.ExportYears(t.Context(), convener, group, results.AskedYears{File: "alla.csv"})
	if err != nil || all.Dataset.Masked || all.Dataset.LastYear-all.First < 2 || len(all.Dataset.Figures) == 0 {
		t.Fatalf("%v", err)
	}
	outside, err := room.ExportYears(t.Context(), reader, group, results.AskedYears{First: 2024, Last: 2025, File: "alla-2024-2025.xlsx"})
	if err != nil || !outside.Dataset.Masked || len(outside.Dataset.Figures) != 0 || outside.First != 2024 || outside.Dataset.LastYear != 2025 {
		t.Fatalf("%v: a reader outside the group gets unmasked results", err)
	}
	for _, try := range []struct {
		actor org.Actor
		asked results.AskedYears
		want  error
	}{{org.Actor{}, results.AskedYears{}, fault.ErrForbidden}, {convener, results.AskedYears{First: 1999}, fault.ErrNotFound},
		{convener, results.AskedYears{Last: 2099}, fault.ErrNotFound}, {convener, results.AskedYears{First: 2025, Last: 2024}, fault.ErrNotFound}} {
		if _, err := room.ExportYears(t.Context(), try.actor, group, try.asked); !errors.Is(err, try.want) {
			t.Errorf("%+v: %v", try.asked, err)
		}
	}
	var last postgres.AuditRow
	err = db.Read(t.Context(), func(tx *postgres.Tx) error {
		rows, err := tx.Audit(t.Context(), postgres.AuditPage{Limit: 1})
		last = rows[0]
		return err
	})
	if want := `{"file": "alla-2024-2025.xlsx", "masked": true, "end_year": 2025, "start_year": 2024}`; err != nil || string(last.After) != want || last.Action != "results.export" {
		t.Errorf("logged %s %s, %v", last.Action, last.After, err)
	}
}
