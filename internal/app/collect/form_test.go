package collect

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"samsyn/internal/fault"
	"samsyn/internal/org"
	"samsyn/internal/quality"
	"samsyn/internal/testdb/testgroup"
)

func TestTheFormHasWhatTheUnitHandsIn(t *testing.T) {
	f, room := open(t)
	convener := f.Actor(testgroup.Convener)
	tests := []struct {
		where Where
		want  string
	}{
		{alaK1, "1 2 8 9/1 9/2 10"},
		{quarter("BO", "2026K2"), "1 2 8 9/1 9/2 10"},
		{quarter("CED", "2026K1"), "8"},
		{quarter("ALA", "2026K4"), "1 2 5:2026 8 9/1 9/2 10"},
		{quarter("CED", "2026K4"), "5:2026 8"},
		{quarter("ALA", "2025K1"), ""},
	}
	for _, test := range tests {
		var rows []string
		got := form(t, room, convener, test.where)
		for _, r := range got.Rows {
			name := fmt.Sprint(r.Indicator.ID)
			if r.Stratum.ID != 0 {
				name += fmt.Sprintf("/%d", r.Stratum.ID)
			}
			if r.Period != got.Period {
				name += ":" + r.Period.Code()
			}
			rows = append(rows, name)
		}
		if strings.Join(rows, " ") != test.want {
			t.Errorf("%s %s: %v, want %s", test.where.UnitCode, test.where.PeriodCode, rows, test.want)
		}
	}
}

func TestTheFormIsOpenToThoseItConcerns(t *testing.T) {
	f, room := open(t)
	refused(t, f, outsiders, func(actor org.Actor) error {
		_, err := room.Form(t.Context(), actor, alaK1)
		return err
	})
	lead := form(t, room, f.Actor(testgroup.MedicalLead), alaK1)
	if !lead.CanRecord || lead.OnBehalf || lead.CanApprove || !lead.CanSubmit {
		t.Errorf("the unit's own lead: %+v", lead)
	}
	convener := form(t, room, f.Actor(testgroup.Convener), alaK1)
	if !convener.CanRecord || !convener.OnBehalf {
		t.Error("the convener may enter for a unit, and is told so")
	}
	for _, next := range []Where{quarter("ALA", "2026K2"), quarter("ALA", "2026K3")} {
		got := form(t, room, f.Actor(testgroup.MedicalLead), next)
		if begun := next.PeriodCode == "2026K2"; got.CanRecord != begun || got.CanSubmit {
			t.Errorf("%s: record %v, submit %v", next.PeriodCode, got.CanRecord, got.CanSubmit)
		}
	}
	for _, nowhere := range []Where{quarter("FEL", "2026K1"), quarter("ALA", "2026T1"), quarter("ALA", "2026"), quarter("ALA", "snart"),
		{GroupID: 99, UnitCode: "ALA", PeriodCode: "2026K1"}, {GroupID: testgroup.OtherGroup, UnitCode: "ALA", PeriodCode: "2026K1"}} {
		if _, err := room.Form(t.Context(), f.Actor(testgroup.MedicalLead), nowhere); !errors.Is(err, fault.ErrNotFound) {
			t.Errorf("%+v: %v, want not found", nowhere, err)
		}
	}
	f.Exec(`UPDATE unit SET active_to = '2025-12-31' WHERE id = 1`)
	if _, err := room.Form(t.Context(), f.Actor(testgroup.MedicalLead), alaK1); !errors.Is(err, fault.ErrNotFound) {
		t.Errorf("a unit that has closed: %v", err)
	}
}

func TestTheFormShowsThePeriodsBefore(t *testing.T) {
	f, room := open(t)
	f.Exec(`INSERT INTO submission (group_id, unit_id, period_start, period_months, state, finalised_at) VALUES
	            (1, 1, '2025-01-01', 3, 'final', now()), (1, 1, '2025-10-01', 3, 'draft', NULL), (1, 2, '2025-10-01', 3, 'draft', NULL);
	        INSERT INTO figure (submission_id, unit_id, indicator_id, kind, period_start, period_months, state, numerator, denominator, entered_at) VALUES
	            (1, 1, 1, 'proportion', '2025-01-01', 3, 'reported', 3, 4, now()), (2, 1, 1, 'proportion', '2025-10-01', 3, 'reported', 0, 0, now()),
	            (3, 2, 1, 'proportion', '2025-10-01', 3, 'reported', 9, 9, now())`)
	got := row(t, form(t, room, f.Actor(testgroup.MedicalLead), alaK1), temperature)
	var past []string
	for _, p := range got.Past {
		text := p.Period.Code()
		if p.Figure.State != "" {
			text += fmt.Sprintf(" %v/%v %s", *p.Figure.Value.Numerator, *p.Figure.Value.Denominator, p.Standing)
		}
		past = append(past, text)
	}
	if want := "2025K1 3/4 final, 2025K2, 2025K3, 2025K4 0/0 preliminary"; strings.Join(past, ", ") != want {
		t.Errorf("the past is %v, want %s", past, want)
	}
}

func TestTheSamePeriodAYearBeforeIsAlwaysThere(t *testing.T) {
	for code, want := range map[string]string{
		"2026K3":    "2025K3 2025K4 2026K1 2026K2",
		"2026T2":    "2025T1 2025T2 2025T3 2026T1",
		"2026":      "2022 2023 2024 2025",
		"2026M06":   "2025M06 2026M02 2026M03 2026M04 2026M05",
		"2025-2026": "2017-2018 2019-2020 2021-2022 2023-2024",
	} {
		p, _ := quality.ParsePeriod(code)
		var got []string
		for _, past := range earlier(p) {
			got = append(got, past.Period.Code())
		}
		if strings.Join(got, " ") != want {
			t.Errorf("before %s: %v, want %s", code, got, want)
		}
	}
}
