package goals

import (
	"testing"
	"time"

	"samsyn/internal/fault"
	"samsyn/internal/quality"
	"samsyn/internal/testdb/testgroup"
)

func TestDivisionsAreSetUpAndRetired(t *testing.T) {
	f := testgroup.New(t)
	room, ctx, convener := New(f.DB, testgroup.Clock), t.Context(), f.Actor(testgroup.Convener)
	read := func() DivisionUse {
		t.Helper()
		d, err := room.ShowDivisions(ctx, convener, testgroup.Group)
		if err != nil || !d.CanEdit {
			t.Fatalf("%+v, %v", d, err)
		}
		for _, u := range d.List {
			if u.Code == "kon" {
				return u
			}
		}
		return DivisionUse{}
	}
	sex := quality.Division{Code: "kon", Name: "Kön", Kind: quality.BySex, Strata: []quality.Stratum{{Code: "flicka", Name: "flicka"}, {Code: "pojke", Name: "pojke"}}}
	_, err := room.SaveDivision(ctx, f.Actor(testgroup.MedicalLead), testgroup.Group, sex)
	wantError(t, "a unit's lead", err, fault.ErrForbidden)
	wrong := sex
	wrong.Code, wrong.Strata = "å", []quality.Stratum{{Code: "a", Name: "a", ValidFrom: day(2026, time.May, 2)}, {Code: "A", ValidTo: day(2026, time.May, 1)}}
	wrong.Strata[1].ValidFrom = day(2026, time.June, 1)
	_, err = room.SaveDivision(ctx, convener, testgroup.Group, wrong)
	wantCodes(t, err, "code: code_letters", "part.0.from: first_of_period", "part.1.name: required", "part.1.code: code_taken", "part.1.to: date_order")
	if _, err := room.SaveDivision(ctx, convener, testgroup.Group, sex); err != nil {
		t.Fatal(err)
	}
	_, err = room.SaveDivision(ctx, convener, testgroup.Group, sex)
	wantCodes(t, err, "code: code_taken")

	// A measure is divided until it has figures.
	if err := room.CreateIndicator(ctx, convener, newMeasure()); err != nil {
		t.Fatal(err)
	}
	u := read()
	if err := room.DivideMeasure(ctx, convener, testgroup.Group, "OMV2", u.ID); err != nil {
		t.Fatal(err)
	}
	wantCodes(t, room.DivideMeasure(ctx, convener, testgroup.Group, "OMV2", 9999), "stratification: unknown_choice")
	wantError(t, "a measure that is not there", room.DivideMeasure(ctx, convener, testgroup.Group, "NEJ", u.ID), fault.ErrNotFound)
	if u = read(); len(u.Measures) != 1 || u.Figures() != 0 {
		t.Fatalf("%+v", u)
	}
	wantError(t, "what is used is not removed", room.DeleteDivision(ctx, convener, testgroup.Group, u.Division), fault.ErrWrongState)
	f.Exec(`INSERT INTO submission (group_id, unit_id, period_start, period_months) VALUES (1, 1, '2026-01-01', 3) ON CONFLICT DO NOTHING`)
	f.Exec(`INSERT INTO figure (submission_id, unit_id, indicator_id, kind, stratum_id, period_start, period_months, state, numerator, denominator, entered_at)
		SELECT s.id, s.unit_id, i.id, i.kind, t.id, '2026-01-01', 3, 'reported', 1, 10, now() FROM submission s, indicator i, stratum t
		WHERE i.code = 'OMV2' AND t.code = 'flicka' ORDER BY s.id LIMIT 1`)
	wantCodes(t, room.DivideMeasure(ctx, convener, testgroup.Group, "OMV2", 0), "stratification: divided_already")

	// A part with figures keeps its code, is not removed, and is not retired before them.
	u = read()
	for name, try := range map[string]struct {
		change func(*quality.Division)
		want   string
	}{
		"another code":         {func(d *quality.Division) { d.Strata[0].Code = "f" }, "part.0.code: part_used"},
		"removed":              {func(d *quality.Division) { d.Strata = append(d.Strata[1:2:2], quality.Stratum{Code: "x", Name: "x"}) }, "parts: part_used"},
		"retired before":       {func(d *quality.Division) { d.Strata[0].ValidTo = day(2026, time.January, 1) }, "part.0.to: part_from_used"},
		"first reported after": {func(d *quality.Division) { d.Strata[0].ValidFrom = day(2026, time.April, 1) }, "part.0.from: part_from_used"},
	} {
		changed := read().Division
		try.change(&changed)
		_, err := room.SaveDivision(ctx, convener, testgroup.Group, changed)
		t.Run(name, func(t *testing.T) { wantCodes(t, err, try.want) })
	}
	changed := read().Division
	changed.Strata[0].Name, changed.Strata[0].ValidTo = "flickor", day(2026, time.April, 1)
	changed.Strata = append(changed.Strata, quality.Stratum{Code: "okant", Name: "uppgift saknas", ValidFrom: day(2026, time.April, 1)})
	if _, err := room.SaveDivision(ctx, convener, testgroup.Group, changed); err != nil {
		t.Fatal(err)
	}
	_, err = room.SaveDivision(ctx, convener, testgroup.Group, changed)
	wantError(t, "an older version", err, fault.ErrConflict)
	if u = read(); len(u.Strata) != 3 || u.Strata[0].Name != "flickor" || u.Strata[2].ValidFrom != day(2026, time.April, 1) || u.Figures() != 1 {
		t.Errorf("%+v", u)
	}
}
