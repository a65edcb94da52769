package report_test

import (
	"errors"
	"strings"
	"testing"

	"samsyn/internal/app/report"
	"samsyn/internal/fault"
	"samsyn/internal/testdb/testgroup"
)

func TestWritingAboutAMeasure(t *testing.T) {
	f, room, _ := written(t)
	ctx, convener := t.Context(), f.Actor(testgroup.Convener)
	code := f.Text(`SELECT code FROM indicator WHERE id = 1`)
	p, err := room.Measure(ctx, convener, testgroup.Group, 2025, code)
	if err != nil || p.Measure.Code != code || len(p.Rows) == 0 || p.Text.Version != 0 || !p.Text.Empty() {
		t.Fatalf("before: %+v %v", p.Text, err)
	}
	edit := report.MeasureEdit{Group: testgroup.Group, Year: 2025, MeasureText: report.MeasureText{IndicatorID: 1,
		Discussion: " Därför. \n", Assessment: "Bra.", NextSteps: "Mer.", Message: "Kort."}}
	if err := room.WriteMeasure(ctx, convener, edit); err != nil {
		t.Fatal(err)
	}
	if err := room.WriteMeasure(ctx, convener, edit); err != nil { // the same again
		t.Error(err)
	}
	edit.Message = "Annat."
	if err := room.WriteMeasure(ctx, convener, edit); !errors.Is(err, fault.ErrConflict) {
		t.Errorf("begun by two: %v", err)
	}
	p, err = room.Measure(ctx, convener, testgroup.Group, 2025, code)
	if err != nil || p.Text.Discussion != "Därför." || p.Text.Message != "Kort." || p.Text.Version != 1 || p.Text.EditedBy != "Sara Samman" {
		t.Errorf("written: %+v %v", p.Text, err)
	}
	edit.Version = 1
	if err := room.WriteMeasure(ctx, convener, edit); err != nil {
		t.Fatal(err)
	}
	for want, change := range map[string]func(*report.MeasureEdit){
		"message too_long":           func(e *report.MeasureEdit) { e.Message = strings.Repeat("å", 301) },
		"discussion too_long":        func(e *report.MeasureEdit) { e.Discussion = strings.Repeat("å", 20001) },
		"assessment personal_number": func(e *report.MeasureEdit) { e.Assessment = "Barnet 19121212-1212" }, // Skatteverket's example
		"next_steps personal_number": func(e *report.MeasureEdit) { e.NextSteps = "Barnet 19121212-1212" },
	} {
		wrong := edit
		wrong.Version = 2
		change(&wrong)
		var invalid *fault.ValidationError
		if err := room.WriteMeasure(ctx, convener, wrong); !errors.As(err, &invalid) || invalid.Problems[0].Field+" "+invalid.Problems[0].Code != want {
			t.Errorf("%s: %v", want, err)
		}
	}
	f.Exec(`INSERT INTO selected_indicator (group_id, year, indicator_id) VALUES (1, 2026, 1)`)
	for what, err := range map[string]error{
		"no such measure":       func() error { _, err := room.Measure(ctx, convener, testgroup.Group, 2025, "XX"); return err }(),
		"a year not begun":      func() error { _, err := room.Measure(ctx, convener, testgroup.Group, 2026, code); return err }(),
		"written, not begun":    room.WriteMeasure(ctx, convener, report.MeasureEdit{Group: testgroup.Group, Year: 2026, MeasureText: edit.MeasureText}),
		"written of no measure": room.WriteMeasure(ctx, convener, report.MeasureEdit{Group: testgroup.Group, Year: 2025, MeasureText: report.MeasureText{IndicatorID: 999, Message: "x"}}),
	} {
		if !errors.Is(err, fault.ErrNotFound) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if got := f.Text(`SELECT string_agg(action || ' ' || (before->>'message') || '→' || (after->>'message') || ' ' || (after->>'year'), ';' ORDER BY id) FROM audit`); got !=
		"report.write_measure →Kort. 2025;report.write_measure Kort.→Annat. 2025" {
		t.Errorf("the log says %q", got)
	}
}
