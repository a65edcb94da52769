package collect

import (
	"errors"
	"strings"
	"testing"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/testdb/testgroup"
)

func atMeasure(unit, code string) WhereReading {
	return WhereReading{GroupID: testgroup.Group, UnitCode: unit, IndicatorCode: code}
}

func TestReadingsAreWrittenByTheUnitAndSeenByTheOthers(t *testing.T) {
	f, room := open(t)
	ctx, lead, manager := t.Context(), f.Actor(testgroup.MedicalLead), f.Actor(testgroup.UnitManager)
	write := func(actor org.Actor, unit, text string, version int) error {
		return room.SaveReading(ctx, actor, atMeasure(unit, "MED1"), quality.Reading{Text: text, Version: version})
	}
	if err := write(lead, "ALA", "Första mätningen på avdelningen.", 0); err != nil {
		t.Fatal(err)
	}
	if err := write(lead, "ALA", "Andra.", 0); !errors.Is(err, fault.ErrConflict) {
		t.Errorf("wrote over what was not seen: %v", err)
	}
	if err := write(lead, "ALA", "Första mätningen på avdelningen.", 1); err != nil { // nothing is changed
		t.Error(err)
	}
	p, err := room.Reading(ctx, manager, atMeasure("BO", "MED1"))
	if err != nil || p.Own.Version != 0 || p.Unit.ShortName != "Bo" || p.Indicator.Code != "MED1" || len(p.Others) != 1 ||
		p.Others[0].Unit.ShortName != "Ala" || p.Others[0].Text != "Första mätningen på avdelningen." || p.Others[0].WriterName != "Lena Läkare" {
		t.Errorf("%+v, %v", p, err)
	}
	// The coordinator writes for a unit, and takes it away again.
	convener := f.Actor(testgroup.Convener)
	if err := write(convener, "ALA", "", 1); err != nil {
		t.Error(err)
	}
	if p, err = room.Reading(ctx, manager, atMeasure("BO", "MED1")); err != nil || len(p.Others) != 0 {
		t.Errorf("taken away: %+v, %v", p.Others, err)
	}
	if p, err = room.Reading(ctx, lead, atMeasure("ALA", "MED1")); err != nil || p.Own.Version != 2 || p.Own.WriterName != "Sara Samman" {
		t.Errorf("%+v, %v", p.Own, err)
	}
	if err := write(lead, "ALA", "Igen.", 2); err != nil {
		t.Error(err)
	}
	if log := f.Text(`SELECT string_agg(concat_ws('|', actor_name, action, unit_id, after->>'indicator', before->>'reading', after->>'reading'), E'\n' ORDER BY id) FROM audit`); log != strings.Join([]string{
		"Lena Läkare|reading.save|1|MED1||Första mätningen på avdelningen.",
		"Sara Samman|reading.save|1|MED1|Första mätningen på avdelningen.|",
		"Lena Läkare|reading.save|1|MED1||Igen."}, "\n") {
		t.Errorf("log\n%s", log)
	}
}

func TestReadingsThatAreRefused(t *testing.T) {
	f, room := open(t)
	ctx, lead := t.Context(), f.Actor(testgroup.MedicalLead)
	for where, want := range map[WhereReading]error{
		atMeasure("NIL", "MED1"): fault.ErrNotFound, atMeasure("ALA", "NIL"): fault.ErrNotFound,
		atMeasure("ALA", "ANN1"): fault.ErrNotFound, atMeasure("BO", "MED1"): fault.ErrForbidden,
	} {
		_, err := room.Reading(ctx, lead, where)
		if saving := room.SaveReading(ctx, lead, where, quality.Reading{Text: "Ord"}); !errors.Is(err, want) || !errors.Is(saving, want) {
			t.Errorf("%+v: %v, %v", where, err, saving)
		}
	}
	// Ceda has births only, and does not report temperatures.
	if _, err := room.Reading(ctx, f.Actor(testgroup.Convener), atMeasure("CED", "MED1")); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("a measure that does not apply: %v", err)
	}
	if got := ruleProblems(room.SaveReading(ctx, lead, atMeasure("ALA", "MED1"), quality.Reading{Text: "Som 20121212-1212"})); got != "text personal_number" {
		t.Errorf("a child's number: %s", got)
	}
	for _, person := range outsiders {
		actor := f.Actor(person)
		_, err := room.Reading(ctx, actor, atMeasure("ALA", "MED1"))
		if saving := room.SaveReading(ctx, actor, atMeasure("ALA", "MED1"), quality.Reading{Text: "Ord"}); !errors.Is(err, fault.ErrForbidden) || !errors.Is(saving, fault.ErrForbidden) {
			t.Errorf("person %d: %v, %v", person, err, saving)
		}
	}
	if got := f.Text(`SELECT concat(count(*), (SELECT count(*) FROM audit)) FROM indicator_reading`); got != "00" {
		t.Errorf("readings and log rows %s", got)
	}
}
