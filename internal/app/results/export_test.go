package results_test

import (
	"errors"
	"testing"

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
	outside, err := room.Export(t.Context(), reader, group, results.Asked{Year: 2025, File: "resultat-2025.xlsx"})
	if err != nil || !outside.Dataset.Masked || len(outside.Dataset.Figures) != 0 {
		t.Fatalf("%v: a reader outside the group gets unmasked results", err)
	}
	if _, err := room.Export(t.Context(), org.Actor{}, group, results.Asked{}); !errors.Is(err, fault.ErrForbidden) {
		t.Errorf("nobody: %v", err)
	}
	if _, err := room.Export(t.Context(), convener, group, results.Asked{Year: 1999}); !errors.Is(err, fault.ErrNotFound) {
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
