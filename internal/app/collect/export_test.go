package collect

import (
	"testing"

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
